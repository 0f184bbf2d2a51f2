import Glibc

// The C library's functions under one name for both floating-point types.

extension Float: Real {
  static func power(_ a: Float, _ b: Float) -> Float { Glibc.powf(a, b) }
  static func angle(_ y: Float, _ x: Float) -> Float { Glibc.atan2f(y, x) }
}

extension Double: Real {
  static func power(_ a: Double, _ b: Double) -> Double { Glibc.pow(a, b) }
  static func angle(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
}

/// A function of one real variable from the C library.
protocol LibmFunction {
  static func apply(_ x: Float) -> Float
  static func apply(_ x: Double) -> Double
}

extension LibmFunction {
  /// Both overloads as one generic function; the test is settled when it is specialised.
  @inline(__always)
  static func apply<T: Real>(_ x: T) -> T {
    if T.self == Float.self {
      return unsafeBitCast(apply(unsafeBitCast(x, to: Float.self)), to: T.self)
    }
    return unsafeBitCast(apply(unsafeBitCast(x, to: Double.self)), to: T.self)
  }
}
