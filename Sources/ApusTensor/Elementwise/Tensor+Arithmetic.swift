/// Arithmetic with broadcasting and promotion.
extension Tensor {
  package static func add(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineNumbers(Plus.self, .plus, a, b, boolean: true)
  }

  package static func subtract(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineNumbers(Minus.self, .minus, a, b)
  }

  package static func multiply(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineNumbers(Times.self, .times, a, b, boolean: true)
  }

  /// The quotient, in floating point also for integers.
  package static func divide(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineReals(.quotient, a, b)
  }

  /// The quotient rounded down; throws `division-by-zero` for integers.
  package static func floorDivide(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try requireDivisor(a, b)
    return try combineNumbers(FloorQuotient.self, a, b)
  }

  /// The remainder with the divisor's sign; throws `division-by-zero` for integers.
  package static func remainder(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try requireDivisor(a, b)
    return try combineNumbers(Modulus.self, a, b)
  }

  /// The remainder with the dividend's sign; throws `division-by-zero` for integers.
  package static func fmod(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try requireDivisor(a, b)
    return try combineNumbers(TruncatedRemainder.self, a, b)
  }

  /// `a` to the power `b`; throws `dtype` for a negative exponent of an integer.
  package static func power(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    if !DType.promoted(a, b).isFloat, b.count > 0, try b.min().item() < 0 {
      throw TensorError(
        "dtype", "an integer to a negative power is no integer",
        help: "make the base floating-point with `.float()`")
    }
    if b.body.isWeak, a.dtype.isFloat, b.first(as: Double.self) == 2 { return try multiply(a, a) }
    return try combineNumbers(Power.self, a, b)
  }

  /// The larger of both; not a number where either is.
  package static func maximum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineNumbers(Maximum.self, .maximum, a, b, boolean: true)
  }

  /// The smaller of both; not a number where either is.
  package static func minimum(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    try combineNumbers(Minimum.self, .minimum, a, b, boolean: true)
  }

  package func negated() throws(TensorError) -> Tensor { try mapNumbers(Negative.self) }

  package func magnitude() throws(TensorError) -> Tensor { try mapNumbers(Magnitude.self) }

  /// -1, 0 or 1; not a number stays so.
  package func sign() throws(TensorError) -> Tensor { try mapNumbers(Sign.self) }

  private static func requireDivisor(_ a: Tensor, _ b: Tensor) throws(TensorError) {
    guard !DType.promoted(a, b).isFloat, b.count > 0, a.count > 0 else { return }
    guard try b.to(.bool).all().item() != 0 else {
      throw TensorError("division-by-zero", "an integer cannot be divided by zero")
    }
  }
}

enum Plus: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.plus(a, b) }
}

enum Minus: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.minus(a, b) }
}

enum Times: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.times(a, b) }
}

enum FloorQuotient: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.floorQuotient(a, b) }
}

enum Modulus: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.modulus(a, b) }
}

enum TruncatedRemainder: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T {
    T.truncatedRemainder(a, b)
  }
}

enum Power: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.power(a, b) }
}

enum Maximum: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { a > b || a != a ? a : b }
}

enum Minimum: NumberFunction2 {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { a < b || a != a ? a : b }
}

enum Negative: NumberFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T {
    T.isFloat ? T.times(x, T.minus(T.zero, T.one)) : T.minus(T.zero, x)
  }
}

enum Magnitude: NumberFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.magnitude(x) }
}

enum Sign: NumberFunction {
  @inline(__always) static func apply<T: Number>(_ x: T) -> T { T.sign(x) }
}
