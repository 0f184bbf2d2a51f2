/// The elements that a layer's weight or bias starts with: uniform within one over the root of the
/// number of inputs, as PyTorch has them.
func initialParameter(_ shape: [Int], inputs: Int) -> Tensor {
  let bound = inputs > 0 ? 1 / Double(inputs).squareRoot() : 0
  return Parameter(Tensor.uniform(-1..<1, shape) * bound)
}
