import ApusTensor

extension Catalogue {
  /// Numbers of equals, and places in sorted lines.
  static let counting: [Operation] = [
    Operation(
      "bincount",
      ["func bincount(_ x: Tensor, weights: Tensor? = nil, minLength: Int = 0) -> Tensor"],
      shape: "x -> ?", elements: .unknown,
      "How often each integer from 0 up occurs, or the sum of the weights beside it.",
      example: "bincount(Tensor([0, 2, 2, 5]))",
      samples: [
        Sample(.vector([0, 2, 2, 5], as: .int64)), Sample(.zeros(0, as: .int64)),
        Sample(.vector([1, 1], as: .int32), nil, 4),
        Sample(.vector([0, 2, 2], as: .int64), .of(3)), Sample(.vector([3, 3], as: .uint8)),
        Sample(.vector([0, 2, 2], as: .int64), .of(3, as: .int64), 2),
      ],
      refusals: [
        Refusal(
          .vector([1, -2], as: .int64),
          says: "bincount counts integers that are not negative, got -2"),
        Refusal(.zeros(2), says: "bincount counts a vector of integers, got Float32 [2]"),
        Refusal(
          .zeros(2, as: .int64), .zeros(3),
          says: "there is a weight for each integer, got [3] for [2]"),
      ]
    ) {
      Settled(try $0.tensor(0).bincount(weights: $0.optionalTensor(1), minimum: $0.int(2)))
    },
    Operation(
      "searchSorted",
      ["func searchSorted(_ sorted: Tensor, _ values: Tensor, right: Bool = false) -> Tensor"],
      shape: "sorted, values -> searched(sorted, values)", elements: .always(.int64),
      "Where each value would be inserted to keep the order: before its equals, or behind them.",
      example: "searchSorted(Tensor([1.0, 3.0, 5.0]), Tensor([0.0, 3.0, 9.0]))",
      samples: [
        Sample(.vector([1, 3, 3, 5]), .vector([0, 3, 4, 9])),
        Sample(.vector([1, 3, 3, 5]), .vector([0, 3, 4, 5]), true),
        Sample(.vector([1, 3, 5], as: .int64), .of(2, 3, in: 0...6)),
        Sample(.matrix([[1, 2, 3], [4, 5, 6]]), .matrix([[2, 5], [5, 9]])),
        Sample(.vector([1, 2]), .of(in: 0...3)), Sample(.zeros(0), .of(2)),
        Sample(.vector([1, 2, .nan]), .vector([.nan, 3, .infinity])),
      ],
      refusals: [
        Refusal(
          .zeros(2, 3), .zeros(4),
          says: "sorted is one line, or one for each line of the values, got [2, 3] and [4]")
      ]
    ) { try Tensor.searchSorted($0.tensor(0), $0.tensor(1), right: $0.bool(2)) },
  ]

  /// The running sum of exponentials.
  static let exponentialScan = Operation(
    "logcumsumexp", ["extension Tensor { func logcumsumexp(axis: Int) -> Tensor }"],
    shape: "x -> along(x, axis)", elements: .floating,
    "The logarithm of the sum of the exponentials of the elements up to each along an axis.",
    formula: #"\ln \sum_{j \le i} e^{x_j}"#,
    example: "Tensor([1.0, 2.0, 3.0]).logcumsumexp(axis: 0)",
    samples: [
      Sample(.of(5), 0), Sample(.of(2, 3), 0), Sample(.of(4, 3, layout: .transposed), -1),
      Sample(.vector([30, 0, 31]), 0), Sample(.vector([1, -.infinity, 2]), 0),
      Sample(.of(), 0), Sample(.of(0, 3), 0), Sample(.of(3, as: .int64), 0),
    ], refusals: [Refusal(.zeros(2, 3), 2, says: Refusal.axisOfMatrix)],
    pullback: .of([.arguments, .results]) { call in
      if call.g.ndim == 0 { return call.g }
      let axis = try Shape.axis(call.call.int(1), of: call.g.ndim)
      // [..., i, j]: the share of x_j in the sum up to i, for j no more than i.
      let last = call.g.ndim - 1
      let (x, y) = (try call.wide(0).transposed(axis, last), try call.y.transposed(axis, last))
      let front = Array(x.shape.dropLast())
      let size = x.shape[last]
      let later = Recorded(try Tensor.zeros([size, size], dtype: .bool).not().triu(1))
      let isNone = try y.equals(-.infinity).reshaped(front + [size, 1])
      let distance = try x.reshaped(front + [1, size]) - y.reshaped(front + [size, 1])
      let share = try distance.filled(where: isNone, -.infinity)
        .filled(where: later, -.infinity).exp()
      let g = try call.g.transposed(axis, last).reshaped(front + [1, size])
      return try g.matmul(share).reshaped(x.shape).transposed(axis, last)
    }
  ) { try $0.tensor(0).logcumsumexp(axis: $0.int(1)) }
}
