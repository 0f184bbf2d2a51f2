import ApusValue

/// Writing through subscripts.
extension Tensor {
  /// Writes a value to what the indices select of the tensor in a slot of the machine.
  ///
  /// The value broadcasts and takes the tensor's element type. The elements change in place if the
  /// slot's reference is the only one to them, else in a copy that then is in the slot. Where either
  /// has a history, that says what becomes of the tensor.
  package static func assign(
    to slot: inout AnyObject?, indices: IndexList, value: Tensor
  ) throws(TensorError) {
    guard var body = slot as? TensorBody else {
      throw TensorError("index", "only a tensor can be assigned to through a subscript")
    }
    if let history = body.history ?? value.body.history {
      slot = try history.assign(value, to: Tensor(body), at: indices).body
      return
    }
    if body.reference != nil {
      try body.replaceElements(by: Tensor(body).assigning(value, at: indices))
      return
    }
    slot = nil
    let isShared = !isKnownUniquelyReferenced(&body) || !isKnownUniquelyReferenced(&body.storage)
    var target = Tensor(body)
    defer { slot = target.body }
    if isShared || !target.hasOwnElements || body.isWeak || body.digits != nil {
      let copy = try target.copied()
      try copy.write(value, at: indices)
      target = copy
    } else {
      try target.write(value, at: indices)
    }
  }

  /// A copy in which the value, broadcast and in this element type, stands at the indices.
  package func assigning(_ value: Tensor, at indices: IndexList) throws(TensorError) -> Tensor {
    let copy = try copied()
    try copy.write(value, at: indices)
    return copy
  }

  /// Zeros of a shape, with the elements of the value added at the indices: what `selecting` reads
  /// from a place twice is there twice.
  package static func placing(
    _ value: Tensor, at indices: IndexList, shape: [Int]
  ) throws(TensorError) -> Tensor {
    let result = try zeros(shape, dtype: value.dtype)
    let selection = try Selection(result, indices.indices)
    if selection.isView {
      try selection.view.write(value)
      return result
    }
    let (rest, front, picked, offsets) = try selection.gathered()
    let selected = Array(rest.shape[..<front]) + picked + Array(rest.shape[front...])
    let source = try value.broadcast(to: selected).copied()
    if source.count == 0 { return result }
    switch value.dtype {
    case .float32:
      try exchange(Float.self, rest, front, offsets, source) { (a: inout Float, b) in a += b }
    case .float64:
      try exchange(Double.self, rest, front, offsets, source) { (a: inout Double, b) in a += b }
    case .int64:
      try exchange(Int64.self, rest, front, offsets, source) { (a: inout Int64, b) in a &+= b }
    case .bfloat16, .int32, .uint8, .bool:
      return try placing(value.to(.float64), at: indices, shape: shape).to(value.dtype)
    }
    return result
  }

  /// Whether no two indices mean one place in memory.
  private var hasOwnElements: Bool {
    isContiguous || zip(shape, strides).allSatisfy { $0 <= 1 || $1 != 0 }
  }

  private func write(_ value: Tensor, at indices: IndexList) throws(TensorError) {
    let selection = try Selection(self, indices.indices)
    if selection.isView {
      try selection.view.write(value)
      return
    }
    let (rest, front, shape, offsets) = try selection.gathered()
    let selected = Array(rest.shape[..<front]) + shape + Array(rest.shape[front...])
    let source = try value.to(dtype).broadcast(to: selected).copied()
    if source.count == 0 { return }
    switch dtype.byteCount {
    case 8: try Tensor.exchange(UInt64.self, rest, front, offsets, source) { $0 = $1 }
    case 4: try Tensor.exchange(UInt32.self, rest, front, offsets, source) { $0 = $1 }
    case 2: try Tensor.exchange(UInt16.self, rest, front, offsets, source) { $0 = $1 }
    default: try Tensor.exchange(UInt8.self, rest, front, offsets, source) { $0 = $1 }
    }
  }
}
