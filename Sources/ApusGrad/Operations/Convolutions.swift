import ApusTensor

extension Catalogue {
  /// Weighted sums over windows that slide along the last axes.
  static let convolutions: [Operation] = (1...3).map(convolution) + (1...3).map(transposed)

  private static func numbers(_ axes: Int, _ value: Int) -> String {
    axes == 1
      ? "Int = \(value)"
      : "[Int] = [\([String](repeating: "\(value)", count: axes).joined(separator: ", "))]"
  }

  private static func lists(_ call: Composition, _ index: Int, _ axes: Int) -> [Int] {
    axes == 1 ? [call.int(index)] : call.ints(index)
  }

  private static func size(_ axes: Int, _ value: Int) -> Argument {
    axes == 1 ? .int(value) : .ints([Int](repeating: value, count: axes))
  }

  private static func repeated(_ value: Int, _ axes: Int) -> String {
    [String](repeating: ", \(value)", count: axes).joined()
  }

  private static func tensor(_ front: [Int], _ sizes: [Int]) -> Argument {
    .tensor(
      SampleTensor(
        shape: front + sizes, dtype: .float32, contents: .noise(-2...2), layout: .plain))
  }

  private static func convolution(_ axes: Int) -> Operation {
    let (sizes, small) = (Array([5, 4, 3].prefix(axes)), Array([3, 2, 2].prefix(axes)))
    return Operation.composed(
      "conv\(axes)d",
      [
        "func conv\(axes)d(_ x: Tensor, _ w: Tensor, bias: Tensor? = nil, "
          + "stride: \(numbers(axes, 1)), padding: \(numbers(axes, 0)), "
          + "dilation: \(numbers(axes, 1)), groups: Int = 1) -> Tensor"
      ],
      shape: "x, w -> convolved(x, w, stride, padding, dilation, groups)",
      "The sum over each window of the channels, times the weight of each output, and the bias.",
      formula: #"y_{o,p} = b_o + \sum_{c,k} w_{o,c,k}\, x_{c,\,p s + k d}"#,
      example: axes == 1
        ? "conv1d(Tensor([[[1.0, 2.0, 3.0]]]), Tensor([[[1.0, -1.0]]]))"
        : "conv\(axes)d(Tensor.ones(1, 1\(repeated(3, axes))), Tensor.ones(1, 1\(repeated(2, axes))))",
      samples: [
        Sample(tensor([2, 3], sizes), tensor([4, 3], small)),
        Sample(
          tensor([1, 2], sizes), tensor([2, 2], small), .of(2), size(axes, 2), size(axes, 1)),
        Sample(
          tensor([2, 4], sizes), tensor([2, 2], small), .of(2), size(axes, 1), size(axes, 2),
          size(axes, 2), 2),
      ],
      refusals: [
        Refusal(
          tensor([1, 2], sizes), tensor([1, 3], small),
          says: "x has 2 channels on axis 1 and the weight is for 3"),
        Refusal(
          tensor([1, 1], small), tensor([1, 1], sizes),
          says: "a window \(sizes[0]) wide does not fit into \(small[0]), the size of the axis it "
            + "slides along"),
      ]
    ) { call in
      let (given, weight) = (call.x(0), call.x(1))
      try check(weight, axes)
      let settings = WindowSettings(
        stride: lists(call, 3, axes), padding: lists(call, 4, axes), dilation: lists(call, 5, axes),
        groups: call.int(6))
      let result = try Shape.convolution(given.shape, weight.shape, settings)
      let (x, target) = (try batched(given, axes), result.count == axes + 1 ? [1] + result : result)
      let windows = try x.padded(settings.widths(axes), 0)
        .windows(settings.rule(kernel: Array(weight.shape[2...])))
      // [batch, groups, channels, counts, kernel] with the counts last, so that the weight's rows
      // meet columns.
      let groups = settings.groups
      let split = try windows.reshaped([x.shape[0], groups, -1] + windows.shape[2...])
      let kernel = Array((3 + axes)..<(3 + 2 * axes))
      let columns = try split.permuted([0, 1, 2] + kernel + Array(3..<(3 + axes)))
        .reshaped([x.shape[0], groups, weight.shape[1] * weight.shape[2...].reduce(1, *), -1])
      let rows = try weight.reshaped([groups, weight.shape[0] / groups, -1])
      let y = try biased(rows.matmul(columns).reshaped(target), call.optional(2))
      return y.shape == result ? y : try y.reshaped(result)
    }
  }

  private static func transposed(_ axes: Int) -> Operation {
    let (sizes, small) = (Array([3, 2, 2].prefix(axes)), Array([2, 3, 2].prefix(axes)))
    return Operation.composed(
      "convTranspose\(axes)d",
      [
        "func convTranspose\(axes)d(_ x: Tensor, _ w: Tensor, bias: Tensor? = nil, "
          + "stride: \(numbers(axes, 1)), padding: \(numbers(axes, 0)), "
          + "outputPadding: \(numbers(axes, 0)), groups: Int = 1, "
          + "dilation: \(numbers(axes, 1))) -> Tensor"
      ],
      shape: "x, w -> spread(x, w, stride, padding, outputPadding, groups, dilation)",
      "Each element spread over a window by the weight, added up where windows meet, and the bias.",
      example: axes == 1
        ? "convTranspose1d(Tensor([[[1.0, 2.0]]]), Tensor([[[1.0, 1.0]]]))"
        : "convTranspose\(axes)d(Tensor.ones([1, 1, 2, 2\(axes == 3 ? ", 2" : "")]), "
          + "Tensor.ones([1, 1, 2, 2\(axes == 3 ? ", 2" : "")]))",
      samples: [
        Sample(tensor([2, 3], sizes), tensor([3, 2], small)),
        Sample(
          tensor([1, 2], sizes), tensor([2, 2], small), .of(2), size(axes, 2), size(axes, 1),
          size(axes, 1)),
        Sample(
          tensor([1, 4], sizes), tensor([4, 1], small), .of(2), size(axes, 1), size(axes, 0),
          size(axes, 0), 2, size(axes, 2)),
      ],
      refusals: [
        Refusal(
          tensor([1, 2], sizes), tensor([3, 1], small),
          says: "x has 2 channels on axis 1 and the weight is for 3")
      ]
    ) { call in
      let (given, weight) = (call.x(0), call.x(1))
      try check(weight, axes)
      let settings = WindowSettings(
        stride: lists(call, 3, axes), padding: lists(call, 4, axes), dilation: lists(call, 7, axes),
        groups: call.int(6), outputPadding: lists(call, 5, axes))
      let result = try Shape.transposedConvolution(given.shape, weight.shape, settings)
      let (x, target) = (try batched(given, axes), result.count == axes + 1 ? [1] + result : result)
      let kernel = Array(weight.shape[2...])
      let (rule, groups) = (try settings.rule(kernel: kernel), settings.groups)
      let (batch, counts) = (x.shape[0], Array(x.shape[2...]))
      let rows = try weight.reshaped([groups, weight.shape[0] / groups, -1]).transposed()
      let columns = try rows.matmul(x.reshaped([batch, groups, x.shape[1] / groups, -1]))
      let windows = try columns.reshaped([batch, target[1]] + kernel + counts)
        .permuted([0, 1] + Array((2 + axes)..<(2 + 2 * axes)) + Array(2..<(2 + axes)))
      var full = [batch, target[1]]
      for axis in 0..<axes {
        full.append((counts[axis] - 1) * rule.stride[axis] + (try rule.reach(axis)) + 1)
      }
      let (widths, extra) = (try settings.widths(axes), try settings.extra(axes))
      let whole = try windows.overlapped(rule, in: full).padded(extra.map { (0, $0) }, 0)
      let kept = (0..<axes).map { axis in
        TensorIndex.range(from: widths[axis].0, to: widths[axis].0 + target[axis + 2], by: 1)
      }
      let y = try biased(whole.selecting([.ellipsis] + kept), call.optional(2))
      return y.shape == result ? y : try y.reshaped(result)
    }
  }

  /// Refuses a weight for another number of axes.
  private static func check(_ weight: Recorded, _ axes: Int) throws {
    guard weight.ndim == axes + 2 else {
      throw TensorError(
        "shape",
        "a weight has two axes for channels and \(axes) for the kernel, got \(weight.shape)")
    }
  }

  /// `[batch, channels, sizes]`, also of `[channels, sizes]`.
  private static func batched(_ x: Recorded, _ axes: Int) throws -> Recorded {
    x.ndim == axes + 1 ? try x.reshaped([1] + x.shape) : x
  }

  /// With a number for each channel, axis 1, added.
  private static func biased(_ y: Recorded, _ bias: Recorded?) throws -> Recorded {
    guard let bias else { return y }
    guard bias.shape == [y.shape[1]] else {
      throw TensorError.perChannel("bias", bias.shape, y.shape[1])
    }
    return try y + bias.reshaped([y.shape[1]] + [Int](repeating: 1, count: y.ndim - 2))
  }
}
