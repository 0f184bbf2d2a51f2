/// An n-dimensional array of numbers with value semantics.
package struct Tensor: @unchecked Sendable {
  /// The one reference a tensor consists of, so that a register of the machine can hold it.
  package var body: TensorBody

  package init(_ body: TensorBody) {
    self.body = body
  }
}

/// What a tensor refers to: storage, shape, strides, offset, element type.
package final class TensorBody {
}
