import ApusTensor

extension Catalogue {
  /// Functions of whole rows.
  static let sequences: [Operation] = [
    Operation(
      "softmax",
      [
        "func softmax(_ x: Tensor, axis: Int = -1) -> Tensor",
        "extension Tensor { func softmax(axis: Int = -1) -> Tensor }",
      ],
      shape: "x -> along(x, axis)", "Positive numbers that add up to one along an axis.",
      formula: #"\frac{e^{x_i}}{\sum_j e^{x_j}}"#, example: "softmax(Tensor([1.0, 2.0, 3.0]))",
      samples: rows, refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .of(.results) { call in
        let weighted = try call.g * call.y
        return try weighted - call.y * total(weighted, call)
      }
    ) { try $0.tensor(0).softmax(axis: $0.int(1)) },
    Operation(
      "logSoftmax",
      [
        "func logSoftmax(_ x: Tensor, axis: Int = -1) -> Tensor",
        "extension Tensor { func logSoftmax(axis: Int = -1) -> Tensor }",
      ],
      shape: "x -> along(x, axis)", "The logarithm of the softmax along an axis.",
      formula: #"x_i - \ln \sum_j e^{x_j}"#, example: "logSoftmax(Tensor([1.0, 2.0, 3.0]))",
      samples: rows, refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
      pullback: .of(.results) { try $0.g - $0.y.exp() * total($0.g, $0) }
    ) { try $0.tensor(0).logSoftmax(axis: $0.int(1)) },
  ].giving(.floating)

  private static let rows: [Sample] = [
    Sample(.of(2, 3)), Sample(.of(2, 3), 0), Sample(.of(2, 3, 4), 1),
    Sample(.of(4, 3, layout: .transposed), -1), Sample(.vector([1000, 1001, 990])),
    Sample(.vector([0, -.infinity, 1])), Sample(.of()), Sample(.of(0, 3)), Sample(.of(1)),
    Sample(.of(3, as: .int64)),
  ]

  /// The sum along the axis of the call.
  private static func total(_ x: Recorded, _ call: PullbackCall) throws -> Recorded {
    x.ndim == 0 ? x : try x.sum(axes: [call.call.int(1)], keepDims: true)
  }
}
