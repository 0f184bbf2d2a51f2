import ApusLoops

/// Two floating-point operands that broadcast, brought to the loops of `ApusLoops`.
extension Tensor {
  /// Neighbouring elements that one thread does at a time; fewer are not worth waking another.
  private static let part = 1 << 17

  static func combine<T: Element>(
    _ loops: Loop2<T>, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    if a.dtype == T.dtype && b.dtype == T.dtype, areAlike(a, b) {
      return try combineAlike(loops, a, b)
    }
    if b.count == 1 && b.ndim <= a.ndim && a.isContiguous && a.dtype == T.dtype {
      let (number, x) = (b.first(as: T.self), a.pointer(as: T.self))
      let result = try empty(like: a, T.dtype)
      let z = result.pointer(as: T.self)
      try ThreadPool.share(a.count, part: part) { range in
        withUnsafePointer(to: number) {
          loops.right(x + range.lowerBound, $0, z + range.lowerBound, range.count)
        }
      }
      return result
    }
    if a.count == 1 && a.ndim <= b.ndim && b.isContiguous && b.dtype == T.dtype {
      let (number, y) = (a.first(as: T.self), b.pointer(as: T.self))
      let result = try empty(like: b, T.dtype)
      let z = result.pointer(as: T.self)
      try ThreadPool.share(b.count, part: part) { range in
        withUnsafePointer(to: number) {
          loops.left($0, y + range.lowerBound, z + range.lowerBound, range.count)
        }
      }
      return result
    }
    let (left, right) = (try a.to(T.dtype), try b.to(T.dtype))
    if areAlike(left, right) { return try combineAlike(loops, left, right) }
    return try combineRows(loops, left, right)
  }

  /// Whether the elements of both lie in the same order without gaps.
  @inline(__always)
  private static func areAlike(_ a: Tensor, _ b: Tensor) -> Bool {
    a.isContiguous && b.isContiguous && a.shape == b.shape
  }

  @inline(__always)
  private static func combineAlike<T: Element>(
    _ loops: Loop2<T>, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let result = try empty(like: a, T.dtype)
    let (x, y) = (a.pointer(as: T.self), b.pointer(as: T.self))
    let z = result.pointer(as: T.self)
    try ThreadPool.share(a.count, part: part) { range in
      let start = range.lowerBound
      loops.both(x + start, y + start, z + start, range.count)
    }
    return result
  }

  /// Row by row, as the operands broadcast.
  private static func combineRows<T: Element>(
    _ loops: Loop2<T>, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let shape = try Shape.broadcast(a.shape, b.shape)
    let result = try Tensor.empty(shape, T.dtype)
    if result.count == 0 { return result }
    var walk = Walk(shape, [a.strides(broadcastTo: shape), b.strides(broadcastTo: shape)])
    if !walk.steps.allSatisfy({ $0 == 0 || $0 == 1 }) {
      // The elements of a row lie apart: they are brought together first.
      let (left, right) = (try a.contiguous(), try b.contiguous())
      if left.body !== a.body || right.body !== b.body {
        return try combine(loops, left, right)
      }
      walk = Walk(shape, [left.strides(broadcastTo: shape), right.strides(broadcastTo: shape)])
    }
    let (x, y) = (a.pointer(as: T.self), b.pointer(as: T.self))
    var output = result.pointer(as: T.self)
    var poll = Poll()
    let n = walk.count
    repeat {
      let (row, row2) = (x + walk.offsets[0], y + walk.offsets[1])
      switch (walk.steps[0], walk.steps[1]) {
      case (0, 0):
        loops.both(row, row2, output, 1)
        output.update(repeating: output[0], count: n)
      case (0, _): loops.left(row, row2, output, n)
      case (_, 0): loops.right(row, row2, output, n)
      default: loops.both(row, row2, output, n)
      }
      output += n
      try poll.did(n)
    } while walk.advance()
    return result
  }
}
