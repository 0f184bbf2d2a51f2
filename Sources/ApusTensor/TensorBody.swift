/// What a tensor refers to: storage, shape, strides, offset, element type.
///
/// Shape and strides count elements, not bytes. A body never changes, but for its storage's
/// contents while both are referenced once, and where it is a reference.
package final class TensorBody: @unchecked Sendable {
  package internal(set) var storage: Storage
  package let shape: [Int]
  package let strides: [Int]
  package let offset: Int
  package let count: Int
  package private(set) var dtype: DType
  /// Whether elements lie in row-major order without gaps.
  package let isContiguous: Bool
  /// Whether it is a scalar that takes the other operand's element type.
  package let isWeak: Bool
  /// The values of a literal as they were written, in row-major order.
  package let digits: [Double]?
  /// Where it came from, if that is recorded; taken away only where the tensor is let go.
  package var history: (any History)?
  /// What makes it a reference, such as a parameter, whose changes all who hold it see.
  ///
  /// The elements of a reference are contiguous, from the start of the storage.
  package private(set) var reference: AnyObject?

  init(
    _ storage: Storage, shape: [Int], strides: [Int], offset: Int, count: Int, dtype: DType,
    isContiguous: Bool, isWeak: Bool = false, digits: [Double]? = nil, history: (any History)? = nil
  ) {
    self.storage = storage
    self.shape = shape
    self.strides = strides
    self.offset = offset
    self.count = count
    self.dtype = dtype
    self.isContiguous = isContiguous
    self.isWeak = isWeak
    self.digits = digits
    self.history = history
  }

  /// A body of these elements that is a reference.
  package init(_ tensor: Tensor, reference: AnyObject) throws(TensorError) {
    let body = try tensor.copied().body
    storage = body.storage
    shape = body.shape
    strides = body.strides
    offset = body.offset
    count = body.count
    dtype = body.dtype
    isContiguous = body.isContiguous
    isWeak = false
    digits = nil
    history = nil
    self.reference = reference
  }

  /// Gives a reference other elements, of any element type; the old ones stay with whoever has
  /// taken them up.
  package func replaceElements(by tensor: Tensor) throws(TensorError) {
    let isWhole = tensor.isContiguous && tensor.body.offset == 0
    storage = try isWhole ? tensor.body.storage : tensor.copied().body.storage
    dtype = tensor.dtype
  }
}
