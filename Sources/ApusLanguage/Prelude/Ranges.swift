import ApusValue

extension Builtin {
  private static func set(_ call: BuiltinCall, _ words: Int...) {
    call.registers.set(
      Record(
        words: ContiguousArray(words),
        objects: ContiguousArray(repeating: nil, count: words.count)))
  }

  private static func bits(_ value: Double) -> Int { Int(Int64(bitPattern: value.bitPattern)) }

  /// Ranges and strides.
  static let ranges: [Builtin] = [
    Builtin(
      "..<", "extension Int { static func ..< (a: Int, b: Int) -> Range<Int> }",
      summary: "The numbers from a up to, but without, b.",
      example: "for i in 0..<3 { print(i) }",
      refusals: [("let r = 3..<1", "a range goes upwards, but 3 is greater than 1")],
      evaluate: { call in
        let (a, b) = (call.registers.int(0), call.registers.int(1))
        guard a <= b else { throw MachineError.range(a, b) }
        set(call, a, b)
      }),
    Builtin(
      "...", "extension Int { static func ... (a: Int, b: Int) -> ClosedRange<Int> }",
      summary: "The numbers from a up to and with b.",
      example: "for i in 1...3 { print(i) }",
      refusals: [("let r = 3...1", "a range goes upwards, but 3 is greater than 1")],
      evaluate: { call in
        let (a, b) = (call.registers.int(0), call.registers.int(1))
        guard a <= b else { throw MachineError.range(a, b) }
        set(call, a, b)
      }),
    Builtin(
      "..<", "extension Double { static func ..< (a: Double, b: Double) -> Range<Double> }",
      summary: "The numbers from a up to, but without, b.",
      example: "let r = -1.0..<1.0",
      evaluate: { call in
        let (a, b) = (call.registers.double(0), call.registers.double(1))
        guard a <= b else {
          throw MachineError("range", "a range goes upwards, but \(a) is not less than \(b)")
        }
        set(call, bits(a), bits(b))
      }),
    Builtin(
      "...", "extension Double { static func ... (a: Double, b: Double) -> ClosedRange<Double> }",
      summary: "The numbers from a up to and with b.",
      example: "let r = 0.0...1.0",
      evaluate: { call in
        let (a, b) = (call.registers.double(0), call.registers.double(1))
        guard a <= b else {
          throw MachineError("range", "a range goes upwards, but \(a) is not less than \(b)")
        }
        set(call, bits(a), bits(b))
      }),
    Builtin(
      "contains", "extension Range { func contains(_ element: Int) -> Bool }",
      summary: "Whether a number lies in the range.", example: "(0..<3).contains(2)",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        let x = call.registers.int(1)
        call.registers.set(x >= range.words[0] && x < range.words[1])
      }),
    Builtin(
      "contains", "extension ClosedRange { func contains(_ element: Int) -> Bool }",
      summary: "Whether a number lies in the range.", example: "(0...3).contains(3)",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        let x = call.registers.int(1)
        call.registers.set(x >= range.words[0] && x <= range.words[1])
      }),
    Builtin(
      "contains", "extension PartialRangeFrom { func contains(_ element: Int) -> Bool }",
      summary: "Whether a number lies in the range.", example: "(3...).contains(7)",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        call.registers.set(call.registers.int(1) >= range.words[0])
      }),
    Builtin(
      "contains", "extension PartialRangeUpTo { func contains(_ element: Int) -> Bool }",
      summary: "Whether a number lies in the range.", example: "(..<3).contains(2)",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        call.registers.set(call.registers.int(1) < range.words[0])
      }),
    Builtin(
      "contains", "extension PartialRangeThrough { func contains(_ element: Int) -> Bool }",
      summary: "Whether a number lies in the range.", example: "(...3).contains(3)",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        call.registers.set(call.registers.int(1) <= range.words[0])
      }),
    Builtin(
      "count", "extension Range { var count: Int }",
      summary: "How many numbers the range has.", example: "(2..<5).count",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        let (count, isTooLarge) = range.words[1].subtractingReportingOverflow(range.words[0])
        guard !isTooLarge else { throw MachineError.overflow }
        call.registers.set(count)
      }),
    Builtin(
      "count", "extension ClosedRange { var count: Int }",
      summary: "How many numbers the range has.", example: "(2...5).count",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        let (steps, isTooLarge) = range.words[1].subtractingReportingOverflow(range.words[0])
        guard !isTooLarge, steps < Int.max else { throw MachineError.overflow }
        call.registers.set(steps + 1)
      }),
    Builtin(
      "lowerBound", "extension Range { var lowerBound: Int }",
      summary: "Where the range begins.", example: "(2..<5).lowerBound",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        call.registers.set(range.words[0])
      }),
    Builtin(
      "upperBound", "extension Range { var upperBound: Int }",
      summary: "Where the range ends; it is not part of it.", example: "(2..<5).upperBound",
      evaluate: { call in
        let range: Record = call.registers.object(0)
        call.registers.set(range.words[1])
      }),
    Builtin(
      "stride", "func stride(from start: Int, to end: Int, by step: Int) -> StrideTo<Int>",
      summary: "The numbers from start towards end in steps, without end.",
      example: "for i in stride(from: 0, to: 10, by: 5) { print(i) }",
      refusals: [("stride(from: 0, to: 3, by: 0)", "the step of a stride is not zero")],
      evaluate: { call in
        guard call.registers.int(2) != 0 else { throw zeroStep }
        set(call, call.registers.int(0), call.registers.int(1), call.registers.int(2))
      }),
    Builtin(
      "stride",
      "func stride(from start: Int, through end: Int, by step: Int) -> StrideThrough<Int>",
      summary: "The numbers from start towards end in steps, with end.",
      example: "for i in stride(from: 10, through: 0, by: -5) { print(i) }",
      refusals: [("stride(from: 0, through: 3, by: 0)", "the step of a stride is not zero")],
      evaluate: { call in
        guard call.registers.int(2) != 0 else { throw zeroStep }
        set(call, call.registers.int(0), call.registers.int(1), call.registers.int(2))
      }),
    Builtin(
      "stride",
      "func stride(from start: Double, to end: Double, by step: Double) -> StrideTo<Double>",
      summary: "The numbers from start towards end in steps, without end.",
      example: "for x in stride(from: 0.0, to: 1.0, by: 0.25) { print(x) }",
      evaluate: { call in
        guard call.registers.double(2) != 0 else { throw zeroStep }
        set(
          call, call.registers.words[0], call.registers.words[1], call.registers.words[2])
      }),
    Builtin(
      "stride",
      "func stride(from start: Double, through end: Double, by step: Double) -> StrideThrough<Double>",
      summary: "The numbers from start towards end in steps, with end.",
      example: "for x in stride(from: 0.0, through: 1.0, by: 0.5) { print(x) }",
      evaluate: { call in
        guard call.registers.double(2) != 0 else { throw zeroStep }
        set(
          call, call.registers.words[0], call.registers.words[1], call.registers.words[2])
      }),
  ]

  private static let zeroStep = MachineError("range", "the step of a stride is not zero")
}
