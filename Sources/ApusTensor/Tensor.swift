/// An n-dimensional array of numbers with value semantics.
package struct Tensor: @unchecked Sendable {
  /// The one reference a tensor consists of, so that a register of the machine can hold it.
  package var body: TensorBody

  package init(_ body: TensorBody) {
    self.body = body
  }

  package var shape: [Int] { body.shape }
  package var strides: [Int] { body.strides }
  package var ndim: Int { body.shape.count }
  package var count: Int { body.count }
  package var dtype: DType { body.dtype }
  package var isContiguous: Bool { body.isContiguous }

  /// What messages say about it: `Float64 [5, 6]`.
  package var describe: String { "\(dtype.typeName) \(shape)" }
}

extension Tensor {
  /// A tensor of its own storage whose elements are not initialised.
  static func empty(_ shape: [Int], _ dtype: DType) throws(TensorError) -> Tensor {
    let count = try Shape.count(shape)
    return try empty(
      shape, strides: Shape.contiguousStrides(shape), count: count, dtype)
  }

  /// As above, of the shape of another, whose strides it shares where they are row-major.
  static func empty(like other: Tensor, _ dtype: DType) throws(TensorError) -> Tensor {
    let body = other.body
    let strides =
      Shape.isRowMajor(body.shape, body.strides)
      ? body.strides : Shape.contiguousStrides(body.shape)
    return try empty(body.shape, strides: strides, count: body.count, dtype)
  }

  /// As above, for a caller that has the row-major strides and the count at hand.
  static func empty(
    _ shape: [Int], strides: [Int], count: Int, _ dtype: DType
  ) throws(TensorError) -> Tensor {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: dtype.byteCount)
    guard !overflow else { throw .memory(byteCount: Int.max) }
    return Tensor(
      TensorBody(
        try Storage(byteCount: bytes), shape: shape, strides: strides, offset: 0, count: count,
        dtype: dtype, isContiguous: true))
  }

  /// A tensor over the same storage.
  func view(shape: [Int], strides: [Int], offset: Int) -> Tensor {
    Tensor(
      TensorBody(
        body.storage, shape: shape, strides: strides, offset: offset,
        count: shape.reduce(1, *), dtype: dtype,
        isContiguous: Shape.isContiguous(shape, strides)))
  }

  /// Where the element of index zero lies; the tensor must outlive the pointer's use.
  @inline(__always)
  func pointer<T>(as type: T.Type = T.self) -> UnsafeMutablePointer<T> {
    (body.storage.base + body.offset &* MemoryLayout<T>.stride).assumingMemoryBound(to: type)
  }
}
