import ApusText

extension Parser {
  /// The pattern of a `case`: names in it are values unless `let` or `var` stands before.
  mutating func parsePattern(stopsAtEqual: Bool) throws(Halt) -> Pattern {
    let saved = context
    context.stopsAtEqual = stopsAtEqual
    defer { context = saved }
    return try parsePattern(isBinding: false)
  }

  /// The pattern of `let`, `var` and `for`: a name, `_`, or a tuple of such.
  mutating func parseBindingPattern() throws(Halt) -> Pattern {
    try enter()
    defer { leave() }
    let start = token
    switch kind {
    case .identifier:
      advance()
      return Pattern(.name(name(of: start)), start.span)
    case .punctuation(.underscore):
      advance()
      return Pattern(.wildcard, start.span)
    case .punctuation(.leftParenthesis):
      return try parseTuplePattern { parser throws(Halt) in try parser.parseBindingPattern() }
    case .hole:
      advance()
      return Pattern(.wildcard, start.span)
    case .invalid:
      advance()
      throw Halt()
    case .keyword(let word):
      throw fail(errors.reservedName(start.span, word.rawValue))
    default:
      throw fail(errors.expectedName(start.span, "a variable"))
    }
  }

  private mutating func parseTuplePattern(
    _ element: (inout Parser) throws(Halt) -> Pattern
  ) throws(Halt) -> Pattern {
    let start = index
    advance()
    var elements: [Pattern.Element] = []
    while !isAt(.rightParenthesis) {
      var label: String?
      if kind == .identifier, peek().kind == .punctuation(.colon) {
        label = name(of: advance())
        advance()
      }
      elements.append(Pattern.Element(label: label, pattern: try element(&self)))
      if accept(.comma) == nil { break }
    }
    try close(start)
    let span = span(from: tokens[start].start)
    if elements.count == 1, elements[0].label == nil {
      return Pattern(elements[0].pattern.kind, span)
    }
    return Pattern(.tuple(elements), span)
  }

  mutating func parsePattern(isBinding: Bool) throws(Halt) -> Pattern {
    try enter()
    defer { leave() }
    let start = token.start
    var pattern = try parsePrimaryPattern(isBinding: isBinding)
    while true {
      if isAt(.question) {
        advance()
        pattern = Pattern(.optional(pattern), span(from: start))
      } else if isAt(.as) {
        advance()
        let type = try parseType()
        pattern = Pattern(.type(type, pattern), span(from: start))
      } else {
        return pattern
      }
    }
  }

  private mutating func parsePrimaryPattern(isBinding: Bool) throws(Halt) -> Pattern {
    let start = token
    switch kind {
    case .keyword(.let), .keyword(.var):
      advance()
      let inner = try parsePattern(isBinding: true)
      return Pattern(
        .binding(isVariable: start.kind == .keyword(.var), inner), span(from: start.start))
    case .keyword(.is):
      advance()
      let type = try parseType()
      return Pattern(.type(type, nil), span(from: start.start))
    case .punctuation(.underscore):
      advance()
      return Pattern(.wildcard, start.span)
    case .identifier where isBinding && !isPathAhead:
      advance()
      return Pattern(.name(name(of: start)), start.span)
    case .punctuation(.leftParenthesis):
      let tuple = attempt { parser throws(Halt) -> Pattern? in
        let pattern = try parser.parseTuplePattern { parser throws(Halt) in
          try parser.parsePattern(isBinding: isBinding)
        }
        return parser.isAtPatternEnd ? pattern : nil
      }
      if let tuple { return tuple }
    case .punctuation(.period), .identifier:
      let enumCase = attempt { parser throws(Halt) -> Pattern? in
        guard let pattern = try parser.parseCasePattern(isBinding: isBinding) else { return nil }
        return parser.isAtPatternEnd ? pattern : nil
      }
      if let enumCase { return enumCase }
    default: break
    }
    return try parseExpressionPattern()
  }

  /// Whether a name is followed by `.` or `(`, so that it names a type or a case.
  private var isPathAhead: Bool {
    let next = peek()
    return next.kind == .punctuation(.period) || next.kind == .punctuation(.leftParenthesis)
  }

  /// Whether what was read can be the whole pattern.
  private var isAtPatternEnd: Bool {
    switch kind {
    case .punctuation(let mark):
      mark == .comma || mark == .colon || mark == .rightParenthesis || mark == .equal
        || mark == .question || mark == .leftBrace
    case .keyword(let word): word == .where || word == .as || word == .in
    case .endOfText: true
    default: false
    }
  }

  /// `.circle(let r)`, `Shape.circle(radius: let r)`.
  private mutating func parseCasePattern(isBinding: Bool) throws(Halt) -> Pattern? {
    let start = token.start
    var path: [String] = []
    if kind == .identifier {
      guard text(token).first?.isUppercase == true else { return nil }
      path.append(name(of: advance()))
    }
    while accept(.period) != nil {
      switch kind {
      case .identifier: break
      case .keyword(let word) where word != .self: break
      default: return nil
      }
      path.append(name(of: advance()))
    }
    guard let name = path.popLast(),
      !path.isEmpty || tokens[index - 2].kind == .punctuation(.period)
    else { return nil }
    var payload: [Pattern.Element]?
    if isAt(.leftParenthesis), !token.startsLine {
      payload = try parsePayload(isBinding: isBinding)
    }
    let base = path.isEmpty ? nil : path.joined(separator: ".")
    return Pattern(.enumCase(base: base, name: name, payload: payload), span(from: start))
  }

  private mutating func parsePayload(isBinding: Bool) throws(Halt) -> [Pattern.Element] {
    let start = index
    advance()
    var elements: [Pattern.Element] = []
    while !isAt(.rightParenthesis) {
      var label: String?
      if kind == .identifier, peek().kind == .punctuation(.colon) {
        label = name(of: advance())
        advance()
      }
      let pattern = try parsePattern(isBinding: isBinding)
      elements.append(Pattern.Element(label: label, pattern: pattern))
      if accept(.comma) == nil { break }
    }
    try close(start)
    return elements
  }

  private mutating func parseExpressionPattern() throws(Halt) -> Pattern {
    context.allowsTrailingClosure = false
    let expression = try parseExpression(allowsCast: false)
    if case .optionalChain(let inner) = expression.kind {
      let pattern = Pattern(.expression(inner), inner.span)
      return Pattern(.optional(pattern), expression.span)
    }
    return Pattern(.expression(expression), expression.span)
  }
}
