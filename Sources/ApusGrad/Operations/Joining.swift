import ApusTensor

extension Catalogue {
  /// One tensor out of several, several out of one, and repetition.
  static let joining: [Operation] = [
    Operation(
      "concat", ["func concat(_ parts: [Tensor], axis: Int = 0) -> Tensor"],
      shape: "parts -> concatenated(parts, axis)",
      "The parts one behind the other along an axis.",
      example: "concat([Tensor([1, 2]), Tensor([3])])",
      samples: [
        Sample(.list(.of(2, 3), .of(1, 3))),
        Sample(.list(.of(2, 3), .of(2, 2), .of(2, 0)), -1),
        Sample(.list(.of(4, 3, layout: .transposed), .of(2, 3, as: .int64)), 0),
        Sample(.list(.of(3))),
      ],
      refusals: [
        Refusal(
          .list(.zeros(2, 3), .zeros(2, 4)),
          says: "parts 0 and 1, [2, 3] and [2, 4], differ in axis 1: 3 and 4"),
        Refusal(
          .list(.zeros(2, 3), .zeros(3)),
          says: "parts 0 and 1, [2, 3] and [3], have different numbers of axes"),
      ],
      pullback: .list([]) { call in
        var start = 0
        return try call.xs(0).map { part in
          let axis = try Shape.axis(call.call.int(1), of: part.ndim)
          defer { start += part.shape[axis] }
          return try call.g.slice(axis, from: start, count: part.shape[axis])
        }
      }
    ) { try Tensor.concat($0.tensors(0), axis: $0.int(1)) },
    Operation(
      "stack", ["func stack(_ parts: [Tensor], axis: Int = 0) -> Tensor"],
      shape: "parts -> stacked(parts, axis)", "The parts side by side along a new axis.",
      example: "stack([Tensor([1, 2]), Tensor([3, 4])])",
      samples: [
        Sample(.list(.of(3), .of(3))), Sample(.list(.of(2, 3), .of(2, 3), .of(2, 3)), 1),
        Sample(.list(.of(2, 3), .of(2, 3, layout: .transposed)), -1), Sample(.list(.of(), .of())),
      ],
      refusals: [
        Refusal(
          .list(.zeros(2), .zeros(3)), says: "parts 0 and 1, [2] and [3], are not the same shape")
      ],
      pullback: .list([]) { call in
        let axis = try Shape.axis(call.call.int(1), of: call.g.ndim)
        return try (0..<call.g.shape[axis]).map { index in
          try call.g.selecting([TensorIndex](repeating: .all, count: axis) + [.at(index)])
        }
      }
    ) { try Tensor.stack($0.tensors(0), axis: $0.int(1)) },
    Operation(
      "split", ["extension Tensor { func split(parts: Int, axis: Int) -> [Tensor] }"],
      shape: "x -> parts(x, parts, axis)", "An axis cut into equal parts.",
      example: "Tensor(0..<6).split(parts: 3, axis: 0)",
      samples: [Sample(.of(6), 3, 0), Sample(.of(2, 4), 2, -1), Sample(.of(0, 2), 2, 0)],
      refusals: [
        Refusal(.zeros(2, 3), 2, 1, says: "axis 1 of size 3 has no 2 equal parts")
      ],
      pullback: pieces
    ) { try $0.tensor(0).split(parts: $0.int(1), axis: $0.int(2)) },
    Operation(
      "split", ["extension Tensor { func split(sizes: [Int], axis: Int) -> [Tensor] }"],
      shape: "x -> pieces(x, sizes, axis)", "An axis cut into pieces of these sizes.",
      example: "Tensor(0..<6).split(sizes: [2, 4], axis: 0)",
      samples: [Sample(.of(6), [1, 2, 3], 0), Sample(.of(2, 4), [4, 0], -1)],
      refusals: [
        Refusal(
          .zeros(2, 3), [1, 1], 1,
          says: "the sizes of the pieces add up to the size of axis 1, 3, got [1, 1]")
      ],
      pullback: pieces
    ) { try $0.tensor(0).split(sizes: $0.ints(1), axis: $0.int(2)) },
    Operation(
      "repeated", ["extension Tensor { func repeated(_ count: Int, axis: Int) -> Tensor }"],
      shape: "x -> repeated(x, count, axis)", "Each element several times along an axis.",
      example: "Tensor([1, 2]).repeated(2, axis: 0)",
      samples: [Sample(.of(2, 3), 2, 0), Sample(.of(2, 3), 3, -1), Sample(.of(2), 0, 0)],
      refusals: [
        Refusal(
          .zeros(2), -1, 0, says: "a number of repetitions is not negative, got -1")
      ],
      pullback: .of([]) { call in
        let axis = try Shape.axis(call.call.int(2), of: call.g.ndim)
        var spread = call.shape()
        spread.insert(call.call.int(1), at: axis + 1)
        return try call.g.reshaped(spread).sum(axes: [axis + 1])
      }
    ) { try $0.tensor(0).repeated($0.int(1), axis: $0.int(2)) },
    Operation(
      "tiled",
      [
        "extension Tensor { func tiled(_ counts: [Int]) -> Tensor }",
        "extension Tensor { func tiled(_ counts: Int...) -> Tensor }",
      ],
      shape: "x -> tiled(x, counts)", "The whole tensor over and over along each axis.",
      example: "Tensor([1, 2]).tiled(2, 2)",
      samples: [
        Sample(.of(2, 3), [2, 2]), Sample(.of(3), [2, 1]), Sample(.of(2, 3), [2]),
        Sample(.of(2), [0]),
      ],
      refusals: [
        Refusal(.zeros(2), [-1], says: "a number of repetitions is not negative, got -1")
      ],
      pullback: .of([]) { call in
        // An axis of repetitions before each axis, as when it was made.
        let (x, y) = (call.shape(), call.g.shape)
        let padded = [Int](repeating: 1, count: y.count - x.count) + x
        let pairs = zip(y, padded).flatMap { [$1 == 0 ? 1 : $0 / $1, $1] }
        return try call.g.reshaped(pairs)
          .sum(axes: Array(stride(from: 0, to: pairs.count, by: 2)))
      }
    ) { try $0.tensor(0).tiled($0.ints(1)) },
    Operation(
      "rolled", ["extension Tensor { func rolled(_ shift: Int, axis: Int) -> Tensor }"],
      shape: "x -> along(x, axis)",
      "Shifted along an axis; what leaves at one end enters at the other.",
      example: "Tensor([1, 2, 3]).rolled(1, axis: 0)",
      samples: [Sample(.of(2, 5), 2, -1), Sample(.of(4), -5, 0), Sample(.of(0), 1, 0)],
      refusals: [Refusal(.zeros(2, 3), 1, 2, says: Refusal.axisOfMatrix)],
      pullback: .of([]) { try $0.g.rolled(0 &- $0.call.int(1), axis: $0.call.int(2)) }
    ) { try $0.tensor(0).rolled($0.int(1), axis: $0.int(2)) },
  ]

  /// The cotangents of the pieces behind each other.
  private static let pieces = Pullback.of([]) { call in
    let parts = try (0..<call.resultCount).map { index in try call.g(index) }
    return try Recorded.concat(parts, axis: call.call.int(2))
  }
}
