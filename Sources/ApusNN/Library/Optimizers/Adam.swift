/// Steps by running means of the gradient and of its square (Kingma and Ba 2015).
///
/// The weight decay is added to the gradient.
public class Adam: Optimizer {
  public var betas: (Double, Double)
  public let eps: Double
  public let amsgrad: Bool

  public init(
    _ p: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), eps: Double = 1e-8,
    weightDecay: Double = 0, amsgrad: Bool = false
  ) {
    self.betas = betas
    self.eps = eps
    self.amsgrad = amsgrad
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    let decayed = group.weightDecay == 0 ? gradient : gradient + p * group.weightDecay
    move(p, decayed, index, group.lr)
  }

  func move(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ lr: Double) {
    let count = Double(steps[index])
    let mean =
      remembered("mean", index, like: p) * betas.0 + gradient * (1 - betas.0)
    let square =
      remembered("square", index, like: p) * betas.1 + gradient * gradient * (1 - betas.1)
    remember("mean", index, mean)
    remember("square", index, square)
    var scale = square
    if amsgrad {
      scale = maximum(remembered("largest", index, like: p), square)
      remember("largest", index, scale)
    }
    let root = sqrt(scale) / (1 - pow(betas.1, count)).squareRoot() + eps
    p.update(to: p - mean / root * (lr / (1 - pow(betas.0, count))))
  }

  override var momentumLike: Double? {
    get { betas.0 }
    set { betas = (newValue ?? betas.0, betas.1) }
  }
}

/// Adam whose weight decay shrinks the parameters themselves (Loshchilov and Hutter 2019).
public final class AdamW: Adam {
  public init(
    _ p: [Tensor], lr: Double = 1e-3, betas: (Double, Double) = (0.9, 0.999), eps: Double = 1e-8,
    weightDecay: Double = 0.01
  ) {
    super.init(p, lr: lr, betas: betas, eps: eps, weightDecay: weightDecay, amsgrad: false)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    p.update(to: p * (1 - group.lr * group.weightDecay))
    move(p, gradient, index, group.lr)
  }
}

/// Adam with Nesterov's momentum (Dozat 2016).
public final class NAdam: Optimizer {
  public let betas: (Double, Double)
  public let eps: Double
  public let momentumDecay: Double

  public init(
    _ p: [Tensor], lr: Double = 2e-3, betas: (Double, Double) = (0.9, 0.999), eps: Double = 1e-8,
    weightDecay: Double = 0, momentumDecay: Double = 4e-3
  ) {
    self.betas = betas
    self.eps = eps
    self.momentumDecay = momentumDecay
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    let change = group.weightDecay == 0 ? gradient : gradient + p * group.weightDecay
    let count = Double(steps[index])
    let now = betas.0 * (1 - 0.5 * pow(0.96, count * momentumDecay))
    let next = betas.0 * (1 - 0.5 * pow(0.96, (count + 1) * momentumDecay))
    // PyTorch keeps this product in float32.
    let before = remembered("product", index, like: Tensor(1.0))
    let product = (steps[index] == 1 ? Tensor(1.0) : before) * now
    remember("product", index, product)
    let mean = remembered("mean", index, like: p) * betas.0 + change * (1 - betas.0)
    let square =
      remembered("square", index, like: p) * betas.1 + change * change * (1 - betas.1)
    remember("mean", index, mean)
    remember("square", index, square)
    let root = sqrt(square / (1 - pow(betas.1, count))) + eps
    let own = change / root * (group.lr * (1 - now) / (1 - product.item()))
    let carried = mean / root * (group.lr * next / (1 - product.item() * next))
    p.update(to: p - own - carried)
  }
}
