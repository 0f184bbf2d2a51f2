import ApusValue
import Glibc

extension Builtin {
  /// A function of numbers in its two forms, for Double and for Float.
  private static func real(
    _ name: String, _ summary: String, example: String,
    _ function: @escaping @Sendable (Double) -> Double
  ) -> [Builtin] {
    [
      Builtin(
        name, "func \(name)(_ x: Double) -> Double", summary: summary, example: example,
        evaluate: { call in call.registers.set(function(call.registers.double(0))) }),
      Builtin(
        name, "func \(name)(_ x: Float) -> Float", summary: summary,
        example: "\(name)(Float(0.5))",
        evaluate: { call in
          call.registers.set(Float(function(Double(Float(bits: call.registers.int(0))))).word)
        }),
    ]
  }

  private static func real(
    _ name: String, _ parameters: String, _ summary: String, example: String,
    _ function: @escaping @Sendable (Double, Double) -> Double
  ) -> [Builtin] {
    let names = parameters.split(separator: " ")
    return ["Double", "Float"].map { type in
      Builtin(
        name, "func \(name)(_ \(names[0]): \(type), _ \(names[1]): \(type)) -> \(type)",
        summary: summary, example: example,
        evaluate: { call in
          let (a, b) = (call.registers.int(0), call.registers.int(1))
          call.registers.set(
            type == "Double"
              ? function(Double(bits: a), Double(bits: b)).word
              : Float(function(Double(Float(bits: a)), Double(Float(bits: b)))).word)
        })
    }
  }

  /// Functions of numbers; the same names on tensors are rows of the catalogue.
  static let functions: [Builtin] =
    [
      real("sqrt", "The square root of a number.", example: "sqrt(6.0)") { $0.squareRoot() },
      real("cbrt", "The cube root of a number.", example: "cbrt(27.0)") { Glibc.cbrt($0) },
      real("exp", "e to the power of a number.", example: "exp(1.0)") { Glibc.exp($0) },
      real("exp2", "2 to the power of a number.", example: "exp2(3.0)") { Glibc.exp2($0) },
      real("expm1", "e to the power of a number, minus 1.", example: "expm1(0.1)") {
        Glibc.expm1($0)
      },
      real("log", "The natural logarithm of a number.", example: "log(2.0)") { Glibc.log($0) },
      real("log2", "The logarithm to base 2.", example: "log2(8.0)") { Glibc.log2($0) },
      real("log10", "The logarithm to base 10.", example: "log10(100.0)") { Glibc.log10($0) },
      real("log1p", "The natural logarithm of 1 plus a number.", example: "log1p(0.1)") {
        Glibc.log1p($0)
      },
      real("sin", "The sine of an angle in radians.", example: "sin(0.5)") { Glibc.sin($0) },
      real("cos", "The cosine of an angle in radians.", example: "cos(0.5)") { Glibc.cos($0) },
      real("tan", "The tangent of an angle in radians.", example: "tan(0.5)") { Glibc.tan($0) },
      real("asin", "The angle whose sine this is.", example: "asin(0.5)") { Glibc.asin($0) },
      real("acos", "The angle whose cosine this is.", example: "acos(0.5)") { Glibc.acos($0) },
      real("atan", "The angle whose tangent this is.", example: "atan(0.5)") { Glibc.atan($0) },
      real("sinh", "The hyperbolic sine.", example: "sinh(0.5)") { Glibc.sinh($0) },
      real("cosh", "The hyperbolic cosine.", example: "cosh(0.5)") { Glibc.cosh($0) },
      real("tanh", "The hyperbolic tangent.", example: "tanh(0.5)") { Glibc.tanh($0) },
      real("floor", "The next whole number downwards.", example: "floor(2.7)") {
        $0.rounded(.down)
      },
      real("ceil", "The next whole number upwards.", example: "ceil(2.2)") { $0.rounded(.up) },
      real("round", "The nearest whole number, halves away from 0.", example: "round(2.5)") {
        $0.rounded()
      },
      real("trunc", "The whole part of a number.", example: "trunc(-2.7)") {
        $0.rounded(.towardZero)
      },
      real("erf", "The error function.", example: "erf(0.5)") { Glibc.erf($0) },
      real("erfc", "1 minus the error function.", example: "erfc(0.5)") { Glibc.erfc($0) },
      real("fabs", "How far a number is from 0.", example: "fabs(-2.5)") { $0.magnitude },
      real("tgamma", "The gamma function.", example: "tgamma(5.0)") { Glibc.tgamma($0) },
      real("pow", "x y", "A number to the power of another.", example: "pow(2.0, 0.5)") {
        Glibc.pow($0, $1)
      },
      real("atan2", "y x", "The angle of the point (x, y).", example: "atan2(1.0, 1.0)") {
        Glibc.atan2($0, $1)
      },
      real("hypot", "x y", "The length of the vector (x, y).", example: "hypot(3.0, 4.0)") {
        Glibc.hypot($0, $1)
      },
      real("fmod", "x y", "What is left of a division.", example: "fmod(7.5, 2.0)") {
        Glibc.fmod($0, $1)
      },
      real(
        "remainder", "x y", "What is left of a division to the nearest whole number.",
        example: "remainder(7.5, 2.0)"
      ) { Glibc.remainder($0, $1) },
      real("copysign", "x y", "A number with the sign of another.", example: "copysign(2.0, -1.0)")
      {
        Glibc.copysign($0, $1)
      },
      real("fmin", "x y", "The smaller of two numbers.", example: "fmin(2.0, 3.0)") {
        Glibc.fmin($0, $1)
      },
      real("fmax", "x y", "The larger of two numbers.", example: "fmax(2.0, 3.0)") {
        Glibc.fmax($0, $1)
      },
    ].flatMap { $0 } + [
      Builtin(
        "fma", "func fma(_ x: Double, _ y: Double, _ z: Double) -> Double",
        summary: "x times y plus z, rounded once.", example: "fma(2.0, 3.0, 4.0)",
        evaluate: { call in
          let registers = call.registers
          registers.set(Glibc.fma(registers.double(0), registers.double(1), registers.double(2)))
        })
    ]
}
