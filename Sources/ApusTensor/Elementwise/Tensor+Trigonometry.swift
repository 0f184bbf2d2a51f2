import Glibc

/// Trigonometric and hyperbolic functions, in floating point; angles are in radians.
extension Tensor {
  /// The sine.
  package func sin() throws(TensorError) -> Tensor { try mapReals(Sin.self) }

  /// The cosine.
  package func cos() throws(TensorError) -> Tensor { try mapReals(Cos.self) }

  /// The tangent.
  package func tan() throws(TensorError) -> Tensor { try mapReals(Tan.self) }

  /// The inverse sine.
  package func asin() throws(TensorError) -> Tensor { try mapReals(Asin.self) }

  /// The inverse cosine.
  package func acos() throws(TensorError) -> Tensor { try mapReals(Acos.self) }

  /// The inverse tangent.
  package func atan() throws(TensorError) -> Tensor { try mapReals(Atan.self) }

  /// The hyperbolic sine.
  package func sinh() throws(TensorError) -> Tensor { try mapReals(Sinh.self) }

  /// The hyperbolic cosine.
  package func cosh() throws(TensorError) -> Tensor { try mapReals(Cosh.self) }

  /// The hyperbolic tangent.
  package func tanh() throws(TensorError) -> Tensor { try mapReals(.tanh) }

  /// The inverse hyperbolic sine.
  package func asinh() throws(TensorError) -> Tensor { try mapReals(Asinh.self) }

  /// The inverse hyperbolic cosine.
  package func acosh() throws(TensorError) -> Tensor { try mapReals(Acosh.self) }

  /// The inverse hyperbolic tangent.
  package func atanh() throws(TensorError) -> Tensor { try mapReals(Atanh.self) }

  /// The angle of the point `(x, y)`, from -pi to pi.
  package static func atan2(_ y: Tensor, _ x: Tensor) throws(TensorError) -> Tensor {
    try combineReals(Atan2.self, y, x)
  }
}

enum Sin: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.sinf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.sin(x) }
}

enum Cos: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.cosf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.cos(x) }
}

enum Tan: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.tanf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.tan(x) }
}

enum Asin: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.asinf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.asin(x) }
}

enum Acos: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.acosf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.acos(x) }
}

enum Atan: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.atanf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.atan(x) }
}

enum Sinh: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.sinhf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.sinh(x) }
}

enum Cosh: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.coshf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.cosh(x) }
}

enum Asinh: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.asinhf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.asinh(x) }
}

enum Acosh: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.acoshf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.acosh(x) }
}

enum Atanh: RealFunction, LibmFunction {
  @inline(__always) static func apply(_ x: Float) -> Float { Glibc.atanhf(x) }
  @inline(__always) static func apply(_ x: Double) -> Double { Glibc.atanh(x) }
}

enum Atan2: RealFunction2 {
  @inline(__always) static func apply<T: Real>(_ a: T, _ b: T) -> T { T.angle(a, b) }
}
