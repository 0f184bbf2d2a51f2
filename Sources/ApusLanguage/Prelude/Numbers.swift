import ApusValue
import Glibc

extension Builtin {
  private static func constant(_ owner: String, _ name: String, _ value: Int, _ summary: String)
    -> Builtin
  {
    Builtin(
      name, "extension \(owner) { static var \(name): \(owner) }", summary: summary,
      example: "\(owner).\(name)", evaluate: { call in call.registers.set(value) })
  }

  private static func constant(_ name: String, _ value: Double, _ summary: String) -> Builtin {
    constant("Double", name, Int(Int64(bitPattern: value.bitPattern)), summary)
  }

  /// Members of Int.
  static let integers: [Builtin] = [
    constant("Int", "max", Int.max, "The largest Int."),
    constant("Int", "min", Int.min, "The smallest Int."),
    Builtin(
      "Int", "extension Int { init(_ value: Int) }", summary: "An Int as it is.",
      example: "Int(3)", evaluate: { call in call.registers.set(call.registers.int(0)) }),
    Builtin(
      "Int", "extension Int { init(_ value: Double) }",
      summary: "The whole part of a Double, towards zero.", example: "Int(2.9)",
      refusals: [("Int(1e30)", "1e+30 is outside what an Int can hold")],
      evaluate: { call in
        let value = call.registers.double(0)
        guard let whole = Int(exactly: value.rounded(.towardZero)) else {
          throw MachineError.notAnInt(value)
        }
        call.registers.set(whole)
      }),
    Builtin(
      "Int", "extension Int { init?(_ text: String) }",
      summary: "The Int that a text spells, or nil.", example: #"Int("42") ?? 0"#,
      evaluate: { call in
        call.set(optional: Int(call.registers.string(0)).map { ($0, nil) }, as: .int)
      }),
    Builtin(
      "isMultiple", "extension Int { func isMultiple(of other: Int) -> Bool }",
      summary: "Whether a number divides this one.", example: "12.isMultiple(of: 3)",
      evaluate: { call in
        call.registers.set(call.registers.int(0).isMultiple(of: call.registers.int(1)))
      }),
    Builtin(
      "signum", "extension Int { func signum() -> Int }",
      summary: "-1, 0 or 1, as the number is negative, zero or positive.",
      example: "(0 - 7).signum()",
      evaluate: { call in call.registers.set(call.registers.int(0).signum()) }),
    Builtin(
      "truncatingRemainder",
      "extension Double { func truncatingRemainder(dividingBy other: Double) -> Double }",
      summary: "What is left of a division, with the sign of the dividend.",
      example: "7.5.truncatingRemainder(dividingBy: 2)",
      evaluate: { call in
        call.registers.set(
          call.registers.double(0).truncatingRemainder(dividingBy: call.registers.double(1)))
      }),
  ]

  /// Members of Double.
  static let doubles: [Builtin] = [
    constant("pi", Double.pi, "The circle's number π."),
    constant("infinity", Double.infinity, "Positive infinity."),
    constant("nan", Double.nan, "Not a number."),
    constant("ulpOfOne", Double.ulpOfOne, "The distance from 1 to the next Double."),
    constant(
      "greatestFiniteMagnitude", Double.greatestFiniteMagnitude, "The largest finite Double."),
    Builtin(
      "Double", "extension Double { init(_ value: Double) }", summary: "A Double as it is.",
      example: "Double(2.5)", evaluate: { call in call.registers.set(call.registers.double(0)) }),
    Builtin(
      "Double", "extension Double { init(_ value: Int) }", summary: "An Int as a Double.",
      example: "Double([1, 2].count)",
      evaluate: { call in call.registers.set(Double(call.registers.int(0))) }),
    Builtin(
      "Double", "extension Double { init(_ value: Float) }", summary: "A Float as a Double.",
      example: "Double(Float(0.5))",
      evaluate: { call in
        call.registers.set(
          Double(Float(bitPattern: UInt32(truncatingIfNeeded: call.registers.int(0)))))
      }),
    Builtin(
      "Double", "extension Double { init?(_ text: String) }",
      summary: "The Double that a text spells, or nil.", example: #"Double("2.5") ?? 0"#,
      evaluate: { call in
        let value = Double(call.registers.string(0))
        call.set(
          optional: value.map { (Int(Int64(bitPattern: $0.bitPattern)), nil) }, as: .double)
      }),
    Builtin(
      "rounded", "extension Double { func rounded() -> Double }",
      summary: "The nearest whole number, halves away from zero.", example: "2.5.rounded()",
      evaluate: { call in call.registers.set(call.registers.double(0).rounded()) }),
    Builtin(
      "isNaN", "extension Double { var isNaN: Bool }", summary: "Whether it is not a number.",
      example: "(0.0 / 0.0).isNaN",
      evaluate: { call in call.registers.set(call.registers.double(0).isNaN) }),
    Builtin(
      "isFinite", "extension Double { var isFinite: Bool }",
      summary: "Whether it is neither infinite nor NaN.", example: "1.0.isFinite",
      evaluate: { call in call.registers.set(call.registers.double(0).isFinite) }),
    Builtin(
      "squareRoot", "extension Double { func squareRoot() -> Double }",
      summary: "The square root.", example: "2.0.squareRoot()",
      evaluate: { call in call.registers.set(call.registers.double(0).squareRoot()) }),
  ]

  /// Members of Float.
  static let floats: [Builtin] = [
    Builtin(
      "Float", "extension Float { init(_ value: Double) }",
      summary: "A Double rounded to single precision.", example: "Float(0.1)",
      evaluate: { call in
        call.registers.set(Int(Float(call.registers.double(0)).bitPattern))
      }),
    Builtin(
      "Float", "extension Float { init(_ value: Int) }", summary: "An Int as a Float.",
      example: "Float([1, 2].count)",
      evaluate: { call in call.registers.set(Int(Float(call.registers.int(0)).bitPattern)) }),
  ]

  private static func double(
    _ name: String, _ summary: String, example: String,
    _ function: @escaping @Sendable (Double) -> Double
  ) -> Builtin {
    Builtin(
      name, "func \(name)(_ x: Double) -> Double", summary: summary, example: example,
      evaluate: { call in call.registers.set(function(call.registers.double(0))) })
  }

  /// Functions of numbers; the same names on tensors are rows of the catalogue.
  static let functions: [Builtin] = [
    double("sqrt", "The square root of a number.", example: "sqrt(6.0)") { $0.squareRoot() },
    double("exp", "e to the power of a number.", example: "exp(1.0)") { Glibc.exp($0) },
    double("log", "The natural logarithm of a number.", example: "log(2.0)") { Glibc.log($0) },
    double("log2", "The logarithm to base 2.", example: "log2(8.0)") { Glibc.log2($0) },
    double("log10", "The logarithm to base 10.", example: "log10(100.0)") { Glibc.log10($0) },
    double("sin", "The sine of an angle in radians.", example: "sin(0.5)") { Glibc.sin($0) },
    double("cos", "The cosine of an angle in radians.", example: "cos(0.5)") { Glibc.cos($0) },
    double("tan", "The tangent of an angle in radians.", example: "tan(0.5)") { Glibc.tan($0) },
    double("tanh", "The hyperbolic tangent.", example: "tanh(0.5)") { Glibc.tanh($0) },
    double("floor", "The next whole number downwards.", example: "floor(2.7)") {
      $0.rounded(.down)
    },
    double("ceil", "The next whole number upwards.", example: "ceil(2.2)") { $0.rounded(.up) },
    double("round", "The nearest whole number.", example: "round(2.5)") { $0.rounded() },
    double("abs", "A number without its sign.", example: "abs(1.0 - 3.5)") { $0.magnitude },
    Builtin(
      "abs", "func abs(_ x: Int) -> Int", summary: "A number without its sign.",
      example: "abs(2 - 7)",
      evaluate: { call in
        let value = call.registers.int(0)
        guard value != Int.min else { throw MachineError.overflow }
        call.registers.set(abs(value))
      }),
    Builtin(
      "pow", "func pow(_ x: Double, _ y: Double) -> Double",
      summary: "A number to the power of another.", example: "pow(2.0, 0.5)",
      evaluate: { call in
        call.registers.set(Glibc.pow(call.registers.double(0), call.registers.double(1)))
      }),
    Builtin(
      "min", "func min(_ a: Int, _ b: Int, _ rest: Int...) -> Int",
      summary: "The smallest of some numbers.",
      example: "min(2, 3)",
      evaluate: { call in
        let rest: WordArray = call.registers.object(2)
        let first = Swift.min(call.registers.int(0), call.registers.int(1))
        call.registers.set(rest.elements.reduce(first, Swift.min))
      }),
    Builtin(
      "max", "func max(_ a: Int, _ b: Int, _ rest: Int...) -> Int",
      summary: "The largest of some numbers.",
      example: "max(2, 3)",
      evaluate: { call in
        let rest: WordArray = call.registers.object(2)
        let first = Swift.max(call.registers.int(0), call.registers.int(1))
        call.registers.set(rest.elements.reduce(first, Swift.max))
      }),
    Builtin(
      "min", "func min(_ a: Double, _ b: Double, _ rest: Double...) -> Double",
      summary: "The smallest of some numbers.", example: "min(2.5, 3.0)",
      evaluate: { call in
        let rest: WordArray = call.registers.object(2)
        let first = Swift.min(call.registers.double(0), call.registers.double(1))
        call.registers.set(
          rest.elements.reduce(first) {
            Swift.min($0, Double(bitPattern: UInt64(bitPattern: Int64($1))))
          })
      }),
    Builtin(
      "max", "func max(_ a: Double, _ b: Double, _ rest: Double...) -> Double",
      summary: "The largest of some numbers.", example: "max(2.5, 3.0)",
      evaluate: { call in
        let rest: WordArray = call.registers.object(2)
        let first = Swift.max(call.registers.double(0), call.registers.double(1))
        call.registers.set(
          rest.elements.reduce(first) {
            Swift.max($0, Double(bitPattern: UInt64(bitPattern: Int64($1))))
          })
      }),
  ]
}
