// Tuples that are taken apart where they are made, and need no object.
extension Compiler {
  /// Puts the parts of a tuple that is written out, as in `(a, b) = (b, a)`, into registers of their
  /// own; whether it did.
  func spread(_ binding: Binding, _ value: TypedExpression) -> Bool {
    let id = ObjectIdentifier(binding)
    guard case .tuple(let parts) = value.kind, case .tuple = value.type, binding.isConstant,
      !binding.isCaptured, !binding.isAssignedLater, registers[id] == nil,
      // The instances in a tuple go in their order, those in registers in the other one.
      !endsInstances || parts.allSatisfy(\.type.isWord)
    else { return false }
    let first = allocate(parts.count)
    registers[id] = first
    spread.insert(id)
    for (index, part) in parts.enumerated() {
      if !part.type.isWord { holds(first + index) }
      let mark = top
      compile(part, to: first + index, isFresh: false)
      release(to: mark)
    }
    return true
  }

  /// The register of a part of a tuple whose parts have registers of their own.
  func spreadPart(_ base: TypedExpression, _ index: Int) -> Int? {
    guard case .binding(let binding) = base.kind, spread.contains(ObjectIdentifier(binding)) else {
      return nil
    }
    return register(of: binding) + index
  }
}
