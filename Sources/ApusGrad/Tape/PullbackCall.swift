import ApusTensor

/// What a pullback sees: the recorded call, its results and their cotangents.
package struct PullbackCall {
  let node: Node
  let frame: CallFrame
  let cotangents: [Tensor?]
  /// The cotangent of the first result.
  package let g: Recorded

  init(_ node: Node, _ frame: CallFrame, _ cotangents: [Tensor?]) throws(TensorError) {
    self.node = node
    self.frame = frame
    self.cotangents = cotangents
    g = try PullbackCall.filled(cotangents[0], node.results[0])
  }

  /// The cotangent of a result, zeros where nothing came of the result.
  package func g(_ index: Int) throws(TensorError) -> Recorded {
    try PullbackCall.filled(cotangents[index], node.results[index])
  }

  package var resultCount: Int { node.results.count }

  private static func filled(
    _ cotangent: Tensor?, _ result: Tensor
  ) throws(TensorError) -> Recorded {
    if let cotangent { return Recorded(cotangent) }
    return Recorded(try Tensor.zeros(result.shape, dtype: result.dtype))
  }

  /// A tensor argument.
  package func x(_ index: Int = 0) -> Recorded { Recorded(call.tensor(index)) }

  /// A tensor argument in the element type of the result.
  package func wide(_ index: Int) throws(TensorError) -> Recorded {
    try x(index).to(node.results[0].dtype)
  }

  /// The tensors of a list argument.
  package func xs(_ index: Int) -> [Recorded] { call.tensors(index).map { Recorded($0) } }

  /// The first result.
  package var y: Recorded { y(0) }

  /// A result.
  package func y(_ index: Int) -> Recorded {
    Recorded(node.results[index].with(history: Variable(node, index)))
  }

  package func shape(_ index: Int = 0) -> [Int] { call.tensor(index).shape }

  /// The arguments that are no tensors.
  package var call: Call { frame.call }
}
