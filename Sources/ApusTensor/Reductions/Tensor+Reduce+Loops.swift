import ApusLoops

/// Reductions of reals that lie so that the loops of `ApusLoops` reach them.
extension Tensor {
  /// Reduces the axes into a result of `Double`; false, with nothing done, where the elements lie
  /// otherwise.
  ///
  /// There are elements, and each joins its total in the order in which it lies.
  func reduce<R: Reducer, T: Element>(
    _: R.Type, by loops: Reduction<T>, axes: [Int], into result: Tensor
  ) throws(TensorError) -> Bool {
    if isContiguous && axes.count > 0 && axes[0] == ndim - axes.count {
      try reduceLines(R.self, loops, into: result)
      return true
    }
    let kept = (0..<ndim).filter { !axes.contains($0) }
    let inner = Walk(axes.map { shape[$0] }, [axes.map { strides[$0] }])
    let outer = Walk(kept.map { shape[$0] }, [kept.map { strides[$0] }])
    // Neighbouring results from neighbouring elements: add whole rows to a row of results.
    guard outer.steps[0] == 1 && outer.count > 1 && inner.steps[0] != 1 else { return false }
    try reduceRows(loops, inner, outer, into: result)
    return true
  }

  /// The elements of a result lie behind each other.
  private func reduceLines<R: Reducer, T: Element>(
    _: R.Type, _ loops: Reduction<T>, into result: Tensor
  ) throws(TensorError) {
    let (x, output) = (pointer(as: T.self), result.pointer(as: Double.self))
    let (n, block) = (count / result.count, Interruption.block)
    if n <= block {
      try ThreadPool.share(result.count, part: Swift.max(1, block / n)) { lines in
        for i in lines { output[i] = loops.run(x + i &* n, n) }
      }
      return
    }
    // A long line is done in blocks, whose numbers are brought together in their order.
    let blocks = (n &+ block &- 1) / block
    let parts = try Tensor.empty([result.count &* blocks], .float64)
    defer { withExtendedLifetime(parts) {} }
    let numbers = parts.pointer(as: Double.self)
    try ThreadPool.share(parts.count, part: 2) { range in
      for index in range {
        let start = index % blocks &* block
        numbers[index] = loops.run(
          x + (index / blocks &* n &+ start), Swift.min(block, n &- start))
      }
    }
    for i in 0..<result.count {
      let line = numbers + i &* blocks
      output[i] = (1..<blocks).reduce(line[0]) { R.combine($0, line[$1]) }
    }
  }

  /// The elements of neighbouring results lie beside each other.
  private func reduceRows<T: Element>(
    _ loops: Reduction<T>, _ inner: Walk, _ outer: Walk, into result: Tensor
  ) throws(TensorError) {
    var outer = outer
    let x = pointer(as: T.self)
    var output = result.pointer(as: Double.self)
    let part = Swift.max(512, Interruption.block / (count / result.count))
    repeat {
      let (first, totals) = (x + outer.offsets[0], output)
      try ThreadPool.share(outer.count, part: part) { columns in
        let start = columns.lowerBound
        Tensor.addRows(loops, first + start, inner, to: totals + start, columns.count)
      }
      try Interruption.check()
      output += outer.count
    } while outer.advance()
  }

  /// The total of each column of the rows that the walk goes over; less where that is interrupted.
  private static func addRows<T: Element>(
    _ loops: Reduction<T>, _ input: UnsafeMutablePointer<T>, _ walk: Walk,
    to totals: UnsafeMutablePointer<Double>, _ n: Int
  ) {
    for i in 0..<n { totals[i] = Double(element: input[i]) }
    var walk = walk
    var row = 1
    let most = Swift.max(4, Interruption.block / n)
    repeat {
      while row < walk.count && !Interruption.isRequested {
        let rows = Swift.min(most, walk.count &- row)
        loops.rows(
          input + (walk.offsets[0] &+ row &* walk.steps[0]), walk.steps[0], rows, totals, n)
        row &+= rows
      }
      row = 0
    } while walk.advance()
  }
}
