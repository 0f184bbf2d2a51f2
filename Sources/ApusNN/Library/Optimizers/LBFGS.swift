/// Steps by an estimate of the inverse Hessian from the last gradients (Liu and Nocedal 1989).
///
/// A step calls the closure, which computes the loss and its gradients, several times.
public final class LBFGS {
  public let parameters: [Tensor]
  public var lr: Double
  public let maxIterations: Int
  public let gradientTolerance: Double
  public let changeTolerance: Double
  public let historySize: Int
  private var directions: [Tensor] = []
  private var differences: [Tensor] = []
  private var direction: Tensor?
  private var before: Tensor?
  private var scale = 1.0
  private var count = 0
  private var length = 0.0

  public init(
    _ p: [Tensor], lr: Double = 1, maxIterations: Int = 20, gradientTolerance: Double = 1e-7,
    changeTolerance: Double = 1e-9, historySize: Int = 100
  ) {
    parameters = p
    self.lr = lr
    self.maxIterations = maxIterations
    self.gradientTolerance = gradientTolerance
    self.changeTolerance = changeTolerance
    self.historySize = historySize
  }

  public func zeroGrad() {
    for parameter in parameters { parameter.setGrad(nil) }
  }

  /// Takes up to `maxIterations` steps; the loss at the start.
  @discardableResult
  public func step(_ closure: () -> Tensor) -> Tensor {
    let first = closure()
    var loss = first.item()
    var evaluations = 1
    var gradient = flatGradient()
    if abs(gradient).max().item() <= gradientTolerance { return first }
    var iteration = 0
    while iteration < maxIterations {
      iteration += 1
      count += 1
      let way = noGrad { nextDirection(gradient) }
      before = gradient
      length = count == 1 ? min(1, 1 / abs(gradient).sum().item()) * lr : lr
      let slope = dot(gradient, way).item()
      if slope > -changeTolerance { break }
      noGrad { move(way * length) }
      let last = loss
      if iteration != maxIterations {
        loss = closure().item()
        gradient = flatGradient()
        evaluations += 1
      }
      if iteration == maxIterations || evaluations >= maxIterations * 5 / 4 { break }
      if abs(gradient).max().item() <= gradientTolerance { break }
      if abs(way * length).max().item() <= changeTolerance { break }
      if (loss - last).magnitude < changeTolerance { break }
    }
    return first
  }

  private func nextDirection(_ gradient: Tensor) -> Tensor {
    if let before, let last = direction {
      let difference = gradient - before
      let moved = last * length
      let curvature = dot(difference, moved).item()
      if curvature > 1e-10 {
        if differences.count == historySize {
          differences.removeFirst()
          directions.removeFirst()
        }
        differences.append(difference)
        directions.append(moved)
        scale = curvature / dot(difference, difference).item()
      }
    }
    var way = -gradient
    var shares: [Double] = []
    for index in differences.indices.reversed() {
      let weight = 1 / dot(differences[index], directions[index]).item()
      let share = dot(directions[index], way).item() * weight
      shares.append(share)
      way = way - differences[index] * share
    }
    way = way * scale
    for index in differences.indices {
      let weight = 1 / dot(differences[index], directions[index]).item()
      let share = dot(differences[index], way).item() * weight
      way = way + directions[index] * (shares[differences.count - 1 - index] - share)
    }
    direction = way
    return way
  }

  private func flatGradient() -> Tensor {
    concat(
      parameters.map { p in (p.grad ?? Tensor.zeros(p.shape, dtype: p.dtype)).reshaped(-1) })
  }

  private func move(_ change: Tensor) {
    var start = 0
    for parameter in parameters {
      let part = change[start..<(start + parameter.count)].reshaped(parameter.shape)
      parameter.update(to: parameter + part)
      start += parameter.count
    }
  }
}
