/// An affine map of the last axis, $x W^\top + b$.
///
/// From `(…, in)` to `(…, out)`. Weight and bias start uniform within $1/\sqrt{in}$, as PyTorch's do.
public final class Linear: Layer {
  public var weight: Tensor
  public var bias: Tensor?

  public init(_ i: Int, _ o: Int, bias: Bool = true) {
    let bound = 1 / Double(i).squareRoot()
    weight = Parameter(Tensor.rand(o, i) * (2 * bound) - bound)
    if bias { self.bias = Parameter(Tensor.rand(o) * (2 * bound) - bound) }
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { linear(x, weight, bias) }
}
