/// A recurrent network with a cell state behind gates (Hochreiter and Schmidhuber 1997):
/// $c_t = f_t c_{t-1} + i_t g_t$ and $h_t = o_t \tanh c_t$.
///
/// The output is that of an `RNN`, with the last hidden states and the last cell states. Shapes and
/// `lengths` are those of an `RNN`; the gates stand in the order i, f, g, o.
public final class LSTM: RecurrentLayers {
  public init(
    _ i: Int, _ h: Int, layers: Int = 1, bidirectional: Bool = false, batchFirst: Bool = false,
    dropout: Double = 0, bias: Bool = true
  ) {
    super.init(
      i, h, gates: 4, layers: layers, bidirectional: bidirectional, batchFirst: batchFirst,
      dropout: dropout, bias: bias)
  }

  public func callAsFunction(
    _ x: Tensor, _ state: (Tensor, Tensor)? = nil, lengths: [Int]? = nil
  ) -> (Tensor, (Tensor, Tensor)) {
    let (h, c) = state ?? (zeroState(for: x), zeroState(for: x))
    let (output, states) = run(x, [h, c], lengths: lengths)
    return (output, (states[0], states[1]))
  }

  override func step(
    _ x: Tensor, _ states: [Tensor], _ weight: Tensor, _ bias: Tensor?
  ) -> [Tensor] {
    lstmStep(x, states[0], states[1], weight, bias)
  }
}

/// One step of an LSTM: from `(batch, inputs)`, the hidden state and the cell state, both
/// `(batch, hidden)`, to the new ones.
public final class LSTMCell: Module {
  public var weightIH: Tensor
  public var weightHH: Tensor
  public var biasIH: Tensor?
  public var biasHH: Tensor?

  public init(_ i: Int, _ h: Int, bias: Bool = true) {
    weightIH = initialParameter([4 * h, i], inputs: h)
    weightHH = initialParameter([4 * h, h], inputs: h)
    if bias {
      biasIH = initialParameter([4 * h], inputs: h)
      biasHH = initialParameter([4 * h], inputs: h)
    }
  }

  public var stateNames: [String: String] { recurrentCellNames }

  public func callAsFunction(_ x: Tensor, _ state: (Tensor, Tensor)? = nil) -> (Tensor, Tensor) {
    let zero = zeroCellState(for: x, weightHH)
    let (h, c) = state ?? (zero, zero)
    let next = lstmStep(linear(x, weightIH, biasIH), h, c, weightHH, biasHH)
    return (next[0], next[1])
  }
}

/// The new hidden state and cell state, from the input times its weight with its bias.
func lstmStep(
  _ x: Tensor, _ h: Tensor, _ c: Tensor, _ weight: Tensor, _ bias: Tensor?
) -> [Tensor] {
  let gates = (x + linear(h, weight, bias)).split(parts: 4, axis: -1)
  let cell = sigmoid(gates[1]) * c + sigmoid(gates[0]) * tanh(gates[2])
  return [sigmoid(gates[3]) * tanh(cell), cell]
}
