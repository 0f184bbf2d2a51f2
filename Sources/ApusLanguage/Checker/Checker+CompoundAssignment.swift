import ApusSyntax
import ApusText

// `x += y` and its kin.
extension Checker {
  func checkCompound(
    _ left: Expression, _ op: Operator, _ right: Expression, _ span: Span
  ) -> TypedExpression {
    if case .subscript(_, let indices) = left.kind, indices.first?.label == "keyPath",
      let spelling = Self.compound(op.spelling)
    {
      let value = Expression(.binary(left, Operator(spelling, op.span), right), span)
      if let change = keyPathAssignment(left, value, span) { return change }
    }
    guard let found = place(left) else {
      if !right.needsContext { _ = check(right) }
      return .invalid(span)
    }
    let (setUp, place) = hold(found, span)
    return after(setUp, compound(place, op, left, right, span), span)
  }

  private func compound(
    _ place: Place, _ op: Operator, _ left: Expression, _ right: Expression, _ span: Span
  ) -> TypedExpression {
    let current = value(of: place, left.span)
    if let call = declaredCompound(place, op, current, right, span) { return call }
    guard let plain = Self.compound(op.spelling) else {
      let operand = check(right)
      if !operand.type.isInvalid {
        report(errors.operands(op.spelling, current, operand, op.span, help: nil, fix: nil))
      }
      return .invalid(span)
    }
    var operand =
      right.isFlexible
      ? literal(right, beside: current) : check(right, wanted: current.type)
    if plain == "+", let call = appending(operand, to: place, current, span) { return call }
    let isGiven =
      ["+", "-"].contains(plain) && conforms(current.type, toPrelude: "AdditiveArithmetic")
    if case .nominal = current.type, !operand.type.isInvalid, !isGiven {
      report(errors.operands(op.spelling, current, operand, op.span, help: nil, fix: nil))
      return .invalid(span)
    }
    // The variable is read when the other side is known, which may change it.
    var setUp: [TypedStatement] = []
    if !operand.isQuiet, !operand.type.isInvalid {
      let held = Binding("operand", operand.type, isConstant: true, home: .local(owner: function))
      setUp = [TypedStatement(.declare(held, operand), operand.span)]
      operand.kind = .binding(held)
    }
    let result = binary(Operator(plain, op.span), current, operand, span)
    if result.type.isInvalid { return result }
    var fitted = coerce(result, to: place.type, context: "the variable")
    if place.type == .tensor {
      fitted = TypedExpression(.updated(current, fitted), .tensor, span)
    }
    return after(setUp, assign(fitted, to: place, span), span)
  }
}
