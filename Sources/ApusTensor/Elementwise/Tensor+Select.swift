/// Choice between two operands.
extension Tensor {
  /// `a` where the condition is nonzero, `b` elsewhere; all three broadcast.
  package static func select(
    _ condition: Tensor, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let dtype = DType.promoted(a, b)
    let shape = try Shape.broadcast([condition.shape, a.shape, b.shape])
    let mask = try condition.to(.bool)
    let (x, y) = (try a.to(dtype), try b.to(dtype))
    let result = try empty(shape, dtype)
    if result.count == 0 { return result }
    let strides = [mask, x, y].map { $0.strides(broadcastTo: shape) }
    switch dtype.byteCount {
    case 8: try select(UInt64.self, mask, x, y, strides, result)
    case 4: try select(UInt32.self, mask, x, y, strides, result)
    case 2: try select(UInt16.self, mask, x, y, strides, result)
    default: try select(UInt8.self, mask, x, y, strides, result)
    }
    return result
  }

  private static func select<Word: BitwiseCopyable>(
    _: Word.Type, _ mask: Tensor, _ a: Tensor, _ b: Tensor, _ strides: [[Int]], _ result: Tensor
  ) throws(TensorError) {
    let condition = mask.pointer(as: Bool.self)
    let (x, y) = (a.pointer(as: Word.self), b.pointer(as: Word.self))
    var output = result.pointer(as: Word.self)
    var walk = Walk(result.shape, strides)
    var poll = Poll()
    let (s0, s1, s2, n) = (walk.steps[0], walk.steps[1], walk.steps[2], walk.count)
    repeat {
      let (c, p, q) = (condition + walk.offsets[0], x + walk.offsets[1], y + walk.offsets[2])
      for i in 0..<n { output[i] = c[i &* s0] ? p[i &* s1] : q[i &* s2] }
      output += n
      try poll.did(n)
    } while walk.advance()
  }

  /// The value where the mask is nonzero, itself elsewhere; in its own element type.
  package func maskedFill(_ mask: Tensor, _ value: Double) throws(TensorError) -> Tensor {
    let filler = try Tensor.full([], value, dtype: .float64).to(dtype)
    return try Tensor.select(mask, filler, self)
  }
}
