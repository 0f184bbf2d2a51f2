/// An affine map of the last axis, $x W^\top + b$: from `(…, in)` to `(…, out)`.
///
/// Weight and bias start uniform within $1/\sqrt{in}$.
public final class Linear: Layer {
  public var weight: Tensor
  public var bias: Tensor?

  public init(_ i: Int, _ o: Int, bias: Bool = true) {
    weight = initialParameter([o, i], inputs: i)
    if bias { self.bias = initialParameter([o], inputs: i) }
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { linear(x, weight, bias) }
}

/// A product of two inputs, $x_1^\top W_k x_2 + b_k$ for each output $k$: from `(…, i)` and
/// `(…, j)` to `(…, o)`.
public final class Bilinear: Module {
  public var weight: Tensor
  public var bias: Tensor?

  public init(_ i: Int, _ j: Int, _ o: Int, bias: Bool = true) {
    weight = initialParameter([o, i, j], inputs: i)
    if bias { self.bias = initialParameter([o], inputs: i) }
  }

  public func callAsFunction(_ x: Tensor, _ y: Tensor) -> Tensor {
    let product = einsum("...i,oij,...j->...o", x, weight, y)
    if let bias { return product + bias }
    return product
  }
}
