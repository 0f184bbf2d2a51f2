import ApusValue

extension Builtin {
  private static func change(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate:
      @escaping @Sendable (BuiltinCall, UnsafeMutablePointer<AnyObject?>, Type) throws ->
      Void
  ) -> Builtin {
    Builtin(
      name, "extension Array { mutating \(declaration) }", summary: summary, example: example,
      refusals: refusals,
      evaluate: { call in
        guard let slot = call.slot else { return }
        try evaluate(call, slot, call.type("Element"))
      })
  }

  /// Changing arrays in place.
  static let arrayChanges: [Builtin] = [
    change(
      "append", "func append(_ element: Element)", "Puts an element at the end.",
      example: "var x = [1]\nx.append(2)"
    ) { call, slot, type in
      if type.isWord {
        let array = call.machine.uniqueWords(slot)
        guard array.elements.count < Elements.limit else { throw MachineError.tooLarge("array") }
        array.elements.append(call.registers.int(1))
      } else {
        let array = call.machine.uniqueObjects(slot)
        guard array.elements.count < Elements.limit else { throw MachineError.tooLarge("array") }
        array.elements.append(call.registers.objects[1])
      }
    },
    change(
      "append", "func append(contentsOf other: [Element])",
      "Puts all elements of another at the end.",
      example: "var x = [1]\nx.append(contentsOf: [2, 3])"
    ) { call, slot, type in
      if type.isWord {
        let other: WordArray = call.registers.object(1)
        try checkRoom(other.elements.count)
        call.machine.uniqueWords(slot).elements += other.elements
      } else {
        let other: ObjectArray = call.registers.object(1)
        try checkRoom(other.elements.count)
        call.machine.uniqueObjects(slot).elements += other.elements
      }
    },
    change(
      "insert", "func insert(_ element: Element, at index: Int)", "Puts an element at an index.",
      example: "var x = [1]\nx.insert(0, at: 0)",
      refusals: [
        ("var x = [1]\nx.insert(0, at: 3)", "index 3 is out of range: the array has 1 element")
      ]
    ) { call, slot, type in
      let index = call.registers.int(2)
      if type.isWord {
        let array = call.machine.uniqueWords(slot)
        guard index >= 0, index <= array.elements.count else {
          throw MachineError.index(index, count: array.elements.count)
        }
        array.elements.insert(call.registers.int(1), at: index)
      } else {
        let array = call.machine.uniqueObjects(slot)
        guard index >= 0, index <= array.elements.count else {
          throw MachineError.index(index, count: array.elements.count)
        }
        array.elements.insert(call.registers.objects[1], at: index)
      }
    },
    change(
      "remove", "func remove(at index: Int) -> Element", "Takes the element at an index out.",
      example: "var x = [1, 2]\nx.remove(at: 0)",
      refusals: [
        ("var x = [1]\nx.remove(at: 1)", "index 1 is out of range: the array has 1 element")
      ]
    ) { call, slot, type in
      try remove(call, slot, type, call.registers.int(1))
    },
    change(
      "removeLast", "func removeLast() -> Element", "Takes the last element out.",
      example: "var x = [1, 2]\nx.removeLast()",
      refusals: [
        ("var x: [Int] = []\nx.removeLast()", "the array is empty, so there is no last element")
      ]
    ) { call, slot, type in
      let count =
        type.isWord
        ? call.machine.uniqueWords(slot).elements.count
        : call.machine.uniqueObjects(slot).elements.count
      guard count > 0 else {
        throw MachineError(
          "index-out-of-range", "the array is empty, so there is no last element")
      }
      try remove(call, slot, type, count - 1)
    },
    change(
      "removeAll", "func removeAll()", "Empties the array.",
      example: "var x = [1, 2]\nx.removeAll()"
    ) { _, slot, type in
      slot.pointee = Elements(type).object
    },
  ]

  private static func checkRoom(_ count: Int) throws {
    try MachineError.checkRoom(for: "adding \(count) elements", bytes: 8 * count)
  }

  private static func remove(
    _ call: BuiltinCall, _ slot: UnsafeMutablePointer<AnyObject?>, _ type: Type, _ index: Int
  ) throws {
    if type.isWord {
      let array = call.machine.uniqueWords(slot)
      guard array.elements.indices.contains(index) else {
        throw MachineError.index(index, count: array.elements.count)
      }
      call.registers.set(array.elements.remove(at: index))
    } else {
      let array = call.machine.uniqueObjects(slot)
      guard array.elements.indices.contains(index) else {
        throw MachineError.index(index, count: array.elements.count)
      }
      call.registers.set(array.elements.remove(at: index))
    }
  }
}
