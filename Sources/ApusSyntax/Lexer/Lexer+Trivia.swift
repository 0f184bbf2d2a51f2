import ApusText

extension Lexer {
  /// Skips white space, line ends and comments, and keeps what the next token must know of them.
  mutating func skipTrivia() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0B, 0x0C, 0x00:
        position += 1
        flags.insert(.afterSpace)
      case 0x0A, 0x0D:
        if endsInterpolationLine() { return }
        position += 1
        flags.formUnion([.afterSpace, .startsLine])
      case 0xC2 where byte(1) == 0xA0:
        // A no-break space, as copied from a web page.
        position += 2
        flags.insert(.afterSpace)
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
        skipLineComment()
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
        skipBlockComment()
      default:
        return
      }
    }
  }

  /// A line that ends inside an interpolation of a one-line string ends the string.
  private mutating func endsInterpolationLine() -> Bool {
    guard case .interpolation? = contexts.last, contexts.count > 1,
      case .string(let delimiter) = contexts[contexts.count - 2], !delimiter.isMultiline
    else { return false }
    contexts.removeLast()
    add(.interpolationEnd, position, position, .isUnterminated)
    return true
  }

  private mutating func skipLineComment() {
    let start = position
    while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
      position += 1
    }
    result.comments.append(Span(start, position))
    flags.insert(.afterSpace)
    if byte(at: start + 2) == UInt8(ascii: "/"), byte(at: start + 3) != UInt8(ascii: "/"),
      flags.contains(.startsLine)
    {
      var text = start + 3
      if byte(at: text) == 0x20 { text += 1 }
      pendingDocumentation.append(source.slice(Span(text, position)))
    }
  }

  private mutating func skipBlockComment() {
    let start = position
    var depth = 1
    position += 2
    while position < bytes.count, depth > 0 {
      let here = bytes[position]
      if here == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        depth -= 1
        position += 2
      } else if here == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
        depth += 1
        position += 2
      } else {
        if here == 0x0A || here == 0x0D { flags.insert(.startsLine) }
        position += 1
      }
    }
    flags.insert(.afterSpace)
    result.comments.append(Span(start, position))
    if depth > 0 {
      result.isUnfinished = true
      report(errors.unterminatedComment(Span(start, min(start + 2, bytes.count))))
    } else if byte(at: start + 2) == UInt8(ascii: "*"), position - start > 4 {
      pendingDocumentation.append(blockDocumentation(Span(start + 3, position - 2)))
    }
  }

  /// The text of a `/** … */` comment without the stars that some put before each line.
  private func blockDocumentation(_ span: Span) -> String {
    let lines = source.slice(span).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let stripped = lines.map { line in
      var rest = line.drop(while: \.isWhitespace)
      if rest.first == "*" { rest = rest.dropFirst().drop(while: { $0 == " " }) }
      return String(rest)
    }
    let start = stripped.firstIndex { !$0.isEmpty } ?? 0
    let end = stripped.lastIndex { !$0.isEmpty } ?? 0
    return stripped[start...max(start, end)].joined(separator: "\n")
  }
}
