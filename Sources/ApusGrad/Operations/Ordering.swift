import ApusTensor

extension Catalogue {
  /// Order along an axis.
  static let ordering: [Operation] = [
    Operation(
      "sorted",
      ["extension Tensor { func sorted(axis: Int = -1, descending: Bool = false) -> Tensor }"],
      shape: "x -> along(x, axis)", "The elements in ascending or descending order along an axis.",
      example: "Tensor([3, 1, 2]).sorted()", samples: sortable,
      refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .of(.arguments) { call in
        if call.g.ndim == 0 { return call.g }
        let axis = try Shape.axis(call.call.int(1), of: call.g.ndim)
        let order = try call.x().tensor.argsort(axis: axis, descending: call.call.bool(2))
        return try call.g.placed(along: axis, order, in: call.shape())
      }
    ) { try $0.tensor(0).sorted(axis: $0.int(1), descending: $0.bool(2)) },
    Operation(
      "argsort",
      ["extension Tensor { func argsort(axis: Int = -1, descending: Bool = false) -> Tensor }"],
      shape: "x -> along(x, axis)", elements: .always(.int64),
      "The positions that put an axis into order; equals keep theirs.",
      example: "Tensor([3, 1, 2]).argsort()", samples: sortable,
      refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)]
    ) { try $0.tensor(0).argsort(axis: $0.int(1), descending: $0.bool(2)) },
    Operation(
      "topK",
      [
        "extension Tensor { func topK(_ k: Int, axis: Int = -1, largest: Bool = true) "
          + "-> (values: Tensor, indices: Tensor) }"
      ],
      shape: "x -> picked(x, k, axis), picked(x, k, axis)",
      "The k largest or smallest elements along an axis in order, and where they are.",
      example: "Tensor([3, 1, 2]).topK(2).values",
      samples: [
        Sample(.of(5), 2), Sample(.of(4, 3), 2, 0, false), Sample(.of(3), 0),
        Sample(.of(4, 3, layout: .transposed), 3),
      ],
      refusals: [
        Refusal(.zeros(3), 4, says: "k is from 0 to the size of axis 0, 3, got 4")
      ],
      pullback: .of(.arguments) { call in
        if call.x().ndim == 0 { return try call.g.reshaped([]) }
        let axis = try Shape.axis(call.call.int(2), of: call.g.ndim)
        let (_, order) = try call.x().tensor.topK(
          call.call.int(1), axis: axis, largest: call.call.bool(3))
        return try call.g.placed(along: axis, order, in: call.shape())
      }
    ) { call in
      let (values, indices) = try call.tensor(0).topK(
        call.int(1), axis: call.int(2), largest: call.bool(3))
      return TensorTuple(values, indices)
    },
    Operation(
      "unique", ["extension Tensor { func unique() -> Tensor }"], shape: "x -> ?",
      "The different values, ascending.", example: "Tensor([3, 1, 3, 2]).unique()",
      samples: [Sample(.of(8, in: 0...3, as: .int64)), Sample(.of(2, 2)), Sample(.of(0))]
    ) { try $0.tensor(0).unique() },
  ]

  private static let sortable: [Sample] = [
    Sample(.of(7)), Sample(.of(3, 4), 0), Sample(.of(4, 3, layout: .transposed), -1, true),
    Sample(.vector([2, .nan, 1, .infinity])), Sample(.vector([2, .nan, 1]), 0, true),
    Sample(.of(9, in: 0...2, as: .int64)), Sample(.of(0, 2)), Sample(.of()),
  ]
}
