/// The mean of each of `size` parts of one axis, as equal as they can be.
public final class AdaptiveAvgPool1d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveAvgPool1d(x, size: size)
  }
}

/// The mean of each of `size` parts of an image, as equal as they can be; `size` along each axis.
public final class AdaptiveAvgPool2d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveAvgPool2d(x, size: [size, size])
  }
}

/// The mean of each of `size` parts of a volume, as equal as they can be; `size` along each axis.
public final class AdaptiveAvgPool3d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveAvgPool3d(x, size: [size, size, size])
  }
}

/// The largest element of each of `size` parts of one axis, as equal as they can be.
public final class AdaptiveMaxPool1d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveMaxPool1d(x, size: size)
  }
}

/// The largest element of each of `size` parts of an image, as equal as they can be; `size` along each axis.
public final class AdaptiveMaxPool2d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveMaxPool2d(x, size: [size, size])
  }
}

/// The largest element of each of `size` parts of a volume, as equal as they can be; `size` along each axis.
public final class AdaptiveMaxPool3d: Layer {
  public let size: Int

  public init(_ size: Int) { self.size = size }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    adaptiveMaxPool3d(x, size: [size, size, size])
  }
}
