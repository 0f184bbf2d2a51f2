import ApusGrad
import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Double) throws -> Void
  ) -> Builtin {
    member(of: "FloatingPoint", name, declaration, summary: summary, example: example) { call in
      try evaluate(call, call.real(call.registers.int(0)))
    }
  }

  private static func constant(
    _ name: String, _ summary: String, _ double: Double, _ float: Float
  ) -> Builtin {
    member(
      of: "FloatingPoint", name, "static var \(name): Self", summary: summary,
      example: "Double.\(name)"
    ) { call in call.registers.set(call.type("Self") == .float ? float.word : double.word) }
  }

  private static func extreme(
    _ name: String, _ summary: String,
    _ choose: @escaping @Sendable (Double, Double) -> Double
  ) -> Builtin {
    member(
      of: "FloatingPoint", name, "static func \(name)(_ x: Self, _ y: Self) -> Self",
      summary: summary, example: "Double.\(name)(2, .nan)"
    ) { call in
      call.set(real: choose(call.real(call.registers.int(0)), call.real(call.registers.int(1))))
    }
  }

  private static func test(
    _ name: String, _ summary: String, _ holds: @escaping @Sendable (Double) -> Bool
  ) -> Builtin {
    row(name, "var \(name): Bool", summary, example: "2.5.\(name)") {
      $0.registers.set(holds($1))
    }
  }

  /// Members of Double and Float.
  static let floatingPoint: [Builtin] = [
    constant("pi", "The circle's number π.", .pi, .pi),
    constant("infinity", "Positive infinity.", .infinity, .infinity),
    constant("nan", "Not a number.", .nan, .nan),
    constant("ulpOfOne", "The distance from 1 to the next number.", .ulpOfOne, .ulpOfOne),
    constant(
      "greatestFiniteMagnitude", "The largest finite number.", .greatestFiniteMagnitude,
      .greatestFiniteMagnitude),
    constant(
      "leastNonzeroMagnitude", "The smallest number above 0.", .leastNonzeroMagnitude,
      .leastNonzeroMagnitude),
    constant(
      "leastNormalMagnitude", "The smallest number above 0 with all its digits.",
      .leastNormalMagnitude, .leastNormalMagnitude),
    test("isNaN", "Whether it is not a number.") { $0.isNaN },
    test("isInfinite", "Whether it is infinite.") { $0.isInfinite },
    test("isFinite", "Whether it is neither infinite nor NaN.") { $0.isFinite },
    test("isNormal", "Whether it has all its digits.") { $0.isNormal },
    test("isZero", "Whether it is 0.") { $0.isZero },
    row(
      "sign", "var sign: FloatingPointSign", "Whether it is positive or negative.",
      example: "(-2.5).sign == .minus"
    ) { $0.registers.set($1.sign == .minus ? 1 : 0) },
    row("ulp", "var ulp: Self", "The distance to the next number.", example: "1.0.ulp") {
      call, own in
      let word = call.registers.int(0)
      call.registers.set(
        call.type("Self") == .float ? Float(bits: word).ulp.word : own.ulp.word)
    },
    row("nextUp", "var nextUp: Self", "The next larger number.", example: "1.0.nextUp") {
      call, own in
      let word = call.registers.int(0)
      call.registers.set(
        call.type("Self") == .float ? Float(bits: word).nextUp.word : own.nextUp.word)
    },
    row("nextDown", "var nextDown: Self", "The next smaller number.", example: "1.0.nextDown") {
      call, own in
      let word = call.registers.int(0)
      call.registers.set(
        call.type("Self") == .float ? Float(bits: word).nextDown.word : own.nextDown.word)
    },
    row(
      "exponent", "var exponent: Int", "The power of 2 in front of its digits.",
      example: "10.0.exponent"
    ) { $0.registers.set($1.isZero ? Int.min : $1.isFinite ? Int($1.exponent) : Int.max) },
    row(
      "significand", "var significand: Self", "Its digits, as a number from 1 to 2.",
      example: "10.0.significand"
    ) { $0.set(real: $1.significand) },
    row(
      "addingProduct", "func addingProduct(_ a: Self, _ b: Self) -> Self",
      "It and the product of two others, rounded once.", example: "1.0.addingProduct(2, 3)"
    ) { call, own in
      let (a, b) = (call.registers.int(1), call.registers.int(2))
      call.registers.set(
        call.type("Self") == .float
          ? Float(bits: call.registers.int(0)).addingProduct(Float(bits: a), Float(bits: b)).word
          : own.addingProduct(Double(bits: a), Double(bits: b)).word)
    },
    extreme("minimum", "The smaller of two numbers, and a number rather than NaN.", Double.minimum),
    extreme("maximum", "The larger of two numbers, and a number rather than NaN.", Double.maximum),
    row("squareRoot", "func squareRoot() -> Self", "The square root.", example: "2.0.squareRoot()")
    {
      $0.set(real: $1.squareRoot())
    },
    row(
      "rounded",
      "func rounded(_ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero) -> Self",
      "The nearest whole number, or the next one in a direction.", example: "2.5.rounded(.up)"
    ) { call, own in
      call.set(real: own.rounded(Enumeration.roundingRule(call.registers.int(1))))
    },
    row(
      "round",
      "mutating func round(_ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero)",
      "Rounds the number in place.", example: "var x = 2.5\nx.round(.down)"
    ) { call, own in
      call.set(real: own.rounded(Enumeration.roundingRule(call.registers.int(1))))
    },
    row(
      "truncatingRemainder", "func truncatingRemainder(dividingBy other: Self) -> Self",
      "What is left of a division, with the sign of the dividend.",
      example: "7.5.truncatingRemainder(dividingBy: 2)"
    ) { call, own in
      call.set(real: own.truncatingRemainder(dividingBy: call.real(call.registers.int(1))))
    },
    row(
      "formTruncatingRemainder", "mutating func formTruncatingRemainder(dividingBy other: Self)",
      "Puts what is left of a division in its place.",
      example: "var x = 7.5\nx.formTruncatingRemainder(dividingBy: 2)"
    ) { call, own in
      call.set(real: own.truncatingRemainder(dividingBy: call.real(call.registers.int(1))))
    },
    row(
      "formSquareRoot", "mutating func formSquareRoot()", "Puts its square root in its place.",
      example: "var x = 2.0\nx.formSquareRoot()"
    ) { $0.set(real: $1.squareRoot()) },
    row(
      "remainder", "func remainder(dividingBy other: Self) -> Self",
      "What is left of a division to the nearest whole number.",
      example: "7.5.remainder(dividingBy: 2)"
    ) { call, own in
      call.set(real: own.remainder(dividingBy: call.real(call.registers.int(1))))
    },
    make("Int", "An Int as a number with a fraction.", example: "Double([1, 2].count)") {
      call, word in call.type("Self") == .float ? Float(word).word : Double(word).word
    },
    member(
      of: "FloatingPoint", "init", "init?(exactly value: Int)",
      summary: "The number that an Int is, or nil where it would be rounded.",
      example: "Double(exactly: 3) ?? 0"
    ) { call in
      let value = call.registers.int(0)
      call.set(
        optional: call.type("Self") == .float
          ? Float(exactly: value)?.word : Double(exactly: value)?.word)
    },
    make("Double", "A Double, or what a Float can hold of it.", example: "Float(0.1)") {
      call, word in call.type("Self") == .float ? Float(Double(bits: word)).word : word
    },
    make("Float", "A Float as a number.", example: "Double(Float(0.5))") {
      call, word in call.type("Self") == .float ? word : Double(Float(bits: word)).word
    },
    member(
      of: "FloatingPoint", "init", "init?(_ text: String)", "init?(_ text: Substring)",
      summary: "The number that a text spells, or nil.", example: #"Double("2.5") ?? 0"#
    ) { call in
      let text = call.registers.string(0)
      call.set(
        optional: call.type("Self") == .float ? Float(text)?.word : Double(text)?.word)
    },
  ]

  private static func make(
    _ type: String, _ summary: String, example: String,
    _ convert: @escaping @Sendable (BuiltinCall, Int) -> Int
  ) -> Builtin {
    member(
      of: "FloatingPoint", "init", "init(_ value: \(type))", summary: summary, example: example
    ) { call in call.registers.set(convert(call, call.registers.int(0))) }
  }
}
