import ApusTensor

extension Catalogue {
  /// How far predictions are from targets.
  static let losses: [Operation] = [
    pairLoss(
      "mseLoss", ("a", "b"), "The squared difference of each pair of elements.",
      formula: #"\frac{1}{n} \sum_i (a_i - b_i)^2"#
    ) { _, a, b in try (a - b).square() },
    pairLoss(
      "l1Loss", ("a", "b"), "The absolute difference of each pair of elements.",
      formula: #"\frac{1}{n} \sum_i |a_i - b_i|"#
    ) { _, a, b in try (a - b).abs() },
    pairLoss(
      "huberLoss", ("a", "b"), option: ("delta", 1),
      "Half the squared difference up to delta, and from there delta times the absolute one.",
      formula:
        #"\begin{cases} \tfrac12 d^2 & |d| < \delta \\ \delta (|d| - \tfrac12 \delta) \end{cases}"#
    ) { call, a, b in
      let delta = call.double(2)
      guard delta > 0 else {
        throw TensorError("argument", "delta is positive, got \(delta)")
      }
      let d = try (a - b).abs()
      return try (d < delta).choose(d.square() * 0.5, (d - 0.5 * delta) * delta)
    },
    pairLoss(
      "smoothL1Loss", ("a", "b"), option: ("beta", 1),
      "The absolute difference, rounded off where it is below beta.",
      formula: #"\begin{cases} d^2 / 2\beta & |d| < \beta \\ |d| - \tfrac12 \beta \end{cases}"#
    ) { call, a, b in
      let beta = call.double(2)
      guard beta >= 0 else {
        throw TensorError("argument", "beta is not negative, got \(beta)")
      }
      if beta == 0 { return try (a - b).abs() }
      let d = try (a - b).abs()
      return try (d < beta).choose(d.square() * (0.5 / beta), d - 0.5 * beta)
    },
    Operation.composed(
      "binaryCrossEntropy",
      [
        "func binaryCrossEntropy(_ p: Tensor, _ y: Tensor, weight: Tensor? = nil, "
          + "reduction: Reduction = .mean) -> Tensor"
      ],
      shape: "p, y -> loss(p, y, reduction)",
      "The surprise at yes-or-no targets for their predicted probabilities; logarithms end at -100.",
      formula: #"-y \ln p - (1 - y) \ln (1 - p)"#,
      example: "binaryCrossEntropy(Tensor([0.9, 0.2]), Tensor([1.0, 0.0]))",
      samples: [
        Sample(.of(2, 3, in: 0.1...0.9), .of(2, 3, in: 0...1)),
        Sample(.of(4, in: 0.1...0.9), .of(4, in: 0...1), nil, .member("sum")),
        Sample(.of(4, in: 0.1...0.9), .of(4, in: 0...1), .of(4, in: 0.5...2), .member("none")),
      ],
      refusals: [
        Refusal(
          .zeros(3, 1), .zeros(3), says: "a loss needs two tensors of one shape, got [3, 1] and [3]"
        )
      ]
    ) { call in
      let (p, y) = (call.x(0), call.x(1))
      _ = try Shape.loss(p.shape, y.shape, isReduced: false)
      let yes = try p.log().clipped(min: -100, max: nil)
      let no = try (1 - p).log().clipped(min: -100, max: nil)
      return try reduced(weighted(-(y * yes + (1 - y) * no), call.optional(2)), call.choice(3))
    },
    Operation.composed(
      "binaryCrossEntropyWithLogits",
      [
        "func binaryCrossEntropyWithLogits(_ logits: Tensor, _ y: Tensor, "
          + "positiveWeight: Tensor? = nil, reduction: Reduction = .mean) -> Tensor"
      ],
      shape: "logits, y -> loss(logits, y, reduction)",
      "The surprise at yes-or-no targets for scores before the sigmoid.",
      formula: #"-w\, y \ln \sigma(x) - (1 - y) \ln (1 - \sigma(x))"#,
      example: "binaryCrossEntropyWithLogits(Tensor([2.0, -1.0]), Tensor([1.0, 0.0]))",
      samples: [
        Sample(.of(2, 3), .of(2, 3, in: 0...1)),
        Sample(.vector([80, -90, 0]), .vector([0, 1, 1]), nil, .member("sum")),
        Sample(.of(2, 3), .of(2, 3, in: 0...1), .of(3, in: 0.5...2), .member("none")),
      ],
      refusals: [
        Refusal(
          .zeros(3), .zeros(4), says: "a loss needs two tensors of one shape, got [3] and [4]")
      ]
    ) { call in
      let (x, y) = (call.x(0), call.x(1))
      _ = try Shape.loss(x.shape, y.shape, isReduced: false)
      let yes = try y * x.logSigmoid()
      let no = try (1 - y) * (-x).logSigmoid()
      return try reduced(-(weighted(yes, call.optional(2)) + no), call.choice(3))
    },
    Operation.composed(
      "klDivergence",
      [
        "func klDivergence(_ logProbabilities: Tensor, _ target: Tensor, "
          + "reduction: KLReduction = .mean) -> Tensor"
      ],
      shape: "logProbabilities, target -> loss(logProbabilities, target, reduction)",
      "How far probabilities, given by their logarithms, are from target probabilities.",
      formula: #"y (\ln y - x)"#,
      example: "klDivergence(logSoftmax(Tensor([1.0, 2.0])), Tensor([0.5, 0.5]), reduction: .sum)",
      samples: [
        Sample(.of(2, 3), .of(2, 3, in: 0.1...1)),
        Sample(.of(2, 3), .of(2, 3, in: 0.1...1), .member("batchMean")),
        Sample(.of(4), .of(4, in: 0.1...1), .member("none")),
        Sample(.of(2), .vector([0, 1]), .member("sum")),
      ],
      refusals: [
        Refusal(
          .zeros(3), .zeros(4), says: "a loss needs two tensors of one shape, got [3] and [4]")
      ]
    ) { call in
      let (x, y) = (call.x(0), call.x(1))
      _ = try Shape.loss(x.shape, y.shape, isReduced: false)
      // y ln y is 0 where y is.
      let isZero = try y <= 0
      let each = try (y * y.filled(where: isZero, 1).log()).filled(where: isZero, 0) - y * x
      switch call.choice(2) as KLReduction {
      case .batchMean: return try each.sum() / Double(Swift.max(x.shape.first ?? 1, 1))
      case .mean: return try each.mean()
      case .sum: return try each.sum()
      case .none: return each
      }
    },
    Operation.composed(
      "hingeEmbeddingLoss",
      [
        "func hingeEmbeddingLoss(_ x: Tensor, _ y: Tensor, margin: Double = 1) -> Tensor"
      ],
      shape: "x, y -> ()",
      "A distance where the target is 1, and what it lacks of the margin where the target is -1.",
      example: "hingeEmbeddingLoss(Tensor([0.5, 0.2]), Tensor([1.0, -1.0]))",
      samples: [
        Sample(.of(4), .vector([1, -1, 1, -1])), Sample(.of(3), .vector([-1, -1, 1]), 0.5),
      ],
      refusals: [
        Refusal(
          .zeros(3), .zeros(4), says: "a loss needs two tensors of one shape, got [3] and [4]")
      ]
    ) { call in
      let (x, y) = (call.x(0), call.x(1))
      _ = try Shape.loss(x.shape, y.shape, isReduced: true)
      return try y.equals(1).choose(x, (call.double(2) - x).relu()).mean()
    },
    Operation.composed(
      "cosineSimilarity",
      ["func cosineSimilarity(_ a: Tensor, _ b: Tensor, axis: Int = 1) -> Tensor"],
      shape: "(...), (...) -> ?", "The cosine of the angle between vectors along an axis.",
      formula: #"\frac{a \cdot b}{\|a\| \|b\|}"#,
      example: "cosineSimilarity(Tensor([1.0, 0.0]), Tensor([1.0, 1.0]), axis: 0)",
      samples: [
        Sample(.of(2, 3), .of(2, 3)), Sample(.of(2, 3), .of(2, 3), 0), Sample(.of(3), .of(3), -1),
      ],
      refusals: [Refusal(.zeros(2, 3), .zeros(2, 3), 2, says: Refusal.axisOfMatrix)]
    ) { try cosine($0.x(0), $0.x(1), axis: $0.int(2)) },
    Operation.composed(
      "cosineEmbeddingLoss",
      [
        "func cosineEmbeddingLoss(_ a: Tensor, _ b: Tensor, _ y: Tensor, margin: Double = 0) "
          + "-> Tensor"
      ],
      shape: "(n, d), (n, d), (n) -> ()",
      "One minus the cosine where the target is 1, what it is above the margin where it is -1.",
      example: "cosineEmbeddingLoss(Tensor([[1.0, 0.0]]), Tensor([[1.0, 1.0]]), Tensor([1.0]))",
      samples: [
        Sample(.of(3, 4), .of(3, 4), .vector([1, -1, 1])),
        Sample(.of(2, 3), .of(2, 3), .vector([-1, -1]), 0.25),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(2, 4), .zeros(2),
          says:
            "cosineEmbeddingLoss needs the last axis of a and the last of b to agree, got 3 and 4")
      ]
    ) { call in
      let axis = Swift.min(1, call.x(0).ndim - 1)
      let angle = try cosine(call.x(0), call.x(1), axis: axis)
      return try call.x(2).equals(1).choose(1 - angle, (angle - call.double(3)).relu()).mean()
    },
    Operation.composed(
      "tripletMarginLoss",
      [
        "func tripletMarginLoss(_ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, "
          + "margin: Double = 1) -> Tensor"
      ],
      shape: "(..., d), (..., d), (..., d) -> ()",
      "How much nearer the anchor lies to the positive than to the negative, short of the margin.",
      formula: #"\max(\|a - p\| - \|a - n\| + m, 0)"#,
      example: "tripletMarginLoss(Tensor([[0.0]]), Tensor([[1.0]]), Tensor([[3.0]]))",
      samples: [
        Sample(.of(3, 4), .of(3, 4), .of(3, 4)), Sample(.of(2, 3), .of(2, 3), .of(2, 3), 5.0),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(2, 4), .zeros(2, 3),
          says:
            "tripletMarginLoss needs the last axis of anchor and the last of positive to agree, "
            + "got 3 and 4")
      ]
    ) { call in
      let near = try distance(call.x(0), call.x(1))
      let far = try distance(call.x(0), call.x(2))
      return try (near - far + call.double(3)).relu().mean()
    },
  ]

  /// A loss of each pair of elements of two tensors.
  private static func pairLoss(
    _ name: String, _ names: (String, String), option: (name: String, value: Int)? = nil,
    _ summary: String, formula: String,
    _ each: @escaping @Sendable (Composition, Recorded, Recorded) throws -> Recorded
  ) -> Operation {
    let (a, b) = names
    let setting = option.map { "\($0.name): Double = \($0.value), " } ?? ""
    let place = option == nil ? 2 : 3
    func sample(_ a: Argument, _ b: Argument, _ reduction: String) -> Sample {
      let reduction = Argument.member(reduction)
      return option == nil ? Sample(a, b, reduction) : Sample(a, b, .double(0.75), reduction)
    }
    return Operation.composed(
      name,
      [
        "func \(name)(_ \(a): Tensor, _ \(b): Tensor, \(setting)reduction: Reduction = .mean) -> Tensor"
      ],
      shape: "\(a), \(b) -> loss(\(a), \(b), reduction)", summary, formula: formula,
      example: "\(name)(Tensor([1.0, 2.5]), Tensor([1.5, 0.0]))",
      samples: [
        Sample(.of(2, 3), .of(2, 3)), sample(.of(4), .of(4), "sum"),
        sample(.of(2, 3, layout: .transposed), .of(2, 3), "none"),
      ],
      refusals: [
        Refusal(
          .zeros(3, 1), .zeros(3), says: "a loss needs two tensors of one shape, got [3, 1] and [3]"
        )
      ]
    ) { call in
      _ = try Shape.loss(call.x(0).shape, call.x(1).shape, isReduced: false)
      return try reduced(each(call, call.x(0), call.x(1)), call.choice(place))
    }
  }

  static func reduced(_ each: Recorded, _ reduction: Reduction) throws -> Recorded {
    switch reduction {
    case .mean: try each.mean()
    case .sum: try each.sum()
    case .none: each
    }
  }

  private static func weighted(_ each: Recorded, _ weight: Recorded?) throws -> Recorded {
    try weight.map { try each * $0 } ?? each
  }

  /// The cosine with lengths of at least 1e-8.
  private static func cosine(_ a: Recorded, _ b: Recorded, axis: Int) throws -> Recorded {
    let shape = try Shape.broadcast(a.shape, b.shape)
    let (a, b) = (try a.broadcast(to: shape), try b.broadcast(to: shape))
    let smallest = Recorded(try Tensor(weak: 1e-8))
    let lengths = try [a, b].map { try Recorded.maximum(length($0, axis: axis), smallest) }
    return try (a * b).sum(axes: [axis]) / (lengths[0] * lengths[1])
  }

  private static func length(_ x: Recorded, axis: Int) throws -> Recorded {
    try x.square().sum(axes: [axis]).sqrt()
  }

  /// The distance of vectors along the last axis, 1e-6 apart at least, so that it has a gradient.
  private static func distance(_ a: Recorded, _ b: Recorded) throws -> Recorded {
    try length(a - b + 1e-6, axis: -1)
  }
}
