import ApusText

extension Parser {
  /// Reads statements up to a closing mark or the end; mistakes end only the statement they are in.
  mutating func parseStatements(until closing: Punctuation?) -> [Statement] {
    var statements: [Statement] = []
    while !isAborted {
      acceptSeparator(after: !statements.isEmpty)
      if kind == .endOfText { break }
      if let closing, isAt(closing) { break }
      if closing == nil, case .punctuation(let mark) = kind, mark.isClosing {
        report(errors.strayClosing(token.span, mark.rawValue))
        advance()
        continue
      }
      if closing != nil, isAt(.case) || isAt(.default) || isAtUnknownDefault { break }
      statements.append(parseRecoveringStatement())
    }
    return statements
  }

  /// `@unknown default`.
  private var isAtUnknownDefault: Bool {
    isAt(.at) && peek(2).kind == .keyword(.default)
  }

  /// Reads one statement, or reports why not and skips to where the next one starts.
  mutating func parseRecoveringStatement() -> Statement {
    let start = index
    let level = depth
    let saved = context
    do throws(Halt) {
      let statement = try parseStatement()
      try checkSeparator(after: statement)
      return statement
    } catch {
      depth = level
      context = saved
      let place = tokens[start].start
      recover(from: start)
      return Statement(.invalid, span(from: place))
    }
  }

  /// One semicolon behind what stood before; each further one is a mistake.
  mutating func acceptSeparator(after isBehindSomething: Bool) {
    if isBehindSomething { _ = accept(.semicolon) }
    while let extra = accept(.semicolon) { report(errors.extraSemicolon(extra.span)) }
  }

  /// Two statements on one line need a semicolon between them.
  private mutating func checkSeparator(after statement: Statement) throws(Halt) {
    if token.startsLine || kind == .endOfText || isAt(.semicolon) || isAt(.rightBrace) { return }
    if isAt(.case) || isAt(.default) || isAtUnknownDefault, context.isInCase { return }
    try checkHabitBehindStatement(statement)
    if case .punctuation(let mark) = kind, mark.isClosing {
      report(errors.strayClosing(token.span, mark.rawValue))
      advance()
      throw Halt()
    }
    if case .invalid = kind { throw Halt() }
    throw fail(errors.missingSeparator(token.span, after: previousEnd))
  }

  /// Skips to the start of the next statement: over brackets whole, to a new line or `;`.
  mutating func recover(from start: Int) {
    if isAborted { return }
    let failure = index
    var next = start
    // Brackets that were open where the mistake is are skipped whole.
    while next < failure {
      let match = Int(matches[next])
      next = match > next ? match + 1 : next + 1
    }
    index = min(max(next, failure), tokens.count - 1)
    if index == start { advance() }
    while kind != .endOfText {
      if token.startsLine, index > failure || index > start, !continuesStatement { break }
      if isAt(.semicolon) { break }
      if case .punctuation(let mark) = kind, mark == .rightBrace { break }
      let match = Int(matches[index])
      if match > index, match < tokens.count - 1 {
        index = match + 1
      } else {
        advance()
      }
    }
  }

  /// Whether the token at the start of a line belongs to the line before.
  private var continuesStatement: Bool {
    switch kind {
    case .punctuation(let mark):
      mark == .period || mark == .rightParenthesis || mark == .rightBracket || mark == .comma
        || mark == .leftBrace
    case .infixOperator: true
    case .keyword(let word): word == .else || word == .catch
    default: false
    }
  }

  mutating func parseStatement() throws(Halt) -> Statement {
    try enter(cost: Parser.statementCost)
    defer { leave(cost: Parser.statementCost) }
    let start = token.start
    if let habit = try parseHabitStatement() { return habit }
    if isDeclarationStart() {
      let declaration = try parseDeclaration(in: .code)
      return Statement(.declaration(declaration), declaration.span)
    }
    switch kind {
    case .identifier, .punctuation(.underscore):
      if peek().kind == .punctuation(.colon), let label = try parseLabelled() { return label }
    case .keyword(let word):
      if let kind = try parseKeywordStatement(word) {
        return Statement(kind, span(from: start))
      }
    default: break
    }
    if isAt(.leftBrace), !isWholeBody { report(errors.closureAsStatement(token.span)) }
    let expression = try parseExpression()
    return Statement(.expression(expression), expression.span)
  }

  /// Whether the closure here is all of a function's body: `func f() -> () -> Int { { 1 } }`.
  private var isWholeBody: Bool {
    guard index > 0, matches[index] > index, Int(matches[index]) + 1 < tokens.count else {
      return false
    }
    let before = tokens[index - 1].kind
    return (before == .punctuation(.leftBrace) || before == .keyword(.in))
      && tokens[Int(matches[index]) + 1].kind == .punctuation(.rightBrace)
  }

  /// `outer: for …`; nil where the name before the colon labels nothing.
  private mutating func parseLabelled() throws(Halt) -> Statement? {
    guard case .keyword(let word) = peek(2).kind else { return nil }
    switch word {
    case .for, .while, .repeat, .if, .switch, .do: break
    default: return nil
    }
    let label = advance()
    advance()
    let statement = try parseStatement()
    return Statement(.labelled(name(of: label), label.span, statement), span(from: label.start))
  }

  private mutating func parseKeywordStatement(_ word: Keyword) throws(Halt) -> Statement.Kind? {
    switch word {
    case .if: return try parseIfStatement()
    case .guard: return try parseGuard()
    case .while: return try parseWhile()
    case .repeat: return try parseRepeat()
    case .for: return try parseFor()
    case .switch: return try parseSwitchStatement()
    case .do: return try parseDo()
    case .defer:
      advance()
      return .defer(try parseBlock(after: "defer"))
    case .return:
      advance()
      return .return(try parseReturnValue())
    case .throw:
      advance()
      return .throw(try parseExpression())
    case .break:
      advance()
      return .break(parseJumpTarget())
    case .continue:
      advance()
      return .continue(parseJumpTarget())
    case .fallthrough:
      advance()
      return .fallthrough
    case .case, .default:
      throw fail(errors.caseOutsideSwitch(token.span, word.rawValue))
    case .else, .catch, .in, .where:
      throw fail(errors.wordWithoutBeginning(token.span, word))
    default: return nil
    }
  }

  private mutating func parseJumpTarget() -> String? {
    guard kind == .identifier, !token.startsLine else { return nil }
    return name(of: advance())
  }

  private mutating func parseReturnValue() throws(Halt) -> Expression? {
    switch kind {
    case .endOfText, .punctuation(.rightBrace), .punctuation(.semicolon): return nil
    case .keyword(let word):
      if word == .if || word == .switch, !token.startsLine { break }
      if word.startsStatement || isDeclarationStart() { return nil }
    case .identifier where isDeclarationStart(): return nil
    default: break
    }
    // Without braces to close it, a line of its own is a statement of its own.
    if token.startsLine, !canStartExpression(token) { return nil }
    return try parseExpression()
  }

  /// Whether a token can be the first of an expression.
  func canStartExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .identifier, .implicitParameter, .integer, .floating, .stringStart, .hole, .prefixOperator,
      .directive, .invalid:
      true
    case .punctuation(let mark):
      mark == .leftParenthesis || mark == .leftBracket || mark == .leftBrace || mark == .period
        || mark == .backslash || mark == .underscore
    case .keyword(let word):
      switch word {
      case .true, .false, .nil, .self, .`Self`, .super, .try, .if, .switch, .anyType: true
      default: false
      }
    default: false
    }
  }

  /// Statements in braces; `what` is what the block belongs to, for the message when it is missing.
  mutating func parseBlock(after what: String) throws(Halt) -> Block {
    let saved = context
    context = Context()
    defer { context = saved }
    guard isAt(.leftBrace) else { return try parseMissingBlock(after: what) }
    let open = index
    advance()
    let statements = parseStatements(until: .rightBrace)
    try closeBrace(open)
    return Block(statements, span(from: tokens[open].start))
  }

  /// Reads the `}` of the brace at an index.
  mutating func closeBrace(_ open: Int) throws(Halt) {
    if accept(.rightBrace) != nil { return }
    if isAborted { throw Halt() }
    if isAt(.case) || isAt(.default) {
      throw fail(errors.caseOutsideSwitch(token.span, text(token)))
    }
    throw fail(errors.unclosedBracket(tokens[open].span, "{", end: previousEnd))
  }
}
