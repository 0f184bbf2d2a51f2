import ApusTensor

extension Catalogue {
  /// The same elements in another arrangement.
  static let shapes: [Operation] = [
    Operation(
      "shape", ["extension Tensor { var shape: [Int] }"], shape: "x -> sizes(x)",
      "The sizes of the axes.", example: "Tensor.zeros(2, 3).shape",
      samples: [Sample(.of(2, 3)), Sample(.of())]
    ) { $0.tensor(0).shape },
    Operation(
      "ndim", ["extension Tensor { var ndim: Int }"], shape: "x -> axes(x)", "The number of axes.",
      example: "Tensor.zeros(2, 3).ndim", samples: [Sample(.of(2, 3)), Sample(.of())]
    ) { $0.tensor(0).ndim },
    Operation(
      "count", ["extension Tensor { var count: Int }"], shape: "x -> elements(x)",
      "The number of elements.", example: "Tensor.zeros(2, 3).count",
      samples: [Sample(.of(2, 3)), Sample(.of()), Sample(.of(0, 2))]
    ) { $0.tensor(0).count },
    Operation(
      "dim", ["extension Tensor { func dim(_ axis: Int) -> Int }"], shape: "x -> size(x, axis)",
      "The size of an axis.", example: "Tensor.zeros(2, 3).dim(-1)",
      samples: [Sample(.of(2, 3), 0), Sample(.of(2, 3), -1)],
      refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)]
    ) { call in
      let x = call.tensor(0)
      return x.shape[try Shape.axis(call.int(1), of: x.ndim)]
    },
    Operation(
      "T", ["extension Tensor { var T: Tensor }"], shape: "x -> reversed(x)",
      "The transpose: all axes in reverse order.", formula: #"x^T"#,
      example: "Tensor([[1, 2], [3, 4]]).T",
      samples: [Sample(.of(2, 3)), Sample(.of(2, 3, 4)), Sample(.of(3)), Sample(.of())],
      pullback: .of([]) { try $0.g.permuted(Array((0..<$0.g.ndim).reversed())) }
    ) { $0.tensor(0).transposed() },
    Operation(
      "reshaped",
      [
        "extension Tensor { func reshaped(_ shape: [Int]) -> Tensor }",
        "extension Tensor { func reshaped(_ shape: Int...) -> Tensor }",
      ],
      shape: "x -> reshaped(x, shape)",
      "The elements in row-major order under another shape; one size may be -1.",
      example: "Tensor(0..<6).reshaped(2, -1)",
      samples: [
        Sample(.of(2, 6), [3, -1]), Sample(.of(4, 3, layout: .transposed), [12]),
        Sample(.of(2, 6, layout: .strided), [2, 3, 2]), Sample(.of(), [1, 1]),
        Sample(.of(0, 3), [0]),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), [4, 2], says: "shape [2, 3] has 6 elements, which do not fill [4, 2]"),
        Refusal(.zeros(2, 3), [-1, -1], says: "at most one size is -1, got [-1, -1]"),
      ],
      pullback: .reshaping
    ) { try $0.tensor(0).reshaped($0.ints(1)) },
    Operation(
      "flattened", ["extension Tensor { func flattened(start: Int = 0) -> Tensor }"],
      shape: "x -> flattened(x, start)", "The axes from start on as one.",
      example: "Tensor.zeros(2, 3, 4).flattened(start: 1).shape",
      samples: [Sample(.of(2, 3)), Sample(.of(2, 3, 2), 1), Sample(.of()), Sample(.of(2, 0))],
      refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .reshaping
    ) { try $0.tensor(0).flattened(start: $0.int(1)) },
    Operation(
      "permuted",
      [
        "extension Tensor { func permuted(_ axes: [Int]) -> Tensor }",
        "extension Tensor { func permuted(_ axes: Int...) -> Tensor }",
      ],
      shape: "x -> permuted(x, axes)", "The axes in another order.",
      example: "Tensor.zeros(2, 3, 4).permuted(2, 0, 1).shape",
      samples: [Sample(.of(2, 3, 4), [2, 0, 1]), Sample(.of(2, 3), [-1, 0])],
      refusals: [
        Refusal(.zeros(2, 3), [0], says: "a permutation names each of the 2 axes once, got [0]"),
        Refusal(.zeros(2, 3), [0, 0], says: "axis 0 is given twice"),
      ],
      pullback: .of([]) { call in
        let axes = try Shape.permutation(call.call.ints(1), of: call.g.ndim)
        return try call.g.permuted(axes.indices.map { axis in axes.firstIndex(of: axis) ?? 0 })
      }
    ) { try $0.tensor(0).permuted($0.ints(1)) },
    Operation(
      "transposed", ["extension Tensor { func transposed(_ a: Int, _ b: Int) -> Tensor }"],
      shape: "x -> transposed(x, a, b)", "Two axes exchanged.",
      example: "Tensor.zeros(2, 3, 4).transposed(-2, -1).shape",
      samples: [Sample(.of(2, 3, 4), -2, -1), Sample(.of(2, 3), 0, 1)],
      refusals: [Refusal(.zeros(2, 3), 0, 2, says: Refusal.axisOfMatrix)],
      pullback: .of([]) { try $0.g.transposed($0.call.int(1), $0.call.int(2)) }
    ) { try $0.tensor(0).transposed($0.int(1), $0.int(2)) },
    Operation(
      "movedAxis",
      ["extension Tensor { func movedAxis(_ source: Int, to destination: Int) -> Tensor }"],
      shape: "x -> moved(x, source, destination)",
      "One axis at another place, the others in their order.",
      example: "Tensor.zeros(2, 3, 4).movedAxis(0, to: -1).shape",
      samples: [Sample(.of(2, 3, 4), 0, -1), Sample(.of(2, 3, 4), 2, 0)],
      refusals: [Refusal(.zeros(2, 3), 2, 0, says: Refusal.axisOfMatrix)],
      pullback: .of([]) { call in
        let axes = try Shape.moving(call.call.int(2), to: call.call.int(1), of: call.g.ndim)
        return try call.g.permuted(axes)
      }
    ) { try $0.tensor(0).movedAxis($0.int(1), to: $0.int(2)) },
    Operation(
      "unsqueezed", ["extension Tensor { func unsqueezed(_ axis: Int) -> Tensor }"],
      shape: "x -> unsqueezed(x, axis)", "With a new axis of size one.",
      example: "Tensor([1, 2, 3]).unsqueezed(0)",
      samples: [Sample(.of(2, 3), 0), Sample(.of(2, 3), -1), Sample(.of(), 0)],
      refusals: [
        Refusal(
          .zeros(2), 2, says: "a new axis of a tensor with 1 axis is -2 to 1, got 2")
      ],
      pullback: .reshaping
    ) { try $0.tensor(0).unsqueezed($0.int(1)) },
    Operation(
      "squeezed", ["extension Tensor { func squeezed(axis: Int? = nil) -> Tensor }"],
      shape: "x -> squeezed(x, axis)",
      "Without an axis if its size is one, or without all such axes.",
      example: "Tensor.zeros(1, 3, 1).squeezed().shape",
      samples: [
        Sample(.of(1, 3, 1)), Sample(.of(1, 3, 1), 0), Sample(.of(2, 3), 0), Sample(.of()),
      ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .reshaping
    ) { try $0.tensor(0).squeezed(axis: $0.optionalInt(1)) },
    Operation(
      "broadcast", ["extension Tensor { func broadcast(to shape: [Int]) -> Tensor }"],
      shape: "x -> broadcast(x, shape)",
      "Repeated along axes of size one and new leading axes, without a copy.",
      example: "Tensor([1, 2, 3]).broadcast(to: [2, 3])",
      samples: [Sample(.of(3), [2, 3]), Sample(.of(2, 1), [2, 3]), Sample(.of(), [2])],
      refusals: [
        Refusal(.zeros(2, 3), [2, 4], says: "shape [2, 3] does not broadcast to [2, 4]")
      ],
      pullback: .of([]) { $0.g }
    ) { try $0.tensor(0).broadcast(to: $0.ints(1)) },
    Operation(
      "flipped", ["extension Tensor { func flipped(axis: Int) -> Tensor }"],
      shape: "x -> along(x, axis)", "An axis in reverse order.",
      example: "Tensor([1, 2, 3]).flipped(axis: 0)",
      samples: [
        Sample(.of(2, 3), 0), Sample(.of(4, 3, layout: .transposed), -1), Sample(.of(0, 2), 0),
      ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .of([]) { try $0.g.flipped($0.call.int(1)) }
    ) { try $0.tensor(0).flipped(axis: $0.int(1)) },
  ]
}

extension Pullback {
  /// For rows that leave the elements in their order.
  static let reshaping = Pullback.of([]) { try $0.g.reshaped($0.shape()) }
}
