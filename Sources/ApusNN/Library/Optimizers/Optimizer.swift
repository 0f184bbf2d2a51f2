/// Parameters that are changed alike.
public final class ParameterGroup {
  public let parameters: [Tensor]
  public var lr: Double
  public var weightDecay: Double

  public init(_ parameters: [Tensor], lr: Double, weightDecay: Double = 0) {
    self.parameters = parameters
    self.lr = lr
    self.weightDecay = weightDecay
  }
}

/// Changes parameters by their gradients, one step at a time.
public class Optimizer {
  public private(set) var groups: [ParameterGroup]
  /// What it remembers of each parameter, by name, in the order of the groups' parameters.
  var memory: [String: [Tensor?]] = [:]
  /// How many steps each parameter has taken.
  var steps: [Int] = []

  init(_ p: [Tensor], lr: Double, weightDecay: Double) {
    require(lr >= 0, "a learning rate is not negative, got \(lr)")
    groups = []
    addGroup(ParameterGroup(p, lr: lr, weightDecay: weightDecay))
  }

  /// The learning rate; of several groups, that of the first, and setting it sets all.
  public var lr: Double {
    get { groups[0].lr }
    set { for group in groups { group.lr = newValue } }
  }

  /// Parameters with a learning rate and a weight decay of their own.
  public func addGroup(_ group: ParameterGroup) {
    for parameter in group.parameters {
      require(
        parameter.isParameter,
        "an optimiser takes parameters, and this is a tensor of shape \(parameter.shape); "
          + "make it with Parameter(…)")
      steps.append(0)
    }
    groups.append(group)
  }

  /// Changes every parameter that has a gradient.
  public func step() {
    noGrad {
      var index = 0
      for group in groups {
        for parameter in group.parameters {
          if let gradient = parameter.grad, !parameter.isFrozen {
            steps[index] += 1
            update(parameter, gradient, index, group)
          }
          index += 1
        }
      }
    }
  }

  /// Forgets the gradients of all parameters.
  public func zeroGrad() {
    for group in groups {
      for parameter in group.parameters { parameter.setGrad(nil) }
    }
  }

  /// Changes one parameter.
  func update(_ p: Tensor, _ gradient: Tensor, _ index: Int, _ group: ParameterGroup) {}

  /// What a cyclic schedule moves against the learning rate, where there is such a thing.
  var momentumLike: Double? {
    get { nil }
    set {}
  }

  /// What is remembered of a parameter under a name; zeros at first.
  func remembered(_ name: String, _ index: Int, like parameter: Tensor) -> Tensor {
    if let list = memory[name], index < list.count, let value = list[index] { return value }
    return Tensor.zeros(parameter.shape, dtype: parameter.dtype)
  }

  func remember(_ name: String, _ index: Int, _ value: Tensor) {
    var list = memory[name] ?? []
    while list.count < steps.count { list.append(nil) }
    memory[name] = nil
    list[index] = value
    memory[name] = list
  }

  /// What is saved of an optimiser: steps, learning rates and what it remembers.
  public func state() -> [String: Tensor] {
    var state: [String: Tensor] = ["steps": Tensor(steps)]
    state["lr"] = Tensor(groups.map { $0.lr }).to(.float64)
    for (name, list) in memory {
      for index in list.indices {
        if let value = list[index] { state["\(name).\(index)"] = value }
      }
    }
    return state
  }

  /// Goes on from what `state()` has given.
  public func load(_ state: [String: Tensor]) {
    let none = Tensor.zeros(0)
    let (counts, rates) = (state["steps"] ?? none, state["lr"] ?? none)
    require(
      rates.count == groups.count,
      "this is no state of an optimiser with \(groups.count) group(s): it has \(rates.count) "
        + "learning rate(s)")
    require(
      counts.count == steps.count,
      "the state is that of \(counts.count) parameters, and there are \(steps.count)")
    for index in steps.indices { steps[index] = Int(counts[index].item()) }
    for index in groups.indices { groups[index].lr = rates[index].item() }
    memory = [:]
    for (key, value) in state where key != "steps" && key != "lr" {
      let parts = key.split(separator: ".")
      if parts.count == 2, let index = Int(parts[1]) { remember(String(parts[0]), index, value) }
    }
  }
}
