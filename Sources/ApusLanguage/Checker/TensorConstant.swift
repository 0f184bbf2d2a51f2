import ApusSyntax
import ApusText

/// What the numbers of a tensor literal have in common.
package enum LiteralKind: Sendable {
  case integer, floating, boolean
}

/// Reads a nested literal of numbers into values and a shape.
struct TensorConstant {
  enum Outcome {
    case constant
    /// Some part is no literal.
    case mixed
    case ragged(first: Int, Span, here: Int, Span)
  }

  private(set) var values: [Double] = []
  private(set) var shape: [Int] = []
  private(set) var kind = LiteralKind.boolean
  private var spans: [Span] = []

  mutating func read(_ elements: [Expression]) -> Outcome {
    let outcome = read(elements, level: 0, span: elements.first?.span ?? Span(0, 0))
    if values.isEmpty { kind = .floating }
    return outcome
  }

  private mutating func read(_ elements: [Expression], level: Int, span: Span) -> Outcome {
    if level == shape.count {
      guard values.isEmpty || level == 0 else { return .mixed }
      shape.append(elements.count)
      spans.append(span)
    } else if shape[level] != elements.count {
      return .ragged(first: shape[level], spans[level], here: elements.count, span)
    }
    for element in elements {
      if case .array(let inner) = element.kind {
        guard level + 1 == shape.count ? values.isEmpty : true else { return .mixed }
        let outcome = read(inner, level: level + 1, span: element.span)
        guard case .constant = outcome else { return outcome }
      } else {
        guard level + 1 == shape.count, let value = number(element, isNegative: false) else {
          return .mixed
        }
        values.append(value)
      }
    }
    return .constant
  }

  private mutating func number(_ expression: Expression, isNegative: Bool) -> Double? {
    let sign: Double = isNegative ? -1 : 1
    switch expression.kind {
    case .integer(let magnitude):
      if kind == .boolean { kind = .integer }
      return sign * Double(magnitude)
    case .floating(let value):
      kind = .floating
      return sign * value
    case .boolean(let value) where kind == .boolean && !isNegative: return value ? 1 : 0
    case .prefix(let op, let operand) where op.spelling == "-":
      return number(operand, isNegative: !isNegative)
    default: return nil
    }
  }
}
