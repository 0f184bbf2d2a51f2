import ApusText
import ApusValue

/// Rows of the prelude that programs call in their innermost loops: instructions do the same, with
/// the arguments where they are.
extension Compiler {
  /// Compiles a call of such a row; whether it was one.
  func intrinsic(
    _ row: Callable, _ arguments: [TypedExpression], _ place: Place?, _ target: Int,
    _ isFresh: Bool, _ whole: Span
  ) -> Bool {
    guard let own = arguments.first?.type else { return false }
    switch (own, row.name, arguments.count) {
    case (.array(let element), "count", 1):
      let mark = top
      let array = operand(arguments[0])
      span = whole
      emit(Instruction(element.isWord ? .countWords : .countObjects, target, array))
      release(to: mark)
    case (.array(let element), "append", 2) where arguments[1].type == element:
      guard let place else { return false }
      push(element.isWord ? .pushWord : .pushObject, arguments[1], place, whole)
    case (.string, "append", 2) where arguments[1].type == .string:
      guard let place else { return false }
      push(.pushText, arguments[1], place, whole)
    // Nothing that comes with the key may change what the fallback reads before it.
    case (.dictionary, "subscript", 3)
    where isFresh && (arguments[1].isQuiet || !arguments[2].isVariable):
      lookUp(arguments[0], arguments[1], arguments[2], target, whole)
    default: return false
    }
    return true
  }

  private func push(
    _ opcode: Opcode, _ value: TypedExpression, _ place: Place, _ whole: Span
  ) {
    let mark = top
    let slot = resolve(place)
    if case .string(let text) = value.kind, opcode == .pushText {
      span = whole
      emitSlot(slot)
      emit(Instruction(.pushTextConstant, 0, wide: constant(StringObject(text))))
    } else {
      let register = operand(value)
      span = whole
      emitSlot(slot)
      emit(Instruction(opcode, 0, 0, register))
    }
    release(to: mark)
  }

  /// The fallback is in the target before, and stays there where the key is not.
  private func lookUp(
    _ dictionary: TypedExpression, _ key: TypedExpression, _ fallback: TypedExpression,
    _ target: Int, _ whole: Span
  ) {
    let mark = top
    // A key that calls something comes first: the fallback may be what that changes.
    let early = key.isQuiet ? nil : ownedOperand(key)
    compile(fallback, to: target, isFresh: target == top - 1)
    let keyRegister = early ?? operand(key)
    if case .binding(let binding) = dictionary.kind {
      span = whole
      emitSlot(.binding(binding))
    } else {
      let register = operand(dictionary)
      span = whole
      emit(Instruction(.slotRegister, register))
    }
    emit(Instruction(.lookUp, target, 0, keyRegister))
    release(to: mark)
  }
}
