import ApusTensor

extension Catalogue {
  /// Arithmetic, element by element, with broadcasting and promotion.
  static let arithmetic: [Operation] = [
    .infix(
      "+", .both, "The sum of each pair of elements.", formula: #"a + b"#,
      example: "Tensor([[1, 2], [3, 4]]) + Tensor([10, 20])",
      samples: .binary() + .integers()
    ) { a, b throws(TensorError) in try Tensor.add(a, b) },
    .infix(
      "-", .both, "The difference of each pair of elements.", formula: #"a - b"#,
      example: "Tensor([[1, 2], [3, 4]]) - 1", samples: .binary() + .integers()
    ) { a, b throws(TensorError) in try Tensor.subtract(a, b) },
    .infix(
      "*", .both, "The product of each pair of elements; the matrix product is `•`.",
      formula: #"a \odot b"#, example: "Tensor([[1, 2], [3, 4]]) * Tensor([10, 20])",
      samples: .binary() + .integers()
    ) { a, b throws(TensorError) in try Tensor.multiply(a, b) },
    .infix(
      "/", .both, "The quotient of each pair of elements, in floating point also for integers.",
      formula: #"\frac{a}{b}"#, example: "Tensor([1, 2, 3]) / 2",
      samples: .binary(and: 0.5...2) + .integers()
    ) { a, b throws(TensorError) in try Tensor.divide(a, b) },
    .infix(
      "%", .right, "The remainder of each division, with the divisor's sign.",
      formula: #"a - b \left\lfloor \frac{a}{b} \right\rfloor"#,
      example: "Tensor([-1, 0, 1, 7]) % 5",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero]
    ) { a, b throws(TensorError) in try Tensor.remainder(a, b) },
    .infix(
      "**", .both, "Each element of a to the power of that of b.", formula: #"a^b"#,
      example: "Tensor([1.0, 2.0, 3.0]) ** 2",
      samples: .binary(in: 0.25...2) + .integers(in: -3...3, and: 0...3),
      refusals: [
        Refusal(
          .vector([2, 3], as: .int64), .vector([1, -1], as: .int64),
          says: "an integer to a negative power is no integer")
      ]
    ) { a, b throws(TensorError) in try Tensor.power(a, b) },
    Operation(
      "-", ["extension Tensor { prefix static func - (a: Tensor) -> Tensor }"],
      shape: "(...) -> (...)", "Each element with its sign changed.", formula: #"-a"#,
      example: "-Tensor([1.0, -2.0])", samples: .unary()
    ) { try $0.tensor(0).negated() },
    .binary(
      "pow", ("x", "y"), .right, "Each element of x to the power of that of y.", formula: #"x^y"#,
      example: "pow(Tensor([1.0, 2.0, 3.0]), 0.5)", samples: .binary(in: 0.25...2)
    ) { x, y throws(TensorError) in try Tensor.power(x, y) },
    .binary(
      "maximum", ("a", "b"), .none, "The larger of each pair of elements.", formula: #"\max(a, b)"#,
      example: "maximum(Tensor([1, 5]), Tensor([3, 2]))", samples: .binary() + .integers()
    ) { a, b throws(TensorError) in try Tensor.maximum(a, b) },
    .binary(
      "minimum", ("a", "b"), .none, "The smaller of each pair of elements.",
      formula: #"\min(a, b)"#,
      example: "minimum(Tensor([1, 5]), Tensor([3, 2]))", samples: .binary() + .integers()
    ) { a, b throws(TensorError) in try Tensor.minimum(a, b) },
    .binary(
      "floorDivide", ("a", "b"), .none, "The quotient of each pair of elements, rounded down.",
      formula: #"\left\lfloor \frac{a}{b} \right\rfloor"#,
      example: "floorDivide(Tensor([7, -7]), Tensor([2, 2]))",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero]
    ) { a, b throws(TensorError) in try Tensor.floorDivide(a, b) },
    .binary(
      "fmod", ("x", "y"), .none, "The remainder of each division, with the dividend's sign.",
      formula: #"x - y \operatorname{trunc}\left(\frac{x}{y}\right)"#,
      example: "fmod(Tensor([-7.5, 7.5]), Tensor([2.0, 2.0]))",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero]
    ) { x, y throws(TensorError) in try Tensor.fmod(x, y) },
    .binary(
      "atan2", ("y", "x"), .none, "The angle of each point (x, y), from -pi to pi.",
      formula: #"\operatorname{atan2}(y, x)"#,
      example: "atan2(Tensor([1.0, -1.0]), Tensor([1.0, 1.0]))"
    ) { y, x throws(TensorError) in try Tensor.atan2(y, x) },
    .unary(
      "abs", "Each element without its sign.", formula: #"|x|"#,
      example: "abs(Tensor([-1.5, 2.0]))"
    ) { x throws(TensorError) in try x.magnitude() },
    .unary(
      "sign", "-1, 0 or 1 as each element is negative, zero or positive.",
      formula: #"\operatorname{sgn}(x)"#, example: "sign(Tensor([-1.5, 0.0, 2.0]))"
    ) { x throws(TensorError) in try x.sign() },
    .unary("square", "Each element times itself.", formula: #"x^2"#) { x throws(TensorError) in
      try x.square()
    },
    .unary(
      "reciprocal", "One over each element.", formula: #"\frac{1}{x}"#,
      samples: .unary(in: 0.5...4)
    ) { x throws(TensorError) in try x.reciprocal() },
  ]
}

extension Refusal {
  /// What an operation that divides answers to a whole number by zero.
  fileprivate static let divisionByZero = Refusal(
    .vector([7, 8], as: .int64), .vector([2, 0], as: .int64),
    says: "an integer cannot be divided by zero")
}
