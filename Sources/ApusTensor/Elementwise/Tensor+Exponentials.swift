import Glibc

/// Exponentials, logarithms and roots, in floating point.
extension Tensor {
  /// e to the power of each element.
  package func exp() throws(TensorError) -> Tensor { try mapReals(Exp.self) }

  /// 2 to the power of each element.
  package func exp2() throws(TensorError) -> Tensor { try mapReals(Exp2.self) }

  /// e to the power of each element, less 1.
  package func expm1() throws(TensorError) -> Tensor { try mapReals(Expm1.self) }

  /// The natural logarithm.
  package func log() throws(TensorError) -> Tensor { try mapReals(Log.self) }

  /// The logarithm to base 2.
  package func log2() throws(TensorError) -> Tensor { try mapReals(Log2.self) }

  /// The logarithm to base 10.
  package func log10() throws(TensorError) -> Tensor { try mapReals(Log10.self) }

  /// The natural logarithm of 1 + x.
  package func log1p() throws(TensorError) -> Tensor { try mapReals(Log1p.self) }

  /// The cube root.
  package func cbrt() throws(TensorError) -> Tensor { try mapReals(Cbrt.self) }

  /// The error function.
  package func erf() throws(TensorError) -> Tensor { try mapReals(Erf.self) }

  /// The square root.
  package func sqrt() throws(TensorError) -> Tensor { try mapReals(Sqrt.self) }

  /// 1 over the square root.
  package func rsqrt() throws(TensorError) -> Tensor { try mapReals(ReciprocalSqrt.self) }

  /// 1 over each element.
  package func reciprocal() throws(TensorError) -> Tensor { try mapReals(Reciprocal.self) }

  /// Each element times itself.
  package func square() throws(TensorError) -> Tensor { try mapNumbers(Square.self) }
}

enum Exp: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.expf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.exp(x) }
}

enum Exp2: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.exp2f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.exp2(x) }
}

enum Expm1: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.expm1f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.expm1(x) }
}

enum Log: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.logf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log(x) }
}

enum Log2: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.log2f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log2(x) }
}

enum Log10: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.log10f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log10(x) }
}

enum Log1p: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.log1pf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log1p(x) }
}

enum Cbrt: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.cbrtf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.cbrt(x) }
}

enum Erf: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.erff(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.erf(x) }
}

enum Sqrt: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.squareRoot() }
}

enum ReciprocalSqrt: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / x.squareRoot() }
}

enum Reciprocal: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { 1 / x }
}

enum Square: NumberFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.times(x, x) }
}
