import ApusTensor

extension Catalogue {
  /// Exponentials, logarithms and roots of each element, in floating point.
  static let exponentials: [Operation] = [
    .unary(
      "exp", "e to the power of each element.", formula: #"e^x"#,
      pullback: .of(.results) { try $0.g * $0.y }
    ) { x throws(TensorError) in
      try x.exp()
    },
    .unary(
      "exp2", "2 to the power of each element.", formula: #"2^x"#,
      pullback: .of(.results) { try $0.g * ($0.y * Double.ln2) }
    ) { x throws(TensorError) in
      try x.exp2()
    },
    .unary(
      "expm1", "e to the power of each element, less one, exact near zero.", formula: #"e^x - 1"#,
      pullback: .of(.results) { try $0.g * ($0.y + 1) }
    ) { x throws(TensorError) in try x.expm1() },
    .unary(
      "log", "The natural logarithm of each element.", formula: #"\ln x"#,
      samples: .unary(in: 0.125...4),
      pullback: .of(.arguments) { try $0.g / $0.x() }
    ) { x throws(TensorError) in try x.log() },
    .unary(
      "log2", "The logarithm of each element to base 2.", formula: #"\log_2 x"#,
      samples: .unary(in: 0.125...4),
      pullback: .of(.arguments) { try $0.g / ($0.x() * Double.ln2) }
    ) { x throws(TensorError) in try x.log2() },
    .unary(
      "log10", "The logarithm of each element to base 10.", formula: #"\log_{10} x"#,
      samples: .unary(in: 0.125...4),
      pullback: .of(.arguments) { try $0.g / ($0.x() * Double.ln10) }
    ) { x throws(TensorError) in try x.log10() },
    .unary(
      "log1p", "The natural logarithm of one plus each element, exact near zero.",
      formula: #"\ln(1 + x)"#, samples: .unary(in: -0.75...4),
      pullback: .of(.arguments) { try $0.g / ($0.x() + 1) }
    ) { x throws(TensorError) in try x.log1p() },
    .unary(
      "sqrt", "The square root of each element.", formula: #"\sqrt{x}"#, samples: .unary(in: 0...4),
      pullback: .of(.results) { try $0.g / ($0.y * 2) }
    ) { x throws(TensorError) in try x.sqrt() },
    .unary(
      "rsqrt", "One over the square root of each element.", formula: #"\frac{1}{\sqrt{x}}"#,
      samples: .unary(in: 0.25...4),
      pullback: .of(.results) { try $0.g * ($0.y.square() * $0.y) * -0.5 }
    ) { x throws(TensorError) in try x.rsqrt() },
    .unary(
      "cbrt", "The cube root of each element.", formula: #"\sqrt[3]{x}"#,
      pullback: .of(.results) { try $0.g / ($0.y.square() * 3) }
    ) {
      x throws(TensorError) in try x.cbrt()
    },
    .unary(
      "erf", "The error function of each element.",
      formula: #"\frac{2}{\sqrt{\pi}} \int_0^x e^{-t^2} dt"#,
      pullback: .of(.arguments) { try $0.g * (-$0.x().square()).exp() * Double.twoOverSqrtPi }
    ) { x throws(TensorError) in try x.erf() },
  ].giving(.floating)
}

extension Double {
  static let ln2 = 0.693147180559945309417232121458
  static let ln10 = 2.30258509299404568401799145468
  static let twoOverSqrtPi = 1.12837916709551257389615890312
}
