/// PyTorch's names for the weights of a cell.
let recurrentCellNames = [
  "weightIH": "weight_ih", "weightHH": "weight_hh", "biasIH": "bias_ih", "biasHH": "bias_hh",
]

/// The state of a cell that has seen nothing, for an input `(batch, inputs)` or `(inputs)`.
func zeroCellState(for x: Tensor, _ weight: Tensor) -> Tensor {
  let shape = x.ndim == 1 ? [weight.dim(1)] : [x.dim(0), weight.dim(1)]
  return Tensor.zeros(shape, dtype: weight.dtype)
}
