/// While it is trained, each element is zero with probability `p`, and the others grow by
/// $1/(1-p)$; otherwise the input itself.
public final class Dropout: Layer, ModeDependent {
  public let p: Double
  public var isTraining = true

  public init(_ p: Double = 0.5) {
    self.p = p
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { dropout(x, p: p, training: isTraining) }
}
