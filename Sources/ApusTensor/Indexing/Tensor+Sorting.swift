/// Order along an axis; what is not a number counts as largest, and equals keep their order.
extension Tensor {
  package func sorted(axis: Int, descending: Bool) throws(TensorError) -> Tensor {
    try takingOrder(argsort(axis: axis, descending: descending), axis: axis)
  }

  /// The positions that put an axis into order.
  package func argsort(axis: Int, descending: Bool) throws(TensorError) -> Tensor {
    if ndim == 0 {
      _ = try Shape.axis(axis, of: 1)
      return try Tensor.zeros([], dtype: .int64)
    }
    switch dtype {
    case .float32: return try argsort(Float.self, axis, descending)
    case .float64: return try argsort(Double.self, axis, descending)
    case .bfloat16: return try to(.float32).argsort(Float.self, axis, descending)
    case .int64: return try argsort(Int64.self, axis, descending)
    default: return try to(.int64).argsort(Int64.self, axis, descending)
    }
  }

  private func argsort<T: Number>(
    _: T.Type, _ axis: Int, _ descending: Bool
  ) throws(TensorError) -> Tensor {
    let axis = try Shape.axis(axis, of: ndim)
    let result = try Tensor.empty(shape, .int64)
    if count == 0 { return result }
    let input = try lines(along: axis)
    let output = try result.lines(along: axis)
    let (x, y) = (pointer(as: T.self), result.pointer(as: Int.self))
    var order = Array(0..<input.size)
    for (start, target) in zip(input.starts, output.starts) {
      let line = x + start
      for i in order.indices { order[i] = i }
      order.sort { i, j in
        let (a, b) = (line[i &* input.step], line[j &* input.step])
        if a == b || a != a && b != b { return i < j }
        if a != a || b != b { return (b != b) != descending }
        return descending ? a > b : a < b
      }
      for (i, position) in order.enumerated() { y[target &+ i &* output.step] = position }
      try Interruption.check()
    }
    return result
  }

  private func takingOrder(_ order: Tensor, axis: Int) throws(TensorError) -> Tensor {
    ndim == 0 ? try plain() : try takeAlong(order, axis: axis)
  }

  /// The `k` largest or smallest along an axis in order, and where they are.
  package func topK(
    _ k: Int, axis: Int, largest: Bool
  ) throws(TensorError) -> (values: Tensor, indices: Tensor) {
    let position = try Shape.axis(axis, of: ndim)
    guard k >= 0 && k <= shape[position] else {
      throw TensorError(
        "argument", "k is from 0 to the size of axis \(position), \(shape[position]), got \(k)")
    }
    let order = try argsort(axis: axis, descending: largest)
      .slice(axis: position, start: 0, count: k).contiguous()
    return (try takeAlong(order, axis: axis), order)
  }

  /// The different values, ascending.
  package func unique() throws(TensorError) -> Tensor {
    let sorted = try reshaped([count]).sorted(axis: 0, descending: false)
    if count < 2 { return sorted }
    let isNew = try Tensor.notEqual(
      sorted.slice(axis: 0, start: 1, count: count - 1),
      sorted.slice(axis: 0, start: 0, count: count - 1))
    return try sorted.selecting([
      .tensor(Tensor.concat([Tensor.full([1], 1, dtype: .bool), isNew], axis: 0))
    ])
  }
}
