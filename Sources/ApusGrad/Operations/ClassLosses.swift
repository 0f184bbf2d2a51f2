import ApusTensor

extension Catalogue {
  /// How far scores of classes are from the right ones.
  static let classLosses: [Operation] = [
    Operation.composed(
      "crossEntropy",
      [
        "func crossEntropy(_ logits: Tensor, _ targets: Tensor, weight: Tensor? = nil, "
          + "ignoreIndex: Int = -100, labelSmoothing: Double = 0, reduction: Reduction = .mean) "
          + "-> Tensor"
      ],
      shape: "logits, targets -> classLoss(logits, targets, reduction)",
      "The surprise at the right classes, or at probabilities, for scores before the softmax.",
      formula: #"-\ln \frac{e^{x_y}}{\sum_j e^{x_j}}"#,
      example: "crossEntropy(Tensor([[2.0, 0.5, -1.0]]), Tensor([0]))",
      samples: [
        Sample(.of(3, 4), classes(0, 3, 1)), Sample(.of(4), .tensor(scalarClass)),
        Sample(.of(3, 4), classes(0, 3, 1), .of(4, in: 0.5...2)),
        Sample(.of(3, 4), classes(-100, 3, 1), .of(4, in: 0.5...2), -100, 0.25),
        Sample(.of(3, 4), classes(2, 3, 1), nil, 2, 0.0, .member("sum")),
        Sample(
          .of(2, 3, 2), .matrix([[0, 2], [1, 1]], as: .int64), nil, -100, 0.1, .member("none")),
        Sample(.of(2, 3), .of(2, 3, in: 0.1...1)),
        Sample(.of(2, 3), .of(2, 3, in: 0.1...1), .of(3, in: 0.5...2), -100, 0.2),
        Sample(.matrix([[1000, 0, -1000]]), .vector([2], as: .int64)),
      ],
      refusals: [
        Refusal(
          .zeros(3, 4), .vector([0, 4, 1], as: .int64),
          says: "class 4 does not exist: there are 4 classes, 0 to 3"),
        Refusal(
          .zeros(3, 4), .zeros(2, as: .int64),
          says: "scores [3, 4] need a class index for each row, shape [3], or probabilities of "
            + "their own shape, got [2]"),
        Refusal(
          .zeros(3, 4), .zeros(3),
          says: "class indices are integers, got Float32 [3]"),
      ]
    ) { call in
      let (logits, targets) = (call.x(0), call.x(1))
      let each = try Shape.classLoss(logits.shape, targets.shape, isReduced: false)
      let axis = Swift.min(1, logits.ndim - 1)
      let scores = try logits.logSoftmax(axis)
      guard targets.shape == each else { return try soft(scores, targets, axis, call) }
      let picking = try Picking(
        targets.tensor, classes: logits.shape[axis], axis: axis, shape: each,
        weight: call.optional(2),
        ignored: call.int(3))
      var loss = try picking.loss(scores)
      let smoothing = call.double(4)
      if smoothing != 0 {
        var spread = try -scores
        if let weight = call.optional(2) {
          spread = try spread * aligned(weight, axis, logits.ndim)
        }
        let smooth = try spread.sum(axes: [axis]) * picking.isKept
        loss = try loss * (1 - smoothing) + smooth * (smoothing / Double(logits.shape[axis]))
      }
      return try picking.reduced(loss, call.choice(5))
    },
    Operation.composed(
      "nllLoss",
      [
        "func nllLoss(_ logProbabilities: Tensor, _ targets: Tensor, weight: Tensor? = nil, "
          + "ignoreIndex: Int = -100, reduction: Reduction = .mean) -> Tensor"
      ],
      shape: "logProbabilities, targets -> classLoss(logProbabilities, targets, reduction)",
      "The surprise at the right classes for the logarithms of probabilities.",
      formula: #"-x_y"#, example: "nllLoss(logSoftmax(Tensor([[2.0, 0.5]])), Tensor([0]))",
      samples: [
        Sample(.of(3, 4), classes(0, 3, 1)), Sample(.of(4), .tensor(scalarClass)),
        Sample(.of(3, 4), classes(0, -100, 1), .of(4, in: 0.5...2)),
        Sample(.of(2, 3, 2), .matrix([[0, 2], [1, 1]], as: .int64), nil, 1, .member("sum")),
        Sample(.of(3, 4), classes(0, 3, 1), nil, 0, .member("none")),
      ],
      refusals: [
        Refusal(
          .zeros(3, 4), .vector([0, -1, 1], as: .int64),
          says: "class -1 does not exist: there are 4 classes, 0 to 3"),
        Refusal(
          .zeros(3, 4), .zeros(3),
          says: "class indices are integers, got Float32 [3]"),
      ]
    ) { call in
      let (scores, targets) = (call.x(0), call.x(1))
      let each = try Shape.classLoss(scores.shape, targets.shape, isReduced: false)
      guard targets.shape == each else { throw TensorError.classIndices(targets.tensor) }
      let axis = Swift.min(1, scores.ndim - 1)
      let picking = try Picking(
        targets.tensor, classes: scores.shape[axis], axis: axis, shape: each,
        weight: call.optional(2),
        ignored: call.int(3))
      return try picking.reduced(picking.loss(scores), call.choice(4))
    },
  ]

  private static func classes(_ indices: Int...) -> Argument {
    .vector(indices.map { Double($0) }, as: .int64)
  }

  private static let scalarClass = SampleTensor(
    shape: [], dtype: .int64, contents: .values([2]), layout: .plain)

  /// A vector over the classes, with axes of size one behind it.
  private static func aligned(_ weight: Recorded, _ axis: Int, _ ndim: Int) throws -> Recorded {
    try weight.reshaped([weight.shape.first ?? 1] + [Int](repeating: 1, count: ndim - axis - 1))
  }

  /// The loss for probabilities as targets.
  private static func soft(
    _ scores: Recorded, _ targets: Recorded, _ axis: Int, _ call: Composition
  ) throws -> Recorded {
    guard targets.tensor.dtype.isFloat else { throw TensorError.probabilities(targets.tensor) }
    let (smoothing, classes) = (call.double(4), scores.shape[axis])
    var wanted = targets
    if smoothing != 0 { wanted = try targets * (1 - smoothing) + smoothing / Double(classes) }
    var each = try -(scores * wanted)
    if let weight = call.optional(2) { each = try each * aligned(weight, axis, scores.ndim) }
    let loss = try each.sum(axes: [axis])
    switch call.choice(5) as Reduction {
    case .mean: return try loss.sum() / Double(Swift.max(loss.tensor.count, 1))
    case .sum: return try loss.sum()
    case .none: return loss
    }
  }
}

/// Class indices, ready to pick scores: those to be ignored point to class 0 with weight 0.
private struct Picking {
  /// With the axis of the classes, of size one.
  private let positions: Tensor
  private let axis: Int
  /// 1 for each row that counts, 0 for one that is ignored.
  let isKept: Recorded
  private let weight: Recorded

  init(
    _ targets: Tensor, classes: Int, axis: Int, shape: [Int], weight: Recorded?, ignored: Int
  ) throws {
    guard targets.dtype.isInteger else { throw TensorError.classIndices(targets) }
    let indices = try targets.to(.int64)
    let isIgnored = try Tensor.equal(indices, Tensor(weak: ignored))
    let kept = try Tensor.select(isIgnored, Tensor(weak: 0), indices)
    for index in try kept.integers() where index < 0 || index >= classes {
      throw TensorError.noClass(index, of: classes)
    }
    self.axis = axis
    positions = try kept.unsqueezed(axis)
    isKept = Recorded(try isIgnored.not())
    if let weight {
      guard weight.shape == [classes] else {
        throw TensorError(
          "shape-mismatch",
          "weight has one number for each of the \(classes) classes, got shape \(weight.shape)")
      }
      self.weight =
        try Recorded.call(
          Rows.take, .tensor(weight), .tensor(Recorded(kept)), .int(0)) * isKept
    } else {
      self.weight = isKept
    }
  }

  /// The negative score of the right class of each row, by its weight.
  func loss(_ scores: Recorded) throws -> Recorded {
    let picked = try scores.takeAlong(positions, axis: axis)
    var shape = picked.shape
    shape.remove(at: axis)
    return try -(picked.reshaped(shape) * weight)
  }

  /// The mean is by the sum of the weights.
  func reduced(_ loss: Recorded, _ reduction: Reduction) throws -> Recorded {
    switch reduction {
    case .none: loss
    case .sum: try loss.sum()
    case .mean: try loss.sum() / weight.to(loss.tensor.dtype).sum()
    }
  }
}
