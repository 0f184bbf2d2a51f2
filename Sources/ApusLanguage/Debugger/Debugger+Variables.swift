import ApusValue

// From the machine's values to what a front end shows of them.
extension Debugger {
  /// The variables of a call; those of a cell are what it has declared so far.
  func locals(_ depth: Int, _ machine: Machine) -> [Variable] {
    guard let call = stops.last?.calls.first(where: { $0.depth == depth }) else { return [] }
    let own = call.visible.map { variable in
      let slot = machine.value(of: variable, inCall: depth)
      let value = DebugValue(
        name: variable.name, type: variable.type, slot: slot, path: variable.name)
      return self.variable(value, .local(depth: depth, name: variable.name), [], machine)
    }
    guard call.chunk.landmarks.isCell else { return own }
    let names = Set(own.map(\.name))
    let declared = call.chunk.declaredGlobals
    let others = globalValues(machine).filter {
      declared.contains($0.index) && !names.contains($0.value.name)
    }
    return own + others.map { variable($0.value, .global($0.value.name), [], machine) }
  }

  func globals(_ machine: Machine) -> [Variable] {
    globalValues(machine).map { variable($0.value, .global($0.value.name), [], machine) }
  }

  private func globalValues(_ machine: Machine) -> [(index: Int, value: DebugValue)] {
    guard let session else { return [] }
    let names = session.known.withLock { $0.program.names }
    return names.entries.keys.sorted().compactMap { name in
      guard case .binding(let binding)? = names[name], binding.accessors == nil,
        case .global(let index) = binding.home, machine.isSet(index)
      else { return nil }
      let value = DebugValue(
        name: name, type: binding.type, slot: machine.global(index), path: name)
      return (index, value)
    }
  }

  /// The value that a name and steps from it lead to.
  func value(
    _ root: DebugReferences.Root, _ steps: [DebugReferences.Step], _ machine: Machine
  ) -> DebugValue? {
    var value: DebugValue?
    switch root {
    case .local(let depth, let name):
      let call = stops.last?.calls.first { $0.depth == depth }
      if let variable = call?.visible.first(where: { $0.name == name }) {
        value = DebugValue(
          name: name, type: variable.type, slot: machine.value(of: variable, inCall: depth),
          path: name)
      }
    case .global(let name): value = globalValues(machine).first { $0.value.name == name }?.value
    case .result(let index):
      value = references.results.indices.contains(index) ? references.results[index] : nil
    }
    for case .part(let index) in steps {
      guard let parts = value?.parts, index < parts.count else { return nil }
      value = parts.part(index)
    }
    return value
  }

  /// The parts of a value, in groups where there are very many.
  func parts(
    _ root: DebugReferences.Root, _ steps: [DebugReferences.Step], _ machine: Machine
  ) -> [Variable]? {
    guard let value = value(root, steps, machine) else { return nil }
    let parts = value.parts
    var range = 0..<parts.count
    if case .group(let group)? = steps.last { range = group.clamped(to: range) }
    guard range.count > DebugParts.groupSize else {
      return range.map { variable(parts.part($0), root, steps + [.part($0)], machine) }
    }
    var size = DebugParts.groupSize
    while range.count > size * DebugParts.groupSize { size *= DebugParts.groupSize }
    return stride(from: range.lowerBound, to: range.upperBound, by: size).map { start in
      let group = start..<min(start + size, range.upperBound)
      let target = DebugReferences.Target.value(root, steps + [.group(group)])
      return Variable(
        name: "[\(group.lowerBound)..<\(group.upperBound)]", value: "\(group.count) of them",
        type: "", path: nil, reference: references.number(for: target), count: group.count,
        isIndexed: true)
    }
  }

  func variable(
    _ value: DebugValue, _ root: DebugReferences.Root, _ steps: [DebugReferences.Step],
    _ machine: Machine
  ) -> Variable {
    let parts = value.parts
    let reference = parts.count > 0 ? references.number(for: .value(root, steps)) : 0
    return Variable(
      name: value.name, value: value.summary, type: value.typeName, path: value.path,
      reference: reference, count: parts.count, isIndexed: parts.isIndexed)
  }
}

extension Chunk {
  /// The session's variables that a cell gives their first values.
  fileprivate var declaredGlobals: Set<Int> {
    Set(
      instructions.filter {
        $0.opcode == .declareGlobalWord || $0.opcode == .declareGlobalObject
      }.map(\.wide))
  }
}
