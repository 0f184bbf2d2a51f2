/// $\max(x, 0)$, of each element.
public final class ReLU: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { relu(x) }
}

/// $\tanh x$, of each element.
public final class Tanh: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { tanh(x) }
}

/// $1 / (1 + e^{-x})$, of each element.
public final class Sigmoid: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { sigmoid(x) }
}

/// $x \, \sigma(x)$, of each element.
public final class SiLU: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { silu(x) }
}

/// $x \tanh(\ln(1 + e^x))$, of each element.
public final class Mish: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { mish(x) }
}

/// The self-normalising exponential unit, of each element.
public final class SELU: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { selu(x) }
}

/// A piecewise form of SiLU, of each element.
public final class HardSwish: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { hardSwish(x) }
}

/// A piecewise form of the sigmoid, of each element.
public final class HardSigmoid: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { hardSigmoid(x) }
}

/// The elements, cut off at -1 and 1, of each element.
public final class HardTanh: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { hardTanh(x) }
}

/// $\ln(1 + e^x)$, of each element.
public final class Softplus: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { softplus(x) }
}

/// $\ln \sigma(x)$, of each element.
public final class LogSigmoid: Layer {
  public init() {}

  public func callAsFunction(_ x: Tensor) -> Tensor { logSigmoid(x) }
}

/// $x \, \Phi(x)$ of each element, exact or made of tanh.
public final class GELU: Layer {
  public let approximate: Approximation

  public init(approximate: Approximation = .none) {
    self.approximate = approximate
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { gelu(x, approximate: approximate) }
}

/// The elements, those below zero times a small slope.
public final class LeakyReLU: Layer {
  public let slope: Double

  public init(slope: Double = 0.01) {
    self.slope = slope
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { leakyReLU(x, slope: slope) }
}

/// The elements, those below zero as $\alpha(e^x - 1)$.
public final class ELU: Layer {
  public let alpha: Double

  public init(alpha: Double = 1) {
    self.alpha = alpha
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { elu(x, alpha: alpha) }
}

/// The elements, those below zero as $\alpha(e^{x/\alpha} - 1)$.
public final class CELU: Layer {
  public let alpha: Double

  public init(alpha: Double = 1) {
    self.alpha = alpha
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { celu(x, alpha: alpha) }
}

/// Shares that add up to 1 along an axis.
public final class Softmax: Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { softmax(x, axis: axis) }
}

/// Logarithms of shares that add up to 1 along an axis.
public final class LogSoftmax: Layer {
  public let axis: Int

  public init(axis: Int = -1) {
    self.axis = axis
  }

  public func callAsFunction(_ x: Tensor) -> Tensor { logSoftmax(x, axis: axis) }
}
