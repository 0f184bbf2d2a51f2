import ApusSyntax
import ApusText

extension Checker {
  /// `..<3`, `...3` and `3...`.
  func openRange(
    _ operand: Expression, _ kind: RangeKind, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    let value = check(operand, wanted: rangeBound(wanted))
    guard conforms(value.type, toPrelude: "Comparable") else {
      report(errors.unmet("Comparable", value.type, of: "a range", operand.span))
      return .invalid(span)
    }
    return TypedExpression(.tuple([value]), .range(kind, of: value.type), span)
  }

  func rangeBound(_ wanted: Type?) -> Type? {
    switch wanted {
    case .range(_, let bound): bound
    case .int, .double, .float, .character: wanted
    default: nil
    }
  }

  /// Refuses a range that is written downwards and would stop the cell.
  func isDownwards(
    _ left: Expression, _ op: Operator, _ right: Expression, _ span: Span
  ) -> Bool {
    guard let lower = left.literalInteger, let upper = right.literalInteger, lower > upper else {
      return false
    }
    report(errors.downwards("\(lower)", "\(upper)", op.spelling, span))
    return true
  }
}
