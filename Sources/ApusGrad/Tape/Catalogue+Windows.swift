import ApusTensor

/// Rows that no program can name: windows and their sum, of which convolutions and pools are made.
extension Catalogue {
  static let windowing = Operation(
    "windows",
    ["func windows(_ x: Tensor, _ kernel: [Int], _ stride: [Int], _ dilation: [Int]) -> Tensor"],
    shape: "x -> ?", elements: .first, "Every window over the last axes.", example: "x[0]",
    samples: [
      Sample(.of(2, 5), [3], [1], [1]), Sample(.of(2, 5, 4), [2, 2], [2, 1], [1, 2]),
      Sample(.of(4, 3, layout: .transposed), [2], [3], [1]),
    ],
    pullback: .of([]) { try $0.g.overlapped($0.call.windows(1), in: $0.shape()) }
  ) { try $0.tensor(0).windows($0.windows(1)) }

  static let overlapping = Operation(
    "overlapped",
    [
      "func overlapped(_ x: Tensor, _ kernel: [Int], _ stride: [Int], _ dilation: [Int], "
        + "_ shape: [Int]) -> Tensor"
    ],
    shape: "x -> given(shape)", elements: .first, "Windows added where they lie.", example: "x[0]",
    samples: [
      Sample(.of(2, 3, 3), [3], [1], [1], [2, 5]),
      Sample(.of(1, 2, 2, 2, 2), [2, 2], [2, 1], [1, 2], [1, 5, 4]),
    ],
    pullback: .of([]) { try $0.g.windows($0.call.windows(1)) }
  ) { try $0.tensor(0).overlapped($0.windows(1), in: $0.ints(4)) }
}

extension Call {
  /// The rule that three lists from an index on make.
  func windows(_ index: Int) throws(TensorError) -> WindowRule {
    try WindowRule(kernel: ints(index), stride: ints(index + 1), dilation: ints(index + 2))
  }
}

extension Recorded {
  func windows(_ rule: WindowRule) throws(TensorError) -> Recorded {
    try Recorded.call(
      Catalogue.windowing, .tensor(self), .ints(rule.kernel), .ints(rule.stride),
      .ints(rule.dilation))
  }

  func overlapped(_ rule: WindowRule, in shape: [Int]) throws(TensorError) -> Recorded {
    try Recorded.call(
      Catalogue.overlapping, .tensor(self), .ints(rule.kernel), .ints(rule.stride),
      .ints(rule.dilation), .ints(shape))
  }

  /// With a value before and behind the last axes.
  func padded(_ widths: [(Int, Int)], _ value: Double) throws(TensorError) -> Recorded {
    let shape = try Shape.padded(self.shape, widths)
    if shape == self.shape { return self }
    let front = ndim - widths.count
    let inside: [TensorIndex] =
      [.ellipsis]
      + widths.enumerated().map { axis, width in
        .range(from: width.0, to: width.0 + self.shape[front + axis], by: 1)
      }
    if value == 0 { return try placed(at: inside, in: shape) }
    let filled = Recorded(try Tensor.full(shape, value, dtype: tensor.dtype))
    return try filled.assigning(self, at: IndexList(inside))
  }
}
