/// Rounding; integers come back as they are.
extension Tensor {
  package func floor() throws(TensorError) -> Tensor { try rounded(Floor.self) }

  package func ceil() throws(TensorError) -> Tensor { try rounded(Ceil.self) }

  /// Toward zero.
  package func trunc() throws(TensorError) -> Tensor { try rounded(Trunc.self) }

  /// To the nearest whole number, halves to the even one.
  package func round() throws(TensorError) -> Tensor { try rounded(Round.self) }

  private func rounded<F: RealFunction>(_ f: F.Type) throws(TensorError) -> Tensor {
    dtype.isFloat ? try mapReals(F.self) : try plain()
  }

  /// Values no less than `min` and no more than `max`.
  ///
  /// Whole bounds keep an integer type; other bounds make integers `float32`.
  package func clipped(min: Double?, max: Double?) throws(TensorError) -> Tensor {
    let bounds = [min, max].compactMap { $0 }
    let isWhole = bounds.allSatisfy { $0 == $0.rounded(.down) }
    var result = dtype.isFloat || isWhole ? self : try to(.float32)
    if let min { result = try Tensor.maximum(result, Tensor.bound(min, of: result.dtype)) }
    if let max { result = try Tensor.minimum(result, Tensor.bound(max, of: result.dtype)) }
    return try result.plain()
  }

  private static func bound(_ value: Double, of dtype: DType) throws(TensorError) -> Tensor {
    dtype.isFloat ? try Tensor(weak: value) : try Tensor(weak: Int(Int64(converting: value)))
  }
}

enum Floor: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.down) }
}

enum Ceil: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.up) }
}

enum Trunc: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.towardZero) }
}

enum Round: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T { x.rounded(.toNearestOrEven) }
}
