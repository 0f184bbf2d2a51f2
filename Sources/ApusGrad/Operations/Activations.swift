import ApusTensor

extension Catalogue {
  /// Activation functions of each element, in floating point.
  static let activations: [Operation] = [
    .unary(
      "relu", "Each element, or zero where it is negative.", formula: #"\max(x, 0)"#,
      example: "relu(Tensor([-1.0, 2.0]))"
    ) { x throws(TensorError) in try x.relu() },
    .unary("sigmoid", "The logistic function of each element.", formula: #"\frac{1}{1 + e^{-x}}"#) {
      x throws(TensorError) in try x.sigmoid()
    },
    .unary("silu", "Each element times its sigmoid.", formula: #"\frac{x}{1 + e^{-x}}"#) {
      x throws(TensorError) in try x.silu()
    },
    .unary("softplus", "A smooth relu of each element.", formula: #"\ln(1 + e^x)"#) {
      x throws(TensorError) in try x.softplus()
    },
    .unary(
      "logSigmoid", "The logarithm of the sigmoid of each element.", formula: #"-\ln(1 + e^{-x})"#
    ) { x throws(TensorError) in try x.logSigmoid() },
    .unary(
      "mish", "Each element times the tanh of its softplus.", formula: #"x \tanh(\ln(1 + e^x))"#
    ) { x throws(TensorError) in try x.mish() },
    .unary(
      "selu", "The self-normalising exponential linear unit of each element.",
      formula: #"\lambda \left(\max(0, x) + \min(0, \alpha (e^x - 1))\right)"#
    ) { x throws(TensorError) in try x.selu() },
    .unary(
      "hardSwish", "A piecewise silu of each element.",
      formula: #"\frac{x \min(\max(x + 3, 0), 6)}{6}"#, samples: .unary(in: -5...5)
    ) { x throws(TensorError) in try x.hardSwish() },
    .unary(
      "hardSigmoid", "A piecewise sigmoid of each element.",
      formula: #"\frac{\min(\max(x + 3, 0), 6)}{6}"#, samples: .unary(in: -5...5)
    ) { x throws(TensorError) in try x.hardSigmoid() },
    .unary(
      "hardTanh", "Each element, or the nearer of -1 and 1 where it is beyond them.",
      formula: #"\min(\max(x, -1), 1)"#
    ) { x throws(TensorError) in try x.hardTanh() },
    Operation(
      "gelu", ["func gelu(_ x: Tensor, approximate: Approximation = .none) -> Tensor"],
      shape: "(...) -> (...)",
      "Each element times the share of a standard normal distribution below it.",
      formula: #"\frac{x}{2} \left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)"#,
      example: "gelu(Tensor([-1.0, 0.0, 1.0]))",
      samples: .unary() + [Sample(.of(2, 3), .member("tanh"))]
    ) { try $0.int(1) == 0 ? $0.tensor(0).gelu() : $0.tensor(0).geluTanh() },
    Operation(
      "elu", ["func elu(_ x: Tensor, alpha: Double = 1) -> Tensor"], shape: "(...) -> (...)",
      "Each element, or alpha (exp(x) - 1) where it is negative.",
      formula: #"\max(0, x) + \min(0, \alpha (e^x - 1))"#, example: "elu(Tensor([-1.0, 1.0]))",
      samples: .unary() + [Sample(.of(2, 3), 0.5)]
    ) { try $0.tensor(0).elu(alpha: $0.double(1)) },
    Operation(
      "celu", ["func celu(_ x: Tensor, alpha: Double = 1) -> Tensor"], shape: "(...) -> (...)",
      "Each element, or alpha (exp(x / alpha) - 1) where it is negative.",
      formula: #"\max(0, x) + \min(0, \alpha (e^{x / \alpha} - 1))"#,
      example: "celu(Tensor([-1.0, 1.0]), alpha: 0.5)",
      samples: .unary() + [Sample(.of(2, 3), 0.5)]
    ) { try $0.tensor(0).elu(alpha: $0.double(1), scale: $0.double(1)) },
    Operation(
      "leakyReLU", ["func leakyReLU(_ x: Tensor, slope: Double = 0.01) -> Tensor"],
      shape: "(...) -> (...)", "Each element, or slope times it where it is negative.",
      formula: #"\max(0, x) + slope \min(0, x)"#, example: "leakyReLU(Tensor([-1.0, 1.0]))",
      samples: .unary() + [Sample(.of(2, 3), 0.25)]
    ) { try $0.tensor(0).leakyReLU(slope: $0.double(1)) },
  ]
}
