import ApusSyntax
import ApusText

extension Checker {
  func checkPrefix(
    _ op: Operator, _ operand: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if let call = declaredUnary("prefix", op, operand, wanted: wanted, span) { return call }
    switch op.spelling {
    case "-":
      if operand.isNumberLiteral,
        let value = ownLiteral(Expression(.prefix(op, operand), span), wanted: wanted)
      {
        return value
      }
      if case .integer(let magnitude) = operand.kind {
        return integer(magnitude, isNegative: true, wanted, span)
      }
      let value = check(operand, wanted: wanted)
      if let opcode = ScalarOperator.negation(of: value.type) {
        if case .word(let word) = value.kind, value.type == .double {
          let bits = UInt64(bitPattern: Int64(word)) ^ (1 << 63)
          return TypedExpression(.word(Int(Int64(bitPattern: bits))), .double, span)
        }
        return TypedExpression(.scalar(opcode, [value]), value.type, span)
      }
      return prefixRow(op, value, span)
    case "+":
      let value = check(operand, wanted: wanted)
      if value.type.isInvalid || conforms(value.type, toPrelude: "AdditiveArithmetic") {
        return value
      }
      return prefixRow(op, value, span)
    case "!":
      let value = check(operand, wanted: .bool)
      if value.type.isInvalid { return value }
      if value.type == .bool { return TypedExpression(.not(value), .bool, span) }
      if value.type == .tensor {
        report(errors.logic("!", op.span))
        return .invalid(span)
      }
      return prefixRow(op, value, span)
    case "~":
      let value = check(operand, wanted: .int)
      if value.type == .int { return TypedExpression(.scalar(.bitNot, [value]), .int, span) }
      return prefixRow(op, value, span)
    case "..<", "...":
      return openRange(operand, op.spelling == "..." ? .through : .upTo, wanted: wanted, span)
    default:
      return prefixRow(op, check(operand), span)
    }
  }

  private func prefixRow(_ op: Operator, _ value: TypedExpression, _ span: Span) -> TypedExpression
  {
    if value.type.isInvalid { return .invalid(span) }
    if let value = requiredOperator(op.spelling, [value], span) { return value }
    for row in prelude.prefix(op.spelling) {
      var bindings: [String: Type] = [:]
      if row.parameters.count == 1, row.parameters[0].type.bind(to: value.type, &bindings) {
        return rowCall(row, [value], bindings: bindings, place: nil, span)
      }
    }
    report(
      prelude.prefix(op.spelling).isEmpty && !["-", "!", "+", "~"].contains(op.spelling)
        ? errors.unknownOperator(op.spelling, op.span, help: nil)
        : errors.operand(op.spelling, value, op.span))
    return .invalid(span)
  }

  func checkPostfix(
    _ operand: Expression, _ op: Operator, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    switch op.spelling {
    case "...": return openRange(operand, .from, wanted: wanted, span)
    case "!" where declaredOperators("postfix !").isEmpty:
      let value = check(operand)
      guard let wrapped = value.type.wrapped else {
        if !value.type.isInvalid { report(errors.unwrapsNonOptional(value.type, span)) }
        return value
      }
      return TypedExpression(.forceUnwrap(value), wrapped, span)
    default:
      if let call = declaredUnary("postfix", op, operand, wanted: nil, span) { return call }
      let value = check(operand)
      if value.type.isInvalid { return value }
      report(
        declaredOperators("postfix " + op.spelling).isEmpty
          ? errors.unknownOperator(op.spelling, op.span, help: nil)
          : errors.operand(op.spelling, value, op.span))
      return .invalid(span)
    }
  }

  func checkBinary(
    _ left: Expression, _ op: Operator, _ right: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    switch op.spelling {
    case "&&", "||":
      let operands = (check(left, wanted: .bool), check(right, wanted: .bool))
      if operands.0.type == .tensor, operands.1.type == .tensor {
        report(errors.logic(op.spelling, op.span))
        return .invalid(span)
      }
      return TypedExpression(
        .shortCircuit(
          isAnd: op.spelling == "&&", condition(operands.0), condition(operands.1)), .bool, span)
    case "??": return checkCoalescing(left, right, wanted: wanted, span)
    case "in", "not in":
      reportMembership(left, op, right, span)
      return .invalid(span)
    case "==", "!=":
      if let test = nilTest(left, right, op, span) { return test }
    case "**":
      if case .prefix(let sign, let operand) = left.kind, ["-", "+"].contains(sign.spelling) {
        report(
          errors.signBeforePower(
            sign.spelling, source.slice(operand.span), source.slice(right.span), span))
        return .invalid(span)
      }
    case "..<", "...":
      if isDownwards(left, op, right, span) { return .invalid(span) }
      let (first, second) = operands(left, right, wanted: rangeBound(wanted))
      return binaryRow(op, first, second, span)
    default: break
    }
    if Self.compound(op.spelling) != nil || declaresAssignment(op.spelling) {
      return checkCompound(left, op, right, span)
    }
    if !declaredOperators(op.spelling).isEmpty {
      return checkDeclaredBinary(left, op, right, wanted: wanted, span)
    }
    if op.spelling == "~=" {
      let pattern = literal(left, among: [Argument(label: nil, value: right)]) ?? check(left)
      return matches(pattern, check(right), op, span)
    }
    if let result = leftSpine(left, op, right, wanted: wanted, span) { return result }
    let (first, second) = operands(left, right, wanted: wanted)
    // Lists of two kinds of values are joined as what holds both.
    if op.spelling == "+", first.type != second.type, let wanted, case .array = wanted,
      let one = convert(first, to: wanted), let two = convert(second, to: wanted)
    {
      return binary(op, one, two, span)
    }
    return binary(op, first, second, span)
  }

  /// `x == nil`, whatever the optional holds.
  private func nilTest(
    _ left: Expression, _ right: Expression, _ op: Operator, _ span: Span
  ) -> TypedExpression? {
    let other: Expression
    switch (left.kind, right.kind) {
    case (.none, .none): return nil
    case (_, .none): other = left
    case (.none, _): other = right
    default: return nil
    }
    let value = check(other)
    if value.type.isInvalid { return .invalid(span) }
    guard value.type.wrapped != nil else {
      report(errors.unwrapsNonOptional(value.type, value.span))
      return .invalid(span)
    }
    let isThere = TypedExpression(.isPresent(value), .bool, span)
    return op.spelling == "!=" ? isThere : TypedExpression(.not(isThere), .bool, span)
  }

  /// `+=` to `+`, where the operator is a compound assignment.
  static func compound(_ spelling: String) -> String? {
    guard spelling.count > 1, spelling.hasSuffix("="),
      !["==", "!=", "<=", ">=", "===", "!==", ".==", ".!=", ".<=", ".>=", "~="].contains(spelling)
    else { return nil }
    return String(spelling.dropLast())
  }

  /// A long chain of operators is checked in a loop, so that its length costs no stack.
  private func leftSpine(
    _ left: Expression, _ op: Operator, _ right: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression? {
    var spine: [(Operator, Expression, Span)] = [(op, right, span)]
    var base = left
    while case .binary(let inner, let innerOp, let innerRight) = base.kind,
      !["&&", "||", "??", "..<", "..."].contains(innerOp.spelling),
      Self.compound(innerOp.spelling) == nil
    {
      spine.append((innerOp, innerRight, base.span))
      base = inner
    }
    guard spine.count > 100 else { return nil }
    // Literals take the type of the first operand that has one of its own.
    let terms = [base] + spine.reversed().map(\.1)
    var wish: Type = terms.contains { $0.flexibleKind == .double } ? .double : .int
    if let fixed = terms.first(where: { !$0.isFlexible }) {
      wish = trial { check(fixed) }.result.type
    } else if let wanted = wanted?.unwrapped, wanted.isNumber {
      wish = wanted
    }
    if wish == .tensor { wish = .double }
    var value = base.isFlexible ? check(base, wanted: wish) : check(base)
    for (op, right, span) in spine.reversed() {
      let other =
        right.isFlexible ? check(right, wanted: wish) : check(right, wanted: value.type)
      value = binary(op, value, other, span)
    }
    return value
  }

  /// Both operands: literals adapt to the side that has a type of its own.
  func operands(
    _ left: Expression, _ right: Expression, wanted: Type?
  ) -> (TypedExpression, TypedExpression) {
    switch (left.isFlexible, right.isFlexible) {
    case (true, true):
      let fallback: Type =
        left.flexibleKind == .double || right.flexibleKind == .double ? .double : .int
      var wish = fallback
      if let wanted = wanted?.unwrapped, wanted == .double || wanted == .float { wish = wanted }
      return (check(left, wanted: wish), check(right, wanted: wish))
    case (true, false):
      let second = check(right)
      return (literal(left, beside: second), second)
    case (false, true):
      let first = check(left, wanted: left.isHole ? wanted ?? right.flexibleKind : nil)
      return (first, literal(right, beside: first))
    case (false, false):
      if wanted == .character, left.isCharacter, right.isCharacter {
        return (check(left, wanted: wanted), check(right, wanted: wanted))
      }
      if left.needsLiteralContext && !right.needsLiteralContext {
        let second = check(right)
        return (check(left, wanted: second.type), second)
      }
      let first = check(left, wanted: left.isSum ? wanted : nil)
      return (first, check(right, wanted: first.type))
    }
  }

  /// A number beside a tensor stays a number, for which the rows have forms of their own.
  func literal(_ expression: Expression, beside other: TypedExpression) -> TypedExpression {
    check(expression, wanted: other.type == .tensor ? nil : other.type)
  }

  func binary(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression {
    if left.type.isInvalid || right.type.isInvalid { return .invalid(span) }
    if let test = nilComparison(op, left, right, span) { return test }
    if left.type == right.type, let scalar = ScalarOperator.find(op.spelling, on: left.type) {
      return TypedExpression(.scalar(scalar.opcode, [left, right]), scalar.result, span)
    }
    if let call = declaredOperator(op, left, right, span) { return call }
    if op.spelling == "===" || op.spelling == "!==" { return identity(op, left, right, span) }
    if let call = comparison(op, left, right, span) { return call }
    if left.type.isWord, left.type == right.type,
      conforms(left.type, toPrelude: "Equatable"),
      op.spelling == "==" || op.spelling == "!="
    {
      let opcode: Opcode = op.spelling == "==" ? .equalInt : .notEqualInt
      return TypedExpression(.scalar(opcode, [left, right]), .bool, span)
    }
    return binaryRow(op, left, right, span)
  }

  private func binaryRow(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression {
    if left.type.isInvalid || right.type.isInvalid { return .invalid(span) }
    let rows = prelude.infix(op.spelling)
    for row in rows where row.parameters.count == 2 {
      var bindings: [String: Type] = [:]
      guard row.parameters[0].type.bind(to: left.type, &bindings),
        row.parameters[1].type.bind(to: right.type, &bindings)
      else { continue }
      if op.spelling == "==" || op.spelling == "!=", !left.isNil, !right.isNil,
        !bindings.values.allSatisfy({ isComparedByEquality($0) })
      {
        continue
      }
      if ["<", "<=", ">", ">="].contains(op.spelling), row.generics.count == 1,
        !bindings.values.allSatisfy({ isOrdered($0) })
      {
        continue
      }
      if unmet(row, bindings) != nil { continue }
      return rowCall(row, [left, right], bindings: bindings, place: nil, span)
    }
    // An optional compares with nil and with a plain value.
    if op.spelling == "==" || op.spelling == "!=" {
      if left.type.wrapped != nil, let lifted = convert(right, to: left.type),
        lifted.type != right.type
      {
        return binaryRow(op, left, lifted, span)
      }
      if right.type.wrapped != nil, let lifted = convert(left, to: right.type),
        lifted.type != left.type
      {
        return binaryRow(op, lifted, right, span)
      }
    }
    if rows.isEmpty && !ScalarOperator.spellings.contains(op.spelling) {
      report(
        errors.unknownOperator(
          op.spelling, op.span, help: op.spelling == "^" ? "a power is written **" : nil))
    } else {
      let fix = fix(op, left, right)
      report(
        errors.operands(
          op.spelling, left, right, op.span, help: fix == nil ? help(op, left, right) : nil,
          fix: fix))
    }
    return .invalid(span)
  }

  /// What is meant for certain by operands that do not fit.
  private func fix(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression
  ) -> Diagnostic.Fix? {
    let (first, second) = (source.slice(left.span), source.slice(right.span))
    let whole = left.span.union(right.span)
    switch (left.type, op.spelling, right.type) {
    case (.string, "+", let other) where other.isNumber || other == .bool || other == .tensor:
      return Diagnostic.Fix(right.span, "\"\\(\(second))\"")
    case (let other, "+", .string) where other.isNumber || other == .bool || other == .tensor:
      return Diagnostic.Fix(left.span, "\"\\(\(first))\"")
    case (.string, "*", .int):
      return Diagnostic.Fix(whole, "String(repeating: \(first), count: \(second))")
    case (.array, "*", .int):
      guard case .array(let elements) = left.kind, elements.count == 1 else { return nil }
      let element = first.dropFirst().dropLast()
      return Diagnostic.Fix(whole, "Array(repeating: \(element), count: \(second))")
    case (.string, "%", let other):
      let isTuple = if case .tuple = other { true } else { false }
      let values = isTuple ? String(second.dropFirst().dropLast()) : second
      return Diagnostic.Fix(whole, "String(format: \(first), \(values))")
    case (.double, "**", .double), (.double, "^", .double):
      return Diagnostic.Fix(whole, "pow(\(first), \(second))")
    default: return nil
    }
  }

  private func help(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression
  ) -> String? {
    switch (left.type, right.type) {
    case (.int, .double), (.double, .int): return "convert the Int: Double(…)"
    case (.float, .double), (.double, .float): return "convert one side: Double(…)"
    case (.tensor, .tensor) where op.spelling == "==":
      return "compare element by element with .==, or the whole with allClose(a, b)"
    case (.tensor, .tensor) where op.spelling == "!=": return "compare with .!="
    case (.optional(let inner), let other) where inner == other,
      (let other, .optional(let inner)) where inner == other:
      return "one side may be nil: unwrap it with '??' or '!'"
    case (.character, _) where op.spelling == "+", (_, .character) where op.spelling == "+":
      return "a text of a character is String(…)"
    case (.string, _) where op.spelling == "+", (_, .string) where op.spelling == "+":
      return #"put it into the text: "\(…)""#
    case (.int, .int) where op.spelling == "**", (.double, _) where op.spelling == "**",
      (.double, _) where op.spelling == "^":
      return "a power of numbers is pow(2.0, 3.0)"
    case (.array, .array), (.array, _), (_, .array):
      return "arithmetic works on tensors: Tensor([1, 2, 3])"
    default: return nil
    }
  }

  private func checkCoalescing(
    _ left: Expression, _ right: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    let value = check(left, wanted: wanted.map { .optional($0) })
    if value.type.isInvalid { return value }
    guard let wrapped = value.type.wrapped else {
      report(errors.unwrapsNonOptional(value.type, left.span))
      return value
    }
    let fallback = check(right, wanted: wrapped)
    if let whole = convert(fallback, to: value.type), fallback.type.wrapped != nil,
      !wrapped.accepts(fallback.type)
    {
      return TypedExpression(.coalesce(value, whole), value.type, span)
    }
    let fitted = coerce(fallback, to: wrapped, context: "the right of '??'")
    return TypedExpression(.coalesce(value, fitted), wrapped, span)
  }

  /// `s += t` on strings and arrays puts the new part behind the old one, in place.
  func appending(
    _ part: TypedExpression, to place: Place, _ current: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    guard !part.type.isInvalid else { return nil }
    let isText = current.type.isText
    for row in prelude.members(of: current.type, named: "append")
    where row.isMutating && (row.parameters[1].label == "contentsOf") != isText {
      guard !isText || part.type.conforms(to: "StringProtocol"),
        var bindings = row.bindings(for: current.type),
        row.parameters[1].type.bind(to: part.type, &bindings)
      else { continue }
      return change(place, span) { place, current in
        rowCall(row, [current, part], bindings: bindings, place: place, span)
      }
    }
    return nil
  }
}

extension TypedExpression {
  /// Whether it is `nil`, with which every optional compares.
  fileprivate var isNil: Bool {
    if case .none = kind { true } else { false }
  }
}
