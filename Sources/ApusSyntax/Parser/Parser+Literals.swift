import ApusText

extension Parser {
  /// The number that a token spells.
  func number(_ token: Token) -> Expression {
    var digits = text(token)
    digits.removeAll { $0 == "_" }
    if token.kind == .floating {
      if digits.hasSuffix(".") { digits.append("0") }
      return Expression(.floating(Double(digits) ?? .infinity), token.span)
    }
    let lower = digits.lowercased()
    let radix =
      lower.hasPrefix("0x") ? 16 : lower.hasPrefix("0o") ? 8 : lower.hasPrefix("0b") ? 2 : 10
    let significant = radix == 10 ? digits[...] : digits.dropFirst(2)
    guard let value = UInt64(significant, radix: radix) else {
      return Expression(.hugeInteger(digits), token.span)
    }
    return Expression(.integer(value), token.span)
  }

  /// A string with its pieces of text unescaped.
  mutating func parseString() throws(Halt) -> Expression {
    let saved = context
    context = Context()
    defer { context = saved }
    let open = advance()
    let delimiter = StringReader.Delimiter(text(open))
    var pieces: [StringReader.Piece] = []
    while true {
      switch kind {
      case .stringText:
        pieces.append(.text(advance().span))
      case .interpolationStart:
        pieces.append(.interpolation(try parseInterpolation()))
      case .stringEnd:
        let end = advance()
        if end.flags.contains(.isUnterminated) { throw Halt() }
        let whole = Span(open.start, end.end)
        var reader = StringReader(
          source: source, errors: errors, delimiter: delimiter, pieces: pieces, span: whole)
        let parts = reader.read()
        for diagnostic in reader.diagnostics { report(diagnostic) }
        return Expression(.string(parts), whole)
      default:
        throw Halt()
      }
    }
  }

  private mutating func parseInterpolation() throws(Halt) -> Expression {
    let open = index
    advance()
    if kind == .interpolationEnd {
      report(errors.emptyInterpolation(span(from: tokens[open].start).union(token.span)))
      advance()
      return Expression(.invalid, tokens[open].span)
    }
    let level = depth
    do throws(Halt) {
      let value = try parseExpression()
      if kind == .punctuation(.comma) || kind == .punctuation(.colon) {
        throw fail(errors.formatInInterpolation(token.span))
      }
      if kind != .interpolationEnd {
        throw fail(errors.unexpectedInBrackets(token.span, closing: ")"))
      }
      advance()
      return value
    } catch {
      // The rest of the string can still be read.
      let end = Int(matches[open])
      guard end > open, !isAborted else { throw Halt() }
      depth = level
      index = end
      advance()
      return Expression(.invalid, tokens[open].span)
    }
  }
}
