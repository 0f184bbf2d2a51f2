/// A result's shape as a function of the arguments, by the name that shape rules use.
package struct ShapeFunction: Sendable {
  package let name: String
  /// The shapes of the results; every argument is known.
  let apply: @Sendable ([ShapeArgument]) throws(TensorError) -> [[Int]]

  init(
    _ name: String, _ apply: @escaping @Sendable ([ShapeArgument]) throws(TensorError) -> [[Int]]
  ) {
    self.name = name
    self.apply = apply
  }

  /// The case `none` of `Reduction` and `KLReduction`.
  static let unreduced = 2

  static func named(_ name: String) -> ShapeFunction? { table[name] }

  private static let table = Dictionary(
    uniqueKeysWithValues: (arrangements + combinations).map { ($0.name, $0) })

  private static let arrangements: [ShapeFunction] = [
    ShapeFunction("same") { [$0.shape(0)] },
    ShapeFunction("given") { values throws(TensorError) in
      _ = try Shape.count(values.ints(0))
      return [values.ints(0)]
    },
    ShapeFunction("reduced") { values throws(TensorError) in
      [try Shape.reduced(values.shape(0), axes: values.axes(1), keepDims: values.bool(2))]
    },
    ShapeFunction("reshaped") { values throws(TensorError) in
      [try Shape.reshaped(values.shape(0), to: values.ints(1))]
    },
    ShapeFunction("flattened") { values throws(TensorError) in
      [try Shape.flattened(values.shape(0), start: values.int(1))]
    },
    ShapeFunction("reversed") { [$0.shape(0).reversed()] },
    ShapeFunction("permuted") { values throws(TensorError) in
      [try Shape.permuted(values.shape(0), values.ints(1))]
    },
    ShapeFunction("transposed") { values throws(TensorError) in
      [try Shape.transposed(values.shape(0), values.int(1), values.int(2))]
    },
    ShapeFunction("moved") { values throws(TensorError) in
      let shape = values.shape(0)
      let order = try Shape.moving(values.int(1), to: values.int(2), of: shape.count)
      return [order.map { shape[$0] }]
    },
    ShapeFunction("unsqueezed") { values throws(TensorError) in
      [try Shape.unsqueezed(values.shape(0), values.int(1))]
    },
    ShapeFunction("squeezed") { values throws(TensorError) in
      [try Shape.squeezed(values.shape(0), values.axes(1)?.first)]
    },
    ShapeFunction("broadcast") { values throws(TensorError) in
      [try Shape.broadcast(values.shape(0), to: values.ints(1))]
    },
    ShapeFunction("repeated") { values throws(TensorError) in
      [try Shape.repeated(values.shape(0), values.int(1), axis: values.int(2))]
    },
    ShapeFunction("tiled") { values throws(TensorError) in
      [try Shape.tiled(values.shape(0), values.ints(1))]
    },
    ShapeFunction("along") { values throws(TensorError) in
      let shape = values.shape(0)
      _ = try Shape.axis(values.int(1), of: max(shape.count, 1))
      return [shape]
    },
  ]

  private static let combinations: [ShapeFunction] = [
    ShapeFunction("concatenated") { values throws(TensorError) in
      [try Shape.concatenated(values.shapes(0), axis: values.int(1))]
    },
    ShapeFunction("stacked") { values throws(TensorError) in
      [try Shape.stacked(values.shapes(0), axis: values.int(1))]
    },
    ShapeFunction("parts") { values throws(TensorError) in
      try Shape.split(values.shape(0), parts: values.int(1), axis: values.int(2))
    },
    ShapeFunction("pieces") { values throws(TensorError) in
      try Shape.split(values.shape(0), sizes: values.ints(1), axis: values.int(2))
    },
    ShapeFunction("taken") { values throws(TensorError) in
      var result = values.shape(0)
      let axis = try Shape.axis(values.int(2), of: result.count)
      result.replaceSubrange(axis...axis, with: values.shape(1))
      return [result]
    },
    ShapeFunction("takenAlong") { values throws(TensorError) in
      [try Shape.along(values.shape(0), values.shape(1), axis: values.int(2)).indices]
    },
    ShapeFunction("picked") { values throws(TensorError) in
      var result = values.shape(0)
      result[try Shape.axis(values.int(2), of: result.count)] = values.int(1)
      return [result]
    },
    ShapeFunction("loss") { values throws(TensorError) in
      let isReduced = values.int(2) != ShapeFunction.unreduced
      return [try Shape.loss(values.shape(0), values.shape(1), isReduced: isReduced)]
    },
    ShapeFunction("classLoss") { values throws(TensorError) in
      let isReduced = values.int(2) != ShapeFunction.unreduced
      return [try Shape.classLoss(values.shape(0), values.shape(1), isReduced: isReduced)]
    },
    ShapeFunction("convolved") { values throws(TensorError) in
      let settings = WindowSettings(
        stride: values.list(2), padding: values.list(3), dilation: values.list(4),
        groups: values.int(5))
      return [try Shape.convolution(values.shape(0), values.shape(1), settings)]
    },
    ShapeFunction("spread") { values throws(TensorError) in
      let settings = WindowSettings(
        stride: values.list(2), padding: values.list(3), dilation: values.list(6),
        groups: values.int(5), outputPadding: values.list(4))
      return [try Shape.transposedConvolution(values.shape(0), values.shape(1), settings)]
    },
    ShapeFunction("pooled") { values throws(TensorError) in
      let settings = WindowSettings(
        stride: values.axes(2) ?? values.list(1), padding: values.list(3),
        dilation: values.count > 4 ? values.list(4) : [1])
      return [
        try settings.pooled(
          values.shape(0), kernel: values.list(1),
          isCeiling: values.count > 5 && values.bool(5))
      ]
    },
    ShapeFunction("averaged") { values throws(TensorError) in
      let settings = WindowSettings(
        stride: values.axes(2) ?? values.list(1), padding: values.list(3), dilation: [1])
      return [
        try settings.pooled(
          values.shape(0), kernel: values.list(1), isCeiling: values.bool(4))
      ]
    },
    ShapeFunction("drawn") { values throws(TensorError) in
      [try Shape.drawn(values.shape(0), values.int(1))]
    },
    ShapeFunction("padded") { values throws(TensorError) in
      let widths = values.ints(1)
      let pairs = stride(from: 0, to: widths.count, by: 2).map { (widths[$0], widths[$0 + 1]) }
      return [try Shape.padded(values.shape(0), pairs)]
    },
    ShapeFunction("scattered") { values throws(TensorError) in
      [try Shape.scattered(values.shape(0), values.shape(1), axis: values.int(2))]
    },
    ShapeFunction("searched") { values throws(TensorError) in
      [try Shape.searched(values.shape(0), values.shape(1))]
    },
    ShapeFunction("resized") { values throws(TensorError) in
      [try Shape.resized(values.shape(0), values.ints(1))]
    },
    ShapeFunction("parted") { values throws(TensorError) in
      [try Shape.resized(values.shape(0), values.ints(1), needsBatch: false)]
    },
    ShapeFunction("embedded") { values throws(TensorError) in
      [try Shape.embedded(values.shape(0), values.shape(1))]
    },
    ShapeFunction("ending") { values throws(TensorError) in
      [try Shape.ending(values.shape(0), values.ints(1))]
    },
    ShapeFunction("channels") { values throws(TensorError) in
      [try Shape.channels(values.shape(0), groups: values.count > 1 ? values.int(1) : 1)]
    },
    ShapeFunction("selected") { values throws(TensorError) in
      guard case .indices(let list) = values.last else { return [] }
      return [try Shape.selected(values.shape(0), list.indices)]
    },
    ShapeFunction("appended") { [$0.shape(0) + [$0.int(1)]] },
    ShapeFunction("matrix") { [[$0.int(0), $0.int($0.count - 1)]] },
    ShapeFunction("vector") { [[$0.int(0)]] },
    ShapeFunction("listed") { [[$0.ints(0).count]] },
    ShapeFunction("stepped") { values throws(TensorError) in
      let (start, end, step) = (values.int(0), values.int(1), values.int(2))
      guard step != 0 else { throw TensorError("argument", "the step is not zero, got 0") }
      let (distance, overflow) = end.subtractingReportingOverflow(start)
      guard !overflow, step != Int.min else { throw .memory(byteCount: Int.max) }
      let isEmpty = distance == 0 || (distance > 0) != (step > 0)
      return [[isEmpty ? 0 : Int(clamping: (distance.magnitude - 1) / step.magnitude + 1)]]
    },
    ShapeFunction("spanned") { values in
      [[Swift.max(0, (values.ints(0).last ?? 0) &- (values.ints(0).first ?? 0))]]
    },
  ]
}

extension [ShapeArgument] {
  func shape(_ index: Int) -> [Int] {
    if index < count, case .shape(let shape) = self[index] { shape } else { [] }
  }

  fileprivate func shapes(_ index: Int) -> [[Int]] {
    if index < count, case .shapes(let shapes) = self[index] { shapes } else { [] }
  }

  func int(_ index: Int) -> Int {
    if index < count, case .int(let value) = self[index] { value } else { 0 }
  }

  func ints(_ index: Int) -> [Int] {
    if index < count, case .ints(let values) = self[index] { values } else { [] }
  }

  /// One number or several, as a list.
  fileprivate func list(_ index: Int) -> [Int] { axes(index) ?? [] }

  fileprivate func bool(_ index: Int) -> Bool {
    if index < count, case .bool(let value) = self[index] { value } else { false }
  }

  /// One axis, several, or nil for all.
  fileprivate func axes(_ index: Int) -> [Int]? {
    guard index < count else { return nil }
    switch self[index] {
    case .int(let axis): return [axis]
    case .ints(let axes): return axes
    default: return nil
    }
  }
}
