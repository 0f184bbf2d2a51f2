import ApusText

extension Parser {
  /// Names that stand for a value or an operator in Python; nil for every other name.
  mutating func parseHabitName() throws(Halt) -> Expression? {
    let start = token
    guard !start.flags.contains(.isEscaped), start.span.count <= 9 else { return nil }
    let word = text(start)
    if let meant = Habit.find(word, .value)?.forms.first, peek().kind != .punctuation(.equal) {
      report(errors.foreignValue(start.span, word, meant: meant))
      advance()
      let kind: Expression.Kind = meant == "nil" ? .none : .boolean(meant == "true")
      return Expression(kind, start.span)
    }
    let next = peek()
    guard !next.startsLine, next.isAfterSpace || word == "lambda" else { return nil }
    switch word {
    case "not" where canStartExpression(next):
      report(errors.foreignNot(Span(start.start, next.start)))
      advance()
      let operand = try parseUnary()
      return Expression(.prefix(Operator("!", start.span), operand), span(from: start.start))
    case "lambda" where next.kind == .identifier || next.kind == .punctuation(.colon):
      return try parseLambda()
    case "await" where canStartExpression(next):
      throw fail(errors.leftOut(start.span, .concurrency))
    case "new" where next.kind == .identifier:
      report(errors.newBeforeCall(Span(start.start, next.start), source.slice(next.span)))
      advance()
      return try parseUnary()
    default: return nil
    }
  }

  /// `lambda x, y: x + y`.
  private mutating func parseLambda() throws(Halt) -> Expression {
    let start = advance()
    var names: [String] = []
    while kind == .identifier {
      names.append(text(advance()))
      if accept(.comma) == nil { break }
    }
    guard accept(.colon) != nil else { throw fail(errors.lambda(start.span, closure: nil)) }
    let body = try parseExpression()
    let text = source.slice(body.span)
    let closure = names.isEmpty ? "{ \(text) }" : "{ \(names.joined(separator: ", ")) in \(text) }"
    // No statement starts with a closure.
    report(errors.lambda(span(from: start.start), closure: start.startsLine ? nil : closure))
    return Expression(.invalid, span(from: start.start))
  }

  /// Whether `and` or `or` joins two conditions here.
  var isWordOperator: Bool {
    guard token.span.count <= 3, Habit.find(text(token), .operator) != nil else { return false }
    return canStartExpression(peek())
  }

  /// Reads `and`, `or` or `@` as the operator it means.
  mutating func readWordOperator() -> Operator {
    let start = token
    if start.kind == .punctuation(.at) {
      report(errors.matrixProduct(start.span, around: index, in: tokens))
      advance()
      return Operator("•", start.span)
    }
    let meant = Habit.find(text(start), .operator)?.forms.first ?? "&&"
    report(errors.foreignOperator(start.span, text(start), meant: meant))
    advance()
    return Operator(meant, start.span)
  }

  /// Python's `x if c else y`, `x in y` and `x not in y`.
  mutating func checkExpressionHabit(
    behind value: Expression, allowsIn: Bool
  ) throws(Halt) -> Expression {
    if isAt(.if), !token.startsLine, index > 0, value.span.end == previousEnd {
      let end = attempt { parser throws(Halt) -> (Span, Span)? in
        parser.advance()
        let condition = try parser.parseExpression()
        guard parser.accept(.else) != nil else { return nil }
        return (condition.span, try parser.parseExpression().span)
      }
      guard let end else { return value }
      let fix =
        "\(source.slice(end.0)) ? \(source.slice(value.span)) : \(source.slice(end.1))"
      throw fail(errors.conditionalExpression(value.span.union(end.1), fix: fix))
    }
    guard allowsIn, !token.startsLine else { return value }
    let isNegated = isAt(word: "not") && peek().kind == .keyword(.in)
    guard isAt(.in) || isNegated else { return value }
    // The checker says what is meant, which depends on where something is looked for.
    var word = advance().span
    if isNegated { word = word.union(advance().span) }
    let container = try parseUnary()
    return Expression(
      .binary(value, Operator(isNegated ? "not in" : "in", word), container),
      value.span.union(container.span))
  }

  /// `[f(x) for x in xs if p(x)]`.
  mutating func failComprehension(_ open: Int, value: Expression) throws(Halt) {
    let start = token
    let parts = attempt { parser throws(Halt) -> (Pattern, Expression, Expression?)? in
      parser.advance()
      var pattern = try parser.parseBindingPattern()
      if parser.isAt(.comma) {
        pattern = try parser.parsePythonTuple(pattern, from: pattern.span.start)
      }
      guard parser.accept(.in) != nil else { return nil }
      let sequence = try parser.parseUnary()
      let filter = parser.accept(.if) == nil ? nil : try parser.parseExpression()
      return parser.isClosing(parser.token) ? (pattern, sequence, filter) : nil
    }
    guard let (pattern, sequence, filter) = parts else {
      throw fail(errors.comprehension(start.span, fix: nil))
    }
    let name = source.slice(pattern.span).filter { $0 != "(" && $0 != ")" }
    var text = source.slice(sequence.span)
    if let filter { text += ".filter { \(name) in \(source.slice(filter.span)) }" }
    let body = source.slice(value.span)
    if body != name { text += ".map { \(name) in \(body) }" }
    let isList = tokens[open].kind == .punctuation(.leftBracket)
    let whole = isList ? Span(tokens[open].start, token.end) : span(from: value.span.start)
    throw fail(errors.comprehension(whole, fix: text))
  }

  /// `x[1:3]`, `x[:, 0]`, `x[::2]`: reads the whole slice and says how a range is written.
  mutating func parsePythonSlice(
    from lower: Expression?, start: Int
  ) throws(Halt) -> Argument {
    advance()
    let upper = isClosing(token) || isAt(.colon) ? nil : try parseExpression()
    var hasStep = false
    if accept(.colon) != nil {
      hasStep = true
      if !isClosing(token) { _ = try parseExpression() }
    }
    let whole = span(from: start)
    report(
      errors.slice(whole, lower: lower.map(bound), upper: upper.map(bound), hasStep: hasStep))
    return Argument(value: Expression(.invalid, whole))
  }

  /// The text of a bound, and whether it is a negative literal or needs parentheses.
  private func bound(_ expression: Expression) -> SliceBound {
    let text = source.slice(expression.span)
    switch expression.kind {
    case .prefix(let symbol, _): return SliceBound(text: text, isNegative: symbol.spelling == "-")
    case .binary, .ternary, .cast, .assign:
      return SliceBound(text: "(\(text))", isNegative: false)
    default: return SliceBound(text: text, isNegative: false)
    }
  }

  /// `f(x, axis=0)`.
  mutating func parsePythonArgument() throws(Halt) -> Argument {
    let label = advance()
    if token.isOperator {
      cut(1)
      tokens[index].kind = .prefixOperator
    } else {
      advance()
    }
    let value = try parseExpression()
    let name = text(label)
    let meant = Habit.label(for: name) ?? name
    report(
      errors.namedArgument(
        label.span.union(value.span), name, meant: meant, value: source.slice(value.span)))
    return Argument(label: meant, labelSpan: label.span, value: value)
  }
}

/// One end of a Python slice.
struct SliceBound {
  var text: String
  var isNegative: Bool
}
