import ApusTensor

extension Catalogue {
  /// Comparison and logic; every result is Boolean.
  static let comparisons: [Operation] =
    ([
      .infix(
        ".==", .right, "Whether each pair of elements is equal.", formula: #"a = b"#,
        example: "Tensor([1, 2, 3]) .== 2", samples: compared
      ) { a, b throws(TensorError) in try Tensor.equal(a, b) },
      .infix(
        ".!=", .right, "Whether each pair of elements differs.", formula: #"a \ne b"#,
        example: "Tensor([1, 2, 3]) .!= 2", samples: compared
      ) { a, b throws(TensorError) in try Tensor.notEqual(a, b) },
      .infix(
        ".&&", .none, "Whether both elements of each pair are true.", formula: #"a \land b"#,
        example: "(Tensor([1, 2, 3]) > 1) .&& (Tensor([1, 2, 3]) < 3)", samples: logical
      ) { a, b throws(TensorError) in try Tensor.and(a, b) },
      .infix(
        ".||", .none, "Whether an element of each pair is true.", formula: #"a \lor b"#,
        example: "(Tensor([1, 2, 3]) < 2) .|| (Tensor([1, 2, 3]) > 2)", samples: logical
      ) { a, b throws(TensorError) in try Tensor.or(a, b) },
      Operation(
        ".!", ["extension Tensor { prefix static func .! (a: Tensor) -> Tensor }"],
        shape: "(...) -> (...)", "Whether each element is false.", formula: #"\lnot a"#,
        example: ".!(Tensor([1, 2, 3]) > 1)",
        samples: [Sample(.of(3, in: 0...1, as: .bool)), Sample(.of(2, 2, in: 0...1, as: .int64))]
      ) { try $0.tensor(0).not() },
      .unary(
        "isNaN", "Whether each element is not a number.", formula: "",
        example: "isNaN(Tensor([1.0, 0.0]) / 0.0)", samples: special
      ) { x throws(TensorError) in try x.isNaN() },
      .unary(
        "isInf", "Whether each element is infinite.", formula: "",
        example: "isInf(Tensor([1.0, 0.0]) / 0.0)", samples: special
      ) { x throws(TensorError) in try x.isInfinite() },
      .unary(
        "isFinite", "Whether each element is neither infinite nor not a number.", formula: "",
        example: "isFinite(Tensor([1.0, 0.0]) / 0.0)", samples: special
      ) { x throws(TensorError) in try x.isFinite() },
      Operation(
        "allClose",
        [
          "func allClose(_ a: Tensor, _ b: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8) -> Bool"
        ],
        shape: "(...), (...) -> _",
        "Whether all elements of a are within atol + rtol * |b| of those of b.",
        formula: #"|a - b| \le atol + rtol \, |b|"#,
        example: "allClose(Tensor([1.0, 2.0]), Tensor([1.0, 2.0000001]))",
        samples: [
          Sample(.of(2, 3), .of(2, 3)), Sample(.vector([1, 2]), .vector([1, 2.001]), 0.01),
          Sample(.vector([1, .infinity]), .vector([1, .infinity])),
        ], refusals: [.noBroadcast("allClose", "a", "b")]
      ) {
        try Tensor.allClose(
          $0.tensor(0), $0.tensor(1), rtol: $0.double(2), atol: $0.double(3))
      },
    ] + orders(".") + orders("")).giving(.always(.bool))

  /// The four order relations, with a prefix to their operators.
  private static func orders(_ dot: String) -> [Operation] {
    [
      .infix(
        dot + ">", .right, "Whether each element of a is larger than that of b.",
        formula: #"a > b"#, example: "Tensor([1, 2, 3]) \(dot)> Tensor([2, 2, 2])",
        samples: compared
      ) { a, b throws(TensorError) in try Tensor.greater(a, b) },
      .infix(
        dot + ">=", .right, "Whether each element of a is no smaller than that of b.",
        formula: #"a \ge b"#, example: "Tensor([1, 2, 3]) \(dot)>= Tensor([2, 2, 2])",
        samples: compared
      ) { a, b throws(TensorError) in try Tensor.greaterOrEqual(a, b) },
      .infix(
        dot + "<", .right, "Whether each element of a is smaller than that of b.",
        formula: #"a < b"#, example: "Tensor([1, 2, 3]) \(dot)< Tensor([2, 2, 2])",
        samples: compared
      ) { a, b throws(TensorError) in try Tensor.less(a, b) },
      .infix(
        dot + "<=", .right, "Whether each element of a is no larger than that of b.",
        formula: #"a \le b"#, example: "Tensor([1, 2, 3]) \(dot)<= Tensor([2, 2, 2])",
        samples: compared
      ) { a, b throws(TensorError) in try Tensor.lessOrEqual(a, b) },
    ]
  }

  private static let compared: [Sample] =
    .binary() + [
      Sample(.of(8, in: 0...3, as: .int64), .of(8, in: 0...3, as: .int64)),
      Sample(.vector([1, .nan, .infinity]), .vector([1, .nan, .infinity])),
    ]

  private static let logical: [Sample] = [
    Sample(.of(6, in: 0...1, as: .bool), .of(6, in: 0...1, as: .bool)),
    Sample(.of(2, 1, in: 0...1, as: .int64), .of(3, in: 0...1, as: .bool)),
    Sample(.of(0, in: 0...1, as: .bool), .of(1, in: 0...1, as: .bool)),
  ]

  private static let special: [Sample] = [
    Sample(.vector([1, .nan, .infinity, -.infinity])), Sample(.of(3, as: .int64)),
    Sample(.of(0, 2)),
  ]
}
