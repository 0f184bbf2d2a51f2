/// Activation functions, in floating point.
extension Tensor {
  /// The larger of x and 0, in its own element type.
  package func relu() throws(TensorError) -> Tensor {
    dtype.isFloat ? try mapReals(Relu.self) : try Tensor.maximum(self, Tensor(weak: 0))
  }

  /// 1 / (1 + exp(-x)).
  package func sigmoid() throws(TensorError) -> Tensor { try mapReals(Sigmoid.self) }

  /// x times its sigmoid.
  package func silu() throws(TensorError) -> Tensor { try mapReals(Silu.self) }

  /// x times the standard normal distribution function.
  package func gelu() throws(TensorError) -> Tensor { try mapReals(Gelu.self) }

  /// The approximation of gelu by tanh.
  package func geluTanh() throws(TensorError) -> Tensor { try mapReals(GeluTanh.self) }

  /// log(1 + exp(x)), x itself above 20.
  package func softplus() throws(TensorError) -> Tensor { try mapReals(Softplus.self) }

  /// The logarithm of the sigmoid.
  package func logSigmoid() throws(TensorError) -> Tensor { try mapReals(LogSigmoid.self) }

  /// x tanh(softplus(x)).
  package func mish() throws(TensorError) -> Tensor { try mapReals(Mish.self) }

  /// The scaled exponential linear unit.
  package func selu() throws(TensorError) -> Tensor { try mapReals(Selu.self) }

  /// x clip(x + 3, 0, 6) / 6.
  package func hardSwish() throws(TensorError) -> Tensor { try mapReals(HardSwish.self) }

  /// clip(x + 3, 0, 6) / 6.
  package func hardSigmoid() throws(TensorError) -> Tensor { try mapReals(HardSigmoid.self) }

  /// x, or the nearer of -1 and 1.
  package func hardTanh() throws(TensorError) -> Tensor { try mapReals(HardTanh.self) }

  /// x above 0, and `alpha * (exp(x / scale) - 1)` below: `elu` for scale 1, `celu` for alpha.
  package func elu(alpha: Double, scale: Double = 1) throws(TensorError) -> Tensor {
    switch dtype {
    case .float64:
      try map(Double.self, Double.self) { $0 > 0 ? $0 : alpha * Expm1.apply($0 / scale) }
    case .float32:
      try map(Float.self, Float.self) {
        $0 > 0 ? $0 : Float(alpha) * Expm1.apply($0 / Float(scale))
      }
    case .bfloat16:
      try inSingle { (x) throws(TensorError) in try x.elu(alpha: alpha, scale: scale) }
    default: try to(.float32).elu(alpha: alpha, scale: scale)
    }
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

enum Relu: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x > 0 || x.isNaN ? x : 0
  }
}

enum Sigmoid: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    1 / (1 + Exp.apply(-x))
  }
}

enum Silu: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x / (1 + Exp.apply(-x))
  }
}

enum Gelu: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x * T(0.5) * (1 + Erf.apply(x * T(0.70710678118654752440)))
  }
}

enum GeluTanh: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x * T(0.5) * (1 + Tanh.apply(T(0.79788456080286535588) * (x + T(0.044715) * x * x * x)))
  }
}

enum Softplus: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x > 20 ? x : Log1p.apply(Exp.apply(x))
  }
}

enum LogSigmoid: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    (x < 0 ? x : 0) - Log1p.apply(Exp.apply(-x.magnitude))
  }
}

enum Mish: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    x * Tanh.apply(Softplus.apply(x))
  }
}

enum Selu: RealFunction {
  @inline(__always) static func apply<T: Real>(_ x: T) -> T {
    T(1.0507009873554804934193349852946)
      * (x > 0 ? x : T(1.6732632423543772848170429916717) * Expm1.apply(x))
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
