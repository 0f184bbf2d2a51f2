import ApusValue

/// The order of numbers, texts and times; tuples are compared part by part.
enum Ordering {
  static func precedes(_ type: Type, _ left: Slot, _ right: Slot) -> Bool {
    switch type {
    case .double: Double(bits: left.word) < Double(bits: right.word)
    case .float: Float(bits: left.word) < Float(bits: right.word)
    case .string, .character, .substring:
      held(left.object, as: StringObject.self).string
        < held(right.object, as: StringObject.self).string
    case .opaque:
      Double(bits: held(left.object, as: WordBox.self).word)
        < Double(bits: held(right.object, as: WordBox.self).word)
    case .tuple(let elements):
      tuplePrecedes(
        elements.map(\.type), held(left.object, as: Record.self),
        held(right.object, as: Record.self))
    case .nominal(let type) where type.hasOwn("<"):
      type.callOwn("<", left, right).map { $0.word != 0 } ?? false
    default: left.word < right.word
    }
  }

  private static func tuplePrecedes(_ types: [Type], _ left: Record, _ right: Record) -> Bool {
    for (index, type) in types.enumerated() {
      let a = (left.words[index], left.objects[index])
      let b = (right.words[index], right.objects[index])
      if !Equality.holds(type, a, b) { return precedes(type, a, b) }
    }
    return false
  }

  /// The elements in ascending order.
  static func sorted(_ all: Elements) -> Elements {
    let operation: Opcode? =
      switch all.type {
      case .int: .lessInt
      case .double: .lessDouble
      default: nil
      }
    if let operation, let sorted = sorted(all, by: operation) { return sorted }
    var sorted = Elements(all.type)
    let order = (0..<all.count).sorted { precedes(all.type, all[$0], all[$1]) }
    for index in order { sorted.append(all[index]) }
    return sorted
  }

  /// Numbers in the order that one instruction of the machine gives.
  static func sorted(_ all: Elements, by operation: Opcode) -> Elements? {
    func doubles(_ precedes: (Double, Double) -> Bool) -> Elements {
      let numbers = all.words.map { Double(bits: $0) }.sorted(by: precedes)
      return Elements(all.type, words: ContiguousArray(numbers.map(\.word)))
    }
    return switch operation {
    case .lessInt: Elements(all.type, words: ContiguousArray(all.words.sorted()))
    case .greaterInt: Elements(all.type, words: ContiguousArray(all.words.sorted(by: >)))
    case .lessDouble: doubles(<)
    case .greaterDouble: doubles(>)
    default: nil
    }
  }
}
