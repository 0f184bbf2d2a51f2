import ApusText

extension Parser {
  mutating func parsePrimary() throws(Halt) -> Expression {
    let start = token
    switch kind {
    case .integer, .floating:
      advance()
      return number(start)
    case .stringStart: return try parseString()
    case .identifier: return try parseName()
    case .implicitParameter: return parseImplicitParameter()
    case .hole:
      advance()
      return Expression(.hole(source.slice(Span(start.start + 2, start.end - 2))), start.span)
    case .keyword(let word): return try parseKeyword(word)
    case .punctuation(let mark): return try parseMark(mark)
    case .prefixOperator: return try parseUnary()
    case .infixOperator, .postfixOperator: return try parseOperatorName()
    case .directive: throw fail(try leftOutDirective())
    case .invalid:
      advance()
      return Expression(.invalid, start.span)
    case .interpolationEnd, .stringEnd, .interpolationStart, .stringText, .endOfText:
      throw fail(missingExpression())
    }
  }

  /// What to say where an expression should stand and none does.
  func missingExpression() -> Diagnostic {
    let before = index > 0 ? tokens[index - 1] : token
    if index > 0, before.isOperator || before.kind == .punctuation(.equal) {
      return errors.missingOperand(token.span, of: text(before), before.span)
    }
    return errors.expectedExpression(token.span, found: text(token))
  }

  private mutating func parseName() throws(Halt) -> Expression {
    let start = token
    if let habit = try parseHabitName() { return habit }
    advance()
    return Expression(.name(name(of: start)), start.span)
  }

  private mutating func parseImplicitParameter() -> Expression {
    let start = advance()
    let number = Int(text(start).dropFirst()) ?? Int.max
    if let last = implicitParameters.indices.last {
      implicitParameters[last] = max(implicitParameters[last] ?? 0, min(number, 255))
    } else {
      report(errors.implicitParameterOutsideClosure(start.span))
    }
    return Expression(.name(text(start)), start.span)
  }

  /// `reduce(0, +)`: an operator in the place of a value; `x[...]`: a range without bounds.
  private mutating func parseOperatorName() throws(Halt) -> Expression {
    let start = token
    let spelling = text(start)
    if isClosing(peek()) {
      if spelling == "..." {
        advance()
        return Expression(.unboundedRange, start.span)
      }
      if operators.isInfix(spelling) || operators.isPrefix(spelling) {
        advance()
        return Expression(.name(spelling), start.span)
      }
    }
    if start.kind == .infixOperator, spelling == "..<", canStartExpression(peek()) {
      advance()
      throw fail(errors.spaceBehindPrefix(start.span, spelling, operandStart: token.start))
    }
    if start.kind == .infixOperator, operators.isPrefix(spelling), canStartExpression(peek()) {
      advance()
      throw fail(errors.spaceBehindPrefix(start.span, spelling, operandStart: token.start))
    }
    throw fail(missingExpression())
  }

  private mutating func parseKeyword(_ word: Keyword) throws(Halt) -> Expression {
    let start = token
    switch word {
    case .true, .false:
      advance()
      return Expression(.boolean(word == .true), start.span)
    case .nil:
      advance()
      return Expression(.none, start.span)
    case .`self`, .`Self`, .super, .anyType:
      advance()
      return Expression(.name(word.rawValue), start.span)
    case .`init`:
      advance()
      return Expression(.name("init"), start.span)
    case .try: return try parseExpression()
    case .if:
      let value = try parseIf()
      let statement = Statement(.if(value), span(from: start.start))
      return Expression(.statement(statement), statement.span)
    case .switch:
      let value = try parseSwitch()
      let statement = Statement(.switch(value), span(from: start.start))
      return Expression(.statement(statement), statement.span)
    default:
      if index > 0, start.startsLine || word.startsStatement || word.startsDeclaration,
        tokens[index - 1].isOperator || tokens[index - 1].kind == .punctuation(.equal)
      {
        throw fail(missingExpression())
      }
      throw fail(errors.reservedWordInExpression(start.span, word.rawValue))
    }
  }

  private mutating func parseMark(_ mark: Punctuation) throws(Halt) -> Expression {
    let start = token
    switch mark {
    case .leftParenthesis: return try parseTuple()
    case .leftBracket: return try parseCollection()
    case .leftBrace: return try parseClosure()
    case .period:
      advance()
      guard kind == .identifier || isMemberWord, !token.startsLine else {
        throw fail(errors.missingMember(start.span, end: token.span))
      }
      let member = advance()
      return Expression(.implicitMember(name(of: member)), span(from: start.start))
    case .underscore:
      advance()
      return Expression(.name("_"), start.span)
    case .backslash: return try parseKeyPath()
    default:
      throw fail(missingExpression())
    }
  }

  private var isMemberWord: Bool {
    if case .keyword = kind { return true }
    return false
  }

  private mutating func parseTuple() throws(Halt) -> Expression {
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    advance()
    var elements: [Argument] = []
    while !isAt(.rightParenthesis) {
      elements.append(try parseArgument(in: .tuple))
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    return Expression(.tuple(elements), span(from: tokens[open].start))
  }

  /// `[1, 2]`, `["a": 1]`, `[:]`, or a type such as `[Int]()`.
  private mutating func parseCollection() throws(Halt) -> Expression {
    if let type = parseCollectionType() { return type }
    let saved = context
    context = Context()
    defer { context = saved }
    try enter()
    defer { leave() }
    let open = index
    advance()
    if isAt(.colon), peek().kind == .punctuation(.rightBracket) {
      advance()
      advance()
      return Expression(.dictionary([]), span(from: tokens[open].start))
    }
    var elements: [Expression] = []
    var entries: [DictionaryEntry] = []
    while !isAt(.rightBracket) {
      let first = try parseExpression()
      if isAt(.for) { try failComprehension(open, value: first) }
      if isAt(.colon), elements.isEmpty {
        advance()
        entries.append(DictionaryEntry(key: first, value: try parseExpression()))
      } else {
        if !entries.isEmpty { throw fail(errors.missingDictionaryValue(first.span)) }
        elements.append(first)
      }
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    let whole = span(from: tokens[open].start)
    return Expression(entries.isEmpty ? .array(elements) : .dictionary(entries), whole)
  }

  /// Brackets before `(` or `.self` are a type, unless they do not read as one.
  private mutating func parseCollectionType() -> Expression? {
    let end = Int(matches[index])
    guard end > index, end + 1 < tokens.count else { return nil }
    let next = tokens[end + 1]
    let isCalled = next.kind == .punctuation(.leftParenthesis) && !next.startsLine
    let isNamed =
      next.kind == .punctuation(.period) && end + 2 < tokens.count
      && (tokens[end + 2].kind == .keyword(.`self`) || tokens[end + 2].kind == .keyword(.`init`))
    guard isCalled || isNamed else { return nil }
    let type = attempt { parser throws(Halt) -> TypeSyntax? in
      let type = try parser.parseType()
      return parser.index == end + 1 ? type : nil
    }
    return type.map { Expression(.type($0), $0.span) }
  }

  /// Reads the closing mark of a list, or says what is wrong between two elements.
  mutating func closeList(_ open: Int) throws(Halt) {
    guard case .punctuation(let mark) = tokens[open].kind, let closing = mark.closing else {
      return
    }
    if accept(closing) != nil { return }
    if isAborted { throw Halt() }
    if matches[open] >= 0, canStartExpression(token), index > open + 1 {
      throw fail(errors.missingComma(token.span, after: previousEnd))
    }
    try close(open)
  }

  /// `\.name` is the closure `{ $0.name }`.
  private mutating func parseKeyPath() throws(Halt) -> Expression {
    let start = advance()
    var type: TypeSyntax?
    if !isAt(.period) { type = try parsePathRoot() }
    let root = Expression(.name(type == nil ? "$0" : "root"), start.span)
    guard isAt(.period) else { throw fail(errors.expectedKeyPath(token.span)) }
    // `\.[0]` begins with a subscript.
    if peek().kind == .punctuation(.leftBracket) { advance() }
    let saved = context
    context.allowsTrailingClosure = false
    let value = try parseSuffixes(of: root)
    context = saved
    let whole = span(from: start.start)
    let parameters = type.map { [Closure.Parameter(name: "root", type: $0, span: $0.span)] }
    let body = Block([Statement(.expression(value), value.span)], whole)
    var closure = Closure(
      parameters: parameters, result: nil, throwing: nil, body: body,
      highestImplicitParameter: type == nil ? 0 : nil)
    closure.isKeyPath = true
    return Expression(.closure(closure), whole)
  }

  private mutating func parsePathRoot() throws(Halt) -> TypeSyntax {
    guard kind == .identifier else { throw fail(errors.expectedKeyPath(token.span)) }
    let root = advance()
    return TypeSyntax(.name(name(of: root), []), root.span)
  }
}
