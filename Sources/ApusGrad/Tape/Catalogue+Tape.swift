import ApusTensor

/// Rows that no program can name: what subscripts become on the tape.
extension Catalogue {
  /// Zeros of a shape with the elements of a tensor added at indices.
  static let placing = Operation(
    "placing", ["func placing(_ x: Tensor, _ index: any TensorIndex..., _ shape: [Int]) -> Tensor"],
    shape: "x -> given(shape)", "Zeros with the elements added at positions.", example: "x[0]",
    samples: [
      Sample(.of(2, 3), .indices([.range(from: 1, to: 3, by: 1)]), [4, 3]),
      Sample(.of(3, 2), .indices([positions(2, 0, 2)]), [4, 2]),
    ],
    pullback: .of([]) { try $0.g.selecting($0.call.indices(1).indices) }
  ) { try Tensor.placing($0.tensor(0), at: $0.indices(1), shape: $0.ints(2)) }

  /// A tensor in which a value stands at indices.
  static let assigning = Operation(
    "subscript",
    ["func assigning(_ x: Tensor, _ index: any TensorIndex..., _ value: Tensor) -> Tensor"],
    shape: "x, value -> x", "The tensor with a value at positions.", example: "x[0] = 1",
    samples: [
      Sample(.of(4, 3), .indices([.at(1)]), .of(3)),
      Sample(.of(4, 3), .indices([positions(3, 0, 3)]), .of()),
      Sample(.of(4, 3, layout: .transposed), .indices([.ellipsis, .at(-1)]), .of(4)),
    ],
    pullback: .of(
      [],
      { call in
        let zero = Recorded(try Tensor.zeros([], dtype: call.g.tensor.dtype))
        return try call.g.assigning(zero, at: call.call.indices(1))
      },
      { try Catalogue.assigned($0) })
  ) { try $0.tensor(0).assigning($0.tensor(2), at: $0.indices(1)) }

  /// The cotangent of an assigned value; of elements that went to one place only the last counts.
  private static func assigned(_ call: PullbackCall) throws -> Recorded {
    let list = call.call.indices(1)
    let picked = try call.g.selecting(list.indices)
    let isPicking = list.indices.contains { if case .tensor = $0 { true } else { false } }
    guard isPicking else { return picked }
    let order = try Tensor.arange(0, picked.tensor.count, step: 1, dtype: .int64)
      .reshaped(picked.shape)
    let last = try Tensor.zeros(call.g.shape, dtype: .int64).assigning(order, at: list)
      .selecting(list.indices)
    return try picked * Recorded(Tensor.equal(last, order))
  }

  /// An index tensor of these positions.
  static func positions(_ values: Int...) -> TensorIndex {
    (try? Tensor(values, shape: [values.count])).map { .tensor($0) } ?? .all
  }
}

extension Catalogue {
  /// The parts of a tensor along its first axis.
  static let unstacking = Operation(
    "rows", ["func rows(_ x: Tensor) -> [Tensor]"], shape: "x -> ?",
    "The parts along the first axis.", example: "for row in x {}",
    samples: [Sample(.of(2, 3)), Sample(.of(4, layout: .strided))],
    pullback: .of([]) { call in
      try Recorded.call(
        Rows.stack, .tensors((0..<call.resultCount).map { try call.g($0) }), .int(0))
    }
  ) { call in
    let x = call.tensor(0)
    return try (0..<x.shape[0]).map { try x.selecting([.at($0)]) }
  }

  /// What normalisations over the last axes share.
  static let standardising = Operation(
    "standardised", ["func standardised(_ x: Tensor, _ axes: Int, _ eps: Double) -> Tensor"],
    shape: "x -> x", elements: .floating, "The last axes with mean 0 and variance 1.",
    formula: #"\frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}}"#, example: "x",
    samples: [
      Sample(.of(2, 4), 1, 1e-5), Sample(.of(2, 3, 2), 2, 1e-5),
      Sample(.of(3, 4, layout: .transposed), 1, 0.1),
    ],
    pullback: .of([.arguments, .results]) { call in
      let (x, g, y) = (call.x(), call.g, call.y)
      let axes = Array((x.ndim - call.call.int(1))..<x.ndim)
      let centred = try x - x.mean(axes: axes, keepDims: true)
      let variance = try centred.square().mean(axes: axes, keepDims: true)
      let moved = try g - g.mean(axes: axes, keepDims: true)
      return try (moved - y * (g * y).mean(axes: axes, keepDims: true))
        * (variance + call.call.double(2)).rsqrt()
    }
  ) { try $0.tensor(0).standardised(axes: $0.int(1), epsilon: $0.double(2)) }

  /// A tensor itself, as a result, so that the way back can end there.
  static let same = Operation(
    "same", ["func same(_ x: Tensor) -> Tensor"], shape: "x -> x", "The tensor itself.",
    example: "x", samples: [Sample(.of(2, 3)), Sample(.of())], pullback: .of([]) { $0.g }
  ) { $0.tensor(0) }
}
