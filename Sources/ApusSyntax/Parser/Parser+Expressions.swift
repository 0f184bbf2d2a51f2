import ApusText

extension Parser {
  /// An operator that waits for its right operand.
  private struct Pending {
    enum Kind {
      case binary
      case assign
      case ternary(Expression)
    }

    var kind: Kind
    var symbol: Operator
    var group: Int
  }

  /// The operands and operators of one expression, in Swift's words a sequence.
  private struct Sequence {
    var operands: [Expression]
    var pending: [Pending] = []
    var terms = 1
  }

  /// A whole expression; `allowsCast` is false in patterns, where `as` belongs to the pattern.
  mutating func parseExpression(allowsCast: Bool = true) throws(Halt) -> Expression {
    try enter()
    defer { leave() }
    return try parseSequence(allowsCast: allowsCast)
  }

  private mutating func parseSequence(allowsCast: Bool) throws(Halt) -> Expression {
    if isAt(.try) { return try parseTry(allowsCast: allowsCast) }
    let first = try parseUnary()
    guard isAtInfix(allowsCast: allowsCast) else {
      return try checkExpressionHabit(behind: first, allowsIn: allowsCast)
    }
    var sequence = Sequence(operands: [first])
    repeat {
      try parseStep(&sequence)
    } while isAtInfix(allowsCast: allowsCast)
    while let last = sequence.pending.popLast() { reduce(&sequence, by: last) }
    return try checkExpressionHabit(behind: sequence.operands[0], allowsIn: allowsCast)
  }

  /// `try` covers everything to its right.
  private mutating func parseTry(allowsCast: Bool) throws(Halt) -> Expression {
    let start = advance()
    var how = TryKind.plain
    if isAt(.question), !token.isAfterSpace {
      advance()
      how = .optional
    } else if isAt(.exclamation), !token.isAfterSpace {
      advance()
      how = .forced
    }
    let covered = try parseExpression(allowsCast: allowsCast)
    return Expression(.try(how, covered), span(from: start.start))
  }

  /// Whether the expression goes on with an operator.
  private mutating func isAtInfix(allowsCast: Bool) -> Bool {
    switch kind {
    case .infixOperator: return true
    case .punctuation(.equal): return !context.stopsAtEqual
    case .punctuation(.arrow): return false
    case .keyword(.is), .keyword(.as): return allowsCast
    case .prefixOperator, .postfixOperator:
      return !token.startsLine && isMisspacedInfix
    case .identifier: return !token.startsLine && isWordOperator
    case .punctuation(.at): return !token.startsLine && canStartExpression(peek())
    default: return false
    }
  }

  private mutating func parseStep(_ sequence: inout Sequence) throws(Halt) {
    sequence.terms += 1
    if sequence.terms > Parser.termLimit {
      report(errors.expressionTooLong(token.span, limit: Parser.termLimit))
      abort()
      throw Halt()
    }
    switch kind {
    case .keyword(.is), .keyword(.as): try parseCast(&sequence)
    case .punctuation(.equal):
      let symbol = advance()
      try checkSpacing(around: symbol)
      let group = operators.number(ofGroup: "AssignmentPrecedence")
      try push(
        Pending(kind: .assign, symbol: Operator("=", symbol.span), group: group), on: &sequence)
      try parseOperand(&sequence, allowsTry: true)
    case .identifier, .punctuation(.at):
      let symbol = readWordOperator()
      let group = operators.group(ofInfix: symbol.spelling) ?? 0
      try push(Pending(kind: .binary, symbol: symbol, group: group), on: &sequence)
      try parseOperand(&sequence, allowsTry: false)
    default:
      let spelling = text(token)
      if spelling == "?" {
        try parseTernary(&sequence)
      } else {
        try parseBinary(&sequence, spelling)
      }
    }
  }

  private mutating func parseBinary(
    _ sequence: inout Sequence, _ spelling: String
  ) throws(Halt) {
    if token.kind == .infixOperator, !operators.isInfix(spelling) {
      // An operator alone before a closing bracket, as in `x[1 ...]`.
      if spelling == "...", isClosing(peek()) {
        throw fail(errors.spaceBeforePostfix(token.span, previousEnd: previousEnd, spelling))
      }
      try parseUnknownInfix(&sequence, spelling)
      return
    }
    if spelling == "..." || spelling == "..<", isClosing(peek()) {
      throw fail(errors.spaceBeforePostfix(token.span, previousEnd: previousEnd, spelling))
    }
    let symbol = advance()
    if symbol.kind != .infixOperator {
      report(
        errors.unevenSpacing(symbol.span, spelling, isPrefix: symbol.kind == .prefixOperator))
    }
    let group = operators.group(ofInfix: spelling) ?? 0
    try push(
      Pending(kind: .binary, symbol: Operator(spelling, symbol.span), group: group),
      on: &sequence)
    try parseOperand(&sequence, allowsTry: operators.isAssignment(spelling))
  }

  /// `..<-`: an operator that was meant as an infix one and a prefix one.
  private mutating func parseUnknownInfix(
    _ sequence: inout Sequence, _ spelling: String
  ) throws(Halt) {
    let symbol = token
    let characters = Array(spelling)
    for count in stride(from: characters.count - 1, to: 0, by: -1) {
      let left = String(characters[..<count])
      let right = String(characters[count...])
      guard left == "=" || operators.isInfix(left), operators.isPrefix(right) || right == "&" else {
        continue
      }
      throw fail(
        errors.gluedOperators(
          symbol.span, infix: left, prefix: right, isSpaced: symbol.isAfterSpace))
    }
    if let meant = Lookalike.operators[spelling], meant == "=" || operators.isInfix(meant) {
      report(errors.lookalikeOperator(symbol.span, spelling, meant: meant))
      advance()
      let group = operators.group(ofInfix: meant) ?? 0
      let symbol = Operator(meant, symbol.span)
      try push(
        Pending(kind: meant == "=" ? .assign : .binary, symbol: symbol, group: group),
        on: &sequence)
      return try parseOperand(&sequence, allowsTry: true)
    }
    throw fail(
      errors.unknownOperator(
        symbol.span, spelling, fixity: "infix"))
  }

  private mutating func parseOperand(
    _ sequence: inout Sequence, allowsTry: Bool
  ) throws(Halt) {
    if isAt(.try) {
      if !allowsTry { report(errors.tryOnTheRight(token.span)) }
      sequence.operands.append(try parseTryOperand())
    } else {
      sequence.operands.append(try parseUnary())
    }
  }

  private mutating func parseTryOperand() throws(Halt) -> Expression {
    try enter()
    defer { leave() }
    return try parseTry(allowsCast: true)
  }

  private mutating func parseTernary(_ sequence: inout Sequence) throws(Halt) {
    let symbol = advance()
    let saved = context
    context.stopsAtEqual = false
    let then = try parseExpression()
    context = saved
    guard accept(.colon) != nil else {
      throw fail(errors.ternaryWithoutColon(gap, question: symbol.span))
    }
    let pending = Pending(
      kind: .ternary(then), symbol: Operator("?", symbol.span),
      group: operators.number(ofGroup: "TernaryPrecedence"))
    try push(pending, on: &sequence)
    try parseOperand(&sequence, allowsTry: true)
  }

  private mutating func parseCast(_ sequence: inout Sequence) throws(Halt) {
    let word = advance()
    var how = word.kind == .keyword(.is) ? CastKind.test : .coerce
    if word.kind == .keyword(.as), !token.isAfterSpace {
      if accept(.question) != nil {
        how = .conditional
      } else if accept(.exclamation) != nil {
        how = .forced
      }
    }
    if word.kind == .keyword(.is), isAt(word: "not") || isAt(word: "None") {
      let isNegated = isAt(word: "not")
      let nothing = isNegated ? peek() : token
      let isNothing = ["None", "nil", "null"].contains(text(nothing))
      report(
        errors.pythonIs(
          span(from: word.start).union(isNothing ? nothing.span : token.span),
          isNegated: isNegated, isNothing: isNothing))
      advance()
      if isNegated, isNothing { advance() }
      throw Halt()
    }
    let group = operators.number(ofGroup: "CastingPrecedence")
    try reduceTighter(than: group, Operator(text(word), word.span), in: &sequence)
    let type = try parseType()
    guard let operand = sequence.operands.popLast() else { throw Halt() }
    sequence.operands.append(
      Expression(.cast(operand, how, type), span(from: operand.span.start)))
  }

  private mutating func push(
    _ pending: Pending, on sequence: inout Sequence
  ) throws(Halt) {
    try reduceTighter(than: pending.group, pending.symbol, in: &sequence)
    sequence.pending.append(pending)
  }

  /// Reduces what binds tighter than an operator that comes next.
  private mutating func reduceTighter(
    than group: Int, _ symbol: Operator, in sequence: inout Sequence
  ) throws(Halt) {
    while let top = sequence.pending.last {
      switch operators.order(top.group, group) {
      case .looser: return
      case .tighter: break
      case .same:
        switch operators.groups[group].associativity {
        case .left: break
        case .right: return
        case .none:
          let middle = sequence.operands.last.map { source.slice($0.span) } ?? ""
          report(
            errors.chainedOperators(
              symbol.span, symbol.spelling, first: top.symbol, between: middle))
        }
      case .unrelated:
        report(errors.unrelatedOperators(symbol.span, symbol.spelling, first: top.symbol))
      }
      sequence.pending.removeLast()
      reduce(&sequence, by: top)
    }
  }

  /// Makes one expression of the last two operands.
  private func reduce(_ sequence: inout Sequence, by pending: Pending) {
    guard let right = sequence.operands.popLast(), let left = sequence.operands.popLast() else {
      return
    }
    let kind: Expression.Kind
    switch pending.kind {
    case .binary: kind = .binary(left, pending.symbol, right)
    case .assign: kind = .assign(left, right)
    case .ternary(let then): kind = .ternary(condition: left, then: then, otherwise: right)
    }
    sequence.operands.append(Expression(kind, left.span.union(right.span)))
  }

  func isClosing(_ token: Token) -> Bool {
    switch token.kind {
    case .punctuation(let mark): mark.isClosing || mark == .comma
    case .endOfText, .interpolationEnd: true
    default: false
    }
  }

  /// `a -b` and `a- b`, which Swift reads as two statements or refuses.
  private var isMisspacedInfix: Bool {
    let spelling = text(token)
    guard operators.isInfix(spelling), spelling != "...", canStartExpression(peek()) else {
      return false
    }
    return token.kind == .postfixOperator ? !operators.isPostfix(spelling) : spelling != "&"
  }

  /// `x =-1` and `x= 1`: Swift wants the same on both sides of `=`.
  private mutating func checkSpacing(around symbol: Token) throws(Halt) {
    let isBefore = symbol.isAfterSpace
    let isBehind = token.isAfterSpace || kind == .endOfText
    if isBefore != isBehind { report(errors.unevenSpacing(symbol.span, "=", isPrefix: isBefore)) }
  }
}
