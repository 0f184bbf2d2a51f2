/// Changes the learning rate of an optimiser as training goes on; `step()` once after each epoch, or
/// after each batch for those that count steps.
public class Schedule {
  public let optimizer: Optimizer
  /// The learning rates of the groups before anything changed them.
  public let base: [Double]
  /// How often `step()` has been called.
  public private(set) var count = 0

  init(_ o: Optimizer) {
    optimizer = o
    base = o.groups.map { $0.lr }
  }

  /// The learning rate at the present count, from the one before anything changed it.
  func rate(_ base: Double) -> Double { base }

  func apply() {
    for (group, base) in zip(optimizer.groups, base) { group.lr = rate(base) }
  }

  /// Goes on by one.
  public func step() {
    count += 1
    apply()
  }
}

/// The rate times `factor` after every so many steps.
public final class StepDecay: Schedule {
  public let every: Int
  public let factor: Double

  public init(_ o: Optimizer, every: Int, factor: Double) {
    require(every > 0, "a rate decays every so many steps, got \(every)")
    self.every = every
    self.factor = factor
    super.init(o)
  }

  override func rate(_ base: Double) -> Double { base * pow(factor, Double(count / every)) }
}

/// The rate times `factor` after each step.
public final class ExponentialDecay: Schedule {
  public let factor: Double

  public init(_ o: Optimizer, factor: Double) {
    self.factor = factor
    super.init(o)
  }

  override func rate(_ base: Double) -> Double { base * pow(factor, Double(count)) }
}

/// Half a cosine from the rate down to a minimum (Loshchilov and Hutter 2017).
public final class CosineDecay: Schedule {
  public let steps: Int
  public let minimum: Double

  public init(_ o: Optimizer, steps: Int, minimum: Double = 0) {
    require(steps > 0, "a cosine goes over some steps, got \(steps)")
    self.steps = steps
    self.minimum = minimum
    super.init(o)
  }

  override func rate(_ base: Double) -> Double {
    minimum + (base - minimum) * (1 + cos(Double.pi * Double(count) / Double(steps))) / 2
  }
}

/// A straight line from a share of the rate up to the rate.
public final class LinearWarmup: Schedule {
  public let steps: Int
  public let from: Double

  public init(_ o: Optimizer, steps: Int, from: Double = 1.0 / 3) {
    require(steps > 0, "a warm-up goes over some steps, got \(steps)")
    self.steps = steps
    self.from = from
    super.init(o)
    apply()
  }

  override func rate(_ base: Double) -> Double {
    base * (from + (1 - from) * Double(min(count, steps)) / Double(steps))
  }
}

/// Up to a maximum and far down again, by cosines, with the momentum the other way round (Smith and
/// Topin 2018).
public final class OneCycle: Schedule {
  public let maximum: Double
  public let steps: Int

  public init(_ o: Optimizer, max: Double, steps: Int) {
    require(steps > 1, "a cycle goes over some steps, got \(steps)")
    maximum = max
    self.steps = steps
    super.init(o)
    apply()
  }

  private func between(_ low: Double, _ high: Double, _ share: Double) -> Double {
    high + (low - high) / 2 * (1 + cos(Double.pi * share))
  }

  /// A value that goes from `first` to `middle` and on to `last`.
  private func cycled(_ first: Double, _ middle: Double, _ last: Double) -> Double {
    let top = 0.3 * Double(steps) - 1
    let now = Double(count)
    if now <= top { return between(first, middle, now / top) }
    return between(middle, last, (now - top) / (Double(steps - 1) - top))
  }

  override func rate(_ base: Double) -> Double {
    cycled(maximum / 25, maximum, maximum / 25 / 1e4)
  }

  override func apply() {
    require(count <= steps, "the cycle of \(steps) steps is over")
    super.apply()
    if optimizer.momentumLike != nil { optimizer.momentumLike = cycled(0.95, 0.85, 0.95) }
  }
}

/// The rate times `factor` when a metric has not become smaller for `patience` steps.
public final class ReduceOnPlateau: Schedule {
  public let factor: Double
  public let patience: Int
  public let threshold: Double
  private var best = Double.infinity
  private var waited = 0

  public init(
    _ o: Optimizer, factor: Double = 0.1, patience: Int = 10, threshold: Double = 1e-4
  ) {
    self.factor = factor
    self.patience = patience
    self.threshold = threshold
    super.init(o)
  }

  public func step(_ metric: Double) {
    if metric < best * (1 - threshold) {
      best = metric
      waited = 0
    } else {
      waited += 1
    }
    if waited > patience {
      waited = 0
      for group in optimizer.groups { group.lr = group.lr * factor }
    }
  }
}

/// A warm-up followed by a decay with the root of the step (Vaswani and others 2017).
public final class Noam: Schedule {
  public let dim: Int
  public let warmup: Int

  public init(_ o: Optimizer, dim: Int, warmup: Int) {
    require(warmup > 0, "a warm-up goes over some steps, got \(warmup)")
    self.dim = dim
    self.warmup = warmup
    super.init(o)
    apply()
  }

  override func rate(_ base: Double) -> Double {
    let step = Double(max(count, 1))
    let rise = step * pow(Double(warmup), -1.5)
    return base * pow(Double(dim), -0.5) * min(pow(step, -0.5), rise)
  }
}
