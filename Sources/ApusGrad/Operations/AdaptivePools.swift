import ApusTensor

extension Catalogue {
  /// Pools whose windows follow from the sizes that are wanted.
  static let adaptivePools: [Operation] = [("Avg", "mean"), ("Max", "largest element")].flatMap {
    kind, what in
    [1, 2, 3].map { axes in adaptivePool(kind, what, axes) }
  }

  private static func adaptivePool(_ kind: String, _ what: String, _ axes: Int) -> Operation {
    let name = "adaptive\(kind)Pool\(axes)d"
    func sizes(_ list: Int...) -> Argument { axes == 1 ? .int(list[0]) : .ints(list) }
    func image(_ sizes: ArraySlice<Int>, layout: SampleTensor.Layout = .plain) -> Argument {
      .tensor(
        SampleTensor(
          shape: [1, 2] + sizes, dtype: .float32, contents: .noise(-4...4), layout: layout))
    }
    let plain = image([5, 6, 4].prefix(axes))
    let ones = [Int](repeating: 1, count: axes)
    let list = axes == 1 ? sizes(3) : .ints(Array([3, 4, 2].prefix(axes)))
    let example = axes == 1 ? "size: 2" : "size: \([Int](repeating: 2, count: axes))"
    return Operation.composed(
      name, ["func \(name)(_ x: Tensor, size: \(axes == 1 ? "Int" : "[Int]")) -> Tensor"],
      shape: axes == 1 ? "x -> ?" : "x -> parted(x, size)",
      elements: kind == "Avg" ? .floating : .first,
      "The \(what) of each of so many parts of the last axes, as equal as they can be.",
      example:
        "\(name)(Tensor.ones([1, 1\([Int](repeating: 4, count: axes).map { ", \($0)" }.joined())]), \(example))",
      samples: [
        Sample(plain, list), Sample(plain, axes == 1 ? 1 : .ints(ones)),
        Sample(
          image([3, 4, 5].prefix(axes), layout: .strided),
          axes == 1 ? 5 : .ints(Array([2, 5, 3].prefix(axes)))),
      ],
      refusals: [
        Refusal(
          image([4, 4, 4].prefix(axes)),
          axes == 1 ? 0 : .ints([Int](repeating: 0, count: axes)),
          says: "sizes are positive, got "
            + "\([1, 2] + [Int](repeating: 4, count: axes)) and size \([Int](repeating: 0, count: axes))"
        )
      ]
    ) { call in
      let target = axes == 1 ? [call.int(1)] : call.ints(1)
      let x = kind == "Avg" ? try call.real(0) : call.x(0)
      guard target.count == axes else {
        throw TensorError("shape", "size has \(axes) numbers, got \(target)")
      }
      _ = try Shape.resized(x.shape, target, needsBatch: false)
      // The last axis first, so that of several that are largest the first in a window counts.
      return try (0..<axes).reversed().reduce(x) { part, axis in
        try pooled(part, x.ndim - axes + axis, to: target[axis], isMean: kind == "Avg")
      }
    }
  }

  /// One axis in so many parts; windows are products of intervals, so that axes can be taken singly.
  private static func pooled(
    _ x: Recorded, _ axis: Int, to count: Int, isMean: Bool
  ) throws -> Recorded {
    let size = x.shape[axis]
    _ = try Shape.count(x.shape[..<axis] + [count])
    try Shape.checkRoom(forPositions: count)
    let parts = try (0..<count).map { part in
      try Interruption.check()
      let start = part * size / count
      let end = ((part + 1) * size + count - 1) / count
      let window = try x.slice(axis, from: start, count: end - start)
      if isMean { return try window.mean(axes: [axis], keepDims: true) }
      let largest = try window.tensor.with(history: nil).argmax(axis: axis, keepDims: true)
      return try window.takeAlong(largest, axis: axis)
    }
    return try Recorded.concat(parts, axis: axis)
  }
}
