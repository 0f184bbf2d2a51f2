/// The transpose of a convolution along one axis: from `(n, i, l)` to `(n, o, l′)`, larger.
public final class ConvTranspose1d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let outputPadding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    dilation: Int = 1, groups: Int = 1, bias: Bool = true
  ) {
    let inputs = o / groups * kernel
    weight = initialParameter([i, o / groups, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    convTranspose1d(
      x, weight, bias: bias, stride: stride, padding: padding, outputPadding: outputPadding,
      groups: groups, dilation: dilation)
  }
}

/// The transpose of a convolution of images: from `(n, i, h, w)` to `(n, o, h′, w′)`, larger.
public final class ConvTranspose2d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let outputPadding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    dilation: Int = 1, groups: Int = 1, bias: Bool = true
  ) {
    let inputs = o / groups * kernel * kernel
    weight = initialParameter([i, o / groups, kernel, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    convTranspose2d(
      x, weight, bias: bias, stride: [stride], padding: [padding],
      outputPadding: [outputPadding], groups: groups, dilation: [dilation])
  }
}

/// The transpose of a convolution of volumes: from `(n, i, d, h, w)` to `(n, o, d′, h′, w′)`,
/// larger.
public final class ConvTranspose3d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let outputPadding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0,
    dilation: Int = 1, groups: Int = 1, bias: Bool = true
  ) {
    let inputs = o / groups * kernel * kernel * kernel
    weight = initialParameter([i, o / groups, kernel, kernel, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    convTranspose3d(
      x, weight, bias: bias, stride: [stride], padding: [padding],
      outputPadding: [outputPadding], groups: groups, dilation: [dilation])
  }
}
