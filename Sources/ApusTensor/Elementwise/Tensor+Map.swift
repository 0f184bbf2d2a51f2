import ApusLoops

/// The loops over one operand; the result is contiguous.
extension Tensor {
  /// Applies a function of reals that has a loop; integers and Booleans become `float32` first.
  func mapReals(_ function: RealLoop) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try map(Loops.real[function.rawValue].float)
    case .float64: try map(Loops.real[function.rawValue].double)
    case .bfloat16: try inSingle { (x) throws(TensorError) in try x.mapReals(function) }
    default: try to(.float32).mapReals(function)
    }
  }

  private func map<T: Element>(_ loop: Loop<T>) throws(TensorError) -> Tensor {
    let result = isContiguous ? try Tensor.empty(like: self, dtype) : try copied()
    let output = result.pointer(as: T.self)
    let input = isContiguous ? pointer(as: T.self) : output
    try ThreadPool.share(count, part: Interruption.block / 2) { range in
      loop(input + range.lowerBound, output + range.lowerBound, range.count)
    }
    return result
  }

  /// Applies a function of numbers; a Boolean counts as 0 or 1 and comes back as an `int64`.
  func mapNumbers<F: NumberFunction>(_ f: F.Type) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try map(Float.self, Float.self) { F.apply($0) }
    case .float64: try map(Double.self, Double.self) { F.apply($0) }
    case .bfloat16:
      try inSingle { (x) throws(TensorError) in try x.mapNumbers(F.self) }
    case .int64: try map(Int64.self, Int64.self) { F.apply($0) }
    case .int32: try map(Int32.self, Int32.self) { F.apply($0) }
    case .uint8: try map(UInt8.self, UInt8.self) { F.apply($0) }
    case .bool: try to(.int64).mapNumbers(F.self)
    }
  }

  /// Applies a function of reals; integers and Booleans become `float32` first.
  func mapReals<F: RealFunction>(_ f: F.Type) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try map(Float.self, Float.self) { F.apply($0) }
    case .float64: try map(Double.self, Double.self) { F.apply($0) }
    case .bfloat16: try inSingle { (x) throws(TensorError) in try x.mapReals(F.self) }
    default: try to(.float32).mapReals(F.self)
    }
  }

  /// Asks a question of each element; of an integer as of a `float64`.
  func mapPredicate<F: RealPredicate>(_ f: F.Type) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try map(Float.self, Bool.self) { F.apply($0) }
    case .float64: try map(Double.self, Bool.self) { F.apply($0) }
    default: try to(.float64).mapPredicate(F.self)
    }
  }

  /// The loop itself, inlined into its callers so that `f` is no call.
  @inline(__always)
  func map<T: Element, U: Element>(
    _: T.Type, _: U.Type, _ f: (T) -> U
  ) throws(TensorError) -> Tensor {
    let result = try Tensor.empty(like: self, U.dtype)
    if count == 0 { return result }
    let input = pointer(as: T.self)
    let output = result.pointer(as: U.self)
    if isContiguous {
      var start = 0
      while start < count {
        let end = Swift.min(start &+ Interruption.block, count)
        for i in start..<end { output[i] = f(input[i]) }
        start = end
        if start < count { try Interruption.check() }
      }
      return result
    }
    var walk = Walk(shape, [strides])
    var poll = Poll()
    var row = output
    let step = walk.steps[0]
    repeat {
      let source = input + walk.offsets[0]
      for i in 0..<walk.count { row[i] = f(source[i &* step]) }
      row += walk.count
      try poll.did(walk.count)
    } while walk.advance()
    return result
  }
}
