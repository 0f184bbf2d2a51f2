import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, DictionaryObject) throws -> Void
  ) -> Builtin {
    member(of: "Set", name, declaration, summary: summary, example: example) { call in
      try evaluate(call, call.registers.object(0))
    }
  }

  /// A new set out of this one and another, and the same change in place.
  private static func combination(
    _ name: String, _ changing: String, _ summary: String,
    _ combine: @escaping @Sendable (DictionaryObject, DictionaryObject) -> DictionaryObject
  ) -> [Builtin] {
    [
      row(
        name, "func \(name)(_ other: some Sequence<Element>) -> Set<Element>", summary,
        example: "Set([1, 2]).\(name)([2, 3])"
      ) { call, own in call.registers.set(combine(own, call.set(1))) },
      member(
        of: "Set", changing, "mutating func \(changing)(_ other: some Sequence<Element>)",
        summary: "\(summary.dropLast()), in place.",
        example: "var s: Set = [1, 2]\ns.\(changing)([2, 3])"
      ) { call in
        guard let slot = call.slot else { return }
        slot.pointee = combine(call.machine.uniqueDictionary(slot), call.set(1))
      },
    ]
  }

  private static func comparison(
    _ name: String, _ label: String, _ summary: String,
    _ holds: @escaping @Sendable (DictionaryObject, DictionaryObject) -> Bool
  ) -> Builtin {
    row(
      name, "func \(name)(\(label) other: some Sequence<Element>) -> Bool", summary,
      example: "Set([1, 2]).\(name)(\(label == "_" ? "" : label + ": ")[1, 2, 3])"
    ) { call, own in call.registers.set(holds(own, call.set(1))) }
  }

  /// Members of Set.
  static let sets: [Builtin] =
    [
      member(
        of: "Set", "Set", "init()", summary: "A set without elements.", example: "Set<Int>()"
      ) { call in
        call.registers.set(Elements(call.type("Element")).object(as: .set(call.type("Element"))))
      },
      member(
        of: "Set", "Set", "init(_ elements: some Sequence<Element>) where Element: Hashable",
        summary: "The elements of a sequence, each once.", example: "Set([1, 2, 1])"
      ) { call in call.registers.set(call.set(0)) },
      row(
        "contains", "func contains(_ element: Element) -> Bool", "Whether an element is in it.",
        example: "Set([1, 2]).contains(2)"
      ) { call, own in call.registers.set(own.contains(call.slot(1))) },
      member(
        of: "Set", "insert",
        "mutating func insert(_ element: Element) -> (inserted: Bool, memberAfterInsert: Element)",
        summary: "Puts an element in; whether it was new, and the element that is there now.",
        example: "var s: Set = [1]\ns.insert(2)"
      ) { call in
        guard let slot = call.slot else { return }
        let isNew = !held(slot.pointee, as: DictionaryObject.self).contains(call.slot(1))
        if isNew { call.machine.uniqueDictionary(slot).update(call.slot(1), (0, nil)) }
        call.registers.set(BuiltinCall.record((isNew ? 1 : 0, nil), call.slot(1)))
      },
      member(
        of: "Set", "remove", "mutating func remove(_ element: Element) -> Element?",
        summary: "Takes an element out; nil where it was not there.",
        example: "var s: Set = [1]\ns.remove(1) ?? 0"
      ) { call in
        guard let slot = call.slot else { return }
        let removed = call.machine.uniqueDictionary(slot).remove(call.slot(1))
        call.set(optional: removed == nil ? nil : call.slot(1), as: call.type("Element"))
      },
      member(
        of: "Set", "update", "mutating func update(with element: Element) -> Element?",
        summary: "Puts an element in, and gives the one that was there.",
        example: "var s: Set = [1]\ns.update(with: 1) ?? 0"
      ) { call in
        guard let slot = call.slot else { return }
        let old = held(slot.pointee, as: DictionaryObject.self).contains(call.slot(1))
        let own = call.machine.uniqueDictionary(slot)
        if old { own.remove(call.slot(1)) }
        own.update(call.slot(1), (0, nil))
        call.set(optional: old ? call.slot(1) : nil, as: call.type("Element"))
      },
      member(
        of: "Set", "popFirst", "mutating func popFirst() -> Element?",
        summary: "Takes some element out; nil where there is none.",
        example: "var s: Set = [1]\ns.popFirst() ?? 0"
      ) { call in
        guard let slot = call.slot else { return }
        let own = call.machine.uniqueDictionary(slot)
        // The last one goes without moving the others.
        let element = own.count == 0 ? nil : own.keys[own.count - 1]
        if let element { own.remove(element) }
        call.set(optional: element, as: call.type("Element"))
      },
      member(
        of: "Set", "removeAll", "mutating func removeAll()", summary: "Takes all elements out.",
        example: "var s: Set = [1]\ns.removeAll()"
      ) { call in
        call.slot?.pointee = DictionaryObject(keys: call.type("Element"), values: .void)
      },
    ]
    + combination(
      "union", "formUnion", "The elements of both."
    ) { own, other in
      let result = DictionaryObject(own)
      for index in 0..<other.count { result.update(other.keys[index], (0, nil)) }
      return result
    }
    + combination("intersection", "formIntersection", "The elements that are in both.") {
      own, other in own.filtered { other.contains($0) }
    }
    + combination("subtracting", "subtract", "The elements that are not in another.") {
      own, other in own.filtered { !other.contains($0) }
    }
    + combination(
      "symmetricDifference", "formSymmetricDifference", "The elements that are in one of both."
    ) { own, other in
      let result = own.filtered { !other.contains($0) }
      for index in 0..<other.count where !own.contains(other.keys[index]) {
        result.update(other.keys[index], (0, nil))
      }
      return result
    } + [
      comparison("isSubset", "of", "Whether all its elements are in another.") { own, other in
        own.isSubset(of: other)
      },
      comparison("isSuperset", "of", "Whether it has all elements of another.") { own, other in
        other.isSubset(of: own)
      },
      comparison("isStrictSubset", "of", "Whether another has all its elements and more.") {
        own, other in own.count < other.count && own.isSubset(of: other)
      },
      comparison("isStrictSuperset", "of", "Whether it has all elements of another and more.") {
        own, other in other.count < own.count && other.isSubset(of: own)
      },
      comparison("isDisjoint", "with", "Whether no element is in both.") { own, other in
        !(0..<own.count).contains { other.contains(own.keys[$0]) }
      },
    ]
}

extension DictionaryObject {
  fileprivate func isSubset(of other: DictionaryObject) -> Bool {
    count <= other.count && (0..<count).allSatisfy { other.contains(keys[$0]) }
  }

  /// The set of those of its keys for which a condition holds.
  fileprivate func filtered(_ isIncluded: (Slot) -> Bool) -> DictionaryObject {
    let result = DictionaryObject(keys: keys.type, values: .void)
    for index in 0..<count where isIncluded(keys[index]) { result.update(keys[index], (0, nil)) }
    return result
  }
}

extension BuiltinCall {
  /// The sequence argument at an index as a set.
  fileprivate func set(_ index: Int) -> DictionaryObject {
    let element = type("Element")
    return held(elements(index).object(as: .set(element)), as: DictionaryObject.self)
  }
}
