import ApusText

extension Parser {
  /// What kind of list an argument stands in.
  enum List {
    case call, tuple, `subscript`
  }

  /// `(x, axis: 1)`.
  mutating func parseArguments() throws(Halt) -> [Argument] {
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    advance()
    var arguments: [Argument] = []
    while !isAt(.rightParenthesis) {
      arguments.append(try parseArgument(in: .call))
      if isAt(.for), !token.startsLine, arguments.count == 1 {
        try failComprehension(open, value: arguments[0].value)
      }
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    return arguments
  }

  /// `[0, 1..., .newAxis]`.
  mutating func parseSubscriptArguments() throws(Halt) -> [Argument] {
    let saved = context
    context = Context()
    defer { context = saved }
    let open = index
    advance()
    var arguments: [Argument] = []
    while !isAt(.rightBracket) {
      if isAt(.colon) {
        arguments.append(try parsePythonSlice(from: nil, start: token.start))
      } else {
        let start = token.start
        var argument = try parseArgument(in: .subscript)
        if isAt(.colon) {
          argument = try parsePythonSlice(from: argument.value, start: start)
        }
        arguments.append(argument)
      }
      if accept(.comma) == nil { break }
    }
    try closeList(open)
    return arguments
  }

  /// A value with the label before it.
  mutating func parseArgument(in list: List) throws(Halt) -> Argument {
    try enter()
    defer { leave() }
    let first = token
    if isLabelAhead {
      advance()
      advance()
      if isClosing(token), list == .call {
        throw fail(errors.missingArgumentValue(first.span, name(of: first)))
      }
      if list == .subscript, isClosing(token) {
        // `x[n:]` with a name before the colon.
        index -= 2
        return Argument(value: try parseExpression())
      }
      return Argument(
        label: name(of: first), labelSpan: first.span, value: try parseExpression())
    }
    if kind == .identifier, list == .call, isAtEqual(peek()) {
      return try parsePythonArgument()
    }
    return Argument(value: try parseExpression())
  }

  /// `=`, or `=-` as in `axis=-1`.
  private func isAtEqual(_ token: Token) -> Bool {
    if token.kind == .punctuation(.equal) { return true }
    guard token.isOperator, token.span.count == 2 else { return false }
    let spelling = text(token)
    return spelling.first == "=" && operators.isPrefix(String(spelling.dropFirst()))
  }

  private var isLabelAhead: Bool {
    guard peek().kind == .punctuation(.colon) else { return false }
    switch kind {
    case .identifier, .punctuation(.underscore): return true
    case .keyword(let word):
      switch word {
      case .true, .false, .nil, .`self`: return false
      default: return true
      }
    default: return false
    }
  }
}
