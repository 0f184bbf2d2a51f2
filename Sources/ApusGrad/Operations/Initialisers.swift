import ApusTensor

extension Catalogue {
  /// What weights start from, as PyTorch's `torch.nn.init` has it.
  static let initialisers: [Operation] =
    [("Uniform", "uniform"), ("Normal", "normal")].flatMap { kind, word in
      [
        Operation(
          "Tensor.xavier\(kind)",
          [
            "extension Tensor { static func xavier\(kind)(_ shape: [Int], gain: Double = 1, "
              + "dtype: DType = .float32) -> Tensor }"
          ],
          shape: "-> given(shape)", elements: .named,
          "Random weights, \(word), whose spread fits both inputs and outputs (Glorot).",
          formula: #"\sigma = gain \sqrt{\frac{2}{n_{in} + n_{out}}}"#,
          example: "Tensor.xavier\(kind)([2, 3])",
          samples: [Sample([4, 3]), Sample([2, 3, 2], 2.0, .member("float64"))],
          refusals: [tooFewAxes]
        ) { call in
          let deviation = try Fan.xavier(call.ints(0), gain: call.double(1))
          return try spread(kind, call.ints(0), deviation, call.dtype(2))
        },
        Operation(
          "Tensor.kaiming\(kind)",
          [
            "extension Tensor { static func kaiming\(kind)(_ shape: [Int], slope: Double = 0, "
              + "mode: Fan = .fanIn, dtype: DType = .float32) -> Tensor }"
          ],
          shape: "-> given(shape)", elements: .named,
          "Random weights, \(word), whose spread fits a leaky relu of this slope (He).",
          formula: #"\sigma = \sqrt{\frac{2}{(1 + slope^2)\, n}}"#,
          example: "Tensor.kaiming\(kind)([2, 3])",
          samples: [
            Sample([4, 3]), Sample([2, 3, 2], 0.5, .member("fanOut"), .member("float64")),
          ], refusals: [tooFewAxes]
        ) { call in
          let fan = Fan.allCases[call.int(2)]
          let deviation = try fan.kaiming(call.ints(0), slope: call.double(1))
          return try spread(kind, call.ints(0), deviation, call.dtype(3))
        },
      ]
    } + others

  private static let others: [Operation] = [
    Operation(
      "Tensor.truncatedNormal",
      [
        "extension Tensor { static func truncatedNormal(_ shape: [Int], mean: Double = 0, "
          + "std: Double = 1, low: Double = -2, high: Double = 2, dtype: DType = .float32) "
          + "-> Tensor }"
      ],
      shape: "-> given(shape)", elements: .named,
      "Normally distributed random numbers, none of them outside the bounds.",
      example: "Tensor.truncatedNormal([2, 3], std: 0.02)",
      samples: [Sample([2, 3]), Sample([4], 1.0, 0.5, 3.0, 9.0, .member("float64")), Sample([0])],
      refusals: [
        Refusal(
          [2], 0.0, 1.0, 2.0, 1.0,
          says: "std is positive and low less than high, got std 1.0, low 2.0 and high 1.0")
      ]
    ) {
      try Tensor.truncatedNormal(
        $0.ints(0), mean: $0.double(1), std: $0.double(2), low: $0.double(3), high: $0.double(4),
        dtype: $0.dtype(5))
    },
    Operation(
      "Tensor.orthogonal",
      [
        "extension Tensor { static func orthogonal(_ shape: [Int], gain: Double = 1, "
          + "dtype: DType = .float32) -> Tensor }"
      ],
      shape: "-> given(shape)", elements: .named,
      "A random matrix whose rows or columns have length 1 and are at right angles (Saxe).",
      formula: #"W^\top W = I"#, example: "Tensor.orthogonal([2, 2])",
      samples: [
        Sample([3, 3]), Sample([2, 5], 2.0), Sample([4, 2, 1], 1.0, .member("float64")),
        Sample([0, 3]),
      ],
      refusals: [
        Refusal([3], says: "this needs a tensor with at least 2 axes, and it has 1")
      ]
    ) { try Tensor.orthogonal($0.ints(0), gain: $0.double(1), dtype: $0.dtype(2)) },
    Operation(
      "Tensor.sparse",
      [
        "extension Tensor { static func sparse(_ shape: [Int], sparsity: Double, "
          + "std: Double = 0.01, dtype: DType = .float32) -> Tensor }"
      ],
      shape: "-> given(shape)", elements: .named,
      "A normally distributed random matrix with a share of each column, rounded up, set to zero.",
      example: "Tensor.sparse([4, 2], sparsity: 0.5)",
      samples: [Sample([4, 3], 0.3), Sample([2, 2], 1.0, 0.1, .member("float64"))],
      refusals: [
        Refusal([4], 0.5, says: "a sparse start is for a matrix, got shape [4]"),
        Refusal([4, 2], 1.5, says: "a probability is from 0 to 1, got 1.5"),
      ]
    ) {
      try Tensor.sparse(
        $0.ints(0), sparsity: $0.double(1), std: $0.double(2), dtype: $0.dtype(3))
    },
  ]

  private static let tooFewAxes = Refusal(
    [3], says: "a weight has at least 2 axes, outputs and inputs, got shape [3]")

  private static func spread(
    _ kind: String, _ shape: [Int], _ deviation: Double, _ dtype: DType
  ) throws(TensorError) -> Tensor {
    // The bound of a uniform distribution is the root of 3 times its standard deviation.
    let bound = deviation * 3.0.squareRoot()
    // Nothing feeds a weight without elements.
    guard bound.isFinite else { return try Tensor.zeros(shape, dtype: dtype) }
    return kind == "Uniform"
      ? try Tensor.uniform(-bound, bound, shape, dtype: dtype)
      : try Tensor.normal(shape, mean: 0, std: deviation, dtype: dtype)
  }
}
