/// Steps against the gradient, with momentum if wanted (Sutskever and others 2013).
public final class SGD: Optimizer {
  public var momentum: Double
  public let dampening: Double
  public let nesterov: Bool

  public init(
    _ p: [Tensor], lr: Double, momentum: Double = 0, dampening: Double = 0,
    weightDecay: Double = 0, nesterov: Bool = false
  ) {
    require(
      !nesterov || momentum > 0 && dampening == 0,
      "Nesterov's form needs a momentum above 0 and no dampening")
    self.momentum = momentum
    self.dampening = dampening
    self.nesterov = nesterov
    super.init(p, lr: lr, weightDecay: weightDecay)
  }

  override func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {
    var change = gradient
    if group.weightDecay != 0 { change += p * group.weightDecay }
    if momentum != 0 {
      var velocity = change
      if steps[index] > 1 {
        velocity =
          remembered("momentum", index, like: p) * momentum + change * (1 - dampening)
      }
      remember("momentum", index, velocity)
      change = nesterov ? change + velocity * momentum : velocity
    }
    p.update(to: p - change * group.lr)
  }

  override var momentumLike: Double? {
    get { momentum == 0 ? nil : momentum }
    set { momentum = newValue ?? momentum }
  }
}
