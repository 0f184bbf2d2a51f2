import ApusTensor

/// Gradients of what was recorded, and of functions.
package enum Differentiation {
  /// Adds the gradients of a result to `grad` of the leaves it was computed from.
  ///
  /// Without a cotangent the result is one number. The graph is let go unless it is to be retained.
  /// On an error no gradient has changed.
  package static func backward(
    _ result: Tensor, _ cotangent: Tensor?, retainGraph: Bool
  ) throws(TensorError) {
    guard let root = result.body.variable else {
      throw TensorError.notTracked
    }
    let sweep = try Sweep(from: root)
    try sweep.run(seed(result, cotangent), records: false)
    try sweep.store()
    if !retainGraph { sweep.release() }
  }

  /// The cotangent that the way back starts from.
  private static func seed(
    _ result: Tensor, _ cotangent: Tensor?
  ) throws(TensorError) -> Tensor {
    guard let cotangent else {
      guard result.count == 1 else {
        throw TensorError(
          "not-a-scalar",
          "backward() starts from one number, and this tensor has shape \(result.shape)",
          help: "take its `.sum()` or `.mean()`, or give a cotangent of its shape")
      }
      return try Tensor.full(result.shape, 1, dtype: result.dtype)
    }
    guard cotangent.shape == result.shape else {
      throw TensorError(
        "shape-mismatch",
        "the cotangent has the shape of the tensor, \(result.shape), got \(cotangent.shape)")
    }
    return try cotangent.with(history: nil).to(result.dtype).plain()
  }

  /// A tensor that tracks gradients, with the elements of another; integers become `float32`.
  package static func parameter(_ value: Tensor) throws(TensorError) -> Tensor {
    try value.to(value.dtype.floating).plain().with(history: Variable())
  }

  /// The gradient that `backward` has left.
  package static func gradient(of tensor: Tensor) -> Tensor? {
    tensor.body.variable?.store?.gradient
  }
}

extension TensorError {
  /// Said of a tensor that has no way back.
  static let notTracked = TensorError(
    "not-tracked", "this tensor was not computed from a tensor that tracks gradients",
    help: "make what it is computed from with `Parameter(…)`, outside `noGrad { }`")
}
