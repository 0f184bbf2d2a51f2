import ApusTensor

extension Catalogue {
  /// Spread, norms, positions of extremes, and running totals.
  static let positions: [Operation] =
    spread.giving(.floating) + norms + extremes.giving(.always(.int64)) + scans

  private typealias Spread =
    @Sendable (Tensor, _ axes: [Int]?, _ ddof: Int, _ keepDims: Bool) throws(TensorError) -> Tensor

  private static let spread: [Operation] =
    spread(
      "variance", "The mean squared distance from the mean, with n - ddof for n.",
      #"\frac{1}{n - ddof} \sum_i (x_i - \bar x)^2"#,
      .reducing(.arguments) { try $0.spread($0.g, $1) * deviation($0, $1) * 2 }
    ) { x, axes, ddof, keepDims throws(TensorError) in
      try x.variance(axes: axes, ddof: ddof, keepDims: keepDims)
    }
    + spread(
      "std", "The square root of the variance.",
      #"\sqrt{\frac{1}{n - ddof} \sum_i (x_i - \bar x)^2}"#,
      .reducing([.arguments, .results]) { call, axes in
        let y = try call.kept(call.y, axes)
        // Where all are equal no direction is the one of ascent.
        let g = try call.spread(call.g, axes) / y.filled(where: y.equals(0), 1)
        return try g.filled(where: y.equals(0), 0) * deviation(call, axes)
      }
    ) { x, axes, ddof, keepDims throws(TensorError) in
      try x.std(axes: axes, ddof: ddof, keepDims: keepDims)
    }

  private static func spread(
    _ name: String, _ summary: String, _ formula: String, _ gradient: ReductionGradient,
    _ apply: @escaping Spread
  ) -> [Operation] {
    [
      Operation(
        name,
        [
          "extension Tensor { func \(name)(axis: Int? = nil, ddof: Int = 1, "
            + "keepDims: Bool = false) -> Tensor }"
        ],
        shape: "x -> reduced(x, axis, keepDims)", summary, formula: formula,
        example: "Tensor([1.0, 2.0, 4.0]).\(name)()",
        samples: [
          Sample(.of(6)), Sample(.of(2, 3), 0), Sample(.of(2, 3), -1, 0, true),
          Sample(.of(4, 3, layout: .transposed), 1), Sample(.of(5, as: .int64)),
          Sample(.vector([2, 2, 2]), 0),
        ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
        pullback: gradient.pullback { $0.optionalInt(1).map { [$0] } }
      ) { call in
        let axes = call.optionalInt(1).map { [$0] }
        return try apply(call.tensor(0), axes, call.int(2), call.bool(3))
      },
      Operation(
        name,
        [
          "extension Tensor { func \(name)(axes: [Int], ddof: Int = 1, "
            + "keepDims: Bool = false) -> Tensor }"
        ],
        shape: "x -> reduced(x, axes, keepDims)", summary, formula: formula,
        example: "Tensor([[1.0, 2.0], [3.0, 5.0]]).\(name)(axes: [0, 1])",
        samples: [Sample(.of(2, 3, 4), [0, 2]), Sample(.of(2, 3), [1], 0, true)],
        refusals: [Refusal(.zeros(2, 3), [0, 0], says: "axis 0 is given twice")],
        pullback: gradient.pullback { $0.ints(1) }
      ) { try apply($0.tensor(0), $0.ints(1), $0.int(2), $0.bool(3)) },
    ]
  }

  private static let norms: [Operation] = [
    Operation(
      "norm",
      [
        "extension Tensor { func norm(ord: Double = 2, axis: Int? = nil, "
          + "keepDims: Bool = false) -> Tensor }"
      ],
      shape: "x -> reduced(x, axis, keepDims)",
      "The length of the vector of the elements; of another order where asked for.",
      formula: #"\left(\sum_i |x_i|^{ord}\right)^{1 / ord}"#,
      example: "Tensor([3.0, 4.0]).norm()",
      samples: [
        Sample(.of(6)), Sample(.of(2, 3), 1.0, 0), Sample(.of(2, 3), 3.0, -1, true),
        Sample(.of(2, 3), .double(.infinity), 1), Sample(.of(2, 3), 0.0, 1),
        Sample(.zeros(3)), Sample(.vector([0, 1, -2]), 1.0), Sample(.vector([0, 4, -1]), 1.5),
        Sample(.vector([3, -3, 1]), .double(.infinity)), Sample(.vector([0, 4, -1]), 4.0),
        Sample(.vector([3, -1, 1]), .double(-.infinity)),
      ], refusals: [Refusal(.zeros(2, 3), 2.0, 2, says: Refusal.axisOfMatrix)],
      pullback: length.pullback { $0.optionalInt(2).map { [$0] } }
    ) {
      try $0.tensor(0).norm(
        ord: $0.double(1), axes: $0.optionalInt(2).map { [$0] }, keepDims: $0.bool(3))
    },
    Operation(
      "norm",
      [
        "extension Tensor { func norm(ord: Double = 2, axes: [Int], "
          + "keepDims: Bool = false) -> Tensor }"
      ],
      shape: "x -> reduced(x, axes, keepDims)",
      "The length of the vector of the elements; of another order where asked for.",
      formula: #"\left(\sum_i |x_i|^{ord}\right)^{1 / ord}"#,
      example: "Tensor([[1.0, 2.0], [2.0, 4.0]]).norm(axes: [0, 1])",
      samples: [Sample(.of(2, 3, 2), 2.0, [0, 2]), Sample(.of(2, 3), 1.0, [1], true)],
      refusals: [Refusal(.zeros(2, 3), 2.0, [0, 0], says: "axis 0 is given twice")],
      pullback: length.pullback { $0.ints(2) }
    ) { try $0.tensor(0).norm(ord: $0.double(1), axes: $0.ints(2), keepDims: $0.bool(3)) },
  ]

  private static let extremes: [Operation] = [("argmax", "largest"), ("argmin", "smallest")].map {
    name, which in
    Operation(
      name,
      ["extension Tensor { func \(name)(axis: Int? = nil, keepDims: Bool = false) -> Tensor }"],
      shape: "x -> reduced(x, axis, keepDims)",
      "Where the \(which) element is: along an axis, or in row-major order of all.",
      formula: name == "argmax" ? #"\arg\max_i x_i"# : #"\arg\min_i x_i"#,
      example: "Tensor([[1.0, 5.0], [7.0, 2.0]]).\(name)(axis: 1)",
      samples: [
        Sample(.of(2, 3)), Sample(.of(2, 3), 0), Sample(.of(2, 3), -1, true),
        Sample(.of(4, 3, layout: .transposed), 1), Sample(.vector([1, .nan, 3]), 0),
        Sample(.of(6, in: 0...2, as: .int64), 0),
      ],
      refusals: [
        Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix),
        Refusal(.zeros(0), says: "there is no element to take from no elements"),
      ]
    ) { call in
      let (axis, keepDims) = (call.optionalInt(1), call.bool(2))
      return name == "argmax"
        ? try call.tensor(0).argmax(axis: axis, keepDims: keepDims)
        : try call.tensor(0).argmin(axis: axis, keepDims: keepDims)
    }
  }

  private static let scans: [Operation] = [
    ("cumsum", "The sum of the elements up to each along an axis.", #"\sum_{j \le i} x_j"#),
    ("cumprod", "The product of the elements up to each along an axis.", #"\prod_{j \le i} x_j"#),
  ].map { name, summary, formula in
    Operation(
      name, ["extension Tensor { func \(name)(axis: Int) -> Tensor }"],
      shape: "x -> along(x, axis)", summary, formula: formula,
      example: "Tensor([1, 2, 3, 4]).\(name)(axis: 0)",
      samples: [
        Sample(.of(5), 0), Sample(.of(2, 3), 0), Sample(.of(4, 3, layout: .transposed), -1),
        Sample(.of(2, 3, as: .int64), 1), Sample(.of(0, 3), 0),
        Sample(.matrix([[2, 0, 3], [0, 0, 3]]), 1), Sample(.matrix([[2, 0, 3], [1, 5, 3]]), 0),
      ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: name == "cumsum" ? runningSum : runningProduct
    ) { call in
      name == "cumsum"
        ? try call.tensor(0).cumsum(axis: call.int(1))
        : try call.tensor(0).cumprod(axis: call.int(1))
    }
  }
}
