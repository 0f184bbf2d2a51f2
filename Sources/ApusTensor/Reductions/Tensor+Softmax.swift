/// Softmax along an axis, in floating point.
extension Tensor {
  /// Positive numbers that add up to one along the axis: exp(x) / sum(exp(x)).
  package func softmax(axis: Int) throws(TensorError) -> Tensor {
    try normalized(axis) { x, y, n in
      Tensor.softmaxRow(x, y, n)
    } double: { x, y, n in
      Tensor.softmaxRow(x, y, n)
    }
  }

  /// The logarithm of the softmax, x - log(sum(exp(x))).
  package func logSoftmax(axis: Int) throws(TensorError) -> Tensor {
    try normalized(axis) { x, y, n in
      Tensor.logSoftmaxRow(x, y, n)
    } double: { x, y, n in
      Tensor.logSoftmaxRow(x, y, n)
    }
  }

  private typealias Row<T> = (UnsafeMutablePointer<T>, UnsafeMutablePointer<T>, Int) -> Void

  private func normalized(
    _ axis: Int, float: Row<Float>, double: Row<Double>
  ) throws(TensorError) -> Tensor {
    if dtype == .bfloat16 {
      return try inSingle { (x) throws(TensorError) in
        try x.normalized(axis, float: float, double: double)
      }
    }
    guard dtype.isFloat else {
      return try to(.float32).normalized(axis, float: float, double: double)
    }
    if ndim == 0 {
      _ = try Shape.axis(axis, of: 1)
      return try reshaped([1]).normalized(0, float: float, double: double).reshaped([])
    }
    let axis = try Shape.axis(axis, of: ndim)
    guard axis == ndim - 1 else {
      return try movedAxis(axis, to: -1).normalized(-1, float: float, double: double)
        .movedAxis(-1, to: axis)
    }
    let input = try contiguous()
    let result = try Tensor.empty(shape, dtype)
    if count == 0 { return result }
    let n = shape[axis]
    var poll = Poll()
    for row in 0..<count / n {
      let start = row &* n
      if dtype == .float32 {
        float(input.pointer(as: Float.self) + start, result.pointer(as: Float.self) + start, n)
      } else {
        double(input.pointer(as: Double.self) + start, result.pointer(as: Double.self) + start, n)
      }
      try poll.did(n)
    }
    return result
  }

  private static func softmaxRow<T: Real>(
    _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ n: Int
  ) {
    let largest = largest(x, n)
    var total = 0.0
    for i in 0..<n {
      y[i] = Exp.apply(x[i] - largest)
      total += Double(y[i])
    }
    let scale = T(1 / total)
    for i in 0..<n { y[i] *= scale }
  }

  private static func logSoftmaxRow<T: Real>(
    _ x: UnsafeMutablePointer<T>, _ y: UnsafeMutablePointer<T>, _ n: Int
  ) {
    let largest = largest(x, n)
    var total = 0.0
    for i in 0..<n { total += Double(Exp.apply(x[i] - largest)) }
    let shift = T(Log.apply(total))
    for i in 0..<n { y[i] = x[i] - largest - shift }
  }

  private static func largest<T: Real>(_ x: UnsafeMutablePointer<T>, _ n: Int) -> T {
    var result = x[0]
    for i in 1..<n { result = Maximum.apply(result, x[i]) }
    return result
  }
}
