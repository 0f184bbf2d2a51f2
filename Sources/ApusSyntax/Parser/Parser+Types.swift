import ApusText

extension Parser {
  /// A type with `?` behind it and `&` between.
  mutating func parseType() throws(Halt) -> TypeSyntax {
    try enter()
    defer { leave() }
    let start = token.start
    skipTypeAttributes()
    if accept(.inout) != nil {
      let type = try parseType()
      return TypeSyntax(.inout(type), span(from: start))
    }
    if accept(word: "some") != nil {
      let type = try parseType()
      return TypeSyntax(.some(type), span(from: start))
    }
    if accept(word: "any") != nil {
      let type = try parseType()
      return TypeSyntax(.any(type), span(from: start))
    }
    var type = try parsePostfixType()
    if token.isOperator, text(token) == "&" {
      var parts = [type]
      while token.isOperator, text(token) == "&" {
        advance()
        parts.append(try parsePostfixType())
      }
      type = TypeSyntax(.composition(parts), span(from: start))
    }
    return type
  }

  /// `@escaping`, `@Sendable` and the like, which say nothing to this language.
  private mutating func skipTypeAttributes() {
    while isAt(.at), peek().kind == .identifier {
      advance()
      advance()
    }
    if isAt(word: "borrowing") || isAt(word: "consuming") || isAt(word: "sending"),
      peek().kind == .identifier
    {
      advance()
    }
  }

  private mutating func parsePostfixType() throws(Halt) -> TypeSyntax {
    let start = token.start
    var type = try parsePrimaryType()
    while true {
      if !token.startsLine, let mark = leadingByte, mark == UInt8(ascii: "?"),
        isAt(.question) || token.isOperator && !token.isAfterSpace
      {
        cut(1)
        type = TypeSyntax(.optional(type), span(type.span, cutAt: start))
      } else if isAt(.exclamation) {
        throw fail(errors.leftOut(token.span, .implicitlyUnwrapped))
      } else if isAt(.period), peek().kind == .identifier || peek().kind == .keyword(.protocol) {
        advance()
        type = TypeSyntax(.member(type, name(of: advance())), span(from: start))
      } else {
        return type
      }
    }
  }

  private var leadingByte: UInt8? {
    token.start < token.end ? source.bytes[token.start] : nil
  }

  /// The span of a type whose last mark was cut off a longer operator.
  private func span(_ inner: Span, cutAt start: Int) -> Span {
    // The rest of a cut token starts where the mark ended.
    Span(start, max(inner.end, min(token.start, max(previousEnd, inner.end + 1))))
  }

  private mutating func parsePrimaryType() throws(Halt) -> TypeSyntax {
    let start = token
    switch kind {
    case .identifier, .keyword(.`Self`), .keyword(.anyType):
      advance()
      let arguments = try parseGenericArguments() ?? []
      return TypeSyntax(.name(name(of: start), arguments), span(from: start.start))
    case .punctuation(.underscore):
      advance()
      return TypeSyntax(.name("_", []), start.span)
    case .punctuation(.leftBracket): return try parseCollectionType()
    case .punctuation(.leftParenthesis): return try parseTupleOrFunctionType()
    case .hole:
      advance()
      return TypeSyntax(.name("_", []), start.span)
    case .invalid:
      advance()
      throw Halt()
    default:
      throw fail(errors.expectedType(start.span))
    }
  }

  /// `<Int, String>`; nil where no `<` follows.
  mutating func parseGenericArguments() throws(Halt) -> [TypeSyntax]? {
    guard startsWith("<"), !token.isAfterSpace else { return nil }
    cut(1)
    var arguments = [try parseType()]
    while accept(.comma) != nil { arguments.append(try parseType()) }
    guard startsWith(">") else { throw fail(errors.unclosedGenerics(token.span)) }
    cut(1)
    return arguments
  }

  /// Whether an operator stands here whose first character is this one.
  func startsWith(_ character: Unicode.Scalar) -> Bool {
    token.isOperator && leadingByte == UInt8(ascii: character)
  }

  private mutating func parseCollectionType() throws(Halt) -> TypeSyntax {
    let start = index
    advance()
    let element = try parseType()
    var kind = TypeSyntax.Kind.array(element)
    if accept(.colon) != nil { kind = .dictionary(element, try parseType()) }
    try close(start)
    return TypeSyntax(kind, span(from: tokens[start].start))
  }

  private mutating func parseTupleOrFunctionType() throws(Halt) -> TypeSyntax {
    let start = token.start
    let open = index
    advance()
    var elements: [TypeSyntax.Element] = []
    while !isAt(.rightParenthesis) {
      elements.append(try parseTypeElement())
      if accept(.comma) == nil { break }
    }
    try close(open)
    let saved = index
    if isAt(word: "async"), peek().kind == .punctuation(.arrow) || peek().kind == .keyword(.throws)
    {
      throw fail(errors.leftOut(token.span, .concurrency))
    }
    let throwing = try parseThrowing()
    if accept(.arrow) != nil {
      if elements.contains(where: { $0.label != nil }) {
        report(errors.labelInFunctionType(span(from: start)))
      }
      let result = try parseType()
      return TypeSyntax(
        .function(elements, result, throwing), span(from: start))
    }
    index = saved
    if elements.count == 1, elements[0].label == nil {
      return TypeSyntax(elements[0].type.kind, span(from: start))
    }
    return TypeSyntax(.tuple(elements), span(from: start))
  }

  /// `Int`, `label: Int`, `_ label: Int`.
  mutating func parseTypeElement() throws(Halt) -> TypeSyntax.Element {
    var label: String?
    if isLabel(token), peek().kind == .punctuation(.colon) {
      label = name(of: advance())
      advance()
    } else if isLabel(token), isLabel(peek()), peek(2).kind == .punctuation(.colon) {
      // The second name serves only the reader.
      let first = name(of: advance())
      label = first == "_" ? nil : first
      advance()
      advance()
    }
    return TypeSyntax.Element(label: label, type: try parseType())
  }

  private func isLabel(_ token: Token) -> Bool {
    token.kind == .identifier || token.kind == .punctuation(.underscore)
  }

  /// `throws`, `throws(Failure)` or `rethrows`, where one stands here.
  mutating func parseThrowing() throws(Halt) -> TypeSyntax.Throwing? {
    let isRethrowing = isAt(.rethrows)
    guard isRethrowing || isAt(.throws) else { return nil }
    advance()
    guard isAt(.leftParenthesis), !token.isAfterSpace else {
      return TypeSyntax.Throwing(type: nil, isRethrowing: isRethrowing)
    }
    let open = index
    advance()
    let type = try parseType()
    try close(open)
    return TypeSyntax.Throwing(type: type, isRethrowing: isRethrowing)
  }

  /// Reads the mark that closes the bracket at an index.
  mutating func close(_ open: Int) throws(Halt) {
    guard case .punctuation(let mark) = tokens[open].kind, let closing = mark.closing else {
      return
    }
    if accept(closing) != nil { return }
    if isAborted { throw Halt() }
    if case .invalid = kind { throw Halt() }
    if matches[open] < 0 {
      throw fail(errors.unclosedBracket(tokens[open].span, mark.rawValue, end: previousEnd))
    }
    throw fail(errors.unexpectedInBrackets(token.span, closing: closing.rawValue))
  }
}
