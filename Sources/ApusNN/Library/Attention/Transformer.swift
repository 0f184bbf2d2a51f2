/// The function between the two maps of a transformer's feed-forward part.
public enum Activation: String {
  case relu, gelu
}

/// Two linear maps with an activation between them, at each place by itself.
func feedForward(
  _ x: Tensor, _ first: Linear, _ second: Linear, _ dropout: Dropout, _ activation: Activation
) -> Tensor {
  let inner = first(x)
  return second(dropout(activation == .relu ? relu(inner) : gelu(inner)))
}

/// A layer of a transformer's encoder (Vaswani and others 2017), batch first: attention to itself and a
/// feed-forward part, each added to its input and normalised, or with `normFirst` normalised before.
public final class TransformerEncoderLayer: Module {
  public let selfAttention: MultiHeadAttention
  public let linear1: Linear
  public let linear2: Linear
  public let norm1: LayerNorm
  public let norm2: LayerNorm
  public let dropout: Dropout
  public let dropout1: Dropout
  public let dropout2: Dropout
  public let activation: Activation
  public let normFirst: Bool

  public init(
    _ dim: Int, heads: Int, ff: Int, dropout: Double = 0.1, activation: Activation = .relu,
    normFirst: Bool = false, bias: Bool = true
  ) {
    selfAttention = MultiHeadAttention(dim, heads: heads, dropout: dropout, bias: bias)
    linear1 = Linear(dim, ff, bias: bias)
    linear2 = Linear(ff, dim, bias: bias)
    norm1 = LayerNorm(dim, bias: bias)
    norm2 = LayerNorm(dim, bias: bias)
    self.dropout = Dropout(dropout)
    dropout1 = Dropout(dropout)
    dropout2 = Dropout(dropout)
    self.activation = activation
    self.normFirst = normFirst
  }

  public var stateNames: [String: String] { ["selfAttention": "self_attn"] }

  public func callAsFunction(
    _ x: Tensor, mask: Tensor? = nil, causal: Bool = false
  ) -> Tensor {
    if normFirst {
      let attended = x + attend(norm1(x), mask, causal)
      return attended + transform(norm2(attended))
    }
    let attended = norm1(x + attend(x, mask, causal))
    return norm2(attended + transform(attended))
  }

  private func attend(_ x: Tensor, _ mask: Tensor?, _ causal: Bool) -> Tensor {
    dropout1(selfAttention(x, x, x, mask: mask, causal: causal).0)
  }

  private func transform(_ x: Tensor) -> Tensor {
    dropout2(feedForward(x, linear1, linear2, dropout, activation))
  }
}

/// Encoder layers one after the other, `(n, l, dim)` to `(n, l, dim)`.
public final class TransformerEncoder: Module {
  public let layers: [TransformerEncoderLayer]

  public init(
    layers: Int, dim: Int, heads: Int, ff: Int, dropout: Double = 0.1,
    activation: Activation = .relu, normFirst: Bool = false, bias: Bool = true
  ) {
    self.layers = (0..<layers).map { _ in
      TransformerEncoderLayer(
        dim, heads: heads, ff: ff, dropout: dropout, activation: activation, normFirst: normFirst,
        bias: bias)
    }
  }

  public func callAsFunction(
    _ x: Tensor, mask: Tensor? = nil, causal: Bool = false
  ) -> Tensor {
    var result = x
    for layer in layers { result = layer(result, mask: mask, causal: causal) }
    return result
  }
}

/// A layer of a transformer's decoder (Vaswani and others 2017), batch first: attention to itself, then
/// to what the encoder has made, then a feed-forward part.
public final class TransformerDecoderLayer: Module {
  public let selfAttention: MultiHeadAttention
  public let crossAttention: MultiHeadAttention
  public let linear1: Linear
  public let linear2: Linear
  public let norm1: LayerNorm
  public let norm2: LayerNorm
  public let norm3: LayerNorm
  public let dropout: Dropout
  public let dropout1: Dropout
  public let dropout2: Dropout
  public let dropout3: Dropout
  public let activation: Activation
  public let normFirst: Bool

  public init(
    _ dim: Int, heads: Int, ff: Int, dropout: Double = 0.1, activation: Activation = .relu,
    normFirst: Bool = false, bias: Bool = true
  ) {
    selfAttention = MultiHeadAttention(dim, heads: heads, dropout: dropout, bias: bias)
    crossAttention = MultiHeadAttention(dim, heads: heads, dropout: dropout, bias: bias)
    linear1 = Linear(dim, ff, bias: bias)
    linear2 = Linear(ff, dim, bias: bias)
    norm1 = LayerNorm(dim, bias: bias)
    norm2 = LayerNorm(dim, bias: bias)
    norm3 = LayerNorm(dim, bias: bias)
    self.dropout = Dropout(dropout)
    dropout1 = Dropout(dropout)
    dropout2 = Dropout(dropout)
    dropout3 = Dropout(dropout)
    self.activation = activation
    self.normFirst = normFirst
  }

  public var stateNames: [String: String] {
    ["selfAttention": "self_attn", "crossAttention": "multihead_attn"]
  }

  public func callAsFunction(
    _ x: Tensor, memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil,
    causal: Bool = false
  ) -> Tensor {
    if normFirst {
      let inner = norm1(x)
      let first = x + dropout1(selfAttention(inner, inner, inner, mask: mask, causal: causal).0)
      let second =
        first + dropout2(crossAttention(norm2(first), memory, memory, mask: memoryMask).0)
      return second + transform(norm3(second))
    }
    let first = norm1(x + dropout1(selfAttention(x, x, x, mask: mask, causal: causal).0))
    let second = norm2(first + dropout2(crossAttention(first, memory, memory, mask: memoryMask).0))
    return norm3(second + transform(second))
  }

  private func transform(_ x: Tensor) -> Tensor {
    dropout3(feedForward(x, linear1, linear2, dropout, activation))
  }
}

/// Decoder layers one after the other.
public final class TransformerDecoder: Module {
  public let layers: [TransformerDecoderLayer]

  public init(
    layers: Int, dim: Int, heads: Int, ff: Int, dropout: Double = 0.1,
    activation: Activation = .relu, normFirst: Bool = false, bias: Bool = true
  ) {
    self.layers = (0..<layers).map { _ in
      TransformerDecoderLayer(
        dim, heads: heads, ff: ff, dropout: dropout, activation: activation, normFirst: normFirst,
        bias: bias)
    }
  }

  public func callAsFunction(
    _ x: Tensor, memory: Tensor, mask: Tensor? = nil, memoryMask: Tensor? = nil,
    causal: Bool = false
  ) -> Tensor {
    var result = x
    for layer in layers {
      result = layer(result, memory: memory, mask: mask, memoryMask: memoryMask, causal: causal)
    }
    return result
  }
}
