import ApusText

extension Parser {
  mutating func parseIfStatement() throws(Halt) -> Statement.Kind {
    .if(try parseIf())
  }

  mutating func parseIf() throws(Halt) -> If {
    try enter()
    defer { leave() }
    let head = advance()
    let conditions = try parseConditions(of: "if")
    let then = try parseBlock(after: "if")
    var result = If(conditions: conditions, then: then, otherwise: nil)
    if isAtPythonElseIf(aligned: head) {
      result.otherwise = .if(try parsePythonElseIf(), Span(head.start, previousEnd))
    } else if accept(.else) != nil {
      if isAt(.if) {
        let start = token.start
        let nested = try parseIf()
        result.otherwise = .if(nested, span(from: start))
      } else {
        result.otherwise = .block(try parseBlock(after: "else"))
      }
    }
    return result
  }

  mutating func parseGuard() throws(Halt) -> Statement.Kind {
    advance()
    let conditions = try parseConditions(of: "guard")
    guard accept(.else) != nil else {
      let failure = fail(errors.guardWithoutElse(gap))
      guard endsHere else { throw failure }
      return .guard(conditions, Block([], gap))
    }
    return .guard(conditions, try parseBlock(after: "guard … else"))
  }

  mutating func parseWhile() throws(Halt) -> Statement.Kind {
    advance()
    let conditions = try parseConditions(of: "while")
    return .while(conditions, try parseBlock(after: "while"))
  }

  mutating func parseRepeat() throws(Halt) -> Statement.Kind {
    advance()
    let body = try parseBlock(after: "repeat")
    guard accept(.while) != nil else {
      throw fail(errors.repeatWithoutWhile(gap))
    }
    return .repeat(body, try parseExpression())
  }

  mutating func parseDo() throws(Halt) -> Statement.Kind {
    let start = advance()
    let throwing = try parseThrowing()
    let body = try parseBlock(after: "do")
    var catches: [Catch] = []
    while isAt(.catch) {
      let start = advance().start
      var items: [Switch.Item] = []
      if !isAt(.leftBrace) { items = try parseCaseItems() }
      let body = try parseBlock(after: "catch")
      catches.append(Catch(items: items, body: body, span: span(from: start)))
    }
    if isAt(.while), !token.startsLine {
      throw fail(errors.doWhile(start.span))
    }
    return .do(body, catches, throwing: throwing)
  }

  /// Whether the text or the block around ends here, as where a header is still being typed: what was
  /// read of it is kept, for completion.
  var endsHere: Bool { kind == .endOfText || isAt(.rightBrace) }

  /// The header of `if`, `guard` and `while`.
  mutating func parseConditions(of what: String) throws(Halt) -> [Condition] {
    let saved = context
    context = Context()
    context.allowsTrailingClosure = false
    defer { context = saved }
    if isAt(.leftBrace) || kind == .endOfText || token.startsLine && isAtStatementWord {
      throw fail(errors.missingCondition(gap, what))
    }
    var conditions = [try parseCondition()]
    while accept(.comma) != nil { conditions.append(try parseCondition()) }
    return conditions
  }

  private var isAtStatementWord: Bool {
    guard case .keyword(let word) = kind else { return false }
    return word.startsStatement && word != .case && word != .if && word != .switch
  }

  private mutating func parseCondition() throws(Halt) -> Condition {
    let start = token.start
    if accept(.case) != nil {
      let pattern = try parsePattern(stopsAtEqual: true)
      let type = accept(.colon) == nil ? nil : try parseType()
      guard accept(.equal) != nil else {
        throw fail(errors.expectedEqualInCondition(gap))
      }
      return .binding(wrapped(pattern), type, try parseExpression(), span(from: start))
    }
    if isAt(.let) || isAt(.var) {
      let word = advance()
      let inner = try parseBindingPattern()
      let pattern = Pattern(
        .binding(isVariable: word.kind == .keyword(.var), unwrapping(inner)), span(from: start))
      let type = accept(.colon) == nil ? nil : try parseType()
      let value = accept(.equal) == nil ? nil : try parseExpression()
      return .binding(pattern, type, value, span(from: start))
    }
    let condition = try parseExpression()
    if case .assign(let left, let right) = condition.kind {
      report(errors.assignmentInCondition(condition.span, between: left.span, and: right.span))
    }
    return .expression(condition)
  }

  /// `case let x = y` binds without unwrapping; the parentheses tell it from `let x = y`.
  private func wrapped(_ pattern: Pattern) -> Pattern {
    guard case .binding(_, let inner) = pattern.kind else { return pattern }
    switch inner.kind {
    case .name, .wildcard:
      return Pattern(.tuple([Pattern.Element(label: nil, pattern: pattern)]), pattern.span)
    default: return pattern
    }
  }

  /// `let (a, b) = pair` unwraps before it takes apart.
  private func unwrapping(_ pattern: Pattern) -> Pattern {
    guard case .tuple = pattern.kind else { return pattern }
    return Pattern(.optional(pattern), pattern.span)
  }

  mutating func parseFor() throws(Halt) -> Statement.Kind {
    let saved = context
    context = Context()
    context.allowsTrailingClosure = false
    defer { context = saved }
    let head = advance()
    try checkLoopHabit(head)
    let waits = isAt(.try) ? peek() : token
    if text(waits) == "await", isAt(.try) || peek().kind == .identifier {
      throw fail(errors.leftOut(waits.span, .concurrency))
    }
    let pattern: Pattern
    if accept(.case) != nil {
      pattern = try parsePattern(stopsAtEqual: false)
    } else if isAt(.var) {
      let start = advance().start
      pattern = Pattern(
        .binding(isVariable: true, try parseBindingPattern()), span(from: start))
    } else {
      // Python's `for a, b in pairs` has no parentheses.
      let start = token.start
      let first = try parseBindingPattern()
      pattern = isAt(.comma) ? try parsePythonTuple(first, from: start) : first
    }
    let type = accept(.colon) == nil ? nil : try parseType()
    guard accept(.in) != nil else { throw fail(errors.expectedIn(gap)) }
    let sequence = try parseExpression()
    let filter = accept(.where) == nil ? nil : try parseExpression()
    let body = try parseBlock(after: "for")
    return .for(
      For(pattern: pattern, type: type, sequence: sequence, filter: filter, body: body))
  }

  mutating func parseSwitchStatement() throws(Halt) -> Statement.Kind {
    .switch(try parseSwitch())
  }

  mutating func parseSwitch() throws(Halt) -> Switch {
    try enter()
    defer { leave() }
    let saved = context
    defer { context = saved }
    context = Context()
    context.allowsTrailingClosure = false
    advance()
    if isAt(.leftBrace) { throw fail(errors.missingCondition(gap, "switch")) }
    let subject = try parseExpression()
    context = Context()
    context.isInCase = true
    guard isAt(.leftBrace) else {
      let failure = fail(errors.expectedBlock(gap, "switch"))
      guard endsHere else { throw failure }
      return Switch(subject: subject, cases: [])
    }
    let open = index
    advance()
    var cases: [Switch.Case] = []
    while !isAt(.rightBrace), kind != .endOfText, !isAborted {
      if let item = parseRecoveringCase() { cases.append(item) }
    }
    try closeBrace(open)
    return Switch(subject: subject, cases: cases)
  }

  /// One `case …:` with its statements; after a mistake in its header, skips to the next one.
  private mutating func parseRecoveringCase() -> Switch.Case? {
    let level = depth
    let saved = context
    let beginning = index
    do throws(Halt) {
      return try parseCase()
    } catch {
      depth = level
      context = saved
      if index == beginning { advance() }
      while kind != .endOfText, !isAt(.case), !isAt(.default), !isAt(.rightBrace) {
        let match = Int(matches[index])
        if match > index { index = match }
        advance()
      }
      return nil
    }
  }

  private mutating func parseCase() throws(Halt) -> Switch.Case {
    let start = token.start
    if isAt(.at) {
      // `@unknown default` says nothing here.
      advance()
      advance()
    }
    var items: [Switch.Item] = []
    if accept(.case) != nil {
      items = try parseCaseItems()
    } else if accept(.default) == nil {
      throw fail(errors.expectedCase(token.span))
    }
    let header = span(from: start)
    guard accept(.colon) != nil else {
      let failure = fail(errors.expectedColonAfterCase(gap, after: previousEnd))
      guard endsHere else { throw failure }
      return Switch.Case(items: items, body: [], span: header)
    }
    let body = parseStatements(until: .rightBrace)
    if body.isEmpty { report(errors.emptyCase(header)) }
    return Switch.Case(items: items, body: body, span: span(from: start))
  }

  /// `a, let b where b > 0`.
  mutating func parseCaseItems() throws(Halt) -> [Switch.Item] {
    let saved = context
    context = Context()
    context.allowsTrailingClosure = false
    defer { context = saved }
    var items: [Switch.Item] = []
    repeat {
      let pattern = try parsePattern(stopsAtEqual: false)
      let filter = accept(.where) == nil ? nil : try parseExpression()
      items.append(Switch.Item(pattern: pattern, filter: filter))
    } while accept(.comma) != nil
    return items
  }
}
