/// Activation functions, in floating point.
extension Tensor {
  /// The larger of x and 0, in its own element type.
  package func relu() throws(TensorError) -> Tensor {
    dtype.isFloat ? try mapReals(.relu) : try Tensor.maximum(self, Tensor(weak: 0))
  }

  /// 1 / (1 + exp(-x)).
  package func sigmoid() throws(TensorError) -> Tensor { try mapReals(.sigmoid) }

  /// x times its sigmoid.
  package func silu() throws(TensorError) -> Tensor { try mapReals(.silu) }

  /// x times the standard normal distribution function.
  package func gelu() throws(TensorError) -> Tensor { try mapReals(.gelu) }

  /// The approximation of gelu by tanh.
  package func geluTanh() throws(TensorError) -> Tensor { try mapReals(.geluTanh) }

  /// log(1 + exp(x)), x itself above 20.
  package func softplus() throws(TensorError) -> Tensor { try mapReals(.softplus) }

  /// The logarithm of the sigmoid.
  package func logSigmoid() throws(TensorError) -> Tensor { try mapReals(.logSigmoid) }

  /// x tanh(softplus(x)).
  package func mish() throws(TensorError) -> Tensor { try mapReals(.mish) }

  /// The scaled exponential linear unit.
  package func selu() throws(TensorError) -> Tensor { try mapReals(.selu) }

  /// x clip(x + 3, 0, 6) / 6.
  package func hardSwish() throws(TensorError) -> Tensor { try mapReals(HardSwish.self) }

  /// clip(x + 3, 0, 6) / 6.
  package func hardSigmoid() throws(TensorError) -> Tensor { try mapReals(HardSigmoid.self) }

  /// x, or the nearer of -1 and 1.
  package func hardTanh() throws(TensorError) -> Tensor { try mapReals(HardTanh.self) }

  /// x above 0, and `alpha * (exp(x / scale) - 1)` below: `elu` for scale 1, `celu` for alpha.
  package func elu(alpha: Double, scale: Double = 1) throws(TensorError) -> Tensor {
    let scaled = scale == 1 ? self : try Tensor.divide(self, Tensor(weak: scale))
    let below = try Tensor.multiply(scaled.expm1(), Tensor(weak: alpha))
    return try Tensor.select(Tensor.greater(self, Tensor(weak: 0)), self, below)
  }

  /// x above 0, `slope * x` below.
  package func leakyReLU(slope: Double) throws(TensorError) -> Tensor {
    switch dtype {
    case .float64: try map(Double.self, Double.self) { $0 > 0 ? $0 : slope * $0 }
    case .float32: try map(Float.self, Float.self) { $0 > 0 ? $0 : Float(slope) * $0 }
    case .bfloat16: try inSingle { (x) throws(TensorError) in try x.leakyReLU(slope: slope) }
    default: try to(.float32).leakyReLU(slope: slope)
    }
  }
}

enum HardSwish: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x * Swift.min(Swift.max(x + 3, 0), 6) / 6
  }
}

enum HardSigmoid: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    Swift.min(Swift.max(x + 3, 0), 6) / 6
  }
}

enum HardTanh: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x < -1 ? -1 : x > 1 ? 1 : x
  }
}
