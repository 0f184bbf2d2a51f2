extension Type {
  /// Types of the prelude without structure of their own that have an order.
  static let orderedOpaques: Set<String> = ["Date", "UnicodeScalar"]

  /// Whether values of the type have what a protocol of the standard library asks for.
  package func conforms(to name: String) -> Bool {
    if isInvalid || self == .never { return true }
    switch name {
    case "Equatable": return isEquatable
    case "Hashable": return isHashable
    case "Comparable": return isComparable
    case "Numeric", "SignedNumeric", "AdditiveArithmetic", "Strideable": return isNumber
    case "BinaryInteger": return self == .int
    case "FloatingPoint": return self == .double || self == .float
    case "StringProtocol": return self == .string || self == .substring
    case "Sequence": return element != nil
    case "RangeExpression":
      if case .range(let kind, _) = self { return kind != .strideTo && kind != .strideThrough }
      return false
    default: return false
    }
  }

  private var isComparable: Bool {
    switch self {
    case .int, .double, .float, .stringIndex, .string, .character, .substring: true
    case .opaque(let name): Self.orderedOpaques.contains(name)
    case .nominal(let type): type.conformances.contains("Comparable")
    case .archetype(let archetype): archetype.conforms(toPrelude: "Comparable")
    default: false
    }
  }

  /// Whether `<` compares two values, which it also does for tuples.
  package var isOrdered: Bool {
    if case .tuple(let elements) = self, !elements.isEmpty {
      return elements.allSatisfy(\.type.isOrdered)
    }
    return conforms(to: "Comparable")
  }
}
