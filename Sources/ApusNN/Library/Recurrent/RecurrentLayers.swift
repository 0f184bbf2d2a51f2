/// What RNN, GRU and LSTM have in common: layers over a sequence, each in one direction or in both.
///
/// The weights of a layer's direction are four: of the input, of the hidden state, and a bias with
/// each, by PyTorch's names and in its order of gates; two where there is no bias.
public class RecurrentLayers: Module, ModeDependent {
  public let weights: [Tensor]
  public let hidden: Int
  public let layers: Int
  public let isBidirectional: Bool
  public let batchFirst: Bool
  public let dropoutShare: Double
  public let hasBias: Bool
  public var isTraining = true

  init(
    _ i: Int, _ h: Int, gates: Int, layers: Int, bidirectional: Bool, batchFirst: Bool,
    dropout: Double, bias: Bool
  ) {
    require(layers > 0, "a recurrent network has at least one layer, got \(layers)")
    var made: [Tensor] = []
    let directions = bidirectional ? 2 : 1
    for layer in 0..<layers {
      for _ in 0..<directions {
        made.append(initialParameter([gates * h, layer == 0 ? i : h * directions], inputs: h))
        made.append(initialParameter([gates * h, h], inputs: h))
        if bias {
          made.append(initialParameter([gates * h], inputs: h))
          made.append(initialParameter([gates * h], inputs: h))
        }
      }
    }
    weights = made
    hidden = h
    self.layers = layers
    isBidirectional = bidirectional
    self.batchFirst = batchFirst
    dropoutShare = dropout
    hasBias = bias
  }

  /// How many weights a layer's direction has.
  private var count: Int { hasBias ? 4 : 2 }

  public var stateNames: [String: String] {
    var names: [String: String] = [:]
    let parts = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    for index in weights.indices {
      let direction = index / count
      let layer = isBidirectional ? direction / 2 : direction
      let suffix = isBidirectional && direction % 2 == 1 ? "_reverse" : ""
      names["weights.\(index)"] = "\(parts[index % count])_l\(layer)\(suffix)"
    }
    return names
  }

  /// The states of one direction after a step, the first being the hidden state.
  ///
  /// `x` is the input times its weight, with its bias.
  func step(_ x: Tensor, _ states: [Tensor], _ weight: Tensor, _ bias: Tensor?) -> [Tensor] {
    states
  }

  /// Goes over a sequence; the states are those of all layers and directions.
  func run(
    _ x: Tensor, _ states: [Tensor], lengths: [Int]?
  ) -> (output: Tensor, states: [Tensor]) {
    require(
      x.ndim == 3 || x.ndim == 2,
      "a recurrent network takes a sequence (steps, inputs) or a batch of them, got \(x.shape)")
    let isBatch = x.ndim == 3
    var input = isBatch ? (batchFirst ? x.transposed(0, 1) : x) : x.unsqueezed(1)
    let batch = input.dim(1)
    let directions = isBidirectional ? 2 : 1
    var first: [Tensor] = []
    for state in states { first.append(isBatch ? state : state.unsqueezed(1)) }
    for state in first {
      require(
        state.shape == [layers * directions, batch, hidden],
        "the state has shape \([layers * directions, batch, hidden]), got \(state.shape)")
    }
    var last: [[Tensor]] = []
    for layer in 0..<layers {
      var outputs: [Tensor] = []
      for direction in 0..<directions {
        let place = layer * directions + direction
        let (output, end) = run(
          input, first.map { $0[place] }, place, isReverse: direction == 1, lengths)
        outputs.append(output)
        last.append(end)
      }
      input = outputs.count == 1 ? outputs[0] : concat(outputs, axis: -1)
      if dropoutShare > 0, layer < layers - 1 {
        input = dropout(input, p: dropoutShare, training: isTraining)
      }
    }
    var ends: [Tensor] = []
    for index in states.indices {
      let end = stack(last.map { $0[index] })
      ends.append(isBatch ? end : end.squeezed(axis: 1))
    }
    guard isBatch else { return (input.squeezed(axis: 1), ends) }
    return (batchFirst ? input.transposed(0, 1) : input, ends)
  }

  /// Goes over a sequence in one direction; behind the end of a shorter one nothing changes, and
  /// the output is zero.
  private func run(
    _ x: Tensor, _ states: [Tensor], _ place: Int, isReverse: Bool, _ lengths: [Int]?
  ) -> (Tensor, [Tensor]) {
    let own = weights[(count * place)..<(count * (place + 1))].map { $0 }
    let projected = linear(x, own[0], hasBias ? own[2] : nil)
    let (weight, bias) = (own[1], hasBias ? own[3] : nil)
    let steps = x.dim(0)
    var now = states
    var outputs: [Tensor] = []
    for index in 0..<steps {
      let time = isReverse ? steps - 1 - index : index
      let next = step(projected[time], now, weight, bias)
      if let lengths {
        let isInside = Tensor(lengths.map { time < $0 ? 1 : 0 }).to(.bool).unsqueezed(1)
        var kept: [Tensor] = []
        for part in next.indices { kept.append(Tensor.where(isInside, next[part], now[part])) }
        now = kept
        outputs.append(Tensor.where(isInside, next[0], Tensor.zeros(1, dtype: next[0].dtype)))
      } else {
        now = next
        outputs.append(next[0])
      }
    }
    if isReverse { outputs.reverse() }
    return (outputs.isEmpty ? x[..., ..<0] : stack(outputs), now)
  }

  /// States of zeros, where none are given.
  func zeroState(for x: Tensor) -> Tensor {
    let directions = isBidirectional ? 2 : 1
    if x.ndim == 2 { return Tensor.zeros(layers * directions, hidden, dtype: weights[0].dtype) }
    let batch = batchFirst ? x.dim(0) : x.dim(1)
    return Tensor.zeros(layers * directions, batch, hidden, dtype: weights[0].dtype)
  }
}
