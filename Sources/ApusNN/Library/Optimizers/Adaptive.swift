/// Steps divided by a running root mean square of the gradient (Tieleman and Hinton 2012).
public final class RMSprop: Optimizer {
  public let alpha: Double
  public let eps: Double
  public var momentum: Double
  public let centered: Bool

  public init(
    _ p: [Tensor], lr: Double = 0.01, alpha: Double = 0.99, eps: Double = 1e-8,
    weightDecay: Double = 0, momentum: Double = 0, centered: Bool = false
  ) {
    self.alpha = alpha
    self.eps = eps
    self.momentum = momentum
    self.centered = centered
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    let change = group.weightDecay == 0 ? gradient : gradient + p * group.weightDecay
    let square =
      remembered("square", index, like: p) * alpha + change * change * (1 - alpha)
    remember("square", index, square)
    var spread = square
    if centered {
      let mean = remembered("mean", index, like: p) * alpha + change * (1 - alpha)
      remember("mean", index, mean)
      spread = square - mean * mean
    }
    var step = change / (sqrt(spread) + eps)
    if momentum > 0 {
      step = remembered("momentum", index, like: p) * momentum + step
      remember("momentum", index, step)
    }
    p.update(to: p - step * group.lr)
  }
}

/// Steps divided by the root of the sum of all squared gradients (Duchi and others 2011).
public final class Adagrad: Optimizer {
  public let lrDecay: Double
  public let eps: Double

  public init(
    _ p: [Tensor], lr: Double = 0.01, lrDecay: Double = 0, weightDecay: Double = 0,
    eps: Double = 1e-10
  ) {
    self.lrDecay = lrDecay
    self.eps = eps
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    let change = group.weightDecay == 0 ? gradient : gradient + p * group.weightDecay
    let sum = remembered("sum", index, like: p) + change * change
    remember("sum", index, sum)
    let rate = group.lr / (1 + Double(steps[index] - 1) * lrDecay)
    p.update(to: p - change / (sqrt(sum) + eps) * rate)
  }
}

/// Steps of the size of earlier steps over that of gradients (Zeiler 2012).
public final class Adadelta: Optimizer {
  public let rho: Double
  public let eps: Double

  public init(
    _ p: [Tensor], lr: Double = 1, rho: Double = 0.9, eps: Double = 1e-6, weightDecay: Double = 0
  ) {
    self.rho = rho
    self.eps = eps
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    let change = group.weightDecay == 0 ? gradient : gradient + p * group.weightDecay
    let square = remembered("square", index, like: p) * rho + change * change * (1 - rho)
    let before = remembered("delta", index, like: p)
    let step = sqrt(before + eps) / sqrt(square + eps) * change
    remember("square", index, square)
    remember("delta", index, before * rho + step * step * (1 - rho))
    p.update(to: p - step * group.lr)
  }
}
