import ApusTensor

extension Catalogue {
  /// Activation functions of each element, in floating point.
  static let activations: [Operation] =
    [
      .unary(
        "relu", "Each element, or zero where it is negative.", formula: #"\max(x, 0)"#,
        example: "relu(Tensor([-1.0, 2.0]))", samples: .unary() + [.kinks],
        pullback: .of(.results) { try $0.g.filled(where: $0.y <= 0, 0) }
      ) { x throws(TensorError) in try x.relu() }
    ] + smooth.giving(.floating)

  private static let smooth: [Operation] = [
    .unary(
      "sigmoid", "The logistic function of each element.", formula: #"\frac{1}{1 + e^{-x}}"#,
      pullback: .of(.results) { try $0.g * ($0.y * (1 - $0.y)) }
    ) {
      x throws(TensorError) in try x.sigmoid()
    },
    .unary(
      "silu", "Each element times its sigmoid.", formula: #"\frac{x}{1 + e^{-x}}"#,
      pullback: .of(.arguments) { call in
        let (x, s) = (call.x(), try call.x().sigmoid())
        return try call.g * (s * (x * (1 - s) + 1))
      }
    ) {
      x throws(TensorError) in try x.silu()
    },
    .unary(
      "softplus", "A smooth relu of each element.", formula: #"\ln(1 + e^x)"#,
      pullback: .of(.arguments) { try ($0.x() > 20).choose($0.g, $0.g * $0.x().sigmoid()) }
    ) {
      x throws(TensorError) in try x.softplus()
    },
    .unary(
      "logSigmoid", "The logarithm of the sigmoid of each element.", formula: #"-\ln(1 + e^{-x})"#,
      pullback: .of(.arguments) { try $0.g * (-$0.x()).sigmoid() }
    ) { x throws(TensorError) in try x.logSigmoid() },
    .unary(
      "mish", "Each element times the tanh of its softplus.", formula: #"x \tanh(\ln(1 + e^x))"#,
      pullback: .of(.arguments) { call in
        let (x, t) = (call.x(), try call.x().softplus().tanh())
        return try call.g * (t + x * (1 - t.square()) * x.sigmoid())
      }
    ) { x throws(TensorError) in try x.mish() },
    .unary(
      "selu", "The self-normalising exponential linear unit of each element.",
      formula: #"\lambda \left(\max(0, x) + \min(0, \alpha (e^x - 1))\right)"#,
      pullback: .of(.arguments) { call in
        let below =
          try call.x().filled(where: call.x() > 0, 0).exp() * 1.6732632423543772848170429916717
        return try (call.x() <= 0).choose(call.g * below, call.g)
          * 1.0507009873554804934193349852946
      }
    ) { x throws(TensorError) in try x.selu() },
    .unary(
      "hardSwish", "A piecewise silu of each element.",
      formula: #"\frac{x \min(\max(x + 3, 0), 6)}{6}"#, samples: .unary(in: -5...5) + [.kinks],
      pullback: .of(.arguments) { call in
        let x = call.x()
        let inside = try call.g * (x / 3 + 0.5)
        return try (x < 3).choose(inside, call.g).filled(where: (x > -3).equals(0), 0)
      }
    ) { x throws(TensorError) in try x.hardSwish() },
    .unary(
      "hardSigmoid", "A piecewise sigmoid of each element.",
      formula: #"\frac{\min(\max(x + 3, 0), 6)}{6}"#, samples: .unary(in: -5...5) + [.kinks],
      pullback: .of(.arguments) { try between($0.g / 6, $0.x(), -3, 3) }
    ) { x throws(TensorError) in try x.hardSigmoid() },
    .unary(
      "hardTanh", "Each element, or the nearer of -1 and 1 where it is beyond them.",
      formula: #"\min(\max(x, -1), 1)"#, samples: .unary() + [.kinks],
      pullback: .of(.arguments) { try between($0.g, $0.x(), -1, 1) }
    ) { x throws(TensorError) in try x.hardTanh() },
    Operation(
      "gelu", ["func gelu(_ x: Tensor, approximate: Approximation = .none) -> Tensor"],
      shape: "(...) -> (...)",
      "Each element times the share of a standard normal distribution below it.",
      formula: #"\frac{x}{2} \left(1 + \operatorname{erf}\frac{x}{\sqrt 2}\right)"#,
      example: "gelu(Tensor([-1.0, 0.0, 1.0]))",
      samples: .unary() + [Sample(.of(2, 3), .member("tanh"))],
      pullback: .of(.arguments) { call in
        try call.g * (call.call.int(1) == 0 ? exactGelu(call.x()) : tanhGelu(call.x()))
      }
    ) { try $0.int(1) == 0 ? $0.tensor(0).gelu() : $0.tensor(0).geluTanh() },
    Operation(
      "elu", ["func elu(_ x: Tensor, alpha: Double = 1) -> Tensor"], shape: "(...) -> (...)",
      "Each element, or alpha (exp(x) - 1) where it is negative.",
      formula: #"\max(0, x) + \min(0, \alpha (e^x - 1))"#, example: "elu(Tensor([-1.0, 1.0]))",
      samples: .unary() + [.kinks, Sample(.of(2, 3), 0.5)],
      pullback: .of(.arguments) { try exponentialUnit($0, alpha: $0.call.double(1), scale: 1) }
    ) { try $0.tensor(0).elu(alpha: $0.double(1)) },
    Operation(
      "celu", ["func celu(_ x: Tensor, alpha: Double = 1) -> Tensor"], shape: "(...) -> (...)",
      "Each element, or alpha (exp(x / alpha) - 1) where it is negative.",
      formula: #"\max(0, x) + \min(0, \alpha (e^{x / \alpha} - 1))"#,
      example: "celu(Tensor([-1.0, 1.0]), alpha: 0.5)",
      samples: .unary() + [.kinks, Sample(.of(2, 3), 0.5)],
      pullback: .of(.arguments) {
        try exponentialUnit($0, alpha: $0.call.double(1), scale: $0.call.double(1))
      }
    ) { try $0.tensor(0).elu(alpha: $0.double(1), scale: $0.double(1)) },
    Operation(
      "leakyReLU", ["func leakyReLU(_ x: Tensor, slope: Double = 0.01) -> Tensor"],
      shape: "(...) -> (...)", "Each element, or slope times it where it is negative.",
      formula: #"\max(0, x) + slope \min(0, x)"#, example: "leakyReLU(Tensor([-1.0, 1.0]))",
      samples: .unary() + [.kinks, Sample(.of(2, 3), 0.25)],
      pullback: .of(.arguments) {
        try ($0.x() > 0).choose($0.g, $0.g * $0.call.double(1))
      }
    ) { try $0.tensor(0).leakyReLU(slope: $0.double(1)) },
  ]

  /// A cotangent where x lies strictly between the bounds, else 0.
  private static func between(
    _ g: Recorded, _ x: Recorded, _ low: Double, _ high: Double
  ) throws -> Recorded {
    try g.filled(where: ((x > low) * (x < high)).equals(0), 0)
  }

  /// The cotangent, times alpha / scale exp(x / scale) where x is not above 0.
  private static func exponentialUnit(
    _ call: PullbackCall, alpha: Double, scale: Double
  ) throws -> Recorded {
    // What is not chosen must not overflow, or its own gradient is not a number.
    let below = try (call.x().filled(where: call.x() > 0, 0) / scale).exp() * (alpha / scale)
    return try (call.x() <= 0).choose(call.g * below, call.g)
  }

  /// The normal distribution function of x, and x times its density.
  private static func exactGelu(_ x: Recorded) throws -> Recorded {
    let share = try ((x * 0.70710678118654752440).erf() + 1) * 0.5
    return try share + x * (x.square() * -0.5).exp() * 0.39894228040143267794
  }

  private static func tanhGelu(_ x: Recorded) throws -> Recorded {
    let square = try x.square()
    let t = try ((x + square * x * 0.044715) * 0.79788456080286535588).tanh()
    let slope = try (square * 0.134145 + 1) * 0.79788456080286535588
    return try (t + 1) * 0.5 + x * 0.5 * (1 - t.square()) * slope
  }
}
