import ApusTensor

extension Catalogue {
  /// Random numbers of other distributions than the uniform and the standard normal one.
  static let distributions: [Operation] = [
    Operation(
      "Tensor.normal",
      [
        "extension Tensor { static func normal(_ shape: [Int], mean: Double = 0, "
          + "std: Double = 1, dtype: DType = .float32) -> Tensor }"
      ],
      shape: "-> given(shape)", elements: .named,
      "Normally distributed random numbers with a mean and a standard deviation.",
      formula: #"N(\mu, \sigma^2)"#, example: "Tensor.normal([2, 3], mean: 1, std: 0.1)",
      samples: [Sample([2, 3], 1.0, 0.5), Sample([0]), Sample([3], 0.0, 2.0, .member("float64"))],
      refusals: [
        Refusal(
          [2], 0.0, -1.0,
          says: "the standard deviation is not negative and both are finite, got mean 0.0 and "
            + "std -1.0")
      ]
    ) {
      try Tensor.normal($0.ints(0), mean: $0.double(1), std: $0.double(2), dtype: $0.dtype(3))
    },
    Operation(
      "Tensor.exponential",
      [
        "extension Tensor { static func exponential(_ shape: [Int], rate: Double = 1, "
          + "dtype: DType = .float32) -> Tensor }"
      ],
      shape: "-> given(shape)", elements: .named,
      "Exponentially distributed random numbers with mean 1 / rate.",
      formula: #"\mathrm{Exp}(\lambda)"#, example: "Tensor.exponential([4], rate: 2)",
      samples: [Sample([2, 3], 0.5), Sample([0])],
      refusals: [Refusal([2], 0.0, says: "the rate is positive and finite, got 0.0")]
    ) { try Tensor.exponential($0.ints(0), rate: $0.double(1), dtype: $0.dtype(2)) },
    Operation(
      "bernoulli", ["func bernoulli(_ p: Tensor) -> Tensor"], shape: "p -> p",
      elements: .floating, "One with the probability of each element, else zero.",
      formula: #"\mathrm{Bernoulli}(p)"#, example: "bernoulli(Tensor([0.0, 0.5, 1.0]))",
      samples: [
        Sample(.of(2, 3, in: 0...1)), Sample(.of(3, in: 0...1, as: .int64)),
        Sample(.of(4, 3, in: 0...1, layout: .transposed)),
      ],
      refusals: [
        Refusal(.vector([0.5, 1.5]), says: "a probability is from 0 to 1, got 1.5")
      ]
    ) { Settled(try Tensor.bernoulli($0.tensor(0))) },
    Operation(
      "poisson", ["func poisson(_ rate: Tensor) -> Tensor"], shape: "rate -> rate",
      elements: .floating,
      "Random numbers of events, where as many are expected as each element says.",
      formula: #"\mathrm{Poisson}(\lambda)"#, example: "poisson(Tensor([0.5, 4.0]))",
      samples: [Sample(.of(2, 3, in: 0...9)), Sample(.zeros(2)), Sample(.of(0, in: 0...1))],
      refusals: [
        Refusal(.vector([1, -1]), says: "a rate is finite and not negative, got -1.0")
      ]
    ) { Settled(try Tensor.poisson($0.tensor(0))) },
    Operation(
      "multinomial",
      ["func multinomial(_ weights: Tensor, count: Int, replacement: Bool = false) -> Tensor"],
      shape: "weights -> drawn(weights, count)", elements: .always(.int64),
      "Positions along the last axis, drawn with probabilities proportional to the weights.",
      example: "multinomial(Tensor([0.1, 0.2, 0.7]), count: 2)",
      samples: [
        Sample(.of(5, in: 0.1...1), 2), Sample(.of(3, 4, in: 0.1...1), 6, true),
        Sample(.of(3, in: 1...4, as: .int64), 3),
      ],
      refusals: [
        Refusal(
          .vector([0, 1, 0]), 2,
          says: "2 different positions cannot be drawn where 1 weight is positive"),
        Refusal(.vector([1, -1]), 1, says: "weights are finite and not negative"),
        Refusal(.zeros(2, 2, 2), 1, says: "weights are a vector or a matrix, got shape [2, 2, 2]"),
      ]
    ) {
      try Tensor.multinomial($0.tensor(0), count: $0.int(1), replacement: $0.bool(2))
    },
  ]

  /// Tensors like another in shape and element type.
  static let likenesses = [
    likeness("zeros", "Zeros in the shape and element type of a tensor."),
    likeness("ones", "Ones in the shape and element type of a tensor."),
  ]

  static let randomLikenesses = [
    likeness("rand", "Random numbers from 0 up to 1 in the shape and element type of a tensor."),
    likeness("randn", "Normally distributed random numbers like a tensor in shape and type."),
  ]

  private static func likeness(_ name: String, _ summary: String) -> Operation {
    let isRandom = name.hasPrefix("rand")
    return Operation(
      "Tensor.\(name)",
      ["extension Tensor { static func \(name)(like x: Tensor, dtype: DType? = nil) -> Tensor }"],
      shape: "x -> x", elements: .named, summary,
      example: "Tensor.\(name)(like: Tensor([1.0, 2.0]))",
      samples: [
        Sample(.of(2, 3)), Sample(.of(4, 3, layout: .transposed)),
        Sample(.of(2, as: .int64), .member("float64")),
      ] + (isRandom ? [] : [Sample(.of(2, as: .int64)), Sample(.of(0, 2, as: .bool))]),
      refusals: isRandom
        ? [Refusal(.zeros(2, as: .int64), says: "this needs a floating-point dtype, got int64")]
        : []
    ) { call in
      let (shape, dtype) = (call.tensor(0).shape, call.optionalDType(1) ?? call.tensor(0).dtype)
      let result =
        switch name {
        case "zeros": try Tensor.zeros(shape, dtype: dtype)
        case "ones": try Tensor.full(shape, 1, dtype: dtype)
        case "rand": try Tensor.rand(shape, dtype: dtype)
        default: try Tensor.randn(shape, dtype: dtype)
        }
      return Settled(result)
    }
  }
}
