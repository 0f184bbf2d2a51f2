/// Numbers from tensors.
extension Tensor {
  /// The only element; throws `shape` where there is not exactly one.
  package func item() throws(TensorError) -> Double {
    guard count == 1 else {
      throw TensorError(
        "shape",
        "item() is for a tensor with one element, and this one has "
          + TensorError.counted(count, "element", "elements"))
    }
    return dtype == .float32 ? Double(pointer(as: Float.self)[0]) : first(as: Double.self)
  }

  /// All elements in row-major order, as they are stored.
  package func doubles() -> [Double] {
    switch dtype {
    case .float32: return elements(Float.self).map { Double($0) }
    case .float64: return elements(Double.self)
    case .bfloat16: return elements(BFloat16.self).map { $0.asDouble }
    case .int64: return elements(Int64.self).map { Double($0) }
    case .int32: return elements(Int32.self).map { Double($0) }
    case .uint8: return elements(UInt8.self).map { Double($0) }
    case .bool: return elements(Bool.self).map { $0 ? 1 : 0 }
    }
  }

  /// All elements in row-major order, as their own type `T`.
  func elements<T: Element>(_: T.Type) -> [T] {
    guard count > 0 else { return [] }
    let source = pointer(as: T.self)
    if isContiguous { return Array(UnsafeBufferPointer(start: source, count: count)) }
    var result: [T] = []
    result.reserveCapacity(count)
    var walk = Walk(shape, [strides])
    repeat {
      let row = source + walk.offsets[0]
      for i in 0..<walk.count { result.append(row[i &* walk.steps[0]]) }
    } while walk.advance()
    return result
  }

  /// All elements as integers in row-major order; floating-point ones toward zero.
  package func integers() throws(TensorError) -> [Int] {
    try to(.int64).elements(Int64.self).map { Int($0) }
  }
}
