/// The last axis brought to mean 0 and variance 1, then scaled and shifted (Ba and others 2016).
public final class LayerNorm: Layer {
  public var weight: Tensor
  public var bias: Tensor?
  public let eps: Double

  public init(_ dim: Int, eps: Double = 1e-5, bias: Bool = true) {
    weight = Parameter(Tensor.ones(dim))
    if bias { self.bias = Parameter(Tensor.zeros(dim)) }
    self.eps = eps
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    layerNorm(x, shape: weight.shape, weight: weight, bias: bias, eps: eps)
  }
}

/// The last axis divided by its root mean square, then scaled (Zhang and Sennrich 2019).
///
/// Without `eps`, the smallest step of the element type.
public final class RMSNorm: Layer {
  public var weight: Tensor
  public let eps: Double?

  public init(_ dim: Int, eps: Double? = nil) {
    weight = Parameter(Tensor.ones(dim))
    self.eps = eps
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    rmsNorm(x, shape: weight.shape, weight: weight, eps: eps)
  }
}

/// The channels, axis 1, in groups, each brought to mean 0 and variance 1 (Wu and He 2018).
public final class GroupNorm: Layer {
  public var weight: Tensor
  public var bias: Tensor
  public let groups: Int
  public let eps: Double

  public init(_ groups: Int, _ dim: Int, eps: Double = 1e-5) {
    weight = Parameter(Tensor.ones(dim))
    bias = Parameter(Tensor.zeros(dim))
    self.groups = groups
    self.eps = eps
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    groupNorm(x, groups: groups, weight: weight, bias: bias, eps: eps)
  }
}

/// Each channel, axis 1, brought to mean 0 and variance 1 over the batch (Ioffe and Szegedy 2015).
///
/// While it is trained, by the batch's own mean and variance, which also move the running ones by
/// `momentum`; otherwise by the running ones.
public class BatchNorm: Layer, ModeDependent {
  public var weight: Tensor
  public var bias: Tensor
  public let runningMean: Tensor
  public let runningVariance: Tensor
  public let batches: Tensor
  public let eps: Double
  public let momentum: Double
  public var isTraining = true

  public init(_ dim: Int, eps: Double = 1e-5, momentum: Double = 0.1) {
    weight = Parameter(Tensor.ones(dim))
    bias = Parameter(Tensor.zeros(dim))
    runningMean = Buffer(Tensor.zeros(dim))
    runningVariance = Buffer(Tensor.ones(dim))
    batches = Buffer(Tensor(0))
    self.eps = eps
    self.momentum = momentum
  }

  public var stateNames: [String: String] {
    [
      "runningMean": "running_mean", "runningVariance": "running_var",
      "batches": "num_batches_tracked",
    ]
  }

  public func callAsFunction(_ x: Tensor) -> Tensor {
    guard isTraining else {
      return batchNorm(
        x, mean: runningMean, variance: runningVariance, weight: weight, bias: bias, eps: eps)
    }
    let axes = [0] + Array(2..<max(x.ndim, 2))
    let mean = x.mean(axes: axes)
    let variance = x.variance(axes: axes, ddof: 0)
    let count = x.count / max(weight.count, 1)
    require(
      count > 1, "BatchNorm needs more than one value of each channel to train, got \(x.shape)")
    let unbiased = variance.detached() * (Double(count) / Double(count - 1))
    runningMean.update(to: runningMean * (1 - momentum) + mean.detached() * momentum)
    runningVariance.update(to: runningVariance * (1 - momentum) + unbiased * momentum)
    batches.update(to: batches + 1)
    return batchNorm(x, mean: mean, variance: variance, weight: weight, bias: bias, eps: eps)
  }
}

/// Batch normalisation of `(n, c)` or `(n, c, l)`.
public final class BatchNorm1d: BatchNorm {}

/// Batch normalisation of `(n, c, h, w)`.
public final class BatchNorm2d: BatchNorm {}
