/// One tensor out of several or out of repetitions.
extension Tensor {
  package static func concat(_ parts: [Tensor], axis: Int) throws(TensorError) -> Tensor {
    let shape = try Shape.concatenated(parts.map(\.shape), axis: axis)
    let axis = try Shape.axis(axis, of: shape.count)
    let result = try empty(shape, DType.promoted(parts))
    var start = 0
    for part in parts {
      try Interruption.check()
      let target = result.slice(axis: axis, start: start, count: part.shape[axis])
      try target.write(part)
      start += part.shape[axis]
    }
    return result
  }

  package static func stack(_ parts: [Tensor], axis: Int) throws(TensorError) -> Tensor {
    let shape = try Shape.stacked(parts.map(\.shape), axis: axis)
    let axis = try Shape.newAxis(axis, of: shape.count - 1)
    let result = try empty(shape, DType.promoted(parts))
    for (index, part) in parts.enumerated() {
      try result.slice(axis: axis, start: index, count: 1).write(part.unsqueezed(axis))
    }
    return result
  }

  /// The whole tensor over and over along each axis.
  package func tiled(_ counts: [Int]) throws(TensorError) -> Tensor {
    let target = try Shape.tiled(shape, counts)
    let added = target.count - ndim
    let result = try Tensor.empty(target, dtype)
    if result.count == 0 { return result }
    // As a view with an axis of repetitions before each axis, to which this tensor broadcasts.
    var pairs: [Int] = []
    var source: [Int] = []
    for axis in target.indices {
      let size = axis < added ? 1 : shape[axis - added]
      pairs += [target[axis] / size, size]
      source += [1, size]
    }
    let view = result.view(shape: pairs, strides: Shape.contiguousStrides(pairs), offset: 0)
    try view.write(reshaped(source))
    return result
  }

  /// Each element `count` times along an axis.
  package func repeated(_ count: Int, axis: Int) throws(TensorError) -> Tensor {
    let target = try Shape.repeated(shape, count, axis: axis)
    let axis = try Shape.axis(axis, of: ndim)
    var spread = shape
    spread.insert(count, at: axis + 1)
    return try unsqueezed(axis + 1).broadcast(to: spread).reshaped(target)
  }

  /// Shifted along an axis; what leaves at one end enters at the other.
  package func rolled(_ shift: Int, axis: Int) throws(TensorError) -> Tensor {
    let axis = try Shape.axis(axis, of: ndim)
    let size = shape[axis]
    if count == 0 { return self }
    let start = Int.modulus(0 &- shift % size, size)
    return try Tensor.concat(
      [
        slice(axis: axis, start: start, count: size - start),
        slice(axis: axis, start: 0, count: start),
      ], axis: axis)
  }

  /// Writes the value, broadcast and in this tensor's element type, through to the storage.
  ///
  /// Only for storage that no one else sees.
  func write(_ value: Tensor) throws(TensorError) {
    let source = try value.to(dtype)
    let steps = source.strides(broadcastTo: try Shape.broadcast(source.shape, to: shape))
    if count == 0 { return }
    switch dtype.byteCount {
    case 8: try write(UInt64.self, source, steps)
    case 4: try write(UInt32.self, source, steps)
    case 2: try write(UInt16.self, source, steps)
    default: try write(UInt8.self, source, steps)
    }
  }

  private func write<Word: BitwiseCopyable>(
    _: Word.Type, _ source: Tensor, _ sourceStrides: [Int]
  ) throws(TensorError) {
    let input = source.pointer(as: Word.self)
    let output = pointer(as: Word.self)
    var walk = Walk(shape, [strides, sourceStrides])
    var poll = Poll()
    let (step, sourceStep, n) = (walk.steps[0], walk.steps[1], walk.count)
    repeat {
      let target = output + walk.offsets[0]
      let row = input + walk.offsets[1]
      switch (step, sourceStep) {
      case (1, 1): target.update(from: row, count: n)
      case (1, 0): target.update(repeating: row[0], count: n)
      default: for i in 0..<n { target[i &* step] = row[i &* sourceStep] }
      }
      try poll.did(n)
    } while walk.advance()
  }
}

extension Int {
  /// The remainder with the divisor's sign; the divisor is positive.
  static func modulus(_ a: Int, _ b: Int) -> Int {
    let remainder = a % b
    return remainder < 0 ? remainder + b : remainder
  }
}
