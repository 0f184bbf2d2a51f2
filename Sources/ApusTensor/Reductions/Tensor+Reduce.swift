import ApusLoops

/// The loops that reduce over axes.
extension Tensor {
  /// Reduces over the axes, all of them for `nil`, into an element type that the reducer's result
  /// fits; throws `empty` where nothing is reduced and the reducer has no identity.
  func reduce<R: Reducer>(
    _ r: R.Type, axes: [Int]?, keepDims: Bool, into target: DType
  ) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32:
      try reduce(
        R.self, Float.self, Double.self, axes, keepDims,
        by: R.loop.map { Loops.reduction[$0.rawValue].float }
      ).to(target)
    case .float64:
      try reduce(
        R.self, Double.self, Double.self, axes, keepDims,
        by: R.loop.map { Loops.reduction[$0.rawValue].double }
      ).to(target)
    case .bfloat16: try reduce(R.self, BFloat16.self, Double.self, axes, keepDims).to(target)
    case .int64: try reduce(R.self, Int64.self, Int64.self, axes, keepDims).to(target)
    case .int32: try reduce(R.self, Int32.self, Int64.self, axes, keepDims).to(target)
    case .uint8: try reduce(R.self, UInt8.self, Int64.self, axes, keepDims).to(target)
    case .bool: try reduce(R.self, Bool.self, Int64.self, axes, keepDims).to(target)
    }
  }

  private func reduce<R: Reducer, T: Element, Wide: Number>(
    _ r: R.Type, _: T.Type, _: Wide.Type, _ axes: [Int]?, _ keepDims: Bool,
    by loops: Reduction<T>? = nil
  ) throws(TensorError) -> Tensor {
    let reduced = try Shape.axes(axes, of: ndim)
    let result = try Tensor.empty(
      Shape.reduced(shape, axes: reduced, keepDims: keepDims), Wide.dtype)
    if result.count == 0 { return result }
    var output = result.pointer(as: Wide.self)
    if count == 0 {
      guard let identity = R.identity(Wide.self) else { throw .emptyReduction }
      output.update(repeating: identity, count: result.count)
      return result
    }
    if let loops, try reduce(R.self, by: loops, axes: reduced, into: result) { return result }
    let input = pointer(as: T.self)
    if isContiguous && reduced.count > 0 && reduced[0] == ndim - reduced.count {
      // The last axes: the elements of a result lie behind each other.
      var poll = Poll()
      let n = count / result.count
      for i in 0..<result.count {
        output[i] = try Tensor.reduceLine(R.self, input + i &* n, 1, n, Wide.self, &poll)
      }
      return result
    }
    let kept = (0..<ndim).filter { !reduced.contains($0) }
    let inner = Walk(reduced.map { shape[$0] }, [reduced.map { strides[$0] }])
    var outer = Walk(kept.map { shape[$0] }, [kept.map { strides[$0] }])
    let (step, n) = (outer.steps[0], outer.count)
    // Neighbouring results from neighbouring elements: add whole rows to a row of results.
    let byRows = step == 1 && n > 1 && inner.steps[0] != 1
    var poll = Poll()
    repeat {
      let start = input + outer.offsets[0]
      if byRows {
        try Tensor.reduceRows(R.self, start, inner, n, output, &poll)
      } else {
        for i in 0..<n {
          output[i] = try Tensor.reduceAll(R.self, start + i &* step, inner, Wide.self, &poll)
        }
      }
      output += n
    } while outer.advance()
    return result
  }

  /// One number from all that the walk goes over.
  @inline(__always)
  private static func reduceAll<R: Reducer, T: Element, Wide: Number>(
    _ r: R.Type, _ input: UnsafeMutablePointer<T>, _ walk: Walk, _: Wide.Type, _ poll: inout Poll
  ) throws(TensorError) -> Wide {
    var walk = walk
    var total: Wide?
    repeat {
      let part = try reduceLine(
        R.self, input + walk.offsets[0], walk.steps[0], walk.count, Wide.self, &poll)
      total = total.map { R.combine($0, part) } ?? part
    } while walk.advance()
    return total ?? Wide.zero
  }

  /// One number from elements in a line, of which there is at least one.
  @inline(__always)
  private static func reduceLine<R: Reducer, T: Element, Wide: Number>(
    _ r: R.Type, _ input: UnsafeMutablePointer<T>, _ step: Int, _ count: Int, _: Wide.Type,
    _ poll: inout Poll
  ) throws(TensorError) -> Wide {
    var total: Wide?
    var start = 0
    while start < count {
      let n = Swift.min(count &- start, Interruption.block)
      let row = input + start &* step
      let part: Wide =
        step == 1 ? reduceRun(R.self, row, n) : reduceSteps(R.self, row, step, n)
      total = total.map { R.combine($0, part) } ?? part
      start &+= n
      try poll.did(n)
    }
    return total ?? Wide.zero
  }

  /// Neighbouring elements in eight accumulators, which the compiler puts into vectors.
  @inline(__always)
  private static func reduceRun<R: Reducer, T: Element, Wide: Number>(
    _: R.Type, _ x: UnsafeMutablePointer<T>, _ n: Int
  ) -> Wide {
    guard n >= 16 else { return reduceSteps(R.self, x, 1, n) }
    var (a, b, c, d) = (
      Wide(element: x[0]), Wide(element: x[1]), Wide(element: x[2]), Wide(element: x[3])
    )
    var (e, f, g, h) = (
      Wide(element: x[4]), Wide(element: x[5]), Wide(element: x[6]), Wide(element: x[7])
    )
    var i = 8
    while i &+ 8 <= n {
      a = R.combine(a, Wide(element: x[i]))
      b = R.combine(b, Wide(element: x[i &+ 1]))
      c = R.combine(c, Wide(element: x[i &+ 2]))
      d = R.combine(d, Wide(element: x[i &+ 3]))
      e = R.combine(e, Wide(element: x[i &+ 4]))
      f = R.combine(f, Wide(element: x[i &+ 5]))
      g = R.combine(g, Wide(element: x[i &+ 6]))
      h = R.combine(h, Wide(element: x[i &+ 7]))
      i &+= 8
    }
    a = R.combine(R.combine(a, e), R.combine(c, g))
    b = R.combine(R.combine(b, f), R.combine(d, h))
    a = R.combine(a, b)
    while i < n {
      a = R.combine(a, Wide(element: x[i]))
      i &+= 1
    }
    return a
  }

  @inline(__always)
  private static func reduceSteps<R: Reducer, T: Element, Wide: Number>(
    _: R.Type, _ x: UnsafeMutablePointer<T>, _ step: Int, _ n: Int
  ) -> Wide {
    var total = Wide(element: x[0])
    for i in 1..<n { total = R.combine(total, Wide(element: x[i &* step])) }
    return total
  }

  /// A row of results, each from a column of the rows that the walk starts at.
  @inline(__always)
  private static func reduceRows<R: Reducer, T: Element, Wide: Number>(
    _: R.Type, _ input: UnsafeMutablePointer<T>, _ walk: Walk, _ n: Int,
    _ output: UnsafeMutablePointer<Wide>, _ poll: inout Poll
  ) throws(TensorError) {
    var walk = walk
    var isFirst = true
    repeat {
      for j in 0..<walk.count {
        let row = input + walk.offsets[0] + j &* walk.steps[0]
        if isFirst {
          for i in 0..<n { output[i] = Wide(element: row[i]) }
          isFirst = false
        } else {
          for i in 0..<n { output[i] = R.combine(output[i], Wide(element: row[i])) }
        }
        try poll.did(n)
      }
    } while walk.advance()
  }
}
