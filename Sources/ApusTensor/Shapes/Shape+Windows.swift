/// The shapes of padded tensors, convolutions and pools.
extension Shape {
  /// With elements put before and behind each axis; negative widths are refused.
  package static func padded(
    _ shape: [Int], _ widths: [(Int, Int)]
  ) throws(TensorError) -> [Int] {
    guard widths.count <= shape.count else {
      throw TensorError(
        "shape",
        "\(TensorError.counted(widths.count, "width", "widths")) for a tensor with "
          + TensorError.counted(shape.count, "axis", "axes"))
    }
    var result = shape
    for (axis, (before, after)) in zip((shape.count - widths.count)..<shape.count, widths) {
      guard before >= 0, after >= 0, before < Int.max / 4, after < Int.max / 4 else {
        throw TensorError("shape", "a padding is not negative, got (\(before), \(after))")
      }
      result[axis] += before + after
    }
    _ = try count(result)
    return result
  }

  /// `[batch, channels, sizes]` under weights `[outputs, channels / groups, kernel]`; the batch may
  /// be absent.
  package static func convolution(
    _ x: [Int], _ weight: [Int], _ settings: WindowSettings
  ) throws(TensorError) -> [Int] {
    let axes = weight.count - 2
    let place = x.count - axes - 1
    guard axes >= 1, place == 0 || place == 1 else {
      throw TensorError(
        "shape",
        "x is [batch, channels, sizes] and the weight [outputs, channels, kernel] with as many "
          + "sizes, got \(x) and \(weight)")
    }
    let groups = settings.groups
    guard groups > 0, weight[0] % groups == 0, x[place] == weight[1] * groups else {
      throw TensorError(
        "shape-mismatch",
        groups == 1
          ? "x has \(x[place]) channels on axis \(place) and the weight is for \(weight[1])"
          : "x has \(x[place]) channels on axis \(place) and the weight is for \(groups) groups of "
            + "\(weight[1])")
    }
    let rule = try settings.rule(kernel: Array(weight[2...]))
    let padded = try padded(x, settings.widths(axes))
    return x[..<place] + [weight[0]] + (try rule.counts(over: padded[(place + 1)...]))
  }

  /// `[batch, channels, sizes]` under weights `[channels, outputs / groups, kernel]`, backwards; the
  /// batch may be absent.
  package static func transposedConvolution(
    _ x: [Int], _ weight: [Int], _ settings: WindowSettings
  ) throws(TensorError) -> [Int] {
    let axes = weight.count - 2
    let place = x.count - axes - 1
    guard axes >= 1, place == 0 || place == 1 else {
      throw TensorError(
        "shape",
        "x is [batch, channels, sizes] and the weight [channels, outputs, kernel] with as many "
          + "sizes, got \(x) and \(weight)")
    }
    guard settings.groups > 0, x[place] == weight[0], weight[0] % settings.groups == 0 else {
      throw TensorError(
        "shape-mismatch",
        "x has \(x[place]) channels on axis \(place) and the weight is for \(weight[0])")
    }
    let rule = try settings.rule(kernel: Array(weight[2...]))
    let widths = try settings.widths(axes)
    let extra = try settings.extra(axes)
    var result = x[..<place] + [weight[1] * settings.groups]
    for axis in 0..<axes {
      let length = x[place + 1 + axis]
      let full = (length - 1) * rule.stride[axis] + (try rule.reach(axis)) + 1
      let size = full - widths[axis].0 - widths[axis].1 + extra[axis]
      guard length > 0, size > 0 else {
        throw TensorError(
          "shape-mismatch", "nothing is left of axis \(place + 1 + axis) without its padding")
      }
      result.append(size)
    }
    _ = try count(Array(result))
    return Array(result)
  }
}

/// The settings of a convolution or a pool, each for every axis or one for all.
package struct WindowSettings: Sendable {
  package var stride: [Int]
  package var padding: [Int]
  package var dilation: [Int]
  package var groups: Int
  package var outputPadding: [Int]

  package init(
    stride: [Int], padding: [Int], dilation: [Int], groups: Int = 1, outputPadding: [Int] = [0]
  ) {
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    self.outputPadding = outputPadding
  }

  package func rule(kernel: [Int]) throws(TensorError) -> WindowRule {
    guard kernel.allSatisfy({ $0 <= Self.largest }) else {
      throw TensorError("argument", "kernel is \(Self.largest) at most, got \(kernel)")
    }
    return try WindowRule(
      kernel: kernel, stride: spread("stride", stride, kernel.count),
      dilation: spread("dilation", dilation, kernel.count))
  }

  package func widths(_ axes: Int) throws(TensorError) -> [(Int, Int)] {
    try spread("padding", padding, axes).map { ($0, $0) }
  }

  package func extra(_ axes: Int) throws(TensorError) -> [Int] {
    try spread("outputPadding", outputPadding, axes)
  }

  /// Larger numbers are meant for nothing, and sums of them would not be Ints.
  private static let largest = 1 << 30

  private func spread(
    _ name: String, _ list: [Int], _ axes: Int
  ) throws(TensorError) -> [Int] {
    guard list.allSatisfy({ $0.magnitude <= Self.largest }) else {
      throw TensorError("argument", "\(name) is \(Self.largest) at most, got \(list)")
    }
    if list.count == 1 { return [Int](repeating: list[0], count: axes) }
    guard list.count == axes else {
      throw TensorError(
        "argument",
        "\(name) has one number for each of the \(TensorError.counted(axes, "axis", "axes")), "
          + "got \(list)")
    }
    return list
  }
}

extension WindowSettings {
  /// The windows of a pool and the padding they need; `isCeiling` adds a last window where one
  /// begins inside the tensor or its padding in front.
  package func pool(
    of shape: [Int], kernel: [Int], isCeiling: Bool
  ) throws(TensorError) -> (rule: WindowRule, widths: [(Int, Int)]) {
    let rule = try rule(kernel: kernel)
    guard shape.count >= kernel.count else { throw .tooFewAxes(kernel.count, shape.count) }
    var widths = try widths(kernel.count)
    for (axis, size) in shape.suffix(kernel.count).enumerated() {
      let padding = widths[axis].0
      guard padding >= 0, padding <= kernel[axis] / 2 else {
        throw TensorError(
          "argument",
          "the padding is at most half of the kernel, got \(padding) for \(kernel[axis])")
      }
      guard isCeiling else { continue }
      let room = size + 2 * padding - (try rule.reach(axis)) - 1
      guard room >= 0 else { continue }
      var count = (room + rule.stride[axis] - 1) / rule.stride[axis] + 1
      if (count - 1) * rule.stride[axis] >= size + padding { count -= 1 }
      widths[axis].1 += Swift.max(0, (count - 1) * rule.stride[axis] - room)
    }
    return (rule, widths)
  }

  /// The shape of a pool's result.
  package func pooled(
    _ shape: [Int], kernel: [Int], isCeiling: Bool
  ) throws(TensorError) -> [Int] {
    let (rule, widths) = try pool(of: shape, kernel: kernel, isCeiling: isCeiling)
    let padded = try Shape.padded(shape, widths)
    let front = shape.count - kernel.count
    return Array(shape[..<front]) + (try rule.counts(over: padded[front...]))
  }
}
