/// Where a tensor came from, for differentiation; the engine only carries it along.
package protocol History: AnyObject, Sendable {
  /// What the target becomes where a value is assigned to some of its elements and either has a
  /// history.
  func assign(
    _ value: Tensor, to target: Tensor, at indices: IndexList
  ) throws(TensorError) -> Tensor
}
