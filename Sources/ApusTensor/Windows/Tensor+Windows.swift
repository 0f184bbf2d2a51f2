/// Windows over the last axes, and their sum.
extension Tensor {
  /// Every window, without a copy: `[..., sizes] -> [..., counts, kernel]`.
  package func windows(_ rule: WindowRule) throws(TensorError) -> Tensor {
    let target = try rule.windows(of: shape)
    let front = ndim - rule.kernel.count
    let last = strides[front...]
    return view(
      shape: target,
      strides: strides[..<front] + zip(last, rule.stride).map { $0 &* $1 }
        + zip(last, rule.dilation).map { $0 &* $1 },
      offset: body.offset)
  }

  /// Zeros of a shape with every window added where it lies: what `windows` reads from a place
  /// several times is there as many times.
  package func overlapped(
    _ rule: WindowRule, in shape: [Int]
  ) throws(TensorError) -> Tensor {
    let expected = try rule.windows(of: shape)
    guard self.shape == expected else {
      throw TensorError(
        "shape-mismatch", "windows of \(shape) have the shape \(expected), got \(self.shape)")
    }
    guard dtype == .float32 || dtype == .float64 else {
      return try to(.float64).overlapped(rule, in: shape).to(dtype)
    }
    let result = try Tensor.zeros(shape, dtype: dtype)
    if count == 0 { return result }
    let target = try result.windows(rule)
    // One place in the kernel at a time, so that no two windows meet.
    var place = [Int](repeating: 0, count: rule.kernel.count)
    var rest = rule.kernel.reduce(1, *)
    while rest > 0 {
      rest -= 1
      let indices = [TensorIndex.ellipsis] + place.map { .at($0) }
      let (to, from) = (try target.selecting(indices), try selecting(indices))
      switch dtype {
      case .float64: try Tensor.add(Double.self, from, to: to)
      default: try Tensor.add(Float.self, from, to: to)
      }
      var axis = place.count - 1
      while axis >= 0 {
        place[axis] += 1
        if place[axis] < rule.kernel[axis] { break }
        place[axis] = 0
        axis -= 1
      }
    }
    return result
  }

  private static func add<T: Real>(
    _: T.Type, _ source: Tensor, to target: Tensor
  ) throws(TensorError) {
    let (input, output) = (source.pointer(as: T.self), target.pointer(as: T.self))
    var walk = Walk(source.shape, [source.strides, target.strides])
    let (step, stride, n) = (walk.steps[0], walk.steps[1], walk.count)
    var poll = Poll()
    repeat {
      let (x, y) = (input + walk.offsets[0], output + walk.offsets[1])
      for i in 0..<n { y[i &* stride] += x[i &* step] }
      try poll.did(n)
    } while walk.advance()
  }
}
