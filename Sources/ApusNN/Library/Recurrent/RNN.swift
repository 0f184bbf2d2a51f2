/// What an RNN puts its sums through.
public enum Nonlinearity: String {
  case tanh, relu
}

/// A recurrent network, $h_t = \tanh(W_{ih} x_t + b_{ih} + W_{hh} h_{t-1} + b_{hh})$ (Elman 1990).
///
/// From `(steps, batch, inputs)` to all hidden states `(steps, batch, directions · hidden)` and the
/// last ones `(layers · directions, batch, hidden)`; `batchFirst` puts the batch in front of the
/// steps. With `lengths`, each sequence of the batch ends after its own number of steps.
public final class RNN: RecurrentLayers {
  public let nonlinearity: Nonlinearity

  public init(
    _ i: Int, _ h: Int, layers: Int = 1, nonlinearity: Nonlinearity = .tanh,
    bidirectional: Bool = false, batchFirst: Bool = false, dropout: Double = 0,
    bias: Bool = true
  ) {
    self.nonlinearity = nonlinearity
    super.init(
      i, h, gates: 1, layers: layers, bidirectional: bidirectional, batchFirst: batchFirst,
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
    let sum = x + linear(states[0], weight, bias)
    return [nonlinearity == .tanh ? tanh(sum) : relu(sum)]
  }
}

/// One step of an RNN: from `(batch, inputs)` and `(batch, hidden)` to `(batch, hidden)`.
public final class RNNCell: Module {
  public var weightIH: Tensor
  public var weightHH: Tensor
  public var biasIH: Tensor?
  public var biasHH: Tensor?
  public let nonlinearity: Nonlinearity

  public init(
    _ i: Int, _ h: Int, nonlinearity: Nonlinearity = .tanh, bias: Bool = true
  ) {
    weightIH = initialParameter([h, i], inputs: h)
    weightHH = initialParameter([h, h], inputs: h)
    if bias {
      biasIH = initialParameter([h], inputs: h)
      biasHH = initialParameter([h], inputs: h)
    }
    self.nonlinearity = nonlinearity
  }

  public var stateNames: [String: String] { recurrentCellNames }

  public func callAsFunction(_ x: Tensor, _ h: Tensor? = nil) -> Tensor {
    let sum =
      linear(x, weightIH, biasIH)
      + linear(h ?? zeroCellState(for: x, weightHH), weightHH, biasHH)
    return nonlinearity == .tanh ? tanh(sum) : relu(sum)
  }
}
