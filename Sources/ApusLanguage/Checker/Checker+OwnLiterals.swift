import ApusSyntax
import ApusText

// Literals where a declared type is wanted that says it can be written as one.
extension Checker {
  /// The initialiser that makes a value of a literal: `init(integerLiteral:)` and its kin; nil where
  /// no such type is wanted.
  func ownLiteral(_ expression: Expression, wanted: Type?) -> TypedExpression? {
    guard let wanted = expression.isNil ? wanted : wanted?.unwrapped,
      wanted.isDeclared, let (target, label, values) = expression.literalForm
    else { return nil }
    let arguments = values.enumerated().map { index, value in
      Argument(label: index == 0 ? label : nil, value: value)
    }
    let span = expression.span
    switch wanted {
    case .nominal(let type) where conforms(wanted, toPrelude: target):
      let candidates = constructors(of: type).filter { $0.parameters.first?.label == label }
      guard !candidates.isEmpty else { return nil }
      return resolve(candidates, arguments, wanted: wanted, span, nameSpan: span)
    case .applied(let generic, _):
      // Its elements tell what a type without its arguments is: `let s: Stack = [1, 2]`.
      let open = nominal(generic, generic.parameters.map { .parameter($0) }, span)
      guard let open, conforms(.nominal(open), toPrelude: target) else { return nil }
      return genericCall(generic, "init", span, arguments, wanted: nil, span)
    default: return nil
    }
  }
}

extension Type {
  fileprivate var isDeclared: Bool {
    switch self {
    case .nominal, .applied: true
    default: false
    }
  }
}

extension Expression {
  /// The protocol of a literal, the label of its initialiser, and what that is given.
  fileprivate var literalForm: (target: String, label: String, values: [Expression])? {
    switch kind {
    case .integer, .hugeInteger: return ("ExpressibleByIntegerLiteral", "integerLiteral", [self])
    case .prefix(_, let operand):
      guard let form = operand.literalForm, form.values.count == 1 else { return nil }
      return (form.target, form.label, [self])
    case .floating: return ("ExpressibleByFloatLiteral", "floatLiteral", [self])
    case .boolean: return ("ExpressibleByBooleanLiteral", "booleanLiteral", [self])
    case .none:
      return ("ExpressibleByNilLiteral", "nilLiteral", [Expression(.tuple([]), span)])
    case .string(let parts):
      let isPlain = parts.allSatisfy { if case .text = $0 { true } else { false } }
      return (
        isPlain ? "ExpressibleByStringLiteral" : "ExpressibleByStringInterpolation",
        "stringLiteral", [self]
      )
    case .array(let elements): return ("ExpressibleByArrayLiteral", "arrayLiteral", elements)
    case .dictionary(let entries):
      return (
        "ExpressibleByDictionaryLiteral", "dictionaryLiteral",
        entries.map {
          Expression(.tuple([Argument(value: $0.key), Argument(value: $0.value)]), span)
        }
      )
    default: return nil
    }
  }
}
