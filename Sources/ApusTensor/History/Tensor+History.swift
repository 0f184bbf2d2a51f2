/// Tensors with and without a history, over the same storage.
extension Tensor {
  package var isTracked: Bool { body.history != nil }

  /// The same elements with another history, or none.
  package func with(history: (any History)?) -> Tensor {
    Tensor(
      TensorBody(
        body.storage, shape: shape, strides: strides, offset: body.offset, count: count,
        dtype: dtype, isContiguous: isContiguous, isWeak: body.isWeak, digits: body.digits,
        history: history))
  }

  /// A tensor of this shape, element type and history that holds on to no elements: it reads as
  /// zeros.
  package var hollow: Tensor {
    guard let zero = Storage.zero else { return self }
    return Tensor(
      TensorBody(
        zero, shape: shape, strides: Shape.noStrides(ndim), offset: 0, count: count,
        dtype: dtype, isContiguous: count <= 1, history: body.history))
  }
}

extension Storage {
  /// One element that is zero in every element type.
  fileprivate static let zero: Storage? = {
    guard let storage = try? Storage(byteCount: 8) else { return nil }
    storage.base.initializeMemory(as: UInt64.self, repeating: 0, count: 1)
    return storage
  }()
}

extension Shape {
  /// Strides of zero, for few axes without making them anew.
  fileprivate static func noStrides(_ count: Int) -> [Int] {
    count < zeros.count ? zeros[count] : [Int](repeating: 0, count: count)
  }

  private static let zeros = (0..<8).map { [Int](repeating: 0, count: $0) }
}
