/// Sines and cosines of each place, `(length, dim)`: an even channel holds
/// $\sin(p / 10000^{c/dim})$, the next one the cosine (Vaswani and others 2017).
public func sinusoidalPositions(_ length: Int, _ dim: Int) -> Tensor {
  require(dim % 2 == 0, "sines and cosines fill an even number of channels, got \(dim)")
  let places = Tensor.arange(0, length).to(.float64).unsqueezed(1)
  let channels = Tensor.arange(0, dim, step: 2).to(.float64)
  let angles = places * exp(channels * (-log(10000.0) / Double(dim)))
  return stack([sin(angles), cos(angles)], axis: -1).reshaped(length, dim).to(.float32)
}

/// Adds sines and cosines of the places to `(n, l, dim)`, then drops out.
public final class PositionalEncoding: Layer {
  public let positions: Tensor
  public let dropout: Dropout

  public init(_ dim: Int, maxLength: Int = 5000, dropout: Double = 0.1) {
    positions = Buffer(sinusoidalPositions(maxLength, dim))
    self.dropout = Dropout(dropout)
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    dropout(x + positions[..<x.dim(-2)].to(x.dtype))
  }
}

/// Adds a learned vector for each place to `(n, l, dim)`.
public final class LearnedPositions: Layer {
  public var weight: Tensor

  public init(_ maxLength: Int, _ dim: Int) {
    weight = Parameter(Tensor.randn(maxLength, dim))
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { x + weight[..<x.dim(-2)] }
}

/// Turns pairs of channels by angles that grow with the place (Su and others 2021), `(…, l, dim)`.
///
/// Channel `c` is turned together with channel `c + dim / 2`.
public func rotary(_ x: Tensor, base: Double = 10000, offset: Int = 0) -> Tensor {
  let (length, dim) = (x.dim(-2), x.dim(-1))
  require(dim % 2 == 0, "pairs of channels are turned, got \(dim) channels")
  let places = Tensor.arange(offset, offset + length).to(.float64).unsqueezed(1)
  let channels = Tensor.arange(0, dim, step: 2).to(.float64)
  let half = places * exp(channels * (-log(base) / Double(dim)))
  let angles = concat([half, half], axis: -1)
  let parts = x.split(parts: 2, axis: -1)
  let turned = concat([-parts[1], parts[0]], axis: -1)
  return x * cos(angles).to(x.dtype) + turned * sin(angles).to(x.dtype)
}
