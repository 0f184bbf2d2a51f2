import ApusSyntax
import ApusText

extension Checker {
  /// Comparisons that are made of others: of tuples, part by part, and of types, by their names.
  func comparison(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    switch (left.type, right.type) {
    case (.tuple(let first), .tuple(let second))
    where first.count == second.count && (2...6).contains(first.count)
      && ["==", "!=", "<", "<=", ">", ">="].contains(op.spelling):
      return tuples(op, left, right, first, second, span)
    case (.metatype, .metatype) where op.spelling == "==" || op.spelling == "!=":
      let names = [left, right].map { TypedExpression(.interpolation([$0]), .string, $0.span) }
      return binary(op, names[0], names[1], span)
    default: return nil
    }
  }

  /// `x == nil`, of every optional.
  func nilComparison(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    guard op.spelling == "==" || op.spelling == "!=" else { return nil }
    let optional =
      right.isNil && left.type.wrapped != nil
      ? left : left.isNil && right.type.wrapped != nil ? right : nil
    guard let optional else { return nil }
    let isPresent = TypedExpression(.isPresent(optional), .bool, span)
    return op.spelling == "!=" ? isPresent : TypedExpression(.not(isPresent), .bool, span)
  }

  private func tuples(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ first: [Type.Element],
    _ second: [Type.Element], _ span: Span
  ) -> TypedExpression {
    let held = [left, right].map { value in
      Binding("tuple", value.type, isConstant: true, home: .local(owner: function))
    }
    func part(_ side: Int, _ index: Int) -> TypedExpression {
      let whole = side == 0 ? left : right
      return TypedExpression(
        .element(TypedExpression(.binding(held[side]), whole.type, whole.span), index),
        (side == 0 ? first : second)[index].type, whole.span)
    }
    func compare(_ spelling: String, _ index: Int) -> TypedExpression {
      binary(Operator(spelling, op.span), part(0, index), part(1, index), span)
    }
    let isEquality = op.spelling == "==" || op.spelling == "!="
    var whole = compare(isEquality ? "==" : op.spelling, first.count - 1)
    for index in first.indices.dropLast().reversed() {
      if whole.type.isInvalid { return whole }
      let same = compare("==", index)
      if same.type.isInvalid { return same }
      if isEquality {
        whole = TypedExpression(.shortCircuit(isAnd: true, same, whole), .bool, span)
      } else {
        let before = compare(String(op.spelling.prefix(1)), index)
        if before.type.isInvalid { return before }
        whole = TypedExpression(.ternary(same, whole, before), .bool, span)
      }
    }
    if whole.type.isInvalid { return whole }
    if op.spelling == "!=" { whole = TypedExpression(.not(whole), .bool, span) }
    let result = Binding("result", .bool, isConstant: true, home: .local(owner: function))
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(held[0], left), span),
          TypedStatement(.declare(held[1], right), span),
          TypedStatement(.declare(result, whole), span),
        ], result), .bool, span)
  }

  /// `type(of: x)`: known now, but for values that have their type with them.
  func checkTypeOf(_ argument: Expression, _ span: Span) -> TypedExpression {
    let value = check(argument)
    if value.type.isInvalid { return value }
    let type = Type.metatype(value.type)
    if value.type.isClass { return TypedExpression(.typeOf(value), type, span) }
    guard !value.type.isDynamic else { return TypedExpression(.typeOf(box(value)), type, span) }
    let result = Binding("type", type, isConstant: true, home: .local(owner: function))
    let known = TypedExpression(.word(0), type, span)
    return TypedExpression(
      .block(
        [
          TypedStatement(.expression(value), span), TypedStatement(.declare(result, known), span),
        ], result), type, span)
  }
}

extension TypedExpression {
  /// Whether it is the literal `nil`.
  fileprivate var isNil: Bool {
    if case .none = kind { true } else { false }
  }
}
