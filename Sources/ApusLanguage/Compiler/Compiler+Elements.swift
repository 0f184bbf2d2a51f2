extension Compiler {
  /// An element of an array that a variable holds is read without touching the array's owners.
  func element(
    _ base: TypedExpression, _ index: TypedExpression, _ expression: TypedExpression,
    _ target: Int
  ) {
    let isWord = expression.type.isWord
    // From the left: what indices the base has, or the base itself, before this one.
    let base = base.isName ? base : settled(base)
    let position = operand(index)
    if case .binding(let binding) = base.kind, isCell || !isNewGlobal(binding),
      binding.initializer == nil
    {
      span = expression.span
      if case .global(let global) = binding.home {
        emit(Instruction(.slotGlobal, 0, wide: global))
        return emit(Instruction(isWord ? .slotWordAt : .slotObjectAt, target, 0, position))
      }
      if binding.isBoxed {
        emit(Instruction(.slotBox, register(of: binding)))
        return emit(Instruction(isWord ? .slotWordAt : .slotObjectAt, target, 0, position))
      }
    }
    let array = operand(base)
    span = expression.span
    emit(Instruction(isWord ? .wordAt : .objectAt, target, array, position))
  }

  private func isNewGlobal(_ binding: Binding) -> Bool {
    if case .global(let index) = binding.home { newGlobals.contains(index) } else { false }
  }
}

extension TypedExpression {
  fileprivate var isName: Bool {
    if case .binding = kind { true } else { false }
  }
}
