import ApusTensor

extension Catalogue {
  /// Many elements into one, over an axis, several or all.
  static let reductions: [Operation] =
    reduction(
      "sum", "The sum of the elements.", #"\sum_i x_i"#,
      .reducing([]) { try $0.spread($0.g, $1) }
    ) { x, axes, keepDims throws(TensorError) in try x.sum(axes: axes, keepDims: keepDims) }
    .giving(.summed)
    + reduction(
      "mean", "The mean of the elements, in floating point.", #"\frac{1}{n} \sum_i x_i"#,
      .reducing([]) { try $0.spread($0.g, $1) / Double($0.reducedCount($1)) }
    ) { x, axes, keepDims throws(TensorError) in try x.mean(axes: axes, keepDims: keepDims) }
    .giving(.floating)
    + reduction(
      "prod", "The product of the elements.", #"\prod_i x_i"#,
      .reducing([.arguments, .results]) { try productGradient($0, $1) }
    ) { x, axes, keepDims throws(TensorError) in try x.prod(axes: axes, keepDims: keepDims) }
    .giving(.summed)
    + reduction(
      "max", "The largest element.", #"\max_i x_i"#, .extreme, acceptsEmpty: false
    ) { x, axes, keepDims throws(TensorError) in try x.max(axes: axes, keepDims: keepDims) }
    + reduction(
      "min", "The smallest element.", #"\min_i x_i"#, .extreme, acceptsEmpty: false
    ) { x, axes, keepDims throws(TensorError) in try x.min(axes: axes, keepDims: keepDims) }
    + question(
      "any", "Whether any element is true."
    ) { x, axes, keepDims throws(TensorError) in try x.any(axes: axes, keepDims: keepDims) }
    .giving(.always(.bool))
    + question(
      "all", "Whether all elements are true."
    ) { x, axes, keepDims throws(TensorError) in try x.all(axes: axes, keepDims: keepDims) }
    .giving(.always(.bool))
    + logsumexp

  typealias Reduce =
    @Sendable (Tensor, _ axes: [Int]?, _ keepDims: Bool) throws(TensorError) -> Tensor

  /// A reduction over one axis and over several.
  private static func reduction(
    _ name: String, _ summary: String, _ formula: String, _ gradient: ReductionGradient,
    acceptsEmpty: Bool = true,
    _ apply: @escaping Reduce
  ) -> [Operation] {
    let empty = acceptsEmpty ? [Sample(.of(0, 3), 0), Sample(.of(2, 0), 1)] : []
    return [
      Operation(
        name,
        ["extension Tensor { func \(name)(axis: Int, keepDims: Bool = false) -> Tensor }"],
        shape: "x -> reduced(x, axis, keepDims)", summary, formula: formula,
        example: "Tensor([[1.0, 2.0], [3.0, 4.0]]).\(name)(axis: 0)",
        samples: [
          Sample(.of(2, 3), 0), Sample(.of(2, 3), -1, true), Sample(.of(3, 4, 2), 1),
          Sample(.of(4, 3, layout: .transposed), 1), Sample(.of(40), 0),
          Sample(.of(2, 3, as: .int64), 1), Sample(.vector([1, 3, 3]), 0),
          Sample(.matrix([[2, 0, 3], [0, 0, 3]]), 1),
        ] + empty, refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
        pullback: gradient.pullback { [$0.int(1)] }
      ) { try apply($0.tensor(0), [$0.int(1)], $0.bool(2)) },
      Operation(
        name,
        ["extension Tensor { func \(name)(axes: [Int]? = nil, keepDims: Bool = false) -> Tensor }"],
        shape: "x -> reduced(x, axes, keepDims)", summary, formula: formula,
        example: "Tensor([[1.0, 2.0], [3.0, 4.0]]).\(name)()",
        samples: [
          Sample(.of(2, 3)), Sample(.of(2, 3, 4), [0, 2]), Sample(.of(2, 3, 4), [-1, 0], true),
          Sample(.of(4, 3, layout: .transposed)), Sample(.of()),
          Sample(.of(2, 3, as: .int32), nil, true), Sample(.matrix([[2, 0, 3], [3, 0, 3]])),
        ] + (acceptsEmpty ? [Sample(.of(0, 3))] : []),
        refusals: [
          Refusal(.zeros(2, 3), [0, 0], says: "axis 0 is given twice")
        ]
          + (acceptsEmpty
            ? [] : [Refusal(.zeros(0), says: "there is no element to take from no elements")]),
        pullback: gradient.pullback { $0.optionalInts(1) }
      ) { try apply($0.tensor(0), $0.optionalInts(1), $0.bool(2)) },
    ]
  }

  /// A question about Boolean elements, over one axis or all.
  private static func question(
    _ name: String, _ summary: String, _ apply: @escaping Reduce
  ) -> [Operation] {
    [
      Operation(
        name, ["extension Tensor { func \(name)(axis: Int, keepDims: Bool = false) -> Tensor }"],
        shape: "x -> reduced(x, axis, keepDims)", summary,
        example: "(Tensor([[1, 2], [3, 4]]) > 2).\(name)(axis: 0)",
        samples: [
          Sample(.of(3, 4, in: 0...1, as: .bool), 0),
          Sample(.of(3, 4, in: 0...1, as: .int64), -1, true), Sample(.of(0, 2), 0),
        ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)]
      ) { try apply($0.tensor(0), [$0.int(1)], $0.bool(2)) },
      Operation(
        name, ["extension Tensor { func \(name)() -> Tensor }"], shape: "(...) -> ()", summary,
        example: "(Tensor([1, 2, 3]) > 2).\(name)()",
        samples: [
          Sample(.of(3, in: 0...1, as: .bool)), Sample(.of(0)), Sample(.of(2, 2)),
          Sample(.of(in: 0...1, as: .bool)),
        ]
      ) { try apply($0.tensor(0), nil, false) },
    ]
  }

  private static let logsumexp: [Operation] = [
    Operation(
      "logsumexp",
      ["extension Tensor { func logsumexp(axis: Int, keepDims: Bool = false) -> Tensor }"],
      shape: "x -> reduced(x, axis, keepDims)",
      "The logarithm of the sum of the exponentials of the elements.",
      formula: #"\ln \sum_i e^{x_i}"#, example: "Tensor([1000.0, 1000.0]).logsumexp(axis: 0)",
      samples: [
        Sample(.of(2, 3), 0), Sample(.of(2, 3), -1, true), Sample(.vector([1000, 1001]), 0),
        Sample(.vector([-.infinity, -.infinity]), 0),
      ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: exponentialShare.pullback { [$0.int(1)] }
    ) { try $0.tensor(0).logsumexp(axes: [$0.int(1)], keepDims: $0.bool(2)) },
    Operation(
      "logsumexp",
      ["extension Tensor { func logsumexp(axes: [Int], keepDims: Bool = false) -> Tensor }"],
      shape: "x -> reduced(x, axes, keepDims)",
      "The logarithm of the sum of the exponentials of the elements.",
      formula: #"\ln \sum_i e^{x_i}"#,
      example: "Tensor([[1.0, 2.0], [3.0, 4.0]]).logsumexp(axes: [0, 1])",
      samples: [Sample(.of(2, 3), [0, 1]), Sample(.of(2, 3, 2), [0, 2], true)],
      refusals: [Refusal(.zeros(2, 3), [1, 1], says: "axis 1 is given twice")],
      pullback: exponentialShare.pullback { $0.ints(1) }
    ) { try $0.tensor(0).logsumexp(axes: $0.ints(1), keepDims: $0.bool(2)) },
  ]

  /// Each element's share of the sum of the exponentials.
  private static let exponentialShare = ReductionGradient.reducing([.arguments, .results]) {
    try $0.kept($0.g, $1) * ($0.x() - $0.kept($0.y, $1)).exp()
  }

  /// The product of the other elements: of all divided by each, or where one is zero from the
  /// products of those before and behind.
  private static func productGradient(_ call: PullbackCall, _ axes: [Int]?) throws -> Recorded {
    let (x, shape) = (call.x(), call.shape())
    let g = try call.spread(call.g, axes)
    guard try x.tensor.to(.bool).all().item() == 0 else {
      return try g * call.kept(call.y, axes) / x
    }
    let reduced = try Shape.axes(axes, of: shape.count)
    let order = shape.indices.filter { !reduced.contains($0) } + reduced
    let moved = try x.permuted(order)
    let kept = Array(moved.shape.dropLast(reduced.count))
    let size = moved.shape.suffix(reduced.count).reduce(1, *)
    let line = try moved.reshaped(kept + [size])
    let one = Recorded(try Tensor.full(kept + [1], 1, dtype: x.tensor.dtype))
    let last = kept.count
    func before(_ line: Recorded) throws -> Recorded {
      try Recorded.concat([one, line.slice(last, from: 0, count: size - 1)], axis: last)
        .cumprod(last)
    }
    let others = try before(line) * before(line.flipped(last)).flipped(last)
    return try g
      * others.reshaped(moved.shape)
      .permuted(order.indices.map { axis in order.firstIndex(of: axis) ?? 0 })
  }
}
