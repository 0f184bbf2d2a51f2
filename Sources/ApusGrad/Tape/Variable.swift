import ApusTensor

/// A tensor's place on the tape: a leaf, which collects its gradient, or a result of a recorded call.
final class Variable: History, @unchecked Sendable {
  /// The call that made it; nil for a leaf.
  private(set) var node: Node?
  /// Which of the call's results it is.
  let index: Int
  /// Where its gradient is put, if anywhere.
  private(set) var store: GradientStore?

  /// What looks at the gradient of a leaf.
  private var own: [GradientWatcher] = []

  /// Whether it is tracked when it is not frozen.
  let isTrained: Bool

  /// A result of a call.
  init(_ node: Node, _ index: Int) {
    self.node = node
    self.index = index
    isTrained = true
  }

  /// A leaf: a parameter, or a buffer, which is not trained.
  init(isTrained: Bool = true) {
    node = nil
    index = 0
    self.isTrained = isTrained
    store = GradientStore()
  }

  var isLeaf: Bool { node == nil }

  /// Makes `backward` put the gradient of a result into `grad` too.
  func retainGradient() {
    guard let node, store == nil else { return }
    let store = GradientStore()
    self.store = store
    node.stores[index] = store
  }

  /// Shows its gradient to a function whenever a way back has found it.
  func watch(_ watcher: @escaping GradientWatcher) {
    if let node { node.watchers[index, default: []].append(watcher) } else { own.append(watcher) }
  }

  /// What looks at its gradient.
  var watchers: [GradientWatcher] { node.map { $0.watchers[index] ?? [] } ?? own }

  /// Takes the call away, so that it can be let go by someone else.
  func takeNode() -> Node? {
    defer { node = nil }
    return node
  }

  /// Records the assignment as the call of a row, or changes a leaf while recording is paused.
  func assign(
    _ value: Tensor, to target: Tensor, at indices: IndexList
  ) throws(TensorError) -> Tensor {
    guard Recording.isOn else {
      let changed = try target.assigning(value, at: indices)
      guard target.body.reference != nil else { return changed }
      try target.body.replaceElements(by: changed)
      return target
    }
    if let variable = target.body.variable, variable.isLeaf {
      throw TensorError(
        "leaf-assignment",
        "elements of a parameter cannot be assigned while gradients are recorded",
        operation: "subscript", operands: [0: target.describe],
        help: "assign inside `noGrad { }`, or to the result of an operation on it")
    }
    return try Recorded(target).assigning(Recorded(value), at: indices).tensor
  }
}

extension TensorBody {
  /// The place on the tape of a tensor that has one.
  var variable: Variable? { history as? Variable }

  /// What a parameter or a buffer is, tracked or not.
  var leaf: Variable? { reference as? Variable }
}
