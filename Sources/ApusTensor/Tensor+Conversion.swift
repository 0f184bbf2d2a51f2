/// Element types and memory layout.
extension Tensor {
  /// The same values in another element type; itself where that is its own.
  ///
  /// A literal's written digits count for `float64`.
  package func to(_ target: DType) throws(TensorError) -> Tensor {
    if target == dtype { return self }
    if let digits = body.digits, target == .float64 {
      let result = try Tensor.empty(shape, .float64)
      digits.withUnsafeBufferPointer { source in
        guard let base = source.baseAddress else { return }
        result.pointer(as: Double.self).update(from: base, count: digits.count)
      }
      return result
    }
    switch target {
    case .float32: return try converted(to: Float.self)
    case .float64: return try converted(to: Double.self)
    case .bfloat16: return try converted(to: BFloat16.self)
    case .int64: return try converted(to: Int64.self)
    case .int32: return try converted(to: Int32.self)
    case .uint8: return try converted(to: UInt8.self)
    case .bool: return try converted(to: Bool.self)
    }
  }

  private func converted<U: Element>(to: U.Type) throws(TensorError) -> Tensor {
    switch dtype {
    case .float32: try map(Float.self, U.self) { U(element: $0) }
    case .float64: try map(Double.self, U.self) { U(element: $0) }
    case .bfloat16: try map(BFloat16.self, U.self) { U(element: $0) }
    case .int64: try map(Int64.self, U.self) { U(element: $0) }
    case .int32: try map(Int32.self, U.self) { U(element: $0) }
    case .uint8: try map(UInt8.self, U.self) { U(element: $0) }
    case .bool: try map(Bool.self, U.self) { U(element: $0) }
    }
  }

  /// The same elements in row-major order without gaps; itself where they lie so.
  package func contiguous() throws(TensorError) -> Tensor {
    isContiguous ? self : try copied()
  }

  /// The same elements in storage of their own.
  func copied() throws(TensorError) -> Tensor {
    switch dtype.byteCount {
    case 8: try copied(UInt64.self)
    case 4: try copied(UInt32.self)
    case 2: try copied(UInt16.self)
    default: try copied(UInt8.self)
    }
  }

  private func copied<Word: BitwiseCopyable>(_: Word.Type) throws(TensorError) -> Tensor {
    let result = try Tensor.empty(shape, dtype)
    if count == 0 { return result }
    let source = pointer(as: Word.self)
    var target = result.pointer(as: Word.self)
    if isContiguous {
      target.update(from: source, count: count)
      return result
    }
    var walk = Walk(shape, [strides])
    var poll = Poll()
    let step = walk.steps[0]
    repeat {
      let row = source + walk.offsets[0]
      if step == 1 {
        target.update(from: row, count: walk.count)
      } else {
        for i in 0..<walk.count { target[i] = row[i &* step] }
      }
      target += walk.count
      try poll.did(walk.count)
    } while walk.advance()
    return result
  }

  /// Itself as a result: no longer weak, and unless asked for without a literal's digits.
  package func plain(keepingDigits: Bool = false) throws(TensorError) -> Tensor {
    guard body.isWeak || body.digits != nil && !keepingDigits else { return self }
    return Tensor(
      TensorBody(
        body.storage, shape: shape, strides: strides, offset: body.offset, count: count,
        dtype: dtype, isContiguous: isContiguous, digits: keepingDigits ? body.digits : nil))
  }
}
