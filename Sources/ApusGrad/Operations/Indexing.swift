import ApusTensor

extension Catalogue {
  /// Elements by position, by index tensors, by condition.
  static let indexing: [Operation] = [
    Operation(
      "subscript",
      ["extension Tensor { subscript(_ index: any TensorIndex...) -> Tensor }"],
      shape: "x -> selected(x, index)",
      "The elements at positions, in ranges, where a mask is true, or at index tensors.",
      example: "Tensor([[1, 2, 3], [4, 5, 6]])[0, 1...]",
      samples: [
        Sample(.of(4, 5), .indices([.at(1)])),
        Sample(.of(4, 5), .indices([.at(-1), .range(from: 1, to: -1, by: 2)])),
        Sample(.of(4, 5), .indices([.ellipsis, .range(from: nil, to: nil, by: -2)])),
        Sample(.of(4, 5), .indices([.through(from: 0, last: -2), .through(from: nil, last: 1)])),
        Sample(.of(4, 5), .indices([.newAxis, .all, .at(2), .newAxis])),
        Sample(.of(4, 5), .indices([.range(from: -100, to: 100, by: 3)])),
        Sample(.of(4, 5), .indices([.range(from: 3, to: 1, by: 1)])),
        Sample(.of(), .indices([.ellipsis])),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .indices([.at(1), .at(3)]),
          says: "index 3 is out of range: axis 1 has size 3, so an index is -3 to 2"),
        Refusal(
          .zeros(3), .indices([.at(0), .at(0)]), says: "2 indices for a tensor with 1 axis"),
      ],
      pullback: .of([]) { try $0.g.placed(at: $0.call.indices(1).indices, in: $0.shape()) }
    ) { try $0.tensor(0).selecting($0.indices(1).indices) },
    Operation(
      "take", ["extension Tensor { func take(_ indices: Tensor, axis: Int) -> Tensor }"],
      shape: "x, indices -> taken(x, indices, axis)", elements: .first,
      "The slices of an axis at the indices, whose axes take its place.",
      example: "Tensor([[1, 2], [3, 4], [5, 6]]).take(Tensor([2, 0], dtype: .int64), axis: 0)",
      samples: [
        Sample(.of(4, 3), .vector([3, 0, -1], as: .int64), 0),
        Sample(.of(4, 3, layout: .transposed), .matrix([[0, 2], [1, 1]], as: .int64), -1),
        Sample(.of(2, 3), .zeros(0, as: .int64), 1),
      ],
      refusals: [
        Refusal(
          .zeros(4, 3), .vector([9], as: .int64), 0,
          says: "index 9 is out of range: axis 0 has size 4, so an index is -4 to 3"),
        Refusal(.zeros(4, 3), .zeros(2), 0, says: "indices are integers, got Float32 [2]"),
      ],
      pullback: .of(.arguments) { call in
        let axis = try Shape.axis(call.call.int(2), of: call.shape().count)
        let list = [TensorIndex](repeating: .all, count: axis) + [.tensor(call.call.tensor(1))]
        return try call.g.placed(at: list, in: call.shape())
      }
    ) { try $0.tensor(0).take($0.tensor(1), axis: $0.int(2)) },
    Operation(
      "takeAlong", ["extension Tensor { func takeAlong(_ indices: Tensor, axis: Int) -> Tensor }"],
      shape: "x, indices -> takenAlong(x, indices, axis)", elements: .first,
      "Along an axis the elements at the indices; the other axes broadcast.",
      example: "Tensor([[1, 2], [3, 4]]).takeAlong(Tensor([[1], [0]]), axis: 1)",
      samples: [
        Sample(.of(2, 3), .matrix([[2, 0], [1, -1]], as: .int64), 1),
        Sample(.of(4, 3, layout: .transposed), .matrix([[0, 1, 2]], as: .int64), 0),
        Sample(.of(2, 3), .matrix([[0]], as: .int64), -1),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(2, as: .int64), 0,
          says: "the indices have as many axes as the tensor, got 1 for 2")
      ],
      pullback: .of(.arguments) { call in
        let (x, indices) = (call.shape(), call.call.tensor(1))
        let shapes = try Shape.along(x, indices.shape, axis: call.call.int(2))
        let axis = try Shape.axis(call.call.int(2), of: x.count)
        return try call.g.placed(
          along: axis, indices.broadcast(to: shapes.indices), in: shapes.source)
      }
    ) { try $0.tensor(0).takeAlong($0.tensor(1), axis: $0.int(2)) },
    Operation(
      "where",
      [
        "extension Tensor { static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor)"
          + " -> Tensor }",
        "func which(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor",
      ],
      shape: "(...), (...), (...) -> (...)",
      "The element of a where the condition is true, that of b elsewhere.",
      example: "Tensor.where(Tensor([1, 2]) > 1, Tensor([10, 20]), Tensor([0, 0]))",
      samples: [
        Sample(.of(2, 3, in: 0...1, as: .bool), .of(2, 3), .of(2, 3)),
        Sample(.of(2, 1, in: 0...1, as: .bool), .of(3, as: .int64), .weak(0.5)),
        Sample(
          .of(4, 3, in: 0...1, as: .bool, layout: .transposed), .of(), .of(3, layout: .strided)),
      ],
      refusals: [
        Refusal(
          .zeros(2, as: .bool), .zeros(2), .zeros(3),
          says: "where needs the last axis of a and the last of b to agree or be 1, got 2 and 3")
      ],
      pullback: .of(
        .arguments, nil, { try $0.g.filled(where: $0.x(0).equals(0), 0) },
        { try $0.g.filled(where: $0.x(0), 0) })
    ) { try Tensor.select($0.tensor(0), $0.tensor(1), $0.tensor(2)) },
    Operation(
      "maskedFill",
      ["extension Tensor { func maskedFill(_ mask: Tensor, _ value: Double) -> Tensor }"],
      shape: "(...), (...) -> (...)", elements: .first,
      "The value where the mask is true, the element elsewhere.",
      example: "Tensor([1.0, 2.0]).maskedFill(Tensor([1.0, 2.0]) > 1, 0)",
      samples: [
        Sample(.of(2, 3), .of(2, 3, in: 0...1, as: .bool), 0.5),
        Sample(.of(2, 3), .of(3, in: 0...1, as: .bool), .double(-.infinity)),
        Sample(.of(4, as: .int64), .of(4, in: 0...1, as: .bool), 7.0),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(4, as: .bool), 0.5,
          says: "maskedFill needs the last axis of self and the last of mask to agree or be 1, "
            + "got 3 and 4")
      ],
      pullback: .of(.arguments) { try $0.g.filled(where: $0.x(1), 0) }
    ) { try $0.tensor(0).maskedFill($0.tensor(1), $0.double(2)) },
    Operation(
      "oneHot", ["func oneHot(_ indices: Tensor, classes: Int) -> Tensor"],
      shape: "indices -> appended(indices, classes)", elements: .always(.int64),
      "A row of zeros for each index, with a one at the index.",
      example: "oneHot(Tensor([0, 2], dtype: .int64), classes: 3)",
      samples: [
        Sample(.vector([0, 2, 1], as: .int64), 3), Sample(.matrix([[0], [1]], as: .int64), 2),
        Sample(.zeros(0, as: .int64), 2),
      ],
      refusals: [
        Refusal(
          .vector([3], as: .int64), 3, says: "class 3 does not exist: there are 3 classes, 0 to 2"),
        Refusal(.zeros(2), 3, says: "indices are integers, got Float32 [2]"),
      ]
    ) { try Tensor.oneHot($0.tensor(0), classes: $0.int(1)) },
    Operation(
      "nonzero", ["func nonzero(_ x: Tensor) -> Tensor"], shape: "x -> ?",
      elements: .always(.int64),
      "The indices of the elements that are not zero, a row each.",
      example: "nonzero(Tensor([0, 3, 0, 5]))",
      samples: [
        Sample(.of(6, in: 0...1, as: .bool)), Sample(.of(3, 4, in: 0...1, as: .int64)),
        Sample(.zeros(2)),
      ]
    ) { try $0.tensor(0).nonzero() },
  ]
}
