import ApusValue

extension Builtin {
  private static func row(
    _ owner: String, _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    elements(
      owner, name, declaration, summary, example: example, refusals: refusals, evaluate)
  }

  /// A part that takes or leaves out some elements.
  private static func part(
    _ name: String, _ summary: String, example: String, isOptional: Bool = false,
    _ range: @escaping @Sendable (Int, Int) -> Range<Int>
  ) -> Builtin {
    row(
      "Sequence", name, "func \(name)(_ count: Int\(isOptional ? " = 1" : "")) -> SubSequence",
      summary, example: example,
      refusals: [("[1, 2].\(name)(-1)", "\(name) takes 0 elements or more, not -1")]
    ) { call, all in
      let count = call.registers.int(1)
      guard count >= 0 else {
        throw MachineError("count", "\(name) takes 0 elements or more, not \(count)")
      }
      call.set(part: range(min(count, all.count), all.count), of: all)
    }
  }

  /// How many elements there are, and which come first and last.
  static let collections: [Builtin] = [
    member(
      of: "Collection", "count", "var count: Int", summary: "How many elements it has.",
      example: "[1, 2, 3].count"
    ) { call in
      call.registers.set(try Elements.count(of: call.type("Self"), call.registers.objects[0]))
    },
    member(
      of: "Collection", "isEmpty", "var isEmpty: Bool", summary: "Whether it has no elements.",
      example: "[1].isEmpty"
    ) { call in call.registers.set(try call.collection(first: 1).count == 0) },
    member(
      of: "Collection", "first", "var first: Element?", summary: "The first element, or nil.",
      example: "[1, 2].first ?? 0"
    ) { call in
      let all = try call.collection(first: 1)
      call.set(optional: all.count > 0 ? all[0] : nil, as: all.type)
    },
    row(
      "Collection", "last", "var last: Element?", "The last element, or nil.",
      example: "[1, 2].last ?? 0"
    ) { call, all in
      call.set(optional: all.count > 0 ? all[all.count - 1] : nil, as: all.type)
    },
    row(
      "Collection", "randomElement", "func randomElement() -> Element?",
      "An element drawn at random, or nil.", example: "[1, 2, 3].randomElement() ?? 0"
    ) { call, all in
      var generator = RandomNumbers()
      let position = (0..<all.count).randomElement(using: &generator)
      call.set(optional: position.map { all[$0] }, as: all.type)
    },
    row(
      "Collection", "firstIndex",
      "func firstIndex(of element: Element) -> Index? where Element: Equatable",
      "Where an element first occurs, or nil.", example: "[4, 5].firstIndex(of: 5) ?? 0"
    ) { call, all in
      call.set(optional: all.position(of: call.slot(1)).map { all.index(of: $0, in: call) })
    },
    row(
      "Collection", "lastIndex",
      "func lastIndex(of element: Element) -> Index? where Element: Equatable",
      "Where an element last occurs, or nil.", example: "[4, 4].lastIndex(of: 4) ?? 0"
    ) { call, all in
      let wanted = call.slot(1)
      let position = (0..<all.count).last { Equality.holds(all.type, all[$0], wanted) }
      call.set(optional: position.map { all.index(of: $0, in: call) })
    },
    row(
      "Collection", "firstIndex", "func firstIndex(where predicate: (Element) -> Bool) -> Index?",
      "Where a condition first holds, or nil.", example: "[1, 2, 3].firstIndex { $0 > 1 } ?? 0"
    ) { call, all in
      let predicate = call.function(1)
      let position = try (0..<all.count).first { try predicate.holds(all[$0]) }
      call.set(optional: position.map { all.index(of: $0, in: call) })
    },
    row(
      "Collection", "lastIndex", "func lastIndex(where predicate: (Element) -> Bool) -> Index?",
      "Where a condition last holds, or nil.", example: "[1, 2, 3].lastIndex { $0 < 3 } ?? 0"
    ) { call, all in
      let predicate = call.function(1)
      let position = try (0..<all.count).last { try predicate.holds(all[$0]) }
      call.set(optional: position.map { all.index(of: $0, in: call) })
    },
  ]

  /// Parts of sequences.
  static let parts: [Builtin] = [
    part("prefix", "Its first elements.", example: "[1, 2, 3].prefix(2)") { 0..<min($0, $1) },
    part("suffix", "Its last elements.", example: "[1, 2, 3].suffix(2)") { ($1 - $0)..<$1 },
    part(
      "dropFirst", "All but the first elements.", example: "[1, 2, 3].dropFirst()",
      isOptional: true
    ) { $0..<$1 },
    part(
      "dropLast", "All but the last elements.", example: "[1, 2, 3].dropLast()", isOptional: true
    ) { 0..<($1 - $0) },
    bounded("prefix", "upTo", "The elements before an index.", example: "[1, 2, 3].prefix(upTo: 2)")
    {
      position, _ in 0..<position
    },
    bounded(
      "prefix", "through", "The elements up to and with an index.",
      example: "[1, 2, 3].prefix(through: 1)", isEnd: false
    ) { position, _ in 0..<(position + 1) },
    bounded(
      "suffix", "from", "The elements from an index on.", example: "[1, 2, 3].suffix(from: 1)"
    ) {
      position, count in position..<count
    },
    row(
      "Sequence", "prefix", "func prefix(while predicate: (Element) -> Bool) -> SubSequence",
      "The elements up to the first for which a condition does not hold.",
      example: "[1, 2, 9, 1].prefix { $0 < 5 }"
    ) { call, all in
      let predicate = call.function(1)
      let end = try (0..<all.count).first { try !predicate.holds(all[$0]) } ?? all.count
      call.set(part: 0..<end, of: all)
    },
    row(
      "Sequence", "drop", "func drop(while predicate: (Element) -> Bool) -> SubSequence",
      "The elements from the first on for which a condition does not hold.",
      example: "[1, 2, 9, 1].drop { $0 < 5 }"
    ) { call, all in
      let predicate = call.function(1)
      let start = try (0..<all.count).first { try !predicate.holds(all[$0]) } ?? all.count
      call.set(part: start..<all.count, of: all)
    },
    row(
      "RangeReplaceableCollection", "subscript",
      "subscript<R: RangeExpression>(_ range: R) -> SubSequence where R.Bound == Index",
      "The elements in a range.", example: "[1, 2, 3, 4][1..<3]",
      refusals: [
        ("[1, 2][1..<3]", "the range 1..<3 is out of range: the array has 2 elements"),
        ("[1][0...1]", "the range 0...1 is out of range: the array has 1 element"),
      ]
    ) { call, all in call.set(part: try call.range(1, in: all), of: all) },
    row(
      "RangeReplaceableCollection", "subscript", "subscript(_ index: Index) -> Element",
      "The element at an index.", example: "[1, 2, 3].dropFirst()[1]",
      refusals: [
        (
          "[1, 2, 3].dropFirst()[0]",
          "index 0 is out of range: this part of an array goes from 1 to 2"
        )
      ]
    ) { call, all in
      call.set(all[try call.position(call.registers.int(1), in: all)], as: all.type)
    },
    split(
      "func split(separator: Element, maxSplits: Int = Int.max, "
        + "omittingEmptySubsequences: Bool = true) -> [SubSequence] where Element: Equatable",
      example: "[1, 0, 2, 0, 0, 3].split(separator: 0)", separator: 1, limit: 2
    ) { call, type in
      let separator = call.slot(1)
      return { Equality.holds(type, $0, separator) }
    },
    split(
      "func split(maxSplits: Int = Int.max, omittingEmptySubsequences: Bool = true, "
        + "whereSeparator isSeparator: (Element) -> Bool) -> [SubSequence]",
      example: #""a1b2".split { $0.isNumber }"#, separator: 3, limit: 1
    ) { call, _ in
      let isSeparator = call.function(3)
      return { try isSeparator.holds($0) }
    },
  ]

  private static func bounded(
    _ name: String, _ label: String, _ summary: String, example: String, isEnd: Bool = true,
    _ range: @escaping @Sendable (Int, Int) -> Range<Int>
  ) -> Builtin {
    row(
      "RangeReplaceableCollection", name, "func \(name)(\(label) index: Index) -> SubSequence",
      summary, example: example
    ) { call, all in
      let position = try call.position(call.registers.int(1), in: all, isEnd: isEnd)
      call.set(part: range(position, all.count), of: all)
    }
  }

  private static func split(
    _ declaration: String, example: String, separator: Int, limit: Int,
    _ test: @escaping @Sendable (BuiltinCall, Type) -> (Slot) throws -> Bool
  ) -> Builtin {
    row(
      "Collection", "split", declaration,
      "The parts between separators, without empty ones unless they are wanted.",
      example: example
    ) { call, all in
      let isSeparator = test(call, all.type)
      let (most, omitsEmpty) = (call.registers.int(limit), call.registers.bool(limit + 1))
      var parts: ContiguousArray<AnyObject?> = []
      var start = 0
      for index in 0..<all.count where parts.count < most {
        guard try isSeparator(all[index]) else { continue }
        if !omitsEmpty || start < index { parts.append(call.partObject(start..<index, of: all)) }
        start = index + 1
      }
      if !omitsEmpty || start < all.count {
        parts.append(call.partObject(start..<all.count, of: all))
      }
      call.registers.set(ObjectArray(parts))
    }
  }
}

extension Elements {
  fileprivate func index(of position: Int, in call: BuiltinCall) -> Int {
    index(of: position, in: call.type("Self"))
  }
}

extension BuiltinCall {
  /// The positions that a range of indices, argument `index`, means.
  func range(_ index: Int, in all: Elements) throws -> Range<Int> {
    guard case .range(let kind, _) = type("R") else { return 0..<all.count }
    let bounds = registers.object(index, as: Record.self).words
    let own = type("Self")
    func end(_ bound: Int, isIncluded: Bool) -> Int? {
      let position = all.position(of: bound, in: own)
      guard isIncluded, let position else { return position }
      return position < all.count ? position + 1 : nil
    }
    let lower: Int?
    let upper: Int?
    switch kind {
    case .range, .closed:
      lower = all.position(of: bounds[0], in: own)
      upper =
        kind == .closed && bounds[1] < bounds[0]
        ? lower : end(bounds[1], isIncluded: kind == .closed)
    case .from: (lower, upper) = (all.position(of: bounds[0], in: own), all.count)
    case .upTo, .through: (lower, upper) = (0, end(bounds[0], isIncluded: kind == .through))
    case .strideTo, .strideThrough: (lower, upper) = (nil, nil)
    }
    guard let lower, let upper, lower <= upper else {
      throw MachineError.range(kind, bounds, of: own, all)
    }
    return lower..<upper
  }
}
