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
    let variable = Variable()
    let body = try TensorBody(value.to(value.dtype.floating).plain(), reference: variable)
    body.history = variable
    return Tensor(body)
  }

  /// A tensor that belongs to a module's state without being trained.
  package static func buffer(_ value: Tensor) throws(TensorError) -> Tensor {
    Tensor(try TensorBody(value.plain(), reference: Variable(isTrained: false)))
  }

  /// Whether gradients of a parameter are tracked from now on.
  static func track(_ parameter: Tensor, _ isTracked: Bool) {
    guard let leaf = parameter.body.leaf, leaf.isTrained else { return }
    parameter.body.history = isTracked ? leaf : nil
  }

  /// Gives a parameter or a buffer other elements, outside the tape.
  ///
  /// Throws `shape-mismatch` where the new elements do not broadcast to its shape.
  static func update(_ target: Tensor, to value: Tensor) throws(TensorError) {
    guard target.body.reference != nil else {
      throw .notAReference
    }
    let value = try value.with(history: nil).plain().to(target.dtype)
    guard value.shape == target.shape else {
      throw TensorError(
        "shape-mismatch",
        "a tensor of shape \(target.shape) cannot take elements of shape \(value.shape)")
    }
    try target.body.replaceElements(by: value)
  }

  /// Gives the elements of a parameter or a buffer another type.
  ///
  /// Throws `dtype` where a parameter would have a type without gradients.
  static func convert(_ target: Tensor, to dtype: DType) throws(TensorError) {
    guard let leaf = target.body.leaf else { throw .notAReference }
    guard dtype.isFloat || !leaf.isTrained else {
      throw TensorError(
        "dtype", "a parameter cannot be of \(dtype.typeName), which has no gradients")
    }
    leaf.store?.clear()
    try target.body.replaceElements(by: target.with(history: nil).to(dtype))
  }

  /// Puts another gradient in the place of what `backward` has left, or none.
  ///
  /// Throws `shape-mismatch` where it is not of the tensor's shape.
  static func setGradient(of tensor: Tensor, to gradient: Tensor?) throws(TensorError) {
    guard let store = (tensor.body.leaf ?? tensor.body.variable)?.store else {
      throw TensorError.notTracked
    }
    guard let gradient else { return store.clear() }
    guard gradient.shape == tensor.shape else {
      throw TensorError(
        "shape-mismatch",
        "the gradient of a tensor of shape \(tensor.shape) cannot have shape \(gradient.shape)")
    }
    store.clear()
    try store.add(gradient.with(history: nil).plain().to(tensor.dtype))
  }

  /// The gradient that `backward` has left.
  package static func gradient(of tensor: Tensor) -> Tensor? {
    (tensor.body.variable ?? tensor.body.leaf)?.store?.gradient
  }

  /// Shows the gradient of a tensor to a function whenever a way back has found it whole.
  ///
  /// Throws `not-tracked` for a tensor that has no gradient.
  package static func watch(
    _ tensor: Tensor, _ watcher: @escaping GradientWatcher
  ) throws(TensorError) {
    guard let variable = tensor.body.variable else { throw TensorError.notTracked }
    variable.watch(watcher)
  }
}

extension TensorError {
  /// Said of a tensor that is a value.
  static let notAReference = TensorError(
    "not-a-reference", "only a parameter or a buffer can be updated where it is",
    help: "make it with `Parameter(…)` or `Buffer(…)`, or assign to the variable")

  /// Said of a tensor that has no way back.
  static let notTracked = TensorError(
    "not-tracked", "this tensor was not computed from a tensor that tracks gradients",
    help: "make what it is computed from with `Parameter(…)`, outside `noGrad { }`")
}

/// What the language does with tensors beside calling rows.
extension Differentiation {
  /// The parts of a literal as one tensor.
  package static func stacked(_ parts: [Tensor]) throws(TensorError) -> Tensor {
    guard parts.contains(where: \.isTracked) else { return try Tensor.stack(parts, axis: 0) }
    return try Recorded.call(Rows.stack, .tensors(parts.map { Recorded($0) }), .int(0)).tensor
  }

  /// The parts of a tensor along its first axis, as a loop goes over them.
  ///
  /// Throws `rank` where it has none.
  package static func rows(of tensor: Tensor) throws(TensorError) -> [Tensor] {
    guard tensor.ndim > 0 else {
      throw TensorError("rank", "a tensor without axes has no rows to go over")
    }
    let frame = CallFrame(count: 1)
    frame.registers.objects[0] = tensor.body
    return try Catalogue.unstacking.recorded(frame) as? [Tensor] ?? []
  }

  /// What a variable holds after `x -= …`: the new elements; a parameter or a buffer, while its
  /// changes are not recorded, is still what it was, and all who hold it see them.
  package static func updated(_ old: Tensor, to new: Tensor) throws(TensorError) -> Tensor {
    guard old.body.reference != nil, !new.isTracked, !old.isTracked || !Recording.isOn,
      old.shape == new.shape, old.dtype == new.dtype
    else { return new }
    try old.body.replaceElements(by: new)
    return old
  }
}
