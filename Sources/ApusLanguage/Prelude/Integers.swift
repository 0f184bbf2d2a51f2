import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, Int) throws -> Void
  ) -> Builtin {
    member(
      of: "Int", name, declaration, summary: summary, example: example, refusals: refusals
    ) { call in try evaluate(call, call.registers.int(0)) }
  }

  private static func overflowing(
    _ name: String, _ label: String, _ summary: String,
    _ operation: @escaping @Sendable (Int, Int) -> (partialValue: Int, overflow: Bool)
  ) -> Builtin {
    row(
      name,
      "func \(name)(\(label) other: Int) -> (partialValue: Int, overflow: Bool)", summary,
      example: "7.\(name)(\(label == "_" ? "" : label + ": ")2).overflow"
    ) { call, own in
      let (value, isTooLarge) = operation(own, call.registers.int(1))
      call.registers.set(BuiltinCall.record((value, nil), (isTooLarge ? 1 : 0, nil)))
    }
  }

  private static func constant(_ name: String, _ value: Int, _ summary: String) -> Builtin {
    member(
      of: "Int", name, "static var \(name): Int", summary: summary, example: "Int.\(name)"
    ) { call in call.registers.set(value) }
  }

  /// Members of Int.
  static let integers: [Builtin] = [
    constant("max", Int.max, "The largest Int."),
    constant("min", Int.min, "The smallest Int."),
    constant("bitWidth", Int.bitWidth, "How many bits an Int has."),
    row("Int", "init(_ value: Int)", "An Int as it is.", example: "Int(3)") { call, own in
      call.registers.set(own)
    },
    member(
      of: "Int", "Int", "init(_ value: Double)", "init(_ value: Float)",
      summary: "The whole part of a number, towards zero.", example: "Int(2.9)",
      refusals: [("Int(1e30)", "1e+30 is outside what an Int can hold")]
    ) { call in
      let value = call.registers.double(0)
      guard let whole = Int(exactly: value.rounded(.towardZero)) else {
        throw MachineError.notAnInt(value)
      }
      call.registers.set(whole)
    },
    member(
      of: "Int", "Int", "init?(exactly value: Double)", "init?(exactly value: Float)",
      summary: "The Int that a number is, or nil where it has a fraction or is too large.",
      example: "Int(exactly: 2.0) ?? 0"
    ) { call in call.set(optional: Int(exactly: call.registers.double(0))) },
    member(
      of: "Int", "Int", "init?(_ text: String, radix: Int = 10)",
      "init?(_ text: Substring, radix: Int = 10)",
      summary: "The Int that a text spells, or nil.", example: #"Int("ff", radix: 16) ?? 0"#,
      refusals: [(#"Int("1", radix: 1)"#, "a base is from 2 to 36, not 1")]
    ) { call in
      call.set(optional: Int(call.registers.string(0), radix: try call.radix(1)))
    },
    row(
      "Int", "init(truncatingIfNeeded value: Int)", "An Int as it is.",
      example: "Int(truncatingIfNeeded: 3)"
    ) { call, own in call.registers.set(own) },
    row("Int", "init(clamping value: Int)", "An Int as it is.", example: "Int(clamping: 3)") {
      call, own in call.registers.set(own)
    },
    row(
      "isMultiple", "func isMultiple(of other: Int) -> Bool",
      "Whether it is a number times another.", example: "12.isMultiple(of: 3)"
    ) { call, own in call.registers.set(own.isMultiple(of: call.registers.int(1))) },
    row(
      "signum", "func signum() -> Int",
      "-1, 0 or 1, as the number is negative, zero or positive.", example: "(-7).signum()"
    ) { call, own in call.registers.set(own.signum()) },
    row(
      "quotientAndRemainder",
      "func quotientAndRemainder(dividingBy other: Int) -> (quotient: Int, remainder: Int)",
      "How often another number goes into it, and what is left.",
      example: "17.quotientAndRemainder(dividingBy: 5)",
      refusals: [("1.quotientAndRemainder(dividingBy: 0)", "division by zero")]
    ) { call, own in
      let other = call.registers.int(1)
      guard other != 0 else { throw MachineError.divisionByZero }
      let (quotient, isTooLarge) = own.dividedReportingOverflow(by: other)
      guard !isTooLarge else { throw MachineError.overflow }
      call.registers.set(BuiltinCall.record((quotient, nil), (own % other, nil)))
    },
    overflowing("addingReportingOverflow", "_", "The sum, and whether it was too large.") {
      $0.addingReportingOverflow($1)
    },
    overflowing(
      "subtractingReportingOverflow", "_", "The difference, and whether it was too large."
    ) { $0.subtractingReportingOverflow($1) },
    overflowing(
      "multipliedReportingOverflow", "by", "The product, and whether it was too large."
    ) { $0.multipliedReportingOverflow(by: $1) },
    row("bitWidth", "var bitWidth: Int", "How many bits it has.", example: "5.bitWidth") {
      $0.registers.set($1.bitWidth)
    },
    row(
      "nonzeroBitCount", "var nonzeroBitCount: Int", "How many bits are 1.",
      example: "5.nonzeroBitCount"
    ) { $0.registers.set($1.nonzeroBitCount) },
    row(
      "leadingZeroBitCount", "var leadingZeroBitCount: Int", "How many bits in front are 0.",
      example: "5.leadingZeroBitCount"
    ) { $0.registers.set($1.leadingZeroBitCount) },
    row(
      "trailingZeroBitCount", "var trailingZeroBitCount: Int", "How many bits at the end are 0.",
      example: "8.trailingZeroBitCount"
    ) { $0.registers.set($1.trailingZeroBitCount) },
    member(
      of: "Bool", "Bool", "init?(_ text: String)", "init?(_ text: Substring)",
      summary: "The truth that a text spells, or nil.", example: #"Bool("true") ?? false"#
    ) { call in call.set(optional: Bool(call.registers.string(0)).map { $0 ? 1 : 0 }) },
    member(
      of: "Bool", "toggle", "mutating func toggle()", summary: "Turns true into false and back.",
      example: "var b = true\nb.toggle()"
    ) { call in call.registers.set(!call.registers.bool(0)) },
    member(
      of: "Bool", "random", "static func random() -> Bool", summary: "True or false by chance.",
      example: "Bool.random()"
    ) { call in
      var generator = RandomNumbers()
      call.registers.set(Bool.random(using: &generator))
    },
  ]

  private static func random(_ range: String, example: String) -> Builtin {
    member(
      of: "Numeric", "random", "static func random(in range: \(range)<Self>) -> Self",
      summary: "A number in a range by chance.", example: example,
      refusals: range == "Range"
        ? [("Int.random(in: 0..<0)", "there is no number in the range 0..<0")] : []
    ) { call in
      let type = call.type("Self")
      let bounds = call.registers.object(0, as: Record.self).words
      var generator = RandomNumbers()
      guard range == "ClosedRange" || Ordering.precedes(type, (bounds[0], nil), (bounds[1], nil))
      else {
        let text = ValueText.describe(.range(.range, of: type), 0, call.registers.objects[0])
        throw MachineError("range", "there is no number in the range \(text)")
      }
      guard type != .int else {
        return call.registers.set(
          range == "Range"
            ? Int.random(in: bounds[0]..<bounds[1], using: &generator)
            : Int.random(in: bounds[0]...bounds[1], using: &generator))
      }
      let (from, to) = (call.real(bounds[0]), call.real(bounds[1]))
      guard (to - from).isFinite else {
        throw MachineError("range", "a random number needs a range with finite ends")
      }
      call.set(
        real: range == "Range"
          ? Double.random(in: from..<to, using: &generator)
          : Double.random(in: from...to, using: &generator))
    }
  }

  /// What whole numbers and those with a fraction have in common.
  static let numbers: [Builtin] = [
    random("Range", example: "Int.random(in: 0..<10)"),
    random("ClosedRange", example: "Double.random(in: 0...1)"),
    member(
      of: "Numeric", "zero", "static var zero: Self", summary: "The number 0.",
      example: "Double.zero"
    ) { call in call.registers.set(0) },
    member(
      of: "Numeric", "description", "var description: String", summary: "The number as text.",
      example: "42.description"
    ) { call in
      call.registers.set(ValueText.describe(call.type("Self"), call.registers.int(0), nil))
    },
    member(
      of: "Numeric", "magnitude", "var magnitude: Self", summary: "The number without its sign.",
      example: "(-2.5).magnitude"
    ) { call in try call.setMagnitude(of: call.type("Self")) },
    Builtin(
      "abs", "func abs<T: SignedNumeric>(_ x: T) -> T", summary: "A number without its sign.",
      example: "abs(2 - 7)",
      evaluate: { call in try call.setMagnitude(of: call.type("T")) }),
    member(
      of: "Numeric", "negate", "mutating func negate()", summary: "Turns the sign around.",
      example: "var x = 5\nx.negate()"
    ) { call in
      if call.type("Self") != .int { return call.set(real: -call.real(call.registers.int(0))) }
      let (negative, isTooLarge) = 0.subtractingReportingOverflow(call.registers.int(0))
      guard !isTooLarge else { throw MachineError.overflow }
      call.registers.set(negative)
    },
    member(
      of: "Numeric", "advanced", "func advanced(by n: Self) -> Self",
      summary: "The number so much further.", example: "3.advanced(by: 2)"
    ) { call in
      if call.type("Self") != .int {
        let (own, step) = (call.registers.int(0), call.registers.int(1))
        return call.set(real: call.real(own) + call.real(step))
      }
      let (sum, isTooLarge) = call.registers.int(0).addingReportingOverflow(call.registers.int(1))
      guard !isTooLarge else { throw MachineError.overflow }
      call.registers.set(sum)
    },
    member(
      of: "Numeric", "distance", "func distance(to other: Self) -> Self",
      summary: "How far it is to another number.", example: "3.distance(to: 10)"
    ) { call in
      if call.type("Self") != .int {
        let (own, other) = (call.registers.int(0), call.registers.int(1))
        return call.set(real: call.real(other) - call.real(own))
      }
      let (own, other) = (call.registers.int(0), call.registers.int(1))
      let (distance, isTooLarge) = other.subtractingReportingOverflow(own)
      guard !isTooLarge else { throw MachineError.overflow }
      call.registers.set(distance)
    },
  ]
}

extension BuiltinCall {
  /// A Double, or a Float where the row is called for one.
  func real(_ word: Int) -> Double {
    type("Self") == .float ? Double(Float(bits: word)) : Double(bits: word)
  }

  func set(real value: Double) {
    if type("Self") == .float { registers.set(Float(value).word) } else { registers.set(value) }
  }

  fileprivate func setMagnitude(of type: Type) throws {
    let word = registers.int(0)
    switch type {
    case .double: registers.set(Double(bits: word).magnitude)
    case .float: registers.set(Float(bits: word).magnitude.word)
    default:
      guard word != Int.min else { throw MachineError.overflow }
      registers.set(abs(word))
    }
  }
}
