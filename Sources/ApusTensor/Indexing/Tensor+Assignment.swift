import ApusValue

/// Writing through subscripts.
extension Tensor {
  /// Writes a value to what the indices select of the tensor in a slot of the machine.
  ///
  /// The value broadcasts and takes the tensor's element type. The elements change in place if the
  /// slot's reference is the only one to them, else in a copy that then is in the slot.
  package static func assign(
    to slot: inout AnyObject?, indices: IndexList, value: Tensor
  ) throws(TensorError) {
    guard var body = slot as? TensorBody else {
      throw TensorError("index", "only a tensor can be assigned to through a subscript")
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
    default: try Tensor.exchange(UInt8.self, rest, front, offsets, source) { $0 = $1 }
    }
  }
}
