import ApusTensor

extension Catalogue {
  /// One number from each window over the last axes.
  static let pools: [Operation] =
    [1, 2, 3].map { axes in
      let hasMore = axes > 1
      return Operation.composed(
        "maxPool\(axes)d",
        [
          "func maxPool\(axes)d(_ x: Tensor, \(poolParameters(axes))"
            + (hasMore
              ? ", dilation: [Int] = [\(list(1, axes))], ceilMode: Bool = false" : "")
            + ") -> Tensor"
        ],
        shape: hasMore
          ? "x -> pooled(x, kernel, stride, padding, dilation, ceilMode)"
          : "x -> pooled(x, kernel, stride, padding)",
        "The largest element of each window over the last axes.",
        example: "maxPool\(axes)d(Tensor.ones([1, \(list(4, axes))]), kernel: \(size(2, axes)))",
        samples: [
          Sample(image(axes), window(2, axes)),
          Sample(image(axes), window(3, axes), window(1, axes), window(1, axes)),
        ]
          + (hasMore
            ? [
              Sample(
                image(axes), window(2, axes), window(2, axes), window(0, axes), window(2, axes),
                true)
            ] : []),
        refusals: [
          Refusal(
            image(axes), window(9, axes),
            says: "a window 9 wide does not fit into 5, the size of the axis it slides along")
        ]
      ) { call in
        let pool = try Pool(call, axes: axes, hasDilation: hasMore, ceilModeAt: hasMore ? 5 : nil)
        let windows = try call.x(0).padded(pool.widths, -.infinity).windows(pool.rule)
        // Of several that are largest the first counts, as in PyTorch.
        let counts = Array(windows.shape.dropLast(axes))
        let lines = try windows.reshaped(counts + [pool.rule.kernel.reduce(1, *)])
        let places = try lines.tensor.with(history: nil).argmax(axis: -1, keepDims: true)
        return try lines.takeAlong(places, axis: counts.count).reshaped(counts)
      }
    }
    + [1, 2, 3].map { axes in
      let hasMore = axes > 1
      return Operation.composed(
        "avgPool\(axes)d",
        [
          "func avgPool\(axes)d(_ x: Tensor, \(poolParameters(axes))"
            + (hasMore ? ", ceilMode: Bool = false, countIncludePad: Bool = true" : "")
            + ") -> Tensor"
        ],
        shape: hasMore
          ? "x -> averaged(x, kernel, stride, padding, ceilMode)"
          : "x -> pooled(x, kernel, stride, padding)",
        "The mean of each window over the last axes.",
        example: "avgPool\(axes)d(Tensor.ones([1, \(list(4, axes))]), kernel: \(size(2, axes)))",
        samples: [
          Sample(image(axes), window(2, axes)),
          Sample(image(axes), window(3, axes), window(1, axes), window(1, axes)),
        ]
          + (hasMore
            ? [
              Sample(image(axes), window(2, axes), window(2, axes), window(1, axes), true, true),
              Sample(image(axes), window(3, axes), window(2, axes), window(1, axes), true, false),
            ] : []),
        refusals: [
          Refusal(
            image(axes), window(9, axes),
            says: "a window 9 wide does not fit into 5, the size of the axis it slides along")
        ]
      ) { call in
        let pool = try Pool(call, axes: axes, hasDilation: false, ceilModeAt: hasMore ? 4 : nil)
        let x = try call.real(0)
        let last = Array(-axes..<0)
        let total = try x.padded(pool.widths, 0).windows(pool.rule)
          .sum(axes: last, keepDims: false)
        return try total / pool.counted(x, includesPadding: hasMore ? call.bool(5) : true)
      }
    }

  private static func poolParameters(_ axes: Int) -> String {
    axes == 1
      ? "kernel: Int, stride: Int? = nil, padding: Int = 0"
      : "kernel: [Int], stride: [Int]? = nil, padding: [Int] = [\(list(0, axes))]"
  }

  private static func list(_ value: Int, _ axes: Int) -> String {
    [String](repeating: "\(value)", count: axes).joined(separator: ", ")
  }

  private static func size(_ value: Int, _ axes: Int) -> String {
    axes == 1 ? "\(value)" : "[\(list(value, axes))]"
  }

  private static func window(_ value: Int, _ axes: Int) -> Argument {
    axes == 1 ? .int(value) : .ints([Int](repeating: value, count: axes))
  }

  /// `[2, 5, 6, 3]` or as much of it as there are axes.
  private static func image(_ axes: Int) -> Argument {
    .tensor(
      SampleTensor(
        shape: [1, 2] + [5, 6, 5].prefix(axes), dtype: .float32, contents: .noise(-4...4),
        layout: .plain))
  }
}

/// The settings of a pool, with the padding that its last windows need.
private struct Pool {
  let rule: WindowRule
  /// What is put before and behind the last axes.
  let widths: [(Int, Int)]
  /// As much of it as was asked for.
  private let asked: [(Int, Int)]
  private let last: [Int]

  init(_ call: Composition, axes: Int, hasDilation: Bool, ceilModeAt: Int?) throws {
    func list(_ index: Int) -> [Int] { axes == 1 ? [call.int(index)] : call.ints(index) }
    let kernel = list(1)
    let stride =
      axes == 1 ? call.call.optionalInt(2).map { [$0] } : call.call.optionalInts(2)
    let settings = WindowSettings(
      stride: stride ?? kernel, padding: list(3), dilation: hasDilation ? list(4) : [1])
    let shape = call.call.tensor(0).shape
    (rule, widths) = try settings.pool(
      of: shape, kernel: kernel, isCeiling: ceilModeAt.map(call.bool) ?? false)
    asked = try settings.widths(axes)
    last = Array(-axes..<0)
  }

  /// How many elements each window has, of the tensor or of it with its padding.
  func counted(_ x: Recorded, includesPadding: Bool) throws -> Recorded {
    let sizes = Array(x.shape.suffix(last.count))
    let ones = Recorded(
      try Tensor.full(
        includesPadding ? Shape.padded(sizes, asked) : sizes, 1, dtype: x.tensor.dtype))
    let rest = zip(widths, asked).map { ($0.0 - $1.0, $0.1 - $1.1) }
    return try ones.padded(includesPadding ? rest : widths, 0).windows(rule)
      .sum(axes: last, keepDims: false)
  }
}
