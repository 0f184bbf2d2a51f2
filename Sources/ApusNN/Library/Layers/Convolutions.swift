/// A weighted sum over windows along one axis: from `(n, i, l)` to `(n, o, l′)`.
public final class Conv1d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) {
    let inputs = i / groups * kernel
    weight = initialParameter([o, i / groups, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    conv1d(
      x, weight, bias: bias, stride: stride, padding: padding, dilation: dilation, groups: groups)
  }
}

/// A weighted sum over windows of an image: from `(n, i, h, w)` to `(n, o, h′, w′)`.
public final class Conv2d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) {
    let inputs = i / groups * kernel * kernel
    weight = initialParameter([o, i / groups, kernel, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    conv2d(
      x, weight, bias: bias, stride: [stride, stride], padding: [padding, padding],
      dilation: [dilation, dilation], groups: groups)
  }
}

/// A weighted sum over windows of a volume: from `(n, i, d, h, w)` to `(n, o, d′, h′, w′)`.
public final class Conv3d: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let stride: Int
  public let padding: Int
  public let dilation: Int
  public let groups: Int

  public init(
    _ i: Int, _ o: Int, kernel: Int, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1, bias: Bool = true
  ) {
    let inputs = i / groups * kernel * kernel * kernel
    weight = initialParameter([o, i / groups, kernel, kernel, kernel], inputs: inputs)
    if bias { self.bias = initialParameter([o], inputs: inputs) }
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    conv3d(
      x, weight, bias: bias, stride: [stride], padding: [padding], dilation: [dilation],
      groups: groups)
  }
}
