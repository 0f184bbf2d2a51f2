import Glibc

/// Numbers of equals, and places in sorted lines.
extension Tensor {
  /// How often each integer from 0 up occurs, or the sum of the weights that stand beside it.
  package func bincount(
    weights: Tensor?, minimum: Int
  ) throws(TensorError) -> Tensor {
    guard ndim == 1, dtype.isInteger || dtype == .bool else {
      throw TensorError("dtype", "bincount counts a vector of integers, got \(describe)")
    }
    guard minimum >= 0 else {
      throw TensorError("argument", "minLength is not negative, got \(minimum)")
    }
    let values = try integers()
    if let least = values.min(), least < 0 {
      throw TensorError("argument", "bincount counts integers that are not negative, got \(least)")
    }
    if let weights, weights.shape != shape {
      throw TensorError(
        "shape-mismatch", "there is a weight for each integer, got \(weights.shape) for \(shape)")
    }
    let (last, overflow) = (values.max() ?? -1).addingReportingOverflow(1)
    guard !overflow else { throw .memory(byteCount: Int.max) }
    let size = Swift.max(last, minimum)
    guard let weights else {
      let result = try Tensor.zeros([size], dtype: .int64)
      let counts = result.pointer(as: Int.self)
      for value in values { counts[value] += 1 }
      return result
    }
    let result = try Tensor.zeros([size], dtype: .float64)
    let sums = result.pointer(as: Double.self)
    for (value, weight) in zip(values, try weights.to(.float64).doubles()) {
      sums[value] += weight
    }
    return try result.to(weights.dtype == .float32 ? .float32 : .float64)
  }

  /// Where each value would stand in the sorted line, before its equals or behind them.
  package static func searchSorted(
    _ sorted: Tensor, _ values: Tensor, right: Bool
  ) throws(TensorError) -> Tensor {
    _ = try Shape.searched(sorted.shape, values.shape)
    switch DType.promoted(sorted.dtype, values.dtype) {
    case .float32, .bfloat16: return try search(Float.self, sorted, values, right)
    case .float64: return try search(Double.self, sorted, values, right)
    default: return try search(Int64.self, sorted, values, right)
    }
  }

  private static func search<T: Number>(
    _: T.Type, _ sorted: Tensor, _ values: Tensor, _ right: Bool
  ) throws(TensorError) -> Tensor {
    let result = try empty(values.shape, .int64)
    if result.count == 0 { return result }
    let (lines, wanted) = (
      try sorted.to(T.dtype).contiguous(), try values.to(T.dtype).contiguous()
    )
    let (x, v) = (lines.pointer(as: T.self), wanted.pointer(as: T.self))
    let y = result.pointer(as: Int.self)
    let size = sorted.shape[sorted.ndim - 1]
    let width = sorted.ndim == 1 ? result.count : values.shape[values.ndim - 1]
    var poll = Poll()
    for index in 0..<result.count {
      let line = x + (sorted.ndim == 1 ? 0 : index / width &* size)
      let value = v[index]
      var (low, high) = (0, size)
      while low < high {
        let middle = (low + high) / 2
        // A comparison with what is not a number fails, and the search goes on behind it.
        let isBefore = right ? !(line[middle] > value) : !(line[middle] >= value)
        if isBefore { low = middle + 1 } else { high = middle }
      }
      y[index] = low
      try poll.did(8)
    }
    return result
  }

  /// The logarithm of the running sum of exponentials along an axis.
  package func logcumsumexp(axis: Int) throws(TensorError) -> Tensor {
    if dtype == .bfloat16 {
      return try inSingle { (x) throws(TensorError) in try x.logcumsumexp(axis: axis) }
    }
    let x = try to(dtype.floating)
    if x.ndim == 0 {
      _ = try Shape.axis(axis, of: 1)
      return try x.plain()
    }
    return x.dtype == .float64
      ? try x.logcumsumexp(Double.self, axis) : try x.logcumsumexp(Float.self, axis)
  }

  private func logcumsumexp<T: Real>(_: T.Type, _ axis: Int) throws(TensorError) -> Tensor {
    let result = try copied()
    let (lines, step, size) = try result.lines(along: axis)
    let values = result.pointer(as: T.self)
    var poll = Poll()
    for start in lines {
      let x = values + start
      // The largest so far, and the sum of exponentials of distances from it.
      var (largest, sum) = (-Double.infinity, 0.0)
      for i in 0..<size {
        let value = Double(x[i &* step])
        if value != value || largest != largest {
          largest = .nan
        } else if value > largest {
          sum = sum * Glibc.exp(largest - value) + 1
          largest = value
        } else if value > -.infinity {
          sum += value == largest ? 1 : Glibc.exp(value - largest)
        }
        x[i &* step] = T(largest.isInfinite ? largest : largest + Glibc.log(sum))
      }
      try poll.did(size &* 8)
    }
    return result
  }
}

extension Shape {
  /// The values' shape, if the sorted lines are for them: one line, or one for each line of values.
  package static func searched(
    _ sorted: [Int], _ values: [Int]
  ) throws(TensorError) -> [Int] {
    guard !sorted.isEmpty else { throw .tooFewAxes(1, 0) }
    guard sorted.count == 1 || sorted.dropLast() == values.dropLast() else {
      throw TensorError(
        "shape-mismatch",
        "sorted is one line, or one for each line of the values, got \(sorted) and \(values)")
    }
    return values
  }

  /// The tensor's shape, if the indices stay inside it on every other axis.
  package static func scattered(
    _ shape: [Int], _ indices: [Int], axis: Int
  ) throws(TensorError) -> [Int] {
    guard shape.count == indices.count else {
      throw TensorError(
        "shape-mismatch",
        "the indices have as many axes as the tensor, got \(indices.count) for \(shape.count)")
    }
    let axis = try Shape.axis(axis, of: shape.count)
    for other in shape.indices where other != axis && indices[other] > shape[other] {
      throw TensorError(
        "shape-mismatch",
        "indices \(indices) reach beyond the tensor \(shape) on axis \(other): "
          + "\(indices[other]) for \(shape[other])")
    }
    return shape
  }
}
