import ApusValue

extension Builtin {
  /// A range of two bounds.
  private static func between(
    _ spelling: String, _ type: String, _ summary: String, example: String
  ) -> Builtin {
    Builtin(
      spelling, "func \(spelling) <Bound: Comparable>(a: Bound, b: Bound) -> \(type)<Bound>",
      summary: summary, example: example,
      refusals: [
        ("let r = 3\(spelling)1", "a range goes upwards, but 3 is greater than 1"),
        ("let r = 3.5\(spelling)1.5", "a range goes upwards, but 3.5 is greater than 1.5"),
      ],
      evaluate: { call in
        let bound = call.type("Bound")
        let (a, b) = (call.slot(0), call.slot(1))
        let isOrdered = !Ordering.precedes(bound, b, a)
        let isNumber =
          bound != .double || !Double(bits: a.word).isNaN && !Double(bits: b.word).isNaN
        guard isOrdered, isNumber else {
          throw MachineError.range(
            ValueText.reflect(bound, a.word, a.object), ValueText.reflect(bound, b.word, b.object),
            isNumber: isNumber, isInt: bound == .int)
        }
        call.registers.set(BuiltinCall.record(a, b))
      })
  }

  private static func bound(_ owner: String, _ name: String, _ index: Int, example: String)
    -> Builtin
  {
    member(
      of: owner, name, "var \(name): Bound",
      summary: index == 0 ? "Where the range begins." : "Where the range ends.", example: example
    ) { call in
      let range: Record = call.registers.object(0)
      call.set((range.words[index], range.objects[index]), as: call.type("Bound"))
    }
  }

  private static func isEmpty(_ owner: String, example: String) -> Builtin {
    member(
      of: owner, "isEmpty", "var isEmpty: Bool", summary: "Whether nothing lies in the range.",
      example: example
    ) { call in
      let range: Record = call.registers.object(0)
      let bound = call.type("Bound")
      let (from, to) = range.bounds
      call.registers.set(
        owner == "Range" && !Ordering.precedes(bound, from, to))
    }
  }

  private static func clamped(_ owner: String, example: String) -> Builtin {
    member(
      of: owner, "clamped", "func clamped(to limits: \(owner)<Bound>) -> \(owner)<Bound>",
      summary: "The part of the range that lies in another.", example: example
    ) { call in
      let bound = call.type("Bound")
      let (from, to) = call.registers.object(0, as: Record.self).bounds
      let (low, high) = call.registers.object(1, as: Record.self).bounds
      func inside(_ value: Slot) -> Slot {
        if Ordering.precedes(bound, value, low) { return low }
        return Ordering.precedes(bound, high, value) ? high : value
      }
      call.registers.set(BuiltinCall.record(inside(from), inside(to)))
    }
  }

  private static func overlaps(_ owner: String, example: String) -> Builtin {
    member(
      of: owner, "overlaps", "func overlaps(_ other: \(owner)<Bound>) -> Bool",
      summary: "Whether something lies in both ranges.", example: example
    ) { call in
      let bound = call.type("Bound")
      let (from, to) = call.registers.object(0, as: Record.self).bounds
      let (low, high) = call.registers.object(1, as: Record.self).bounds
      call.registers.set(
        owner == "Range"
          ? [(from, high), (low, to), (from, to), (low, high)].allSatisfy {
            Ordering.precedes(bound, $0.0, $0.1)
          }
          : !Ordering.precedes(bound, high, from) && !Ordering.precedes(bound, to, low))
    }
  }

  private static func stride(_ label: String, _ type: String, _ summary: String, example: String)
    -> Builtin
  {
    Builtin(
      "stride",
      "func stride<T: Strideable>(from start: T, \(label) end: T, by step: T) -> \(type)<T>",
      summary: summary, example: example,
      refusals: [
        ("stride(from: 0, \(label): 3, by: 0)", "the step of a stride is not zero")
      ],
      evaluate: { call in
        let isZero =
          call.type("T") == .double ? call.registers.double(2) == 0 : call.registers.int(2) == 0
        guard !isZero else {
          throw MachineError("range", "the step of a stride is not zero")
        }
        call.registers.set(BuiltinCall.record(call.slot(0), call.slot(1), call.slot(2)))
      })
  }

  /// Ranges and strides.
  static let ranges: [Builtin] = [
    between(
      "..<", "Range", "What lies from a up to, but without, b.",
      example: "for i in 0..<3 { print(i) }"),
    between(
      "...", "ClosedRange", "What lies from a up to and with b.",
      example: "for i in 1...3 { print(i) }"),
    member(
      of: "RangeExpression", "contains", "func contains(_ element: Bound) -> Bool",
      summary: "Whether a value lies in the range.", example: "(0..<3).contains(2)"
    ) { call in
      guard case .range(let kind, let bound) = call.type("Self") else { return }
      let range: Record = call.registers.object(0)
      let value = call.slot(1)
      let (first, last) = range.bounds
      let isFrom = kind != .upTo && kind != .through
      let isAbove = !isFrom || !Ordering.precedes(bound, value, first)
      let isBelow =
        switch kind {
        case .range, .upTo: Ordering.precedes(bound, value, last)
        case .closed, .through: !Ordering.precedes(bound, last, value)
        case .from, .strideTo, .strideThrough: true
        }
      call.registers.set(isAbove && isBelow)
    },
    isEmpty("Range", example: "(2..<2).isEmpty"),
    isEmpty("ClosedRange", example: "(0.0...1.0).isEmpty"),
    bound("Range", "lowerBound", 0, example: "(2..<5).lowerBound"),
    bound("Range", "upperBound", 1, example: "(2..<5).upperBound"),
    bound("ClosedRange", "lowerBound", 0, example: "(2...5).lowerBound"),
    bound("ClosedRange", "upperBound", 1, example: "(2...5).upperBound"),
    bound("PartialRangeFrom", "lowerBound", 0, example: "(2...).lowerBound"),
    clamped("Range", example: "(0..<9).clamped(to: 3..<20)"),
    clamped("ClosedRange", example: "(0...9).clamped(to: 3...20)"),
    overlaps("Range", example: "(0..<3).overlaps(2..<5)"),
    overlaps("ClosedRange", example: "(0...3).overlaps(3...5)"),
    stride(
      "to", "StrideTo", "The numbers from start towards end in steps, without end.",
      example: "for i in stride(from: 0, to: 10, by: 5) { print(i) }"),
    stride(
      "through", "StrideThrough", "The numbers from start towards end in steps, with end.",
      example: "for x in stride(from: 0.0, through: 1.0, by: 0.5) { print(x) }"),
  ]
}

extension Record {
  /// The first and the last field, which are the bounds of a range.
  fileprivate var bounds: (first: Slot, last: Slot) {
    let end = words.count - 1
    return ((words[0], objects[0]), (words[end], objects[end]))
  }
}
