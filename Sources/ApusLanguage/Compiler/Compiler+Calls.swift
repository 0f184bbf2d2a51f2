import ApusText
import ApusValue

extension Compiler {
  /// Arguments go into consecutive registers above all others; the result comes back in the first.
  func call(_ expression: TypedExpression, _ target: Int, isFresh: Bool) {
    let whole = expression.span
    switch expression.kind {
    case .callRow(let row, let arguments, let bindings, let place):
      if intrinsic(row, arguments, place, target, isFresh, whole) { return }
      let slot = place.map(resolve)
      let window = window(target, isFresh, count: max(1, arguments.count))
      for (offset, argument) in arguments.enumerated() where !(offset == 0 && slot != nil) {
        pass(argument, window + offset)
      }
      span = whole
      if let slot { emitSlot(slot) }
      chunk.sites.append(
        CallSite(
          callable: row, bindings: bindings, arguments: arguments.map(\.span),
          argumentCount: arguments.count))
      emit(Instruction(.callRow, window, wide: chunk.sites.count - 1))
      finish(expression, window, target)
    case .callFunction(let function, let arguments):
      callFunction(function, .direct(function.index), arguments, expression, target, isFresh)
    case .callMethod(let function, let index, let arguments):
      let isStatic = if case .metatype = arguments.first?.type { true } else { false }
      callFunction(
        function, isStatic ? .classTable(index) : .table(index), arguments, expression, target,
        isFresh)
    case .callWitness(let function, let arguments):
      guard let requirement = function.requirement else { return }
      let site = WitnessSite(requirement, isSetter: function.isRequiredSetter)
      callFunction(function, .witness(site), arguments, expression, target, isFresh)
    case .callClosure(let callee, let arguments):
      let closure = operand(callee)
      callFunction(nil, .closure(closure), arguments, expression, target, false)
    default: break
    }
  }

  /// How the function of a call is found.
  private enum Dispatch {
    case direct(Int)
    case table(Int)
    /// By a class in the first register.
    case classTable(Int)
    case witness(WitnessSite)
    /// By a value in a register.
    case closure(Int)
  }

  private func callFunction(
    _ function: UserFunction?, _ dispatch: Dispatch, _ arguments: [TypedExpression],
    _ expression: TypedExpression, _ target: Int, _ isFresh: Bool
  ) {
    let whole = expression.span
    // With `inout` parameters the result stands behind the arguments.
    let hasInout = function?.hasInout ?? arguments.contains(where: \.isInout)
    let window = window(
      target, isFresh && !hasInout, count: max(1, arguments.count) + (hasInout ? 1 : 0))
    for (offset, argument) in arguments.enumerated() where !argument.isInout {
      pass(argument, window + offset)
    }
    // What the callee changes is taken last: the other arguments may read it, and change it.
    for (offset, argument) in arguments.enumerated() where argument.isInout && !argument.isLent {
      pass(argument, window + offset)
    }
    for (offset, argument) in arguments.enumerated() {
      guard argument.isLent, case .inoutArgument(let place, let current) = argument.kind else {
        continue
      }
      span = current.span
      emitSlot(resolve(place))
      emit(Instruction(.lend, window + offset))
      chunk.holdsObjects = true
    }
    span = whole
    let call = chunk.instructions.count
    switch dispatch {
    case .direct(let index): emit(Instruction(.callFunction, window, wide: index))
    case .closure(let register):
      emit(Instruction(.callClosure, window, register, arguments.count))
    case .table(let index): emit(Instruction(.callMethod, window, wide: index))
    case .classTable(let index): emit(Instruction(.callStatic, window, wide: index))
    case .witness(let site): emit(Instruction(.callWitness, window, wide: constant(site)))
    }
    for (offset, argument) in arguments.enumerated().reversed() where argument.isLent {
      emit(Instruction(.giveBack, window + offset))
    }
    for (offset, argument) in arguments.enumerated() where !argument.isLent {
      guard case .inoutArgument(let place, _) = argument.kind else { continue }
      assign(
        place, TypedExpression(.register(window + offset), argument.type, argument.span))
      if !argument.type.isWord { emit(Instruction(.clear, window + offset)) }
    }
    span = whole
    if !hasInout { endInstances() }
    if function.map({ $0.thrown != nil }) ?? hasInout {
      let kept = arguments.enumerated().compactMap {
        offset, argument -> (place: Place, value: TypedExpression, register: Int)? in
        guard !argument.isLent, case .inoutArgument(let place, _) = argument.kind else {
          return nil
        }
        return (place, argument, window + offset)
      }
      coverCall(at: call, kept)
      span = whole
    }
    finish(expression, hasInout ? window + arguments.count : window, target)
  }

  /// A new instance: its descriptor and its fields, then its initialiser.
  func construct(
    _ type: NominalType, _ fields: [TypedExpression], _ function: UserFunction?,
    _ arguments: [TypedExpression], _ target: Int, _ expression: TypedExpression
  ) {
    let window = allocate(fields.count + 1)
    emit(Instruction(.loadObject, window, wide: constant(type.descriptor)))
    holds(window)
    for index in type.fieldsOwnFirst {
      compile(fields[index], to: window + 1 + index, isFresh: false)
      if !fields[index].type.isWord { holds(window + 1 + index) }
    }
    let instance = allocate()
    holds(instance)
    span = expression.span
    emit(
      Instruction(type.isMortal ? .makeInstance : .makeRecord, instance, fields.count + 1, window))
    if let function {
      let own = TypedExpression(.register(instance), .nominal(type), expression.span)
      let call = TypedExpression(
        .callFunction(function, [own] + arguments), function.result, expression.span)
      if function.isFailable {
        let skip = jump(.jumpIf, operand(call))
        emit(Instruction(.clear, instance))
        land(skip)
      } else {
        discard(call)
      }
    }
    emit(Instruction(.moveObject, target, instance))
  }

  /// Where the arguments go: from the target on, if nothing stands above it.
  private func window(_ target: Int, _ isFresh: Bool, count: Int) -> Int {
    if isFresh, target == top - 1 {
      _ = allocate(count - 1)
      return target
    }
    return allocate(count)
  }

  private func pass(_ argument: TypedExpression, _ register: Int) {
    let mark = top
    compile(argument, to: register, isFresh: register == top - 1)
    if !argument.type.isWord { chunk.holdsObjects = true }
    release(to: mark)
  }

  private func finish(_ expression: TypedExpression, _ window: Int, _ target: Int) {
    if !expression.type.isWord { chunk.holdsObjects = true }
    guard window != target, !expression.type.isVoid else { return }
    emit(Instruction(expression.type.isWord ? .moveWord : .takeObject, target, window))
  }

  /// A place whose indices are in registers.
  indirect enum Slot {
    case binding(Binding)
    case field(Slot, Int)
    case element(Slot, register: Int)
    case instance(register: Int, Int)
    case value(Slot, Type, register: Int)
  }

  func resolve(_ place: Place) -> Slot {
    switch place {
    case .binding(let binding): return .binding(binding)
    case .element(let base, let index, _): return .field(resolve(base), index)
    case .elementAt(let base, let index, _):
      let slot = resolve(base)
      return .element(slot, register: ownedOperand(index))
    case .instance(let base, let index, _): return .instance(register: operand(base), index)
    case .presentValue(let base, let key, _):
      let slot = resolve(base)
      return .value(slot, base.type, register: ownedOperand(key))
    case .payload(let base, _, _), .tensorSlice(let base, _, _), .valueForKey(let base, _, _, _):
      return resolve(base)
    case .computed, .accessed, .reference, .property:
      // Never slots: the checker makes calls of them.
      fail(
        Diagnostic(
          "internal", .type, "this cannot be changed in place", in: body.source, at: span))
      return .instance(register: 0, 0)
    }
  }

  func emitSlot(_ slot: Slot) {
    switch slot {
    case .binding(let binding):
      switch binding.home {
      case .global(let index):
        initialize(binding)
        if !isCell, newGlobals.contains(index) {
          emit(Instruction(.checkGlobal, constant(StringObject(binding.name)), wide: index))
        }
        emit(Instruction(.slotGlobal, 0, wide: index))
      case .local:
        emit(Instruction(binding.isBoxed ? .slotBox : .slotRegister, register(of: binding)))
      }
    case .field(let base, let index):
      emitSlot(base)
      emit(Instruction(.slotField, index))
    case .element(let base, let register):
      emitSlot(base)
      emit(Instruction(.slotElement, register))
    case .instance(let register, let index):
      emit(Instruction(.slotInstance, register, index))
    case .value(let base, let type, let register):
      emitSlot(base)
      emit(Instruction(.slotValue, constant(type), register))
    }
  }

  func assign(_ place: Place, _ value: TypedExpression) {
    let whole = span
    let isWord = value.type.isWord
    switch place {
    case .binding(let binding): assign(to: binding, value)
    case .computed, .accessed, .payload, .presentValue, .reference, .property: _ = resolve(place)
    case .valueForKey(let base, let key, let fallback, _):
      let slot = resolve(base)
      let keyRegister = key.isConstantBinding ? operand(key) : ownedOperand(key)
      let register = operand(value)
      span = whole
      emitSlot(slot)
      emit(
        fallback == nil
          ? Instruction(.storeValue, constant(base.type), keyRegister, register)
          : Instruction(.setValue, 0, keyRegister, register))
    case .instance(let base, let index, _):
      let instance = operand(base)
      let register = operand(value)
      span = whole
      emit(
        Instruction(
          isWord ? .storeInstanceWord : .storeInstanceObject, instance, index, register))
    case .element(let base, let index, _):
      let slot = resolve(base)
      let register = operand(value)
      span = whole
      emitSlot(slot)
      emit(Instruction(isWord ? .storeWordField : .storeObjectField, 0, index, register))
    case .elementAt(.binding(let array), let index, _)
    where array.isInRegister && !array.type.isSlice:
      let position = value.isPlain ? operand(index) : ownedOperand(index)
      let register = operand(value)
      span = whole
      let target = self.register(of: array)
      emit(Instruction(isWord ? .setWordAt : .setObjectAt, target, position, register))
    case .elementAt(let base, let index, _):
      let slot = resolve(base)
      let position = ownedOperand(index)
      let register = operand(value)
      span = whole
      emitSlot(slot)
      let store: Opcode =
        isWord ? base.type.isSlice ? .storePartAt : .storeWordAt : .storeObjectAt
      emit(Instruction(store, 0, position, register))
    case .tensorSlice(let base, let indices, _):
      let slot = resolve(base)
      let list = ownedOperand(indices)
      let register = operand(value)
      span = whole
      emitSlot(slot)
      emit(Instruction(.storeTensorSlice, 0, list, register))
    }
  }

  private func assign(to binding: Binding, _ value: TypedExpression) {
    let whole = span
    let isWord = binding.type.isWord
    switch binding.home {
    case .global(let index):
      initialize(binding)
      let register = ownedOperand(value)
      span = whole
      let opcode: Opcode =
        binding.isAssignedLater
        ? isWord ? .declareGlobalWord : .declareGlobalObject
        : isWord ? .storeGlobalWord : .storeGlobalObject
      emit(Instruction(opcode, register, wide: index))
      objectRegisters.remove(register)
    case .local:
      let target = register(of: binding)
      if binding.isBoxed {
        let register = operand(value)
        span = whole
        emit(Instruction(isWord ? .storeBoxWord : .storeBoxObject, target, register))
      } else {
        if !isWord { holds(target) }
        compile(value, to: target, isFresh: false)
      }
      if binding.isAssignedLater { note(binding) }
    }
  }
}

extension Type {
  /// Whether it is a part of an array, which has the array's indices.
  fileprivate var isSlice: Bool { if case .slice = self { true } else { false } }
}

extension Binding {
  /// Whether it has a register to itself.
  var isInRegister: Bool {
    if case .local = home { !isBoxed } else { false }
  }
}

extension TypedExpression {
  /// Whether evaluating it changes nothing.
  fileprivate var isPlain: Bool {
    switch kind {
    case .word, .binding, .register: true
    case .scalar(_, let operands): operands.allSatisfy(\.isPlain)
    case .elementAt(let base, let index): base.isPlain && index.isPlain
    default: false
    }
  }

  /// Whether it is a variable that keeps its value.
  fileprivate var isConstantBinding: Bool {
    guard case .binding(let binding) = kind else { return false }
    return binding.isConstant && binding.isInRegister
  }

  /// Whether the argument is a whole variable's object, which the callee can have for itself; of an
  /// optional no one could tell that it is lent from nil.
  fileprivate var isLent: Bool {
    guard case .inoutArgument(.binding, _) = kind else { return false }
    return !type.isWord && type.wrapped == nil
  }

  fileprivate var isInout: Bool {
    if case .inoutArgument = kind { true } else { false }
  }
}
