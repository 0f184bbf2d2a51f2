/// Where the largest and smallest elements are, and running totals.
extension Tensor {
  /// The index of the first largest element along an axis, or in row-major order of all.
  package func argmax(axis: Int?, keepDims: Bool) throws(TensorError) -> Tensor {
    try position(axis, keepDims, Less.self)
  }

  /// The index of the first smallest element along an axis, or in row-major order of all.
  package func argmin(axis: Int?, keepDims: Bool) throws(TensorError) -> Tensor {
    try position(axis, keepDims, Greater.self)
  }

  private func position<F: Relation>(
    _ axis: Int?, _ keepDims: Bool, _ f: F.Type
  ) throws(TensorError) -> Tensor {
    guard let axis else {
      let flat = try reshaped([count])
      let result = try flat.position(0, false, F.self)
      return keepDims ? try result.reshaped([Int](repeating: 1, count: ndim)) : result
    }
    let result = try Tensor.empty(
      Shape.reduced(shape, axes: [axis], keepDims: keepDims), .int64)
    if result.count == 0 { return result }
    guard count > 0 else { throw .emptyReduction }
    switch dtype {
    case .float32: try position(Float.self, F.self, axis, result)
    case .float64: try position(Double.self, F.self, axis, result)
    case .bfloat16: try to(.float32).position(Float.self, F.self, axis, result)
    case .int64: try position(Int64.self, F.self, axis, result)
    case .int32: try position(Int32.self, F.self, axis, result)
    case .uint8: try position(UInt8.self, F.self, axis, result)
    case .bool: try to(.uint8).position(UInt8.self, F.self, axis, result)
    }
    return result
  }

  private func position<T: Number, F: Relation>(
    _: T.Type, _: F.Type, _ axis: Int, _ result: Tensor
  ) throws(TensorError) {
    let (lines, step, size) = try lines(along: axis)
    let input = pointer(as: T.self)
    let output = result.pointer(as: Int64.self)
    var poll = Poll()
    for (index, start) in lines.enumerated() {
      let x = input + start
      var (best, place) = (x[0], 0)
      for i in 0..<size where best == best {
        let value = x[i &* step]
        if F.apply(best, value) || value != value { (best, place) = (value, i) }
      }
      output[index] = Int64(place)
      try poll.did(size)
    }
  }

  /// Running sums along an axis; of integers and Booleans an `int64`.
  package func cumsum(axis: Int) throws(TensorError) -> Tensor { try scan(Sum.self, axis) }

  /// Running products along an axis; of integers and Booleans an `int64`.
  package func cumprod(axis: Int) throws(TensorError) -> Tensor { try scan(Product.self, axis) }

  private func scan<R: Reducer>(_: R.Type, _ axis: Int) throws(TensorError) -> Tensor {
    if ndim == 0 {
      _ = try Shape.axis(axis, of: 1)
      return try dtype.isFloat ? plain() : to(.int64)
    }
    switch dtype {
    case .float32: return try scan(R.self, Float.self, Double.self, axis)
    case .float64: return try scan(R.self, Double.self, Double.self, axis)
    case .bfloat16: return try inSingle { (x) throws(TensorError) in try x.scan(R.self, axis) }
    case .int64: return try scan(R.self, Int64.self, Int64.self, axis)
    default: return try to(.int64).scan(R.self, axis)
    }
  }

  private func scan<R: Reducer, T: Element, Wide: Number>(
    _: R.Type, _: T.Type, _: Wide.Type, _ axis: Int
  ) throws(TensorError) -> Tensor {
    let result = try copied()
    if count == 0 { return result }
    let (lines, step, size) = try result.lines(along: axis)
    let values = result.pointer(as: T.self)
    var poll = Poll()
    for start in lines {
      let x = values + start
      var total = Wide(element: x[0])
      for i in 1..<Swift.max(size, 1) {
        total = R.combine(total, Wide(element: x[i &* step]))
        x[i &* step] = T(element: total)
      }
      try poll.did(size)
    }
    return result
  }

  /// Where each line along an axis starts, in row-major order of the other axes, with the step
  /// along it and its length.
  func lines(along axis: Int) throws(TensorError) -> (starts: [Int], step: Int, size: Int) {
    let axis = try Shape.axis(axis, of: ndim)
    if count == 0 { return ([], 1, 0) }
    let others = (0..<ndim).filter { $0 != axis }
    var walk = Walk(others.map { shape[$0] }, [others.map { strides[$0] }])
    var starts: [Int] = []
    starts.reserveCapacity(count / shape[axis])
    repeat {
      for i in 0..<walk.count { starts.append(walk.offsets[0] &+ i &* walk.steps[0]) }
    } while walk.advance()
    return (starts, strides[axis], shape[axis])
  }
}

enum Greater: Relation {
  @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> Bool { a > b }
}
