/// Attention by several heads at once (Vaswani and others 2017), batch first: from queries
/// `(n, l, dim)`, keys and values `(n, s, dim)` to the output `(n, l, dim)` and the weights of each
/// head, `(n, heads, l, s)`.
///
/// A boolean mask is true where a query may attend, a mask of numbers is added to the scores; it is
/// `(l, s)`, `(n, l, s)` or `(n, heads, l, s)`. With `causal`, a query sees only keys up to its own
/// place.
public final class MultiHeadAttention: Module, ModeDependent {
  public var inProjectionWeight: Tensor
  public var inProjectionBias: Tensor?
  public let outProjection: Linear
  public let heads: Int
  public let dropoutShare: Double
  public var isTraining = true

  public init(_ dim: Int, heads: Int, dropout: Double = 0, bias: Bool = true) {
    require(
      heads > 0 && dim % heads == 0, "\(dim) channels cannot be shared among \(heads) heads")
    inProjectionWeight = Parameter(Tensor.xavierUniform([3 * dim, dim]))
    if bias { inProjectionBias = Parameter(Tensor.zeros(3 * dim)) }
    outProjection = Linear(dim, dim, bias: bias)
    outProjection.bias?.update(to: Tensor.zeros(dim))
    self.heads = heads
    dropoutShare = dropout
  }

  public var stateNames: [String: String] {
    [
      "inProjectionWeight": "in_proj_weight", "inProjectionBias": "in_proj_bias",
      "outProjection": "out_proj",
    ]
  }

  public func callAsFunction(
    _ q: Tensor, _ k: Tensor, _ v: Tensor, mask: Tensor? = nil, causal: Bool = false
  ) -> (Tensor, Tensor) {
    let isBatch = q.ndim == 3
    let weight = inProjectionWeight.split(parts: 3, axis: 0)
    let bias = inProjectionBias?.split(parts: 3, axis: 0)
    let queries = byHead(linear(isBatch ? q : q.unsqueezed(0), weight[0], bias?[0]))
    let keys = byHead(linear(isBatch ? k : k.unsqueezed(0), weight[1], bias?[1]))
    let values = byHead(linear(isBatch ? v : v.unsqueezed(0), weight[2], bias?[2]))
    var scores = matmul(queries, keys.transposed(-1, -2)) / Double(queries.dim(-1)).squareRoot()
    if causal {
      let allowed = tril(Tensor.ones(queries.dim(-2), keys.dim(-2))).to(.bool)
      scores = scores.maskedFill(.!allowed, -Double.infinity)
    }
    if let mask {
      let spread = mask.ndim == 3 ? mask.unsqueezed(1) : mask
      scores =
        spread.dtype == .bool ? scores.maskedFill(.!spread, -Double.infinity) : scores + spread
    }
    let shares = softmax(scores, axis: -1)
    let mixed = matmul(dropout(shares, p: dropoutShare, training: isTraining), values)
    let together = mixed.transposed(1, 2).flattened(start: 2)
    let output = outProjection(together)
    return isBatch ? (output, shares) : (output.squeezed(axis: 0), shares.squeezed(axis: 0))
  }

  /// From `(n, l, dim)` to `(n, heads, l, dim / heads)`.
  private func byHead(_ x: Tensor) -> Tensor {
    x.reshaped(x.dim(0), x.dim(1), heads, x.dim(2) / heads).transposed(1, 2)
  }
}
