import ApusTensor

extension Catalogue {
  /// Values put to places along an axis.
  static let scattering: [Operation] = [
    Operation.composed(
      "scatter",
      [
        "extension Tensor { func scatter(_ indices: Tensor, _ values: Tensor, axis: Int, "
          + "reduce: Reduce? = nil) -> Tensor }"
      ],
      shape: "x, indices, values -> scattered(x, indices, axis)", elements: .first,
      "A copy with each value at its index along an axis, combined with what is there if asked for.",
      example: "Tensor.zeros(2, 3).scatter(Tensor([[2], [0]]), Tensor([[5.0], [7.0]]), axis: 1)",
      samples: [
        Sample(.of(3, 4), single, .of(2, 2), 1), Sample(.of(3, 4), single, .of(3, 4), 1),
        Sample(.of(2, 3), .matrix([[1, 0, 1]], as: .int64), .of(1, 3), 0),
        Sample(.of(2, 3), .matrix([[0, 2], [1, -1]], as: .int64), .of(), -1),
        Sample(.of(4, as: .int64), .vector([3, 1], as: .int64), .of(2, as: .int64), 0),
        Sample(.of(2, 3), .zeros(0, 3, as: .int64), .of(0, 3), 0),
      ]
        + ["sum", "prod", "amax", "amin"].flatMap { how in
          [
            Sample(.of(2, 3), meeting, .of(2, 4), 1, .member(how)),
            Sample(
              .of(4, 3, layout: .transposed), .matrix([[1, 2, 1], [1, 2, 0]], as: .int64),
              .of(3, 3), 0, .member(how)),
            Sample(
              .vector([0, 2, 3]), .vector([0, 0, 1], as: .int64), .vector([4, 5, 0]), 0,
              .member(how)),
            Sample(
              .of(3, as: .int64), .vector([0, 0, 1], as: .int64), .of(3, as: .int64), 0,
              .member(how)),
          ]
        },
      refusals: refusals + [
        Refusal(
          .zeros(2, 3), .zeros(3, 1, as: .int64), .zeros(3, 1), 1,
          says: "indices [3, 1] reach beyond the tensor [2, 3] on axis 0: 3 for 2"),
        Refusal(
          .zeros(2, 3), .zeros(2, 2, as: .int64), .zeros(2, 1, 2), 1,
          says: "values [2, 1, 2] do not cover indices [2, 2]"),
      ]
    ) { call in
      let (x, axis) = (call.x(0), call.int(3))
      let how = call.call.optionalInt(4).map { ApusGrad.Reduce.allCases[$0] }
      let (list, values) = try places(x, call.call.tensor(1), call.x(2), axis)
      switch how {
      case nil: return try x.assigning(values, at: IndexList(list))
      case .sum: return try x + values.placed(at: list, in: x.shape).to(x.tensor.dtype)
      case .prod: return try multiplied(x, values, call.call.tensor(1), axis)
      case .amax, .amin:
        return try Recorded.call(
          meetingRow, .tensor(x), .indices(IndexList(list)), .tensor(values),
          .bool(how == .amax))
      }
    },
    Operation.composed(
      "scatterAdd",
      [
        "extension Tensor { func scatterAdd(_ indices: Tensor, _ values: Tensor, axis: Int) "
          + "-> Tensor }"
      ],
      shape: "x, indices, values -> scattered(x, indices, axis)", elements: .first,
      "A copy with each value added at its index along an axis.",
      example: "Tensor.zeros(3).scatterAdd(Tensor([0, 2, 0]), Tensor([1.0, 2.0, 3.0]), axis: 0)",
      samples: [
        Sample(.of(3, 4), single, .of(3, 4), 1), Sample(.of(2, 3), meeting, .of(2, 4), 1),
        Sample(.of(3, as: .int64), .vector([0, 0, 1], as: .int64), .of(3, as: .int64), 0),
      ], refusals: refusals
    ) { call in
      let x = call.x(0)
      let (list, values) = try places(x, call.call.tensor(1), call.x(2), call.int(3))
      return try x + values.placed(at: list, in: x.shape).to(x.tensor.dtype)
    },
  ]

  private static let single = Argument.matrix([[2, 0], [1, 3]], as: .int64)
  private static let meeting = Argument.matrix([[1, 1, 0, 1], [2, 0, 2, 0]], as: .int64)

  private static let refusals = [
    Refusal(
      .zeros(2, 3), .zeros(2, as: .int64), .zeros(2), 0,
      says: "the indices have as many axes as the tensor, got 1 for 2"),
    Refusal(
      .zeros(2, 3), .matrix([[3]], as: .int64), .zeros(1, 1), 1,
      says: "index 3 is out of range: axis 1 has size 3, so an index is -3 to 2"),
    Refusal(.zeros(2), .zeros(2), .zeros(2), 0, says: "indices are integers, got Float32 [2]"),
  ]

  /// A subscript's indices for the places, and the values that go there.
  private static func places(
    _ x: Recorded, _ indices: Tensor, _ values: Recorded, _ axis: Int
  ) throws -> (list: [TensorIndex], values: Recorded) {
    guard indices.dtype.isInteger else { throw TensorError.indicesAreIntegers(indices) }
    _ = try Shape.scattered(x.shape, indices.shape, axis: axis)
    let axis = try Shape.axis(axis, of: x.ndim)
    var values = values
    if values.shape != indices.shape {
      if values.ndim == indices.ndim, zip(values.shape, indices.shape).allSatisfy(>=) {
        values = try values.selecting(indices.shape.map { .range(from: 0, to: $0, by: 1) })
      } else if (try? Shape.broadcast(values.shape, indices.shape)) == indices.shape {
        values = try values.broadcast(to: indices.shape)
      } else {
        throw TensorError(
          "shape-mismatch", "values \(values.shape) do not cover indices \(indices.shape)")
      }
    }
    return (try Tensor.indices(along: axis, indices), try values.to(x.tensor.dtype))
  }

  /// One value for a place at a time, so that each product has the gradients of its own.
  private static func multiplied(
    _ x: Recorded, _ values: Recorded, _ indices: Tensor, _ axis: Int
  ) throws -> Recorded {
    let axis = try Shape.axis(axis, of: x.ndim)
    let size = try Tensor(weak: x.shape[axis])
    let positions = try Tensor.remainder(indices.to(.int64), size)
    let turns = try Tensor.turns(of: positions, axis: axis)
    var (result, turn) = (x, 0)
    while true {
      let now = try Tensor.equal(turns, Tensor(weak: turn))
      let here = try now.nonzero()
      if here.shape[0] == 0 { return result }
      let from = try (0..<x.ndim).map { TensorIndex.tensor(try here.selecting([.all, .at($0)])) }
      var to = from
      to[axis] = .tensor(try positions.selecting(from))
      let product = try result.selecting(to) * values.selecting(from)
      result = try result.assigning(product, at: IndexList(to))
      turn += 1
    }
  }

  /// The larger or smaller of elements and the values for their places.
  ///
  /// Where several are alike they share the cotangent.
  static let meetingRow = Operation(
    "meeting",
    [
      "func meeting(_ x: Tensor, _ index: any TensorIndex..., _ values: Tensor, largest: Bool) "
        + "-> Tensor"
    ],
    shape: "x, values -> x", elements: .first, "The larger or smaller value at positions.",
    example: "x[0]",
    samples: [
      Sample(.of(4), .indices([positions(2, 0, 2)]), .of(3), true),
      Sample(.of(4, 2), .indices([positions(2, 0, 2)]), .of(3, 2), false),
    ],
    pullback: .of(
      [.arguments, .results],
      { try $0.g / shares($0) * $0.x(0).equals($0.y).to($0.g.tensor.dtype) },
      { call in
        let list = call.call.indices(1).indices
        let isIt = try call.x(2).equals(call.y.selecting(list)).to(call.g.tensor.dtype)
        return try (call.g / shares(call)).selecting(list) * isIt
      })
  ) { try $0.tensor(0).meeting($0.tensor(2), at: $0.indices(1), largest: $0.bool(3)) }

  /// How many of an element and the values for its place are the one that is there.
  private static func shares(_ call: PullbackCall) throws -> Recorded {
    let (list, dtype) = (call.call.indices(1).indices, call.g.tensor.dtype)
    let own = try call.x(0).equals(call.y).to(dtype)
    let others = try call.x(2).equals(call.y.selecting(list)).to(dtype)
    return try own + others.placed(at: list, in: call.shape())
  }
}
