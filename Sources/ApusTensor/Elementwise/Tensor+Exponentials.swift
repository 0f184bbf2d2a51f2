import Glibc

/// Exponentials, logarithms and roots, in floating point.
extension Tensor {
  /// e to the power of each element.
  package func exp() throws(TensorError) -> Tensor { try mapReals(.exp) }

  /// 2 to the power of each element.
  package func exp2() throws(TensorError) -> Tensor { try mapReals(Exp2.self) }

  /// e to the power of each element, less 1.
  package func expm1() throws(TensorError) -> Tensor { try mapReals(.expm1) }

  /// The natural logarithm.
  package func log() throws(TensorError) -> Tensor { try mapReals(.log) }

  /// The logarithm to base 2.
  package func log2() throws(TensorError) -> Tensor { try mapReals(Log2.self) }

  /// The logarithm to base 10.
  package func log10() throws(TensorError) -> Tensor { try mapReals(Log10.self) }

  /// The natural logarithm of 1 + x.
  package func log1p() throws(TensorError) -> Tensor { try mapReals(.log1p) }

  /// The cube root.
  package func cbrt() throws(TensorError) -> Tensor { try mapReals(Cbrt.self) }

  /// The error function.
  package func erf() throws(TensorError) -> Tensor { try mapReals(.erf) }

  /// The square root.
  package func sqrt() throws(TensorError) -> Tensor { try mapReals(.sqrt) }

  /// 1 over the square root.
  package func rsqrt() throws(TensorError) -> Tensor { try mapReals(.rsqrt) }

  /// 1 over each element.
  package func reciprocal() throws(TensorError) -> Tensor { try mapReals(.reciprocal) }

  /// Each element times itself.
  package func square() throws(TensorError) -> Tensor { try mapNumbers(Square.self) }
}

enum Exp2: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.exp2f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.exp2(x) }
}

enum Log2: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.log2f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log2(x) }
}

enum Log10: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.log10f(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.log10(x) }
}

enum Cbrt: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.cbrtf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.cbrt(x) }
}

enum Square: NumberFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.times(x, x) }
}
