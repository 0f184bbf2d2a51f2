/// The largest element of each window of an image; windows do not overlap unless `stride` says so.
public final class MaxPool2d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let step = stride ?? kernel
    return maxPool2d(
      x, kernel: [kernel, kernel], stride: [step, step], padding: [padding, padding])
  }
}

/// The mean of each window of an image; windows do not overlap unless `stride` says so.
public final class AvgPool2d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let step = stride ?? kernel
    return avgPool2d(
      x, kernel: [kernel, kernel], stride: [step, step], padding: [padding, padding])
  }
}

/// The largest element of each window along one axis.
public final class MaxPool1d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    maxPool1d(x, kernel: kernel, stride: stride, padding: padding)
  }
}

/// The mean of each window along one axis; windows do not overlap unless `stride` says so.
public final class AvgPool1d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    avgPool1d(x, kernel: kernel, stride: stride, padding: padding)
  }
}

/// The largest element of each window of a volume; windows do not overlap unless `stride` says so.
public final class MaxPool3d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let step = stride ?? kernel
    return maxPool3d(
      x, kernel: [kernel, kernel, kernel], stride: [step, step, step],
      padding: [padding, padding, padding])
  }
}

/// The mean of each window of a volume; windows do not overlap unless `stride` says so.
public final class AvgPool3d: Layer {
  public let kernel: Int
  public let stride: Int?
  public let padding: Int

  public init(_ kernel: Int, stride: Int? = nil, padding: Int = 0) {
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    let step = stride ?? kernel
    return avgPool3d(
      x, kernel: [kernel, kernel, kernel], stride: [step, step, step],
      padding: [padding, padding, padding])
  }
}
