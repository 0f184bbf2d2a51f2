import ApusTensor

extension Catalogue {
  /// Trigonometric and hyperbolic functions of each element, in floating point.
  static let trigonometry: [Operation] = [
    .unary("sin", "The sine of each angle in radians.", formula: #"\sin x"#) {
      x throws(TensorError) in try x.sin()
    },
    .unary("cos", "The cosine of each angle in radians.", formula: #"\cos x"#) {
      x throws(TensorError) in try x.cos()
    },
    .unary(
      "tan", "The tangent of each angle in radians.", formula: #"\tan x"#,
      samples: .unary(in: -1.25...1.25)
    ) { x throws(TensorError) in try x.tan() },
    .unary(
      "asin", "The angle in radians whose sine is each element.", formula: #"\arcsin x"#,
      samples: .unary(in: -1...1)
    ) { x throws(TensorError) in try x.asin() },
    .unary(
      "acos", "The angle in radians whose cosine is each element.", formula: #"\arccos x"#,
      samples: .unary(in: -1...1)
    ) { x throws(TensorError) in try x.acos() },
    .unary("atan", "The angle in radians whose tangent is each element.", formula: #"\arctan x"#) {
      x throws(TensorError) in try x.atan()
    },
    .unary("sinh", "The hyperbolic sine of each element.", formula: #"\sinh x"#) {
      x throws(TensorError) in try x.sinh()
    },
    .unary("cosh", "The hyperbolic cosine of each element.", formula: #"\cosh x"#) {
      x throws(TensorError) in try x.cosh()
    },
    .unary("tanh", "The hyperbolic tangent of each element.", formula: #"\tanh x"#) {
      x throws(TensorError) in try x.tanh()
    },
    .unary(
      "asinh", "The inverse hyperbolic sine of each element.", formula: #"\operatorname{arsinh} x"#
    ) { x throws(TensorError) in try x.asinh() },
    .unary(
      "acosh", "The inverse hyperbolic cosine of each element.",
      formula: #"\operatorname{arcosh} x"#, example: "acosh(Tensor([1.0, 2.0]))",
      samples: .unary(in: 1...4)
    ) { x throws(TensorError) in try x.acosh() },
    .unary(
      "atanh", "The inverse hyperbolic tangent of each element.",
      formula: #"\operatorname{artanh} x"#, samples: .unary(in: -0.75...0.75)
    ) { x throws(TensorError) in try x.atanh() },
  ]
}
