import ApusLoops

/// Softmax along an axis, in floating point.
extension Tensor {
  /// Positive numbers that add up to one along the axis: exp(x) / sum(exp(x)).
  package func softmax(axis: Int) throws(TensorError) -> Tensor {
    try mapRows(Loops.softmax, axis)
  }

  /// The logarithm of the softmax, x - log(sum(exp(x))).
  package func logSoftmax(axis: Int) throws(TensorError) -> Tensor {
    try mapRows(Loops.logSoftmax, axis)
  }

  private func mapRows(_ loops: RealLoops, _ axis: Int) throws(TensorError) -> Tensor {
    if dtype == .bfloat16 {
      return try inSingle { (x) throws(TensorError) in try x.mapRows(loops, axis) }
    }
    guard dtype.isFloat else { return try to(.float32).mapRows(loops, axis) }
    if ndim == 0 {
      _ = try Shape.axis(axis, of: 1)
      return try reshaped([1]).mapRows(loops, 0).reshaped([])
    }
    let axis = try Shape.axis(axis, of: ndim)
    guard axis == ndim - 1 else {
      return try movedAxis(axis, to: -1).mapRows(loops, -1).movedAxis(-1, to: axis)
    }
    let input = try contiguous()
    return dtype == .float32
      ? try input.mapRows(of: input.shape[axis], loops.float)
      : try input.mapRows(of: input.shape[axis], loops.double)
  }

  /// The loop over each row of so many elements, which lie in row-major order without gaps.
  func mapRows<T: Element>(of size: Int, _ loop: Loop<T>) throws(TensorError) -> Tensor {
    let result = try Tensor.empty(like: self, dtype)
    if count == 0 { return result }
    let (x, y) = (pointer(as: T.self), result.pointer(as: T.self))
    let part = Swift.max(1, Interruption.block / 4 / size)
    try ThreadPool.share(count / size, part: part) { rows in
      for row in rows { loop(x + row &* size, y + row &* size, size) }
    }
    return result
  }
}
