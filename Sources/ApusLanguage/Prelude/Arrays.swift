import ApusValue

extension Builtin {
  private static func read(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    Builtin(
      name, "extension Array { \(declaration) }", summary: summary, example: example,
      refusals: refusals, evaluate: { call in try evaluate(call, call.elements(0)) })
  }

  private static func slice(_ call: BuiltinCall, _ all: Elements, _ range: Range<Int>) {
    var part = Elements(all.type)
    for index in range.clamped(to: 0..<all.count) { part.append(all[index]) }
    call.registers.set(part.object)
  }

  /// A subscript by ranges of one kind; `bounds` gives the positions and how the range is written.
  private static func part(
    _ type: String, example: String, refusals: [(code: String, sentence: String)] = [],
    _ bounds: @escaping @Sendable (Record, Int) -> (from: Int, to: Int, text: String)
  ) -> Builtin {
    read(
      "subscript", "subscript(_ range: \(type)<Int>) -> [Element]", "The elements in a range.",
      example: example, refusals: refusals
    ) { call, all in
      let (from, to, text) = bounds(call.registers.object(1), all.count)
      guard from >= 0, from <= to, to <= all.count else {
        throw MachineError(
          "index-out-of-range",
          "the range \(text) is out of range: the array has \(all.count) "
            + (all.count == 1 ? "element" : "elements"))
      }
      slice(call, all, from..<to)
    }
  }

  private static func after(_ last: Int) -> Int { last == .max ? last : last + 1 }

  static let arrayParts: [Builtin] = [
    part(
      "Range", example: "[1, 2, 3, 4][1..<3]",
      refusals: [("[1, 2][1..<3]", "the range 1..<3 is out of range: the array has 2 elements")]
    ) { range, _ in
      (range.words[0], range.words[1], "\(range.words[0])..<\(range.words[1])")
    },
    part(
      "ClosedRange", example: "[1, 2, 3, 4][1...2]",
      refusals: [("[1][0...1]", "the range 0...1 is out of range: the array has 1 element")]
    ) { range, _ in
      (range.words[0], after(range.words[1]), "\(range.words[0])...\(range.words[1])")
    },
    part("PartialRangeFrom", example: "[1, 2, 3, 4][2...]") { range, count in
      (range.words[0], count, "\(range.words[0])...")
    },
    part("PartialRangeUpTo", example: "[1, 2, 3, 4][..<2]") { range, _ in
      (0, range.words[0], "..<\(range.words[0])")
    },
    part("PartialRangeThrough", example: "[1, 2, 3, 4][...2]") { range, _ in
      (0, after(range.words[0]), "...\(range.words[0])")
    },
  ]

  /// Reading arrays.
  static let arrays: [Builtin] = [
    read("count", "var count: Int", "How many elements it has.", example: "[1, 2, 3].count") {
      $0.registers.set($1.count)
    },
    read("isEmpty", "var isEmpty: Bool", "Whether it has no elements.", example: "[1].isEmpty") {
      $0.registers.set($1.count == 0)
    },
    read(
      "first", "var first: Element?", "The first element, or nil.", example: "[1, 2].first ?? 0"
    ) { call, all in
      call.set(optional: all.count > 0 ? all[0] : nil, as: all.type)
    },
    read("last", "var last: Element?", "The last element, or nil.", example: "[1, 2].last ?? 0") {
      call, all in
      call.set(optional: all.count > 0 ? all[all.count - 1] : nil, as: all.type)
    },
    read(
      "indices", "var indices: Range<Int>", "The range of its indices.",
      example: "for i in [5, 6].indices { print(i) }"
    ) { call, all in
      call.registers.set(Record(words: [0, all.count], objects: [nil, nil]))
    },
    read(
      "prefix", "func prefix(_ count: Int) -> [Element]", "Its first elements.",
      example: "[1, 2, 3].prefix(2)"
    ) { call, all in
      slice(call, all, 0..<max(0, min(all.count, call.registers.int(1))))
    },
    read(
      "suffix", "func suffix(_ count: Int) -> [Element]", "Its last elements.",
      example: "[1, 2, 3].suffix(2)"
    ) { call, all in
      slice(call, all, max(0, all.count - max(0, call.registers.int(1)))..<all.count)
    },
    read(
      "dropFirst", "func dropFirst(_ count: Int = 1) -> [Element]", "All but the first elements.",
      example: "[1, 2, 3].dropFirst()"
    ) { call, all in
      slice(call, all, max(0, min(all.count, call.registers.int(1)))..<all.count)
    },
    read(
      "dropLast", "func dropLast(_ count: Int = 1) -> [Element]", "All but the last elements.",
      example: "[1, 2, 3].dropLast()"
    ) { call, all in
      slice(call, all, 0..<max(0, all.count - max(0, call.registers.int(1))))
    },
    read(
      "reversed", "func reversed() -> [Element]", "The elements in reverse.",
      example: "[1, 2, 3].reversed()"
    ) { call, all in
      var turned = Elements(all.type)
      for index in (0..<all.count).reversed() { turned.append(all[index]) }
      call.registers.set(turned.object)
    },
    read(
      "contains", "func contains(_ element: Element) -> Bool", "Whether an element is in it.",
      example: "[1, 2].contains(2)"
    ) { call, all in
      let wanted = call.slot(1)
      call.registers.set(
        (0..<all.count).contains { Equality.holds(all.type, all[$0], wanted) })
    },
    read(
      "firstIndex", "func firstIndex(of element: Element) -> Int?",
      "Where an element first occurs, or nil.", example: "[4, 5].firstIndex(of: 5) ?? 0"
    ) { call, all in
      let wanted = call.slot(1)
      let index = (0..<all.count).first { Equality.holds(all.type, all[$0], wanted) }
      call.set(optional: index.map { ($0, nil) }, as: .int)
    },
    read(
      "enumerated", "func enumerated() -> [(offset: Int, element: Element)]",
      "Pairs of position and element.",
      example: #"for (i, x) in ["a"].enumerated() { print(i, x) }"#
    ) { call, all in
      var pairs = Elements(.tuple([]).asObject)
      for index in 0..<all.count {
        pairs.append((0, BuiltinCall.record((index, nil), all[index])))
      }
      call.registers.set(pairs.object)
    },
    read(
      "sorted", "func sorted() -> [Element]", "The elements in ascending order.",
      example: "[3, 1, 2].sorted()"
    ) { call, all in
      var order = Elements(all.type)
      let positions = (0..<all.count).sorted { Ordering.precedes(all.type, all[$0], all[$1]) }
      for index in positions { order.append(all[index]) }
      guard Ordering.isOrdered(all.type) else { throw Ordering.unordered(all.type) }
      call.registers.set(order.object)
    },
    read(
      "min", "func min() -> Element?", "The smallest element, or nil.",
      example: "[2, 1].min() ?? 0"
    ) { call, all in
      guard Ordering.isOrdered(all.type) else { throw Ordering.unordered(all.type) }
      let best = (0..<all.count).min { Ordering.precedes(all.type, all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    read(
      "max", "func max() -> Element?", "The largest element, or nil.",
      example: "[2, 1].max() ?? 0"
    ) { call, all in
      guard Ordering.isOrdered(all.type) else { throw Ordering.unordered(all.type) }
      let best = (0..<all.count).max { Ordering.precedes(all.type, all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    Builtin(
      "zip", "func zip<A, B>(_ a: [A], _ b: [B]) -> [(A, B)]",
      summary: "Pairs of the elements of two arrays, as far as both go.",
      example: #"for (x, y) in zip([1, 2], ["a", "b"]) { print(x, y) }"#,
      evaluate: { call in
        let (a, b) = (call.elements(0, of: "A"), call.elements(1, of: "B"))
        var pairs = Elements(.tuple([]).asObject)
        for index in 0..<min(a.count, b.count) {
          pairs.append((0, BuiltinCall.record(a[index], b[index])))
        }
        call.registers.set(pairs.object)
      }),
    Builtin(
      "Array", "extension Array { init(repeating element: Element, count: Int) }",
      summary: "An array of one element several times.",
      example: "[Double](repeating: 0, count: 3)",
      evaluate: { call in
        let count = call.registers.int(1)
        guard count >= 0, count <= Elements.limit else {
          throw MachineError("count", "an array cannot have \(count) elements")
        }
        try MachineError.checkRoom(for: "an array of \(count) elements", bytes: 8 * count)
        let slot = call.slot(0)
        if call.type("Element").isWord {
          call.registers.set(WordArray(ContiguousArray(repeating: slot.word, count: count)))
        } else {
          call.registers.set(ObjectArray(ContiguousArray(repeating: slot.object, count: count)))
        }
      }),
  ]
}

extension Type {
  /// Some type that the machine holds as an object, where only that matters.
  fileprivate var asObject: Type { .any }
}
