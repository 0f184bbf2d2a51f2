/// An element type that computes; integers wrap around where they overflow.
protocol Number: Element, Comparable {
  static var zero: Self { get }
  static var one: Self { get }
  static func plus(_ a: Self, _ b: Self) -> Self
  static func minus(_ a: Self, _ b: Self) -> Self
  static func times(_ a: Self, _ b: Self) -> Self
  /// The quotient rounded down; `b` is not zero for integers.
  static func floorQuotient(_ a: Self, _ b: Self) -> Self
  /// The remainder with the divisor's sign; `b` is not zero for integers.
  static func modulus(_ a: Self, _ b: Self) -> Self
  /// The remainder with the dividend's sign; `b` is not zero for integers.
  static func truncatedRemainder(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ b: Self) -> Self
  static func magnitude(_ a: Self) -> Self
  static func sign(_ a: Self) -> Self
}

/// A floating-point element type.
protocol Real: Number, BinaryFloatingPoint {
  /// The angle of the point `(x, y)`.
  static func angle(_ y: Self, _ x: Self) -> Self
}

extension Number where Self: BinaryFloatingPoint {
  static var one: Self { 1 }
  @inline(__always) static func plus(_ a: Self, _ b: Self) -> Self { a + b }
  @inline(__always) static func minus(_ a: Self, _ b: Self) -> Self { a - b }
  @inline(__always) static func times(_ a: Self, _ b: Self) -> Self { a * b }
  @inline(__always) static func floorQuotient(_ a: Self, _ b: Self) -> Self {
    // The quotient can round up to a whole number that is too large; the remainder is exact.
    let remainder = modulus(a, b)
    let quotient = (a - remainder) / b
    return quotient.isFinite && b != 0 ? quotient.rounded() : (a / b).rounded(.down)
  }
  @inline(__always) static func modulus(_ a: Self, _ b: Self) -> Self {
    let remainder = a.truncatingRemainder(dividingBy: b)
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder
  }
  @inline(__always) static func truncatedRemainder(_ a: Self, _ b: Self) -> Self {
    a.truncatingRemainder(dividingBy: b)
  }
  @inline(__always) static func magnitude(_ a: Self) -> Self { a.magnitude }
  @inline(__always) static func sign(_ a: Self) -> Self { a > 0 ? 1 : a < 0 ? -1 : 0 }
}

extension Number where Self: FixedWidthInteger {
  static var one: Self { 1 }
  @inline(__always) static func plus(_ a: Self, _ b: Self) -> Self { a &+ b }
  @inline(__always) static func minus(_ a: Self, _ b: Self) -> Self { a &- b }
  @inline(__always) static func times(_ a: Self, _ b: Self) -> Self { a &* b }
  static func floorQuotient(_ a: Self, _ b: Self) -> Self {
    let (quotient, overflow) = a.dividedReportingOverflow(by: b)
    if overflow { return a }
    return quotient &* b != a && (a < 0) != (b < 0) ? quotient &- 1 : quotient
  }
  static func modulus(_ a: Self, _ b: Self) -> Self {
    let (remainder, overflow) = a.remainderReportingOverflow(dividingBy: b)
    if overflow { return 0 }
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder &+ b : remainder
  }
  static func truncatedRemainder(_ a: Self, _ b: Self) -> Self {
    let (remainder, overflow) = a.remainderReportingOverflow(dividingBy: b)
    return overflow ? 0 : remainder
  }
  /// By repeated squaring; a negative exponent is the caller's to refuse.
  static func power(_ a: Self, _ b: Self) -> Self {
    var (result, base, exponent): (Self, Self, Self) = (1, a, b)
    while exponent > 0 {
      if exponent & 1 == 1 { result = result &* base }
      base = base &* base
      exponent >>= 1
    }
    return result
  }
  @inline(__always) static func magnitude(_ a: Self) -> Self { a < 0 ? 0 &- a : a }
  @inline(__always) static func sign(_ a: Self) -> Self { a > 0 ? 1 : a < 0 ? 0 &- 1 : 0 }
}

extension Int64: Number {}
extension Int32: Number {}
extension UInt8: Number {}
