import ApusTensor

extension Catalogue {
  /// What layers compute, from their weights as arguments.
  static let layers: [Operation] = [
    Operation.composed(
      "linear",
      ["func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor"],
      shape: "(..., i), (o, i) -> (..., o) | (..., i), (o, i), (o) -> (..., o)",
      "The product with the transposed weight, and the bias.", formula: #"x W^\top + b"#,
      example: "linear(Tensor([1.0, 2.0]), Tensor([[1.0, 0.5]]), Tensor([10.0]))",
      samples: [
        Sample(.of(2, 3), .of(4, 3), .of(4)), Sample(.of(3), .of(2, 3)),
        Sample(.of(2, 2, 3), .of(4, 3, layout: .transposed), .of(4)), Sample(.of(0, 3), .of(2, 3)),
      ],
      refusals: [
        Refusal(
          .zeros(2, 4), .zeros(5, 3),
          says: "linear needs the last axis of x and the last of weight to agree, got 4 and 3")
      ]
    ) { call in
      let product = try call.x(0).matmul(call.x(1).transposed())
      return try call.optional(2).map { try product + $0 } ?? product
    },
    Operation.composed(
      "embedding", ["func embedding(_ indices: Tensor, _ weight: Tensor) -> Tensor"],
      shape: "indices, weight -> embedded(indices, weight)",
      "The row of the weight at each index.", formula: #"W_{i}"#,
      example: "embedding(Tensor([1, 0, 1]), Tensor([[0.5, 1.0], [2.0, 3.0]]))",
      samples: [
        Sample(.vector([2, 0, 2], as: .int64), .of(3, 2)),
        Sample(.matrix([[0, 1], [1, 1]], as: .int64), .of(2, 3)),
        Sample(.zeros(0, as: .int64), .of(2, 3)),
      ],
      refusals: [
        Refusal(
          .vector([3], as: .int64), .zeros(3, 2),
          says: "index 3 is out of range: the embedding has 3 rows, 0 to 2"),
        Refusal(.zeros(2), .zeros(3, 2), says: "indices are integers, got Float32 [2]"),
      ]
    ) { call in
      let (indices, weight) = (call.call.tensor(0), call.x(1))
      _ = try Shape.embedded(indices.shape, weight.shape)
      guard indices.dtype.isInteger else { throw TensorError.indicesAreIntegers(indices) }
      let rows = weight.shape[0]
      for index in try indices.integers() where index < 0 || index >= rows {
        throw TensorError.noRow(index, of: rows)
      }
      return try Recorded.call(
        Rows.take, .tensor(weight), .tensor(Recorded(indices)), .int(0))
    },
    Operation.composed(
      "layerNorm",
      [
        "func layerNorm(_ x: Tensor, shape: [Int], weight: Tensor? = nil, bias: Tensor? = nil, "
          + "eps: Double = 1e-5) -> Tensor"
      ],
      shape: "x -> ending(x, shape)",
      "The last axes of the given sizes with mean 0 and variance 1, then scaled and shifted.",
      formula: #"\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} \gamma + \beta"#,
      example: "layerNorm(Tensor([[1.0, 2.0, 3.0]]), shape: [3])",
      samples: [
        Sample(.of(2, 4), [4]), Sample(.of(2, 3, 2), [3, 2], .of(3, 2), .of(3, 2)),
        Sample(.of(3, 4, layout: .transposed), [4], .of(4), nil, 0.1),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), [4], says: "the last axes of the tensor are [4], got shape [2, 3]")
      ]
    ) { call in
      let (x, sizes) = (try call.real(0), call.ints(1))
      _ = try Shape.ending(x.shape, sizes)
      return try affine(
        normalized(x, sizes.count, eps: call.double(4)), call.optional(2), call.optional(3))
    },
    Operation.composed(
      "rmsNorm",
      [
        "func rmsNorm(_ x: Tensor, shape: [Int], weight: Tensor? = nil, eps: Double? = nil) "
          + "-> Tensor"
      ],
      shape: "x -> ending(x, shape)",
      "The last axes of the given sizes divided by the root of their mean square, then scaled.",
      formula: #"\frac{x}{\sqrt{\tfrac1n \sum x^2 + \epsilon}} \gamma"#,
      example: "rmsNorm(Tensor([[3.0, 4.0]]), shape: [2])",
      samples: [
        Sample(.of(2, 4), [4]), Sample(.of(2, 3, 2), [3, 2], .of(3, 2), 1e-3),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), [4], says: "the last axes of the tensor are [4], got shape [2, 3]")
      ]
    ) { call in
      let (x, sizes) = (try call.real(0), call.ints(1))
      _ = try Shape.ending(x.shape, sizes)
      let axes = Array((x.ndim - sizes.count)..<x.ndim)
      // The smallest step from 1 of the element type, unless given.
      let step = x.tensor.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
      let size = try x.square().mean(axes: axes, keepDims: true)
      let scale = try (size + (call.call.optionalDouble(3) ?? step)).rsqrt()
      return try affine(x * scale, call.optional(2), nil)
    },
    Operation.composed(
      "batchNorm",
      [
        "func batchNorm(_ x: Tensor, mean: Tensor, variance: Tensor, weight: Tensor? = nil, "
          + "bias: Tensor? = nil, eps: Double = 1e-5) -> Tensor"
      ],
      shape: "x, mean, variance -> channels(x)",
      "Each channel, axis 1, with a given mean and variance taken out, then scaled and shifted.",
      formula: #"\frac{x - \mu_c}{\sqrt{\sigma_c^2 + \epsilon}} \gamma_c + \beta_c"#,
      example: "batchNorm(Tensor([[1.0], [3.0]]), mean: Tensor([2.0]), variance: Tensor([1.0]))",
      samples: [
        Sample(.of(2, 3), .of(3), .of(3, in: 0.5...2)),
        Sample(.of(2, 3, 2), .of(3), .of(3, in: 0.5...2), .of(3), .of(3), 0.01),
        Sample(.of(2, 2, 2, 2), .of(2), .of(2, in: 0.5...2), .of(2)),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(2), .zeros(3),
          says: "mean has one number for each of the 3 channels, got shape [2]")
      ]
    ) { call in
      let x = try call.real(0)
      _ = try Shape.channels(x.shape, groups: 1)
      let named =
        [("mean", call.x(1)), ("variance", call.x(2))]
        + [("weight", call.optional(3)), ("bias", call.optional(4))].compactMap { name, part in
          part.map { (name, $0) }
        }
      for (name, part) in named where part.shape != [x.shape[1]] {
        throw TensorError.perChannel(name, part.shape, x.shape[1])
      }
      let centred = try x - perChannel(call.x(1), x)
      let scale = try perChannel(call.x(2) + call.double(5), x).rsqrt()
      return try affine(
        centred * scale, call.optional(3).map { try perChannel($0, x) },
        call.optional(4).map { try perChannel($0, x) })
    },
    Operation.composed(
      "groupNorm",
      [
        "func groupNorm(_ x: Tensor, groups: Int, weight: Tensor? = nil, bias: Tensor? = nil, "
          + "eps: Double = 1e-5) -> Tensor"
      ],
      shape: "x -> channels(x, groups)",
      "Each group of channels, axis 1, with mean 0 and variance 1, then scaled and shifted.",
      example: "groupNorm(Tensor([[1.0, 2.0, 30.0, 50.0]]), groups: 2)",
      samples: [
        Sample(.of(2, 6), 2), Sample(.of(2, 4, 3), 2, .of(4), .of(4)),
        Sample(.of(2, 3, 2), 1, .of(3), nil, 0.1), Sample(.of(1, 2, 2, 2), 2),
      ],
      refusals: [
        Refusal(.zeros(2, 3), 2, says: "3 channels do not make 2 equal groups")
      ]
    ) { call in
      let (x, groups) = (try call.real(0), call.int(1))
      _ = try Shape.channels(x.shape, groups: groups)
      let size = x.shape[1...].reduce(1, *) / groups
      let rows = try x.reshaped([x.shape[0], groups, size])
      let flat = try normalized(rows, 1, eps: call.double(4)).reshaped(x.shape)
      return try affine(
        flat, call.optional(2).map { try perChannel($0, x) },
        call.optional(3).map { try perChannel($0, x) })
    },
    Operation.composed(
      "scaledDotProductAttention",
      [
        "func scaledDotProductAttention(_ q: Tensor, _ k: Tensor, _ v: Tensor, "
          + "mask: Tensor? = nil, causal: Bool = false, scale: Double? = nil) -> Tensor"
      ],
      shape: "(..., m, d), (..., n, d), (..., n, e) -> (..., m, e)",
      "The values, weighted for each query by the softmax of its products with the keys.",
      formula: #"\mathrm{softmax}\left(\frac{Q K^\top}{\sqrt{d}}\right) V"#,
      example: """
        let q = Tensor([[1.0, 0.0], [0.0, 1.0]])
        scaledDotProductAttention(q, q, Tensor([[1.0], [2.0]]))
        """,
      samples: [
        Sample(.of(3, 4), .of(2, 4), .of(2, 5)), Sample(.of(2, 3, 4), .of(2, 3, 4), .of(2, 3, 4)),
        Sample(.of(3, 4), .of(3, 4), .of(3, 2), nil, true),
        Sample(.of(2, 4), .of(3, 4), .of(3, 2), .tensor(mask), false, 0.25),
        Sample(.of(2, 2, 4), .of(2, 3, 4), .of(2, 3, 2), .of(2, 3)),
      ],
      refusals: [
        Refusal(
          .zeros(2, 4), .zeros(3, 5), .zeros(3, 2),
          says: "scaledDotProductAttention needs the last axis of q and the last of k to agree, "
            + "got 4 and 5")
      ]
    ) { call in
      let (q, k, v) = (call.x(0), call.x(1), call.x(2))
      let scale = call.call.optionalDouble(5) ?? 1 / Double(q.shape.last ?? 1).squareRoot()
      var scores = try q.matmul(k.transposed()) * scale
      if let mask = call.optional(3) {
        // A boolean mask says where to look; numbers are added.
        scores =
          mask.tensor.dtype == .bool
          ? try scores.filled(where: Recorded(mask.tensor.not()), -.infinity) : try scores + mask
      }
      if call.bool(4) {
        let (m, n) = (scores.shape[scores.ndim - 2], scores.shape[scores.ndim - 1])
        let future = try Tensor.zeros([m, n], dtype: .bool).not().triu(1)
        scores = try scores.filled(where: Recorded(future), -.infinity)
      }
      return try scores.softmax(-1).matmul(v)
    },
  ]

  private static let mask = SampleTensor(
    shape: [2, 3], dtype: .bool, contents: .values([1, 0, 1, 1, 1, 0]), layout: .plain)

  /// With mean 0 and variance 1 over so many of the last axes.
  private static func normalized(_ x: Recorded, _ axes: Int, eps: Double) throws -> Recorded {
    try Recorded.call(standardising, .tensor(x), .int(axes), .double(eps))
  }

  private static func affine(
    _ x: Recorded, _ weight: Recorded?, _ bias: Recorded?
  ) throws -> Recorded {
    let scaled = try weight.map { try x * $0 } ?? x
    return try bias.map { try scaled + $0 } ?? scaled
  }

  /// A vector over axis 1 of a tensor, so that it broadcasts.
  private static func perChannel(_ vector: Recorded, _ x: Recorded) throws -> Recorded {
    guard vector.shape == [x.shape[1]] else {
      throw TensorError.perChannel("the vector", vector.shape, x.shape[1])
    }
    return try vector.reshaped([x.shape[1]] + [Int](repeating: 1, count: x.ndim - 2))
  }
}
