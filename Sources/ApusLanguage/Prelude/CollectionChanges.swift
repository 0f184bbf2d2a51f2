import ApusValue

extension Builtin {
  private static func change(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    of owner: String = "RangeReplaceableCollection",
    refusals: [(code: String, sentence: String)] = [],
    _ body: @escaping @Sendable (BuiltinCall, inout Elements) throws -> Slot?
  ) -> Builtin {
    member(
      of: owner, name, "mutating \(declaration)", summary: summary, example: example,
      refusals: refusals
    ) { call in
      let result = try call.change { try body(call, &$0) }
      if let slot = result ?? nil { call.set(slot, as: call.type("Element")) }
    }
  }

  /// The same for what gives an optional.
  private static func pop(
    _ name: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (inout Elements) -> Slot
  ) -> Builtin {
    member(
      of: "RangeReplaceableCollection", name, "mutating func \(name)() -> Element?",
      summary: summary, example: example
    ) { call in
      let result = try call.change { all in all.count == 0 ? nil : body(&all) }
      call.set(optional: result ?? nil, as: call.type("Element"))
    }
  }

  private static func checked(_ call: BuiltinCall, _ all: Elements, adding count: Int) throws {
    guard all.count + count <= Elements.limit else {
      throw MachineError.tooLarge(call.type("Self").isText ? "text" : "array")
    }
    guard count > 1 else { return }
    try MachineError.checkRoom(for: "adding \(count) elements", bytes: 8 * count)
  }

  private static func isNotEmpty(_ all: Elements, _ which: String) throws {
    guard all.count > 0 else {
      throw MachineError(
        "index-out-of-range", "the array is empty, so there is no \(which) element")
    }
  }

  /// Changing arrays, parts of them and texts in place.
  static let collectionChanges: [Builtin] = [
    change(
      "append", "func append(_ element: Element)", "Puts an element at the end.",
      example: "var x = [1]\nx.append(2)"
    ) { call, all in
      try checked(call, all, adding: 1)
      all.append(call.slot(1))
      return nil
    },
    change(
      "append", "func append(contentsOf other: some Sequence<Element>)",
      "Puts all elements of another at the end.",
      example: "var x = [1]\nx.append(contentsOf: [2, 3])"
    ) { call, all in
      let other = call.elements(1)
      try checked(call, all, adding: other.count)
      all.append(contentsOf: other)
      return nil
    },
    change(
      "insert", "func insert(_ element: Element, at index: Index)",
      "Puts an element at an index.",
      example: "var x = [1]\nx.insert(0, at: 0)",
      refusals: [
        ("var x = [1]\nx.insert(0, at: 3)", "index 3 is out of range: the array has 1 element")
      ]
    ) { call, all in
      let position = try call.position(call.registers.int(2), in: all, isEnd: true)
      var one = Elements(all.type)
      one.append(call.slot(1))
      all.replace(position..<position, with: one)
      return nil
    },
    change(
      "insert", "func insert(contentsOf other: some Sequence<Element>, at index: Index)",
      "Puts all elements of another at an index.",
      example: "var x = [1, 4]\nx.insert(contentsOf: [2, 3], at: 1)"
    ) { call, all in
      let position = try call.position(call.registers.int(2), in: all, isEnd: true)
      let other = call.elements(1)
      try checked(call, all, adding: other.count)
      all.replace(position..<position, with: other)
      return nil
    },
    change(
      "replaceSubrange",
      "func replaceSubrange<R: RangeExpression>(_ range: R, with other: some Sequence<Element>) "
        + "where R.Bound == Index",
      "Puts other elements in the place of those in a range.",
      example: "var x = [1, 2, 3]\nx.replaceSubrange(0..<2, with: [9])"
    ) { call, all in
      let range = try call.range(1, in: all)
      let other = call.elements(2)
      try checked(call, all, adding: other.count)
      all.replace(range, with: other)
      return nil
    },
    change(
      "removeSubrange",
      "func removeSubrange<R: RangeExpression>(_ range: R) where R.Bound == Index",
      "Takes the elements in a range out.",
      example: "var x = [1, 2, 3]\nx.removeSubrange(0..<2)"
    ) { call, all in
      all.replace(try call.range(1, in: all), with: Elements(all.type))
      return nil
    },
    change(
      "remove", "func remove(at index: Index) -> Element", "Takes the element at an index out.",
      example: "var x = [1, 2]\nx.remove(at: 0)",
      refusals: [
        ("var x = [1]\nx.remove(at: 1)", "index 1 is out of range: the array has 1 element")
      ]
    ) { call, all in
      all.remove(try call.position(call.registers.int(1), in: all))
    },
    change(
      "removeFirst", "func removeFirst() -> Element", "Takes the first element out.",
      example: "var x = [1, 2]\nx.removeFirst()",
      refusals: [
        ("var x: [Int] = []\nx.removeFirst()", "the array is empty, so there is no first element")
      ]
    ) { _, all in
      try isNotEmpty(all, "first")
      return all.remove(0)
    },
    change(
      "removeLast", "func removeLast() -> Element", "Takes the last element out.",
      example: "var x = [1, 2]\nx.removeLast()",
      refusals: [
        ("var x: [Int] = []\nx.removeLast()", "the array is empty, so there is no last element")
      ]
    ) { _, all in
      try isNotEmpty(all, "last")
      return all.removeLast()
    },
    removeSome("removeFirst", "first", example: "var x = [1, 2, 3]\nx.removeFirst(2)") { count, _ in
      0..<count
    },
    removeSome("removeLast", "last", example: "var x = [1, 2, 3]\nx.removeLast(2)") { count, all in
      (all - count)..<all
    },
    pop(
      "popLast", "Takes the last element out; nil where there is none.",
      example: "var x = [1, 2]\nx.popLast() ?? 0"
    ) { $0.removeLast() },
    change(
      "removeAll", "func removeAll(keepingCapacity keepCapacity: Bool = false)",
      "Takes all elements out.", example: "var x = [1, 2]\nx.removeAll()"
    ) { _, all in
      all.replace(0..<all.count, with: Elements(all.type))
      return nil
    },
    change(
      "removeAll", "func removeAll(where shouldBeRemoved: (Element) -> Bool)",
      "Takes the elements out for which a condition holds.",
      example: "var x = [1, 2, 3]\nx.removeAll { $0 > 1 }"
    ) { call, all in
      let shouldBeRemoved = call.function(1)
      var kept = Elements(all.type)
      for index in 0..<all.count where try !shouldBeRemoved.holds(all[index]) {
        kept.append(all[index])
      }
      all.replace(0..<all.count, with: kept)
      return nil
    },
    change(
      "reserveCapacity", "func reserveCapacity(_ count: Int)",
      "Makes room for elements to come; here it does nothing.",
      example: "var x: [Int] = []\nx.reserveCapacity(100)"
    ) { _, _ in nil },
    change(
      "sort", "func sort() where Element: Comparable",
      "Puts the elements into ascending order.", example: "var x = [3, 1, 2]\nx.sort()",
      of: "MutableCollection"
    ) { _, all in
      all.replace(0..<all.count, with: Ordering.sorted(all))
      return nil
    },
    change(
      "sort", "func sort(by precedes: (Element, Element) -> Bool)",
      "Puts the elements into the order that a function gives.",
      example: "var x = [1, 3, 2]\nx.sort(by: >)", of: "MutableCollection"
    ) { call, all in
      all.replace(0..<all.count, with: try call.function(1).sorted(all))
      return nil
    },
    change(
      "reverse", "func reverse()", "Turns the order of the elements around.",
      example: "var x = [1, 2, 3]\nx.reverse()", of: "MutableCollection"
    ) { _, all in
      all.reverse()
      return nil
    },
    change(
      "shuffle", "func shuffle()", "Puts the elements into a random order.",
      example: "var x = [1, 2, 3]\nx.shuffle()", of: "MutableCollection"
    ) { _, all in
      all.shuffle()
      return nil
    },
    change(
      "swapAt", "func swapAt(_ i: Int, _ j: Int)", "Exchanges two elements.",
      example: "var x = [1, 2, 3]\nx.swapAt(0, 2)", of: "MutableCollection",
      refusals: [
        ("var x = [1]\nx.swapAt(0, 1)", "index 1 is out of range: the array has 1 element")
      ]
    ) { call, all in
      all.swap(
        try call.position(call.registers.int(1), in: all),
        try call.position(call.registers.int(2), in: all))
      return nil
    },
  ]

  private static func removeSome(
    _ name: String, _ which: String, example: String,
    _ range: @escaping @Sendable (Int, Int) -> Range<Int>
  ) -> Builtin {
    change(
      name, "func \(name)(_ count: Int)", "Takes the \(which) elements out.", example: example,
      refusals: [
        ("var x = [1]\nx.\(name)(2)", "\(name) cannot take 2 elements out of 1")
      ]
    ) { call, all in
      let count = call.registers.int(1)
      guard count >= 0, count <= all.count else {
        throw MachineError("count", "\(name) cannot take \(count) elements out of \(all.count)")
      }
      all.replace(range(count, all.count), with: Elements(all.type))
      return nil
    }
  }
}
