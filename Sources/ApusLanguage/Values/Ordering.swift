import ApusValue

/// The order of numbers and texts.
enum Ordering {
  static func isOrdered(_ type: Type) -> Bool {
    switch type {
    case .nominal(let type):
      type.hasOwn("<") || type.isWord && type.conformances.contains("Comparable")
    case .archetype(let archetype): archetype.conforms(toPrelude: "Comparable")
    default: type.isNumber || type == .string || type == .invalid
    }
  }

  static func unordered(_ type: Type) -> MachineError {
    MachineError(
      "type", "values of type '\(type)' have no order of their own",
      help: "say which comes first: x.sorted { a, b in … }")
  }

  static func precedes(_ type: Type, _ left: Slot, _ right: Slot) -> Bool {
    switch type {
    case .double:
      Double(bitPattern: UInt64(bitPattern: Int64(left.word)))
        < Double(bitPattern: UInt64(bitPattern: Int64(right.word)))
    case .float:
      Float(bitPattern: UInt32(truncatingIfNeeded: left.word))
        < Float(bitPattern: UInt32(truncatingIfNeeded: right.word))
    case .string:
      ValueText.describe(.string, 0, left.object) < ValueText.describe(.string, 0, right.object)
    case .nominal(let type) where type.hasOwn("<"):
      type.callOwn("<", left, right).map { $0.word != 0 } ?? false
    default: left.word < right.word
    }
  }
}
