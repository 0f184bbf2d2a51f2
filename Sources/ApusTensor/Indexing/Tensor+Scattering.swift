/// Values that meet at indices.
extension Tensor {
  /// A copy in which the larger, or smaller, of an element and all values for its place is there.
  package func meeting(
    _ values: Tensor, at indices: IndexList, largest: Bool
  ) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try meeting(Float.self, values, indices, largest)
    case .float64: try meeting(Double.self, values, indices, largest)
    case .int64: try meeting(Int64.self, values, indices, largest)
    case .bfloat16:
      try inSingle { (x) throws(TensorError) in
        try x.meeting(values, at: indices, largest: largest)
      }
    case .int32, .uint8, .bool:
      try to(.int64).meeting(values, at: indices, largest: largest).to(dtype)
    }
  }

  private func meeting<T: Number>(
    _: T.Type, _ values: Tensor, _ indices: IndexList, _ largest: Bool
  ) throws(TensorError) -> Tensor {
    let result = try copied()
    let (rest, front, shape, offsets) = try Selection(result, indices.indices).gathered()
    let selected = Array(rest.shape[..<front]) + shape + Array(rest.shape[front...])
    let source = try values.to(dtype).broadcast(to: selected).copied()
    if source.count == 0 { return result }
    try Tensor.exchange(T.self, rest, front, offsets, source) { (a: inout T, b: inout T) in
      // What is not a number stays, and comes in.
      if b != b || (largest ? b > a : b < a) { a = b }
    }
    return result
  }

  /// How many values before each have the same place: 0 for the first one there.
  package static func turns(of indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
    let result = try zeros(indices.shape, dtype: .int64)
    let positions = try indices.to(.int64).contiguous()
    let (x, y) = (positions.pointer(as: Int.self), result.pointer(as: Int.self))
    let (starts, step, size) = try result.lines(along: axis)
    for start in starts {
      var seen: [Int: Int] = [:]
      for i in 0..<size {
        let place = start &+ i &* step
        y[place] = seen[x[place], default: 0]
        seen[x[place], default: 0] += 1
      }
      try Interruption.check()
    }
    return result
  }
}
