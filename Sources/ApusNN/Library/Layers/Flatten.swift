/// All axes from one on as one: from `(n, …)` to `(n, count)`.
public final class Flatten: Layer {
  public let start: Int

  public init(start: Int = 1) {
    self.start = start
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { x.flattened(start: start) }
}

/// The input itself, for a place where a layer is wanted.
public final class Identity: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { x }
}
