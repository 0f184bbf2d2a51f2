/// A row of the weight for each index: from `(…)` to `(…, dim)`.
///
/// The weight starts from the standard normal distribution. The row of the padding index starts as
/// zeros and gets no gradient.
public final class Embedding: Layer {
  public var weight: Tensor
  public let paddingIndex: Int?

  public init(_ v: Int, _ d: Int, paddingIndex: Int? = nil) {
    var rows = Tensor.randn(v, d)
    if let paddingIndex { rows[paddingIndex] = Tensor.zeros(d) }
    weight = Parameter(rows)
    self.paddingIndex = paddingIndex
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let rows = embedding(x, weight)
    guard let paddingIndex else { return rows }
    return Tensor.where((x .!= paddingIndex).unsqueezed(-1), rows, rows.detached())
  }
}
