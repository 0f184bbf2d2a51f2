import ApusTensor

extension Catalogue {
  /// Arithmetic, element by element, with broadcasting and promotion.
  static let arithmetic: [Operation] = [
    .infix(
      "+", .both, "The sum of each pair of elements.", formula: #"a + b"#,
      example: "Tensor([[1, 2], [3, 4]]) + Tensor([10, 20])",
      samples: .binary() + .integers(),
      pullback: .of([], { $0.g }, { $0.g })
    ) { a, b throws(TensorError) in try Tensor.add(a, b) },
    .infix(
      "-", .both, "The difference of each pair of elements.", formula: #"a - b"#,
      example: "Tensor([[1, 2], [3, 4]]) - 1", samples: .binary() + .integers(),
      pullback: .of([], { $0.g }, { try -$0.g })
    ) { a, b throws(TensorError) in try Tensor.subtract(a, b) },
    .infix(
      "*", .both, "The product of each pair of elements; the matrix product is `•`.",
      formula: #"a \odot b"#, example: "Tensor([[1, 2], [3, 4]]) * Tensor([10, 20])",
      samples: .binary() + .integers(),
      pullback: .of(.arguments, { try $0.g * $0.wide(1) }, { try $0.g * $0.wide(0) })
    ) { a, b throws(TensorError) in try Tensor.multiply(a, b) },
    .infix(
      "/", .both, "The quotient of each pair of elements, in floating point also for integers.",
      formula: #"\frac{a}{b}"#, example: "Tensor([1, 2, 3]) / 2",
      elements: .floating, samples: .binary(and: 0.5...2) + .integers(),
      pullback: .of(
        .arguments, { try $0.g / $0.wide(1) },
        { try -($0.g * ($0.wide(0) / $0.wide(1).square())) })
    ) { a, b throws(TensorError) in try Tensor.divide(a, b) },
    .infix(
      "%", .right, "The remainder of each division, with the divisor's sign.",
      formula: #"a - b \left\lfloor \frac{a}{b} \right\rfloor"#,
      example: "Tensor([-1, 0, 1, 7]) % 5",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero],
      pullback: .of(
        .arguments, { $0.g }, { try -($0.g * $0.wide(0).floorDivided(by: $0.wide(1))) })
    ) { a, b throws(TensorError) in try Tensor.remainder(a, b) },
    .infix(
      "**", .both, "Each element of a to the power of that of b.", formula: #"a^b"#,
      example: "Tensor([1.0, 2.0, 3.0]) ** 2",
      samples: .binary(in: 0.25...2) + .integers(in: -3...3, and: 0...3) + [
        Sample(.vector([0, 0, 2, -2]), .vector([0, 2, 0, 3]))
      ],
      refusals: [
        Refusal(
          .vector([2, 3], as: .int64), .vector([1, -1], as: .int64),
          says: "an integer to a negative power is no integer")
      ],
      pullback: power
    ) { a, b throws(TensorError) in try Tensor.power(a, b) },
    Operation(
      "-", ["extension Tensor { prefix static func - (a: Tensor) -> Tensor }"],
      shape: "(...) -> (...)", "Each element with its sign changed.", formula: #"-a"#,
      example: "-Tensor([1.0, -2.0])", samples: .unary(),
      pullback: .of([]) { try -$0.g }
    ) { try $0.tensor(0).negated() },
    .binary(
      "pow", ("x", "y"), .right, "Each element of x to the power of that of y.", formula: #"x^y"#,
      example: "pow(Tensor([1.0, 2.0, 3.0]), 0.5)", samples: .binary(in: 0.25...2),
      pullback: power
    ) { x, y throws(TensorError) in try Tensor.power(x, y) },
    .binary(
      "maximum", ("a", "b"), .none, "The larger of each pair of elements.", formula: #"\max(a, b)"#,
      example: "maximum(Tensor([1, 5]), Tensor([3, 2]))",
      samples: .binary() + .integers() + [.tied],
      pullback: .of(.arguments, { try larger($0, 0, 1) }, { try larger($0, 1, 0) })
    ) { a, b throws(TensorError) in try Tensor.maximum(a, b) },
    .binary(
      "minimum", ("a", "b"), .none, "The smaller of each pair of elements.",
      formula: #"\min(a, b)"#,
      example: "minimum(Tensor([1, 5]), Tensor([3, 2]))",
      samples: .binary() + .integers() + [.tied],
      pullback: .of(.arguments, { try larger($0, 1, 0) }, { try larger($0, 0, 1) })
    ) { a, b throws(TensorError) in try Tensor.minimum(a, b) },
    .binary(
      "floorDivide", ("a", "b"), .none, "The quotient of each pair of elements, rounded down.",
      formula: #"\left\lfloor \frac{a}{b} \right\rfloor"#,
      example: "floorDivide(Tensor([7, -7]), Tensor([2, 2]))",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero],
      pullback: .zeros
    ) { a, b throws(TensorError) in try Tensor.floorDivide(a, b) },
    .binary(
      "fmod", ("x", "y"), .none, "The remainder of each division, with the dividend's sign.",
      formula: #"x - y \operatorname{trunc}\left(\frac{x}{y}\right)"#,
      example: "fmod(Tensor([-7.5, 7.5]), Tensor([2.0, 2.0]))",
      samples: .binary(in: -9...9, and: 0.5...2) + .integers(), refusals: [.divisionByZero],
      pullback: .of(
        .arguments, { $0.g }, { try -($0.g * ($0.wide(0) / $0.wide(1)).trunc()) })
    ) { x, y throws(TensorError) in try Tensor.fmod(x, y) },
    .binary(
      "atan2", ("y", "x"), .none, "The angle of each point (x, y), from -pi to pi.",
      formula: #"\operatorname{atan2}(y, x)"#,
      example: "atan2(Tensor([1.0, -1.0]), Tensor([1.0, 1.0]))",
      pullback: .of(
        .arguments, { try $0.g * $0.wide(1) / squares($0) },
        { try -($0.g * $0.wide(0) / squares($0)) })
    ) { y, x throws(TensorError) in try Tensor.atan2(y, x) },
    .unary(
      "abs", "Each element without its sign.", formula: #"|x|"#,
      example: "abs(Tensor([-1.5, 2.0]))", samples: .unary() + [.kinks],
      pullback: .of(.arguments) { try $0.g * $0.x().sign() }
    ) { x throws(TensorError) in try x.magnitude() },
    .unary(
      "sign", "-1, 0 or 1 as each element is negative, zero or positive.",
      formula: #"\operatorname{sgn}(x)"#, example: "sign(Tensor([-1.5, 0.0, 2.0]))",
      pullback: .zero
    ) { x throws(TensorError) in try x.sign() },
    .unary(
      "square", "Each element times itself.", formula: #"x^2"#,
      pullback: .of(.arguments) { try $0.g * $0.x() * 2 }
    ) { x throws(TensorError) in
      try x.square()
    },
    .unary(
      "reciprocal", "One over each element.", formula: #"\frac{1}{x}"#,
      elements: .floating, samples: .unary(in: 0.5...4),
      pullback: .of(.results) { try -($0.g * $0.y.square()) }
    ) { x throws(TensorError) in try x.reciprocal() },
  ]
}

extension Catalogue {
  /// b a^(b - 1), which is 0 for b = 0 also where a is, and a^b ln a, which is 0 for a = 0.
  private static let power = Pullback.of(
    [.arguments, .results],
    { call in
      let (a, b) = (try call.wide(0), try call.wide(1))
      return try (call.g * (b * a.power(b - 1))).filled(where: b.equals(0), 0)
    },
    { call in
      let (a, b) = (try call.wide(0), try call.wide(1))
      let isZero = try a.equals(0) * (b >= 0)
      return try call.g * (call.y * a.filled(where: isZero, 1).log()).filled(where: isZero, 0)
    })

  /// The cotangent where the first argument is larger than the second, half of it where they are
  /// equal.
  private static func larger(
    _ call: PullbackCall, _ first: Int, _ second: Int
  ) throws -> Recorded {
    let (a, b) = (try call.wide(first), try call.wide(second))
    let isTied = try a.equals(b)
    return try (isTied.choose(call.g * 0.5, call.g)).filled(where: a < b, 0)
  }

  private static func squares(_ call: PullbackCall) throws -> Recorded {
    try call.wide(0).square() + call.wide(1).square()
  }
}

extension Sample {
  fileprivate static let tied = Sample(.vector([1, 2, 3]), .vector([3, 2, 1]))
}

extension Refusal {
  /// What an operation that divides answers to a whole number by zero.
  fileprivate static let divisionByZero = Refusal(
    .vector([7, 8], as: .int64), .vector([2, 0], as: .int64),
    says: "an integer cannot be divided by zero")
}
