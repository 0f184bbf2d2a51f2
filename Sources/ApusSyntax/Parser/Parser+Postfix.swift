import ApusText

extension Parser {
  /// An operand with the operators directly before and everything behind it.
  mutating func parseUnary() throws(Halt) -> Expression {
    guard kind == .prefixOperator else { return try parsePostfix() }
    let symbol = token
    let spelling = text(symbol)
    if spelling == "&" {
      advance()
      let operand = try parsePostfix()
      return Expression(.inOut(operand), span(from: symbol.start))
    }
    guard operators.isPrefix(spelling) else { return try parseUnknownPrefix(spelling) }
    advance()
    try enter()
    defer { leave() }
    let operand = try parseUnary()
    if spelling == "-" || spelling == "+", case .postfix(let inner, let behind) = operand.kind,
      behind.spelling == "..."
    {
      report(
        errors.negativeStart(
          symbol.span.union(operand.span), text: source.slice(symbol.span.union(inner.span))))
    }
    return Expression(.prefix(Operator(spelling, symbol.span), operand), span(from: symbol.start))
  }

  /// `++i`, `..<-1`, `*arguments`.
  private mutating func parseUnknownPrefix(_ spelling: String) throws(Halt) -> Expression {
    let symbol = advance()
    if spelling == "++" || spelling == "--" {
      let operand = try parsePostfix()
      throw fail(
        errors.incrementOperator(
          symbol.span.union(operand.span), spelling, operand: source.slice(operand.span)))
    }
    for range in ["..<", "..."] where spelling.hasPrefix(range) && spelling.count > range.count {
      let rest = String(spelling.dropFirst(range.count))
      guard operators.isPrefix(rest) else { continue }
      let operand = try parsePostfix()
      report(
        errors.gluedRange(
          symbol.span.union(operand.span), range: range, rest: rest,
          operand: source.slice(operand.span)))
      return Expression(.invalid, span(from: symbol.start))
    }
    if spelling.hasPrefix("/") { throw fail(errors.leftOut(symbol.span, .regularExpressions)) }
    if spelling == "*" || spelling == "**" {
      throw fail(errors.starredArgument(symbol.span, spelling))
    }
    throw fail(errors.unknownOperator(symbol.span, spelling, fixity: "prefix"))
  }

  private mutating func parsePostfix() throws(Halt) -> Expression {
    let base = try parsePrimary()
    return try parseSuffixes(of: base)
  }

  /// Member names, calls, subscripts and postfix operators, as many as follow.
  mutating func parseSuffixes(of base: Expression) throws(Halt) -> Expression {
    var result = base
    let start = base.span.start
    var count = 0
    while true {
      count += 1
      if count > Parser.termLimit {
        report(errors.expressionTooLong(token.span, limit: Parser.termLimit))
        abort()
        throw Halt()
      }
      switch kind {
      case .punctuation(.period):
        result = try parseMember(of: result)
      case .punctuation(.leftParenthesis) where !token.startsLine:
        if isNamed(result), let labels = readCompoundName() {
          result = renamed(result, labels, from: start)
          continue
        }
        let arguments = try parseArguments()
        result = Expression(.call(result, arguments), span(from: start))
        result = try parseTrailingClosures(of: result)
      case .punctuation(.leftBracket) where !token.startsLine:
        let arguments = try parseSubscriptArguments()
        result = Expression(.subscript(result, arguments), span(from: start))
        result = try parseTrailingClosures(of: result)
      case .punctuation(.leftBrace):
        guard isCallable(result), isTrailingClosure else { return result }
        result = try parseTrailingClosures(of: Expression(.call(result, []), result.span))
      case .punctuation(.question) where !token.startsLine:
        advance()
        result = Expression(.optionalChain(result), span(from: start))
      case .punctuation(.exclamation) where !token.startsLine:
        try checkUnequal()
        let symbol = advance()
        result = Expression(.postfix(result, Operator("!", symbol.span)), span(from: start))
      case .postfixOperator where !token.startsLine:
        let spelling = text(token)
        guard operators.isPostfix(spelling) else {
          return try parseUnknownPostfix(spelling, of: result)
        }
        let symbol = advance()
        result = Expression(.postfix(result, Operator(spelling, symbol.span)), span(from: start))
      case .infixOperator:
        guard startsWith("<"), let type = parseSpecialisation(of: result) else { return result }
        result = type
      case .prefixOperator where startsWith("<"):
        guard let type = parseSpecialisation(of: result) else { return result }
        result = type
      default:
        return result
      }
    }
  }

  private mutating func parseUnknownPostfix(
    _ spelling: String, of operand: Expression
  ) throws(Halt) -> Expression {
    // `a- b` is told as bad spacing, by the sequence.
    if operators.isInfix(spelling), canStartExpression(peek()), !peek().startsLine {
      return operand
    }
    if startsWith("<"), let type = parseSpecialisation(of: operand) { return type }
    let symbol = token
    if spelling == "++" || spelling == "--" {
      advance()
      throw fail(
        errors.incrementOperator(
          operand.span.union(symbol.span), spelling, operand: source.slice(operand.span)))
    }
    if operators.isInfix(spelling) {
      advance()
      throw fail(errors.missingOperand(token.span, of: spelling, symbol.span))
    }
    throw fail(errors.unknownOperator(symbol.span, spelling, fixity: "postfix"))
  }

  /// `x!=y`, which Swift reads as `x! = y`.
  private mutating func checkUnequal() throws(Halt) {
    let next = peek()
    guard !next.isAfterSpace, next.start == token.end else { return }
    let isEqual = next.kind == .punctuation(.equal)
    let isDouble = next.isOperator && text(next) == "=="
    guard isEqual || isDouble else { return }
    let whole = token.span.union(next.span)
    let behind = peek(2)
    guard !behind.isAfterSpace, canStartExpression(behind) else { return }
    throw fail(errors.gluedUnequal(whole, source.slice(whole)))
  }

  /// `(copying:with:)` behind the name of a function, which names it by its labels.
  private mutating func readCompoundName() -> String? {
    var end = index + 1
    var labels = ""
    while end + 1 < tokens.count, tokens[end + 1].kind == .punctuation(.colon) {
      labels += text(tokens[end]) + ":"
      end += 2
    }
    guard !labels.isEmpty, tokens[end].kind == .punctuation(.rightParenthesis) else { return nil }
    index = end
    advance()
    return "(\(labels))"
  }

  private func isNamed(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .member, .implicitMember: true
    default: false
    }
  }

  private func renamed(_ base: Expression, _ labels: String, from start: Int) -> Expression {
    switch base.kind {
    case .name(let name): Expression(.name(name + labels), span(from: start))
    case .member(let owner, let name, let nameSpan):
      Expression(
        .member(owner, name + labels, nameSpan: span(from: nameSpan.start)), span(from: start))
    case .implicitMember(let name): Expression(.implicitMember(name + labels), span(from: start))
    default: Expression(.invalid, span(from: start))
    }
  }

  private mutating func parseMember(of base: Expression) throws(Halt) -> Expression {
    let period = advance()
    let member = token
    switch kind {
    case .identifier, .integer:
      advance()
    case .keyword:
      // After a dot every word is a name; `x.` before a new statement is not finished.
      if member.startsLine { throw fail(errors.missingMember(period.span, end: member.span)) }
      advance()
    case .hole:
      advance()
      return Expression(.hole(""), span(from: base.span.start))
    default:
      throw fail(errors.missingMember(period.span, end: member.span))
    }
    return Expression(
      .member(base, name(of: member), nameSpan: member.span), span(from: base.span.start))
  }

  /// Whether braces behind this can be its trailing closure.
  private func isCallable(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .name, .member, .implicitMember, .call, .subscript, .type: true
    case .optionalChain, .postfix: false
    default: false
    }
  }

  /// Whether the brace here opens a closure and not a body or the observers of a property.
  private var isTrailingClosure: Bool {
    guard context.allowsTrailingClosure else { return false }
    let first = peek()
    if first.kind == .identifier {
      let word = text(first)
      let second = peek(2).kind
      if word == "willSet" || word == "didSet" {
        return second != .punctuation(.leftBrace) && second != .punctuation(.leftParenthesis)
      }
    }
    return true
  }

  /// `{ … } onError: { … }` behind a call.
  private mutating func parseTrailingClosures(of call: Expression) throws(Halt) -> Expression {
    guard isAt(.leftBrace), isTrailingClosure, case .call(let callee, var arguments) = call.kind
    else { return call }
    let first = try parseClosure()
    arguments.append(Argument(value: first, isTrailing: true))
    while kind == .identifier || isAt(.underscore), peek().kind == .punctuation(.colon),
      peek(2).kind == .punctuation(.leftBrace)
    {
      let label = advance()
      advance()
      let closure = try parseClosure()
      arguments.append(
        Argument(label: name(of: label), labelSpan: label.span, value: closure, isTrailing: true))
    }
    return Expression(.call(callee, arguments), span(from: call.span.start))
  }

  /// `Set<Int>` before `(` or `.`, which makes it a type and not two comparisons.
  private mutating func parseSpecialisation(of base: Expression) -> Expression? {
    guard !token.isAfterSpace else { return nil }
    var path: TypeSyntax
    switch base.kind {
    case .name(let name): path = TypeSyntax(.name(name, []), base.span)
    default: return nil
    }
    let level = depth
    let found = attempt { parser throws(Halt) -> [TypeSyntax]? in
      // Few types nest deeply, and many comparisons look like the start of one.
      parser.depth = max(parser.depth, Parser.nestingLimit - 16)
      guard let arguments = try parser.parseGenericArguments() else { return nil }
      guard !parser.token.isAfterSpace || parser.isClosing(parser.token) || parser.isAt(.leftBrace)
      else { return nil }
      switch parser.kind {
      case .punctuation(let mark):
        let isClosure = mark == .leftBrace && parser.isTrailingClosure
        return mark == .leftParenthesis || mark == .period || mark.isClosing || mark == .comma
          || isClosure ? arguments : nil
      default: return nil
      }
    }
    depth = level
    guard let found, case .name(let name) = base.kind else { return nil }
    path = TypeSyntax(.name(name, found), span(from: base.span.start))
    return Expression(.type(path), path.span)
  }
}
