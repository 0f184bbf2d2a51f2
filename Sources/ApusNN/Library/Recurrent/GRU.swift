/// A recurrent network with gates (Cho and others 2014), of which one resets the product of the hidden
/// state and its weight: $n_t = \tanh(W_{in} x_t + b_{in} + r_t (W_{hn} h_{t-1} + b_{hn}))$.
///
/// Shapes and `lengths` are those of an `RNN`; the gates stand in the order r, z, n.
public final class GRU: RecurrentLayers {
  public init(
    _ i: Int, _ h: Int, layers: Int = 1, bidirectional: Bool = false, batchFirst: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) {
    super.init(
      i, h, gates: 3, layers: layers, bidirectional: bidirectional, batchFirst: batchFirst,
      dropout: dropout, bias: bias)
  }

  public func callAsFunction(
    _ x: Tensor, _ h: Tensor? = nil, lengths: [Int]? = nil
  ) -> (Tensor, Tensor) {
    let (output, states) = run(x, [h ?? zeroState(for: x)], lengths: lengths)
    return (output, states[0])
  }

  override func step(
    _ x: Tensor, _ states: [Tensor], _ weight: Tensor, _ bias: Tensor?
  ) -> [Tensor] {
    [gruStep(x, states[0], weight, bias)]
  }
}

/// One step of a GRU: from `(batch, inputs)` and `(batch, hidden)` to `(batch, hidden)`.
public final class GRUCell: Module {
  public var weightIH: Tensor
  public var weightHH: Tensor
  public var biasIH: Tensor?
  public var biasHH: Tensor?

  public init(_ i: Int, _ h: Int, bias: Bool = true) {
    weightIH = initialParameter([3 * h, i], inputs: h)
    weightHH = initialParameter([3 * h, h], inputs: h)
    if bias {
      biasIH = initialParameter([3 * h], inputs: h)
      biasHH = initialParameter([3 * h], inputs: h)
    }
  }

  public var stateNames: [String: String] { recurrentCellNames }

  public func callAsFunction(_ x: Tensor, _ h: Tensor? = nil) -> Tensor {
    gruStep(
      linear(x, weightIH, biasIH), h ?? zeroCellState(for: x, weightHH), weightHH, biasHH)
  }
}

/// The new hidden state, from the input times its weight with its bias and the old state.
func gruStep(_ x: Tensor, _ h: Tensor, _ weight: Tensor, _ bias: Tensor?) -> Tensor {
  let inner = linear(h, weight, bias).split(parts: 3, axis: -1)
  let outer = x.split(parts: 3, axis: -1)
  let reset = sigmoid(outer[0] + inner[0])
  let update = sigmoid(outer[1] + inner[1])
  let new = tanh(outer[2] + reset * inner[2])
  return new + update * (h - new)
}
