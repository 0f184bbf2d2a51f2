import ApusTensor

extension Catalogue {
  /// More elements around those of a tensor.
  static let paddings: [Operation] = [
    Operation.composed(
      "pad",
      [
        "func pad(_ x: Tensor, _ widths: [(Int, Int)], mode: PadMode = .constant, "
          + "value: Double = 0) -> Tensor"
      ],
      shape: "x -> padded(x, widths)", elements: .first,
      "So many elements before and behind each of the last axes, a pair for an axis.",
      example: "pad(Tensor([1, 2, 3]), [(1, 2)], mode: .reflect)",
      samples: [
        Sample(.of(3), .pairs([[1, 2]])),
        Sample(.of(2, 3), .pairs([[0, 1], [2, 0]]), .member("constant"), -1.5),
        Sample(.of(2, 3), .pairs([[2, 3]]), .member("edge")),
        Sample(.of(3, 4), .pairs([[2, 1], [0, 3]]), .member("reflect")),
        Sample(.of(3, 4), .pairs([[1, 3], [2, 2]]), .member("wrap")),
        Sample(.of(3, 4), .pairs([[0, 0], [5, 7]]), .member("wrap")),
        Sample(.of(4, 3, layout: .transposed), .pairs([[1, 0], [0, 1]]), .member("edge")),
        Sample(.of(4, as: .int64), .pairs([[1, 1]]), .member("constant"), 7.0),
        Sample(.of(0, 2), .pairs([[1, 0], [0, 1]])),
        Sample(.of(1), .pairs([[2, 2]]), .member("reflect")),
        Sample(.of(2, 2), .pairs([])),
      ],
      refusals: [
        Refusal(
          .zeros(3), .pairs([[1, 1], [0, 0]]), says: "2 widths for a tensor with 1 axis"),
        Refusal(.zeros(3), .pairs([[-1, 1]]), says: "a padding is not negative, got (-1, 1)"),
        Refusal(
          .zeros(0), .pairs([[1, 1]]), .member("edge"),
          says: "an empty axis has nothing to put into its padding"),
      ]
    ) { call in
      let (x, widths, mode) = (call.x(0), call.call.pairs(1), call.choice(2) as PadMode)
      _ = try Shape.padded(x.shape, widths)
      if mode == .constant { return try x.padded(widths, call.double(3)) }
      var result = x
      for (axis, pair) in zip((x.ndim - widths.count)..<x.ndim, widths) where pair != (0, 0) {
        let sources = try Tensor.sources(of: x.shape[axis], pair, mode: mode)
        result = try result.take(Tensor(sources, shape: [sources.count]), axis: axis)
      }
      return result
    }
  ]
}
