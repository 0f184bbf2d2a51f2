import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    elements("Sequence", name, declaration, summary, example: example, evaluate)
  }

  private static func pairs(_ count: Int, _ pair: (Int) -> Record) -> ObjectArray {
    ObjectArray(ContiguousArray((0..<count).map { pair($0) }))
  }

  /// `zip` of a sequence and the numbers from a first one on.
  private static func numbered(_ parameters: String, _ pair: String, at index: Int) -> Builtin {
    Builtin(
      "zip", "func zip<A>(\(parameters)) -> some Sequence<\(pair)>",
      summary: "The elements of a sequence, each with a number.",
      example: index == 0
        ? #"for (i, x) in zip(1..., ["a", "b"]) { print(i, x) }"#
        : #"for (x, i) in zip("ab", 1...) { print(x, i) }"#,
      evaluate: { call in
        let first = call.registers.object(index, as: Record.self).words[0]
        let all = call.elements(1 - index, of: "A")
        guard !first.addingReportingOverflow(all.count).overflow else {
          throw MachineError.overflow
        }
        call.registers.set(
          pairs(all.count) {
            index == 0
              ? BuiltinCall.record((first + $0, nil), all[$0])
              : BuiltinCall.record(all[$0], (first + $0, nil))
          })
      })
  }

  /// What every sequence tells and makes without a function of its elements.
  static let sequenceValues: [Builtin] = [
    row(
      "contains",
      "func contains(_ element: Element) -> Bool where Element: Equatable",
      "Whether an element is in it.", example: "[1, 2].contains(2)"
    ) { call, all in
      call.registers.set(all.position(of: call.slot(1)) != nil)
    },
    row(
      "sorted", "func sorted() -> [Element] where Element: Comparable",
      "The elements in ascending order.", example: "[3, 1, 2].sorted()"
    ) { call, all in call.registers.set(Ordering.sorted(all).object) },
    row(
      "min", "func min() -> Element? where Element: Comparable", "The smallest element, or nil.",
      example: "[2, 1].min() ?? 0"
    ) { call, all in
      let best = (0..<all.count).min { Ordering.precedes(all.type, all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    row(
      "max", "func max() -> Element? where Element: Comparable", "The largest element, or nil.",
      example: "[2, 1].max() ?? 0"
    ) { call, all in
      let best = (0..<all.count).max { Ordering.precedes(all.type, all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    row(
      "reversed", "func reversed() -> [Element]", "The elements in reverse.",
      example: "[1, 2, 3].reversed()"
    ) { call, all in
      var turned = all
      turned.reverse()
      call.registers.set(turned.object)
    },
    row(
      "enumerated", "func enumerated() -> some Sequence<(offset: Int, element: Element)>",
      "Pairs of position and element.",
      example: #"for (i, x) in ["a"].enumerated() { print(i, x) }"#
    ) { call, all in
      call.registers.set(pairs(all.count) { BuiltinCall.record(($0, nil), all[$0]) })
    },
    Builtin(
      "zip",
      "func zip<A, B>(_ a: some Sequence<A>, _ b: some Sequence<B>) -> some Sequence<(A, B)>",
      summary: "Pairs of the elements of two sequences, as far as both go.",
      example: #"for (x, y) in zip([1, 2], "ab") { print(x, y) }"#,
      evaluate: { call in
        let (a, b) = (call.elements(0, of: "A"), call.elements(1, of: "B"))
        call.registers.set(pairs(min(a.count, b.count)) { BuiltinCall.record(a[$0], b[$0]) })
      }),
    numbered("_ a: PartialRangeFrom<Int>, _ b: some Sequence<A>", "(Int, A)", at: 0),
    numbered("_ a: some Sequence<A>, _ b: PartialRangeFrom<Int>", "(A, Int)", at: 1),
    Builtin(
      "repeatElement", "func repeatElement<T>(_ element: T, count: Int) -> some Sequence<T>",
      summary: "One element several times.", example: "Array(repeatElement(0.5, count: 3))",
      refusals: [
        ("repeatElement(1, count: -1)", "a sequence cannot have -1 elements")
      ],
      evaluate: { call in
        try call.repeated(call.slot(0), call.registers.int(1), call.type("T"), "a sequence")
      }),
    row(
      "joined",
      #"func joined(separator: String = "") -> String where Element: StringProtocol"#,
      "The texts of a sequence, one after the other.",
      example: #"["a", "b"].joined(separator: ", ")"#
    ) { call, all in
      let separator = call.registers.string(1)
      var size = separator.utf8.count.multipliedReportingOverflow(by: all.count).partialValue
      for text in all.objects { size += held(text, as: StringObject.self).string.utf8.count }
      guard size <= Elements.limit else { throw MachineError.tooLarge("text") }
      call.registers.set(all.joined(separator))
    },
    row(
      "joined",
      "func joined<T>() -> some Sequence<T> where Element: Sequence, Element.Element == T",
      "The elements of sequences inside a sequence.",
      example: "Array([[1, 2], [3]].joined())"
    ) { call, all in
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        results.append(contentsOf: try Elements(of: all.type, all[index].object))
      }
      call.registers.set(results.object)
    },
    row(
      "elementsEqual",
      "func elementsEqual(_ other: some Sequence<Element>) -> Bool where Element: Equatable",
      "Whether another sequence has the same elements in the same order.",
      example: "[1, 2].elementsEqual(1...2)"
    ) { call, all in
      let other = call.elements(1)
      call.registers.set(other.count == all.count && all.starts(with: other))
    },
    row(
      "elementsEqual",
      "func elementsEqual<T, S: Sequence>(_ other: S, "
        + "by areEquivalent: (Element, T) -> Bool) -> Bool where S.Element == T",
      "Whether another sequence has as many elements, each of which goes with the one here.",
      example: "[1, 2].elementsEqual([2, 4]) { $0 * 2 == $1 }"
    ) { call, all in
      let other = try Elements(of: call.type("S"), call.registers.objects[1])
      let areEquivalent = call.function(2)
      let areEqual = try (0..<min(all.count, other.count)).allSatisfy {
        try areEquivalent.holds(all[$0], other[$0])
      }
      call.registers.set(areEqual && other.count == all.count)
    },
    row(
      "starts",
      "func starts(with other: some Sequence<Element>) -> Bool where Element: Equatable",
      "Whether it begins with the elements of another sequence.",
      example: "[1, 2, 3].starts(with: [1, 2])"
    ) { call, all in call.registers.set(all.starts(with: call.elements(1))) },
    row(
      "lexicographicallyPrecedes",
      "func lexicographicallyPrecedes(_ other: some Sequence<Element>) -> Bool "
        + "where Element: Comparable",
      "Whether it comes before another sequence in the order of dictionaries.",
      example: "[1, 2].lexicographicallyPrecedes([1, 3])"
    ) { call, all in
      let other = call.elements(1)
      let differs = (0..<min(all.count, other.count)).first {
        !Equality.holds(all.type, all[$0], other[$0])
      }
      call.registers.set(
        differs.map { Ordering.precedes(all.type, all[$0], other[$0]) }
          ?? (all.count < other.count))
    },
    row(
      "trimmingPrefix",
      "func trimmingPrefix(_ prefix: some Sequence<Element>) -> SubSequence "
        + "where Element: Equatable, Self: Collection",
      "What is left without a beginning, where it has that.",
      example: #"String("prefixed".trimmingPrefix("pre"))"#
    ) { call, all in
      let prefix = call.elements(1)
      call.set(part: (all.starts(with: prefix) ? prefix.count : 0)..<all.count, of: all)
    },
    row(
      "joined",
      "func joined<T>(separator: some Sequence<T>) -> some Sequence<T> "
        + "where Element: Sequence, Element.Element == T",
      "The elements of sequences inside a sequence, with others between them.",
      example: "Array([[1, 2], [3]].joined(separator: [0]))"
    ) { call, all in
      let separator = call.elements(1, of: "T")
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        if index > 0 { results.append(contentsOf: separator) }
        results.append(contentsOf: try Elements(of: all.type, all[index].object))
        guard results.count <= Elements.limit else { throw MachineError.tooLarge("sequence") }
      }
      call.registers.set(results.object)
    },
    row(
      "shuffled", "func shuffled() -> [Element]", "The elements in a random order.",
      example: "(0..<5).shuffled()"
    ) { call, all in
      var mixed = all
      mixed.shuffle()
      call.registers.set(mixed.object)
    },
    row(
      "lazy", "var lazy: some Sequence<Element>",
      "The same elements; here they are made at once.",
      example: "Array((0..<5).lazy.map { $0 * 2 })"
    ) { call, all in call.registers.set(all.object) },
  ]
}

extension Elements {
  /// Where an element first is; nil where it is not.
  func position(of wanted: Slot) -> Int? {
    switch type {
    case .int, .bool: words.firstIndex(of: wanted.word)
    default: (0..<count).first { Equality.holds(type, self[$0], wanted) }
    }
  }

  fileprivate func starts(with other: Elements) -> Bool {
    other.count <= count
      && (0..<other.count).allSatisfy { Equality.holds(type, self[$0], other[$0]) }
  }

  mutating func shuffle() {
    var generator = RandomNumbers()
    for last in (1..<Swift.max(count, 1)).reversed() {
      swap(last, Int.random(in: 0...last, using: &generator))
    }
  }
}

extension BuiltinCall {
  /// Puts one value several times into the result.
  func repeated(_ value: Slot, _ count: Int, _ type: Type, _ what: String) throws {
    guard count >= 0, count <= Elements.limit else {
      throw MachineError("count", "\(what) cannot have \(count) elements")
    }
    try MachineError.checkRoom(for: "\(what) of \(count) elements", bytes: 8 * count)
    if type == .bool {
      registers.set(WordArray(repeating: value.word != 0, count: count))
    } else if type.isWord {
      let words = ContiguousArray<Int>(unsafeUninitializedCapacity: count) { room, filled in
        LargePages.ask(for: room)
        room.initialize(repeating: value.word)
        filled = count
      }
      registers.set(WordArray(words))
    } else {
      registers.set(ObjectArray(ContiguousArray(repeating: value.object, count: count)))
    }
  }
}
