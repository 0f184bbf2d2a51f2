import ApusText

extension Parser {
  mutating func parseClosure() throws(Halt) -> Expression {
    try enter()
    defer { leave() }
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    let level = implicitParameters.count
    advance()
    if isDictionaryKey, matches[open] > open {
      let whole = Span(tokens[open].start, tokens[Int(matches[open])].end)
      index = Int(matches[open]) + 1
      let inside = source.slice(Span(whole.start + 1, whole.end - 1))
      throw fail(errors.dictionaryInBraces(whole, fix: "[\(inside)]"))
    }
    implicitParameters.append(nil)
    defer { implicitParameters.removeLast(implicitParameters.count - level) }
    var closure = try parseClosureSignature()
    let statements = parseStatements(until: .rightBrace)
    try closeBrace(open)
    closure.body = Block(statements, span(from: tokens[open].start))
    closure.highestImplicitParameter = implicitParameters.last ?? nil
    return Expression(.closure(closure), closure.body.span)
  }

  /// A literal with `:` behind it, as in `{"a": 1}`.
  private var isDictionaryKey: Bool {
    var last = index
    switch kind {
    case .stringStart:
      while tokens[last].kind != .stringEnd, tokens[last].kind != .endOfText, last < index + 8 {
        last += 1
      }
    case .integer, .floating: break
    default: return false
    }
    return tokens[min(last + 1, tokens.count - 1)].kind == .punctuation(.colon)
  }

  private mutating func parseClosureSignature() throws(Halt) -> Closure {
    var closure = Closure(
      parameters: nil, result: nil, throwing: nil, body: Block([], token.span),
      highestImplicitParameter: nil)
    guard hasClosureSignature else { return closure }
    while isAt(.at) {
      advance()
      advance()
    }
    if isAt(.leftBracket) { closure.captures = try parseCaptures() }
    if isAt(.leftParenthesis) {
      closure.parameters = try parseClosureParameters()
    } else if !isAt(.in) {
      closure.parameters = try parseClosureNames()
    }
    if isAt(word: "async") { throw fail(errors.leftOut(token.span, .concurrency)) }
    closure.throwing = try parseThrowing()
    if accept(.arrow) != nil { closure.result = try parseType() }
    guard accept(.in) != nil else { throw fail(errors.expectedInOfClosure(token.span)) }
    return closure
  }

  /// Whether the braces start with captures or parameters, up to `in`.
  private var hasClosureSignature: Bool {
    var next = index
    while next + 2 < tokens.count, tokens[next].kind == .punctuation(.at) { next += 2 }
    if tokens[next].kind == .punctuation(.leftBracket) {
      guard matches[next] > next else { return false }
      next = Int(matches[next]) + 1
      if tokens[next].kind == .keyword(.in) { return true }
    }
    switch tokens[next].kind {
    case .punctuation(.leftParenthesis):
      guard matches[next] > next else { return false }
      next = Int(matches[next]) + 1
    case .identifier, .punctuation(.underscore):
      next += 1
      while tokens[next].kind == .punctuation(.comma), next + 2 < tokens.count {
        guard isName(tokens[next + 1]) else { return false }
        next += 2
      }
    default: return false
    }
    if tokens[next].kind == .identifier, text(tokens[next]) == "async" { return true }
    switch tokens[next].kind {
    case .keyword(.in), .keyword(.throws), .punctuation(.arrow): return true
    default: return false
    }
  }

  private func isName(_ token: Token) -> Bool {
    token.kind == .identifier || token.kind == .punctuation(.underscore)
  }

  private mutating func parseCaptures() throws(Halt) -> [Closure.Capture] {
    let open = index
    advance()
    var captures: [Closure.Capture] = []
    while !isAt(.rightBracket) {
      var (isWeak, isUnowned) = (false, false)
      if isAt(word: "weak") || isAt(word: "unowned"), !isClosing(peek()) {
        isWeak = text(token) == "weak"
        isUnowned = !isWeak
        advance()
        if isAt(.leftParenthesis), matches[index] > index {
          index = Int(matches[index])
          advance()
        }
      }
      let start = token
      guard start.kind == .identifier || start.kind == .keyword(.`self`) else {
        throw fail(errors.expectedName(start.span, "a capture"))
      }
      advance()
      var value = Expression(.name(name(of: start)), start.span)
      if accept(.equal) != nil { value = try parseExpression() }
      captures.append(
        Closure.Capture(name: name(of: start), value: value, isWeak: isWeak, isUnowned: isUnowned))
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    return captures
  }

  private mutating func parseClosureParameters() throws(Halt) -> [Closure.Parameter] {
    let open = index
    advance()
    var parameters: [Closure.Parameter] = []
    while !isAt(.rightParenthesis) {
      let start = token
      if isAt(.leftParenthesis) { throw fail(errors.tupleParameter(start.span)) }
      guard isName(start) else { throw fail(errors.expectedName(start.span, "a parameter")) }
      advance()
      var parameter = start
      if isName(token) { parameter = advance() }
      let type = accept(.colon) == nil ? nil : try parseType()
      parameters.append(
        Closure.Parameter(name: name(of: parameter), type: type, span: span(from: start.start)))
      if accept(.comma) == nil { break }
    }
    try close(open)
    return parameters
  }

  private mutating func parseClosureNames() throws(Halt) -> [Closure.Parameter] {
    var parameters: [Closure.Parameter] = []
    repeat {
      let start = token
      guard isName(start) else { throw fail(errors.expectedName(start.span, "a parameter")) }
      advance()
      parameters.append(Closure.Parameter(name: name(of: start), type: nil, span: start.span))
    } while accept(.comma) != nil
    return parameters
  }
}
