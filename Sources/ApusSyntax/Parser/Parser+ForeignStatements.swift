import ApusText

extension Parser {
  /// Refuses what opens a statement in Python and elsewhere, and what is left out on purpose.
  mutating func parseHabitStatement() throws(Halt) -> Statement? {
    switch kind {
    case .identifier: break
    case .keyword(.try) where peek().kind == .punctuation(.colon):
      throw fail(
        errors.foreignStatement(token.span, "try:", help: "write `do { try … } catch { … }`"))
    case .directive: throw fail(try leftOutDirective())
    case .punctuation(.at):
      if let what = LeftOut.attribute(text(peek())) {
        throw fail(errors.leftOut(token.span.union(peek().span), what))
      }
      return nil
    default: return nil
    }
    guard !token.flags.contains(.isEscaped) else { return nil }
    let word = text(token)
    let next = peek()
    let isAlone = next.startsLine || next.kind == .endOfText
    if word == "actor" || word == "macro", next.kind == .identifier, !isAlone {
      throw fail(errors.leftOut(token.span, word == "actor" ? .concurrency : .macros))
    }
    if word == "async", next.kind == .keyword(.let) {
      throw fail(errors.leftOut(token.span, .concurrency))
    }
    if let row = Habit.find(word, .statement), follows(row, next, isAlone: isAlone) {
      throw fail(
        errors.foreignStatement(token.span, word, help: row.advice, meant: row.forms.first))
    }
    return nil
  }

  /// `#if` and its kin.
  func leftOutDirective() throws(Halt) -> Diagnostic {
    let word = text(token).drop { $0 == "#" }
    // An `#if` has been told of already.
    if ["else", "elseif", "endif"].contains(word),
      diagnostics.contains(where: { $0.id == "left-out" })
    {
      throw Halt()
    }
    return errors.leftOut(token.span, LeftOut.directive(String(word)) ?? .macros)
  }

  private func follows(_ row: Habit, _ next: Token, isAlone: Bool) -> Bool {
    if isAlone { return row.followers.contains(.end) }
    switch next.kind {
    case .identifier, .keyword(.`self`):
      return row.followers.contains(.name) || row.followers.contains(.expression)
    case .punctuation(.colon): return row.followers.contains(.colon)
    case .punctuation(.leftParenthesis), .punctuation(.leftBracket), .punctuation(.period),
      .punctuation(.leftBrace):
      return false
    default: return row.followers.contains(.expression) && canStartExpression(next)
    }
  }

  /// What is wrong where a statement ends and the line does not.
  mutating func checkHabitBehindStatement(_ statement: Statement) throws(Halt) {
    guard case .expression(let expression) = statement.kind else { return }
    if isAt(.comma) {
      throw fail(errors.tupleWithoutParentheses(statement.span, fix: tupleFix(statement)))
    }
    guard case .name(let name) = expression.kind else { return }
    if isAt(.colon) {
      if peek().startsLine { throw fail(errors.wordWithColon(statement.span.union(token.span))) }
      throw fail(errors.annotationWithoutLet(statement.span, name))
    }
    if name == "print", canStartExpression(token) {
      throw fail(errors.printWithoutParentheses(statement.span))
    }
    if kind == .identifier, peek().kind == .punctuation(.equal) {
      throw fail(errors.typeBeforeName(statement.span, type: name, name: text(token)))
    }
  }

  /// `x, y = y, x` with both sides in parentheses.
  private func tupleFix(_ statement: Statement) -> (Span, String)? {
    var equals: Int?
    var cursor = index
    while tokens[cursor].kind != .endOfText, !tokens[cursor].startsLine,
      tokens[cursor].kind != .punctuation(.semicolon)
    {
      if tokens[cursor].kind == .punctuation(.equal), equals == nil { equals = cursor }
      cursor = matches[cursor] > cursor ? Int(matches[cursor]) + 1 : cursor + 1
    }
    guard let equals, equals > index, equals + 1 < cursor else { return nil }
    let left = Span(statement.span.start, tokens[equals - 1].end)
    let right = Span(tokens[equals + 1].start, tokens[cursor - 1].end)
    let hasComma = tokens[equals..<cursor].contains { $0.kind == .punctuation(.comma) }
    let value = source.slice(right)
    return (
      left.union(right), "(\(source.slice(left))) = " + (hasComma ? "(\(value))" : value)
    )
  }

  func isAtPythonElseIf(aligned head: Token) -> Bool {
    isAt(word: "elif") || isAt(word: "elseif") || isAt(word: "elsif")
  }

  mutating func parsePythonElseIf() throws(Halt) -> If {
    // The fix for an indented block covers its branches.
    if !didTellColonBlock { report(errors.elseIf(token.span, text(token))) }
    return try parseIf()
  }

  /// `for a, b in pairs`.
  mutating func parsePythonTuple(_ first: Pattern, from start: Int) throws(Halt) -> Pattern {
    var elements = [Pattern.Element(label: nil, pattern: first)]
    while accept(.comma) != nil {
      elements.append(Pattern.Element(label: nil, pattern: try parseBindingPattern()))
    }
    let whole = span(from: start)
    report(errors.patternWithoutParentheses(whole, source.slice(whole)))
    return Pattern(.tuple(elements), whole)
  }

  /// `for (int i = 0; i < n; i++)` and `for i = 0; …`.
  mutating func checkLoopHabit(_ head: Token) throws(Halt) {
    if isAt(.leftParenthesis), matches[index] > index {
      let end = Int(matches[index])
      for position in index..<end where tokens[position].kind == .punctuation(.semicolon) {
        throw fail(errors.cStyleFor(head.span))
      }
      if tokens[index..<end].contains(where: { $0.kind == .keyword(.in) }),
        tokens[end + 1].kind != .keyword(.in)
      {
        throw fail(errors.parenthesisedFor(Span(token.start, tokens[end].end), source))
      }
    }
    if isAt(.var), peek(2).kind == .keyword(.in) { return }
    if isAt(.var) || isAt(.let) || kind == .identifier && peek().kind == .punctuation(.equal) {
      report(errors.cStyleFor(head.span))
      // Its semicolons end no statements.
      while !token.startsLine, !isAt(.leftBrace), kind != .endOfText { advance() }
      throw Halt()
    }
  }

  /// A block that has no `{`: Python's colon and indentation, or nothing at all.
  mutating func parseMissingBlock(after what: String) throws(Halt) -> Block {
    if endsHere {
      report(errors.expectedBlock(gap, what))
      return Block([], gap)
    }
    guard isAt(.colon) else { throw fail(errors.expectedBlock(gap, what)) }
    let colon = token
    let outer = indentation(ofLineAt: colon.start)
    if !didTellColonBlock {
      let block = PythonBlock(source: source, start: colon.start, outer: outer)
      report(errors.colonBlock(colon.span, what, fix: block.fix))
      didTellColonBlock = true
    }
    advance()
    var statements: [Statement] = []
    if !token.startsLine {
      if kind != .endOfText { statements.append(parseRecoveringStatement()) }
    } else {
      while token.startsLine, kind != .endOfText, !isAt(.rightBrace), !isAborted,
        indentation(ofLineAt: token.start) > outer
      {
        statements.append(parseRecoveringStatement())
      }
    }
    return Block(statements, span(from: colon.start))
  }

  /// The number of blanks at the start of the line that holds an offset.
  private func indentation(ofLineAt offset: Int) -> Int {
    var start = offset
    // Far more than a line that was written by hand.
    let limit = max(0, offset - 2000)
    while start > limit, source.bytes[start - 1] != 0x0A, source.bytes[start - 1] != 0x0D {
      start -= 1
    }
    var end = start
    while end < offset, source.bytes[end] == 0x20 || source.bytes[end] == 0x09 { end += 1 }
    return end - start
  }

  /// `class A:` at the end of a line.
  var isPythonBlockColon: Bool {
    guard isAt(.colon), peek().startsLine || peek().kind == .endOfText else { return false }
    guard peek().kind == .identifier else { return true }
    switch peek(2).kind {
    case .punctuation(let mark): return mark == .colon || mark == .equal
    case .infixOperator: return false
    case .identifier: return true
    default: return peek(2).startsLine
    }
  }

  /// `class A(Base):`.
  mutating func failPythonBases(_ kind: Nominal.Kind, _ name: Token) throws(Halt) {
    let open = index
    guard matches[open] > open else { throw fail(errors.expectedBlock(gap, kind.rawValue)) }
    let end = Int(matches[open])
    // `nn.Module` is `Module` here.
    let bases = source.slice(Span(token.end, tokens[end].start)).split(separator: ",").map {
      base in base.split(separator: ".").last.map(String.init) ?? String(base)
    }.joined(separator: ", ")
    throw fail(
      errors.basesInParentheses(
        Span(token.start, tokens[end].end), name: text(name), bases: bases))
  }

  /// `*args`, `self`.
  mutating func checkParameterHabit() throws(Halt) {
    if token.isOperator, text(token) == "*" || text(token) == "**" {
      throw fail(errors.starredParameter(token.span, text(token)))
    }
    if isAt(.`self`) {
      let next = peek()
      let end = next.kind == .punctuation(.comma) ? peek(2).start : token.end
      report(errors.selfParameter(token.span, through: end))
      if next.kind == .punctuation(.comma) {
        advance()
        advance()
        return
      }
      throw Halt()
    }
    if isAt(.inout) { throw fail(errors.inoutBeforeName(token.span)) }
    if isAt(.let) || isAt(.var) { throw fail(errors.reservedName(token.span, text(token))) }
  }
}
