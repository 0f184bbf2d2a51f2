/// Writes a training to a `.safetensors` file: the model, what the optimiser remembers, and how
/// many steps have been done.
///
/// `loadTraining(into:_:_:)` goes on from it to the same numbers.
public func saveTraining(
  _ model: some Module, _ optimizer: Optimizer, step: Int = 0, _ path: String
) {
  var tensors: [String: Tensor] = ["step": Tensor(step)]
  for (name, value) in model.state() { tensors["model." + name] = value }
  for (name, value) in optimizer.state() { tensors["optimizer." + name] = value }
  saveSafetensors(tensors, path)
}

/// Brings a model and its optimiser to where `saveTraining` has left them; the steps done by then.
@discardableResult
public func loadTraining(into model: some Module, _ optimizer: Optimizer, _ path: String) -> Int {
  let tensors = loadSafetensors(path)
  func part(_ prefix: String) -> [String: Tensor] {
    var found: [String: Tensor] = [:]
    for (name, value) in tensors where name.hasPrefix(prefix) {
      found[String(name.dropFirst(prefix.count))] = value
    }
    return found
  }
  guard let step = tensors["step"] else {
    require(false, "the file '\(path)' holds no training: it has no step")
    return 0
  }
  load(into: model, part("model."))
  optimizer.load(part("optimizer."))
  return Int(step.item())
}
