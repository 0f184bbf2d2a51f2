import ApusTensor

extension Catalogue {
  /// Trigonometric and hyperbolic functions of each element, in floating point.
  static let trigonometry: [Operation] = [
    .unary(
      "sin", "The sine of each angle in radians.", formula: #"\sin x"#,
      pullback: .of(.arguments) { try $0.g * $0.x().cos() }
    ) {
      x throws(TensorError) in try x.sin()
    },
    .unary(
      "cos", "The cosine of each angle in radians.", formula: #"\cos x"#,
      pullback: .of(.arguments) { try -($0.g * $0.x().sin()) }
    ) {
      x throws(TensorError) in try x.cos()
    },
    .unary(
      "tan", "The tangent of each angle in radians.", formula: #"\tan x"#,
      samples: .unary(in: -1.25...1.25),
      pullback: .of(.results) { try $0.g * ($0.y.square() + 1) }
    ) { x throws(TensorError) in try x.tan() },
    .unary(
      "asin", "The angle in radians whose sine is each element.", formula: #"\arcsin x"#,
      samples: .unary(in: -1...1),
      pullback: .of(.arguments) { try $0.g * (1 - $0.x().square()).rsqrt() }
    ) { x throws(TensorError) in try x.asin() },
    .unary(
      "acos", "The angle in radians whose cosine is each element.", formula: #"\arccos x"#,
      samples: .unary(in: -1...1),
      pullback: .of(.arguments) { try -($0.g * (1 - $0.x().square()).rsqrt()) }
    ) { x throws(TensorError) in try x.acos() },
    .unary(
      "atan", "The angle in radians whose tangent is each element.", formula: #"\arctan x"#,
      pullback: .of(.arguments) { try $0.g / ($0.x().square() + 1) }
    ) {
      x throws(TensorError) in try x.atan()
    },
    .unary(
      "sinh", "The hyperbolic sine of each element.", formula: #"\sinh x"#,
      pullback: .of(.arguments) { try $0.g * $0.x().cosh() }
    ) {
      x throws(TensorError) in try x.sinh()
    },
    .unary(
      "cosh", "The hyperbolic cosine of each element.", formula: #"\cosh x"#,
      pullback: .of(.arguments) { try $0.g * $0.x().sinh() }
    ) {
      x throws(TensorError) in try x.cosh()
    },
    .unary(
      "tanh", "The hyperbolic tangent of each element.", formula: #"\tanh x"#,
      pullback: .of(.results) { try $0.g * (1 - $0.y.square()) }
    ) {
      x throws(TensorError) in try x.tanh()
    },
    .unary(
      "asinh", "The inverse hyperbolic sine of each element.", formula: #"\operatorname{arsinh} x"#,
      pullback: .of(.arguments) { try $0.g * ($0.x().square() + 1).rsqrt() }
    ) { x throws(TensorError) in try x.asinh() },
    .unary(
      "acosh", "The inverse hyperbolic cosine of each element.",
      formula: #"\operatorname{arcosh} x"#, example: "acosh(Tensor([1.0, 2.0]))",
      samples: .unary(in: 1...4),
      pullback: .of(.arguments) { try $0.g * ($0.x().square() - 1).rsqrt() }
    ) { x throws(TensorError) in try x.acosh() },
    .unary(
      "atanh", "The inverse hyperbolic tangent of each element.",
      formula: #"\operatorname{artanh} x"#, samples: .unary(in: -0.75...0.75),
      pullback: .of(.arguments) { try $0.g / (1 - $0.x().square()) }
    ) { x throws(TensorError) in try x.atanh() },
  ].giving(.floating)
}
