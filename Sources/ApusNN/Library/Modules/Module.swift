/// A part of a model: a structure or a class whose stored properties are parameters, made with
/// `Parameter(…)`, buffers, made with `Buffer(…)`, and other modules.
///
/// Parameters are found by the names of the properties, also inside arrays, dictionaries, tuples
/// and optionals.
public protocol Module {
  /// What parts are called in saved state, where that is not the property's name.
  var stateNames: [String: String] { get }
}

/// A module that makes one tensor of one tensor.
public protocol Layer: Module {
  func callAsFunction(_ x: Tensor) -> Tensor
}

/// A module that behaves in another way while it is trained, as dropout does.
public protocol ModeDependent: AnyObject {
  /// Whether the model is being trained; `train()` and `eval()` set it.
  var isTraining: Bool { get set }
}

extension Module {
  public var stateNames: [String: String] { [:] }

  /// Every parameter with its name, `blocks.0.attention.weight`, in the order of the properties.
  ///
  /// A parameter that stands in two places has the first one's name.
  public func namedParameters() -> [(String, Tensor)] {
    var found: [(String, Tensor)] = []
    for (name, tensor) in ModuleParts(self).tensors where tensor.isParameter {
      if !found.contains(where: { $0.1.isSame(as: tensor) }) { found.append((name, tensor)) }
    }
    return found
  }

  /// Every buffer with its name: what is saved with the parameters and not trained.
  public func namedBuffers() -> [(String, Tensor)] {
    ModuleParts(self).tensors.filter { $0.1.isBuffer }
  }

  /// Every parameter, for an optimiser.
  public func parameters() -> [Tensor] { namedParameters().map { $0.1 } }

  /// The module itself and all modules in it, each with its name.
  public func namedModules() -> [(String, any Module)] { ModuleParts(self).modules }

  /// What is saved of a model: parameters and buffers by name.
  public func state() -> [String: Tensor] {
    var state: [String: Tensor] = [:]
    for (name, tensor) in ModuleParts(self).tensors { state[name] = tensor.detached() }
    return state
  }

  /// Tells all parts that the model is being trained.
  public func train() { ModuleParts(self).setMode(isTraining: true) }

  /// Tells all parts that the model is being used: no dropout, running statistics.
  public func eval() { ModuleParts(self).setMode(isTraining: false) }

  /// Stops tracking all parameters, or those whose names start with a prefix.
  public func freeze(_ prefix: String = "") {
    for (name, tensor) in namedParameters() where name.hasPrefix(prefix) { tensor.freeze() }
  }

  /// Tracks all parameters again, or those whose names start with a prefix.
  public func unfreeze(_ prefix: String = "") {
    for (name, tensor) in namedParameters() where name.hasPrefix(prefix) { tensor.unfreeze() }
  }

  /// Gives all parameters and buffers of floating point another element type.
  public func to(_ dtype: DType) {
    for (_, tensor) in ModuleParts(self).tensors {
      if tensor.isParameter || tensor.dtype == .float32 || tensor.dtype == .float64 {
        tensor.convert(to: dtype)
      }
    }
  }

  /// Forgets the gradients of all parameters.
  public func zeroGrad() {
    for parameter in parameters() { parameter.setGrad(nil) }
  }
}

/// Gives a model's parameters and buffers the elements of tensors by name, as `state()` gives them.
///
/// A name that is missing or of no use stops the program with a sentence that tells it.
public func load(into model: some Module, _ weights: [String: Tensor]) {
  let tensors = ModuleParts(model).tensors
  let missing = tensors.map { $0.0 }.filter { weights[$0] == nil }
  require(missing.isEmpty, "there are no weights for \(missing.joined(separator: ", "))")
  let known = Set(tensors.map { $0.0 })
  let unknown = weights.keys.filter { !known.contains($0) }.sorted()
  require(
    unknown.isEmpty, "the model has no part called \(unknown.joined(separator: ", "))")
  for (name, tensor) in tensors {
    if let value = weights[name] {
      require(
        value.shape == tensor.shape,
        "\(name) has shape \(tensor.shape), and the weights have shape \(value.shape)")
      tensor.update(to: value)
    }
  }
}

/// Writes a model's parameters and buffers to a `.safetensors` file, which `load(into:_:)` reads.
public func save(_ model: some Module, _ path: String) { saveSafetensors(model.state(), path) }

/// Gives a model's parameters and buffers the elements that a `.safetensors` file has for them.
///
/// A name that is missing or of no use stops the program with a sentence that tells it.
public func load(into model: some Module, _ path: String) {
  load(into: model, loadSafetensors(path))
}

/// The tensors and modules inside a module, found by looking at its properties.
struct ModuleParts {
  private(set) var tensors: [(String, Tensor)] = []
  private(set) var modules: [(String, any Module)] = []

  init(_ module: some Module) { visit(module, "", [:]) }

  func setMode(isTraining: Bool) {
    for (_, module) in modules {
      if let part = module as? any ModeDependent { part.isTraining = isTraining }
    }
  }

  private mutating func visit(_ value: Any, _ path: String, _ names: [String: String]) {
    let name = names[path] ?? path
    if let tensor = value as? Tensor {
      if tensor.isParameter || tensor.isBuffer { tensors.append((name, tensor)) }
      return
    }
    if let module = value as? any Module {
      modules.append((name, module))
      let inner = module.stateNames
      var own = ModuleParts()
      for (label, part) in ModuleParts.properties(of: module) { own.visit(part, label, inner) }
      let prefix = name.isEmpty ? "" : name + "."
      tensors += own.tensors.map { (prefix + $0.0, $0.1) }
      modules += own.modules.map { (prefix + $0.0, $0.1) }
      return
    }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional {
      for (_, part) in mirror.children { visit(part, path, names) }
    } else if mirror.displayStyle == .collection || mirror.displayStyle == .tuple {
      var index = 0
      for (_, part) in mirror.children {
        visit(part, "\(path).\(index)", names)
        index += 1
      }
    } else if mirror.displayStyle == .dictionary {
      var entries: [(String, Any)] = []
      for (_, entry) in mirror.children {
        var halves: [Any] = []
        for (_, half) in Mirror(reflecting: entry).children { halves.append(half) }
        entries.append(("\(halves[0])", halves[1]))
      }
      for (key, part) in entries.sorted(by: { $0.0 < $1.0 }) {
        visit(part, "\(path).\(key)", names)
      }
    }
  }

  private init() {}

  /// The stored properties of a module, those of its superclass first.
  private static func properties(of module: any Module) -> [(String, Any)] {
    var levels: [Mirror] = [Mirror(reflecting: module)]
    while let mirror = levels[levels.count - 1].superclassMirror { levels.append(mirror) }
    var found: [(String, Any)] = []
    for level in levels.reversed() {
      for (label, value) in level.children {
        if let label { found.append((label, value)) }
      }
    }
    return found
  }
}
