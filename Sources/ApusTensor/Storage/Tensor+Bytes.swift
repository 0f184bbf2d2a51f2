/// Elements as the bytes that files hold.
extension Tensor {
  /// The elements in row-major order, least significant bytes first.
  package func bytes() throws(TensorError) -> [UInt8] {
    let whole = try contiguous()
    return [UInt8](
      UnsafeRawBufferPointer(
        start: whole.pointer(as: UInt8.self) + (dtype.byteCount - 1) * whole.body.offset,
        count: count &* dtype.byteCount))
  }

  /// A tensor of such bytes, of which there are as many as the shape needs; with the most
  /// significant first if they are said to be `swapped`.
  package init(
    bytes: ArraySlice<UInt8>, shape: [Int], dtype: DType, swapped: Bool = false
  ) throws(TensorError) {
    let result = try Tensor.empty(shape, dtype)
    let width = dtype.byteCount
    guard bytes.count == result.count &* width else {
      throw TensorError("shape", "\(bytes.count) bytes do not fill the shape \(shape)")
    }
    let target = result.pointer(as: UInt8.self)
    for (index, byte) in bytes.enumerated() {
      let place = swapped ? index / width * width + (width - 1 - index % width) : index
      // Any bits but none are true.
      target[place] = dtype == .bool ? (byte == 0 ? 0 : 1) : byte
    }
    self = result
  }
}
