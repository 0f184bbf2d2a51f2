import ApusTensor
import ApusText
import ApusValue

extension Compiler {
  /// Evaluates for the effect only.
  func discard(_ expression: TypedExpression) {
    let mark = top
    if case .assign(let place, let value) = expression.kind {
      span = expression.span
      assign(place, value)
    } else {
      _ = operand(expression)
    }
    release(to: mark)
  }

  /// The register that holds the value: a variable's own, or a temporary.
  func operand(_ expression: TypedExpression) -> Int {
    switch expression.kind {
    case .register(let register): return register
    case .word(let word):
      if expression.type.isWord, let register = loopConstant(word) { return register }
    case .binding(let binding):
      if case .local = binding.home, !binding.isBoxed,
        !(binding.isChangedByCalls && binding.type.isWord),
        !spread.contains(ObjectIdentifier(binding))
      {
        return register(of: binding)
      }
    case .element(let base, let index):
      if let register = spreadPart(base, index) { return register }
    default: break
    }
    return ownedOperand(expression)
  }

  /// A temporary with the value in it.
  func ownedOperand(_ expression: TypedExpression) -> Int {
    let register = allocate()
    compile(expression, to: register, isFresh: true)
    if !expression.type.isWord { holds(register) }
    return register
  }

  /// Evaluates into a register; a fresh one holds nothing that the expression could read, and no
  /// register above it is in use.
  func compile(_ expression: TypedExpression, to target: Int, isFresh: Bool) {
    span = expression.span
    switch expression.kind {
    case .word(let word):
      guard case .metatype(.nominal(let type)) = expression.type, type.kind == .class else {
        return load(word, to: target)
      }
      emit(Instruction(.loadObject, target, wide: constant(type.descriptor)))
    case .string(let text):
      emit(Instruction(.loadObject, target, wide: constant(StringObject(text))))
    case .none: emit(Instruction(.loadNil, target))
    case .tensorLiteral(let values, let shape, let kind):
      tensorLiteral(values, shape, kind, target)
    case .tensorStack(let parts):
      let array = ownedOperand(
        TypedExpression(.array(parts), .array(.tensor), expression.span))
      span = expression.span
      emit(Instruction(.stackTensors, target, array))
    case .binding(let binding): load(binding, to: target)
    case .register(let register):
      emit(Instruction(expression.type.isWord ? .moveWord : .moveObject, target, register))
    case .field(let base, let index, _):
      let mark = top
      let register = operand(base)
      span = expression.span
      emit(Instruction(.requiredField, target, register, index))
      endTemporaries(to: mark)
    case .construct(let type, let fields, let function, let arguments):
      construct(type, fields, function, arguments, target, expression)
    case .inoutArgument(_, let current): compile(current, to: target, isFresh: isFresh)
    case .payload(let register):
      emit(
        Instruction(
          expression.type.isWord
            ? .payloadWord : expression.type.wrapped == nil ? .moveObject : .payloadObject,
          target, register))
    case .registerElement(let array, let index):
      emit(Instruction(expression.type.isWord ? .wordAt : .objectAt, target, array, index))
    case .function(let function):
      emit(Instruction(.functionValue, target, wide: function.index))
    case .array(let elements): array(elements, expression.type, target)
    case .dictionary(let pairs): dictionary(pairs, expression.type, target)
    case .tuple(let elements): record(elements, target)
    case .element(let base, let index):
      if let part = spreadPart(base, index) {
        emit(Instruction(expression.type.isWord ? .moveWord : .moveObject, target, part))
        return
      }
      let mark = top
      let register = operand(base)
      span = expression.span
      emit(
        Instruction(expression.type.isWord ? .wordField : .objectField, target, register, index))
      endTemporaries(to: mark)
    case .scalar(let opcode, let operands): scalar(opcode, operands, target, isFresh: isFresh)
    case .not(let inner):
      let register = operand(inner)
      emit(Instruction(.not, target, register))
    case .typeOf(let inner):
      let register = operand(inner)
      emit(
        inner.type.isClass
          ? Instruction(.objectField, target, register, 0)
          : Instruction(.typeOf, target, register))
    case .attempt(let inner), .insist(let inner):
      guard isFresh else { return throughTemporary(expression, target) }
      let isForced = if case .insist = expression.kind { true } else { false }
      compileAttempt(inner, target, isForced: isForced)
    case .shortCircuit, .ternary, .coalesce:
      guard isFresh else { return throughTemporary(expression, target) }
      branching(expression, target)
    case .forceUnwrap(let inner):
      let register = operand(inner)
      span = expression.span
      emit(
        Instruction(
          expression.type.isWord ? .unwrapWord : .unwrapObject, target, register,
          expression.type.wrapped == nil ? 0 : 1))
    case .isPresent(let inner):
      let register = operand(inner)
      span = expression.span
      emit(Instruction(.isPresent, target, register))
    case .updated(let old, let new):
      let before = operand(old)
      let after = operand(new)
      emit(Instruction(.updateTensor, target, before, after))
    case .interpolation(let parts): interpolation(parts, target)
    case .typeTest(let value, let type):
      let register = operand(value)
      span = expression.span
      emit(Instruction(.testType, target, register, constant(type)))
    case .callRow, .callFunction, .callMethod, .callClosure, .callWitness:
      call(expression, target, isFresh: isFresh)
    case .closure(let body): closure(body, target)
    case .convert(let conversion, let inner): convert(conversion, inner, target, expression)
    case .indices(let indices): indexList(indices, target)
    case .elementAt(let base, let index): element(base, index, expression, target)
    case .assign(let place, let value): assign(place, value)
    case .block(let statements, let result):
      if !result.type.isVoid { _ = register(of: result) }
      if !result.type.isWord { holds(register(of: result)) }
      inBlock { compile(statements) }
      if !result.type.isVoid { load(result, to: target) }
    case .hole(let text):
      emit(Instruction(.fail, 0, wide: constant(StringObject(text))))
    case .invalid:
      emit(Instruction(.fail, 0, wide: constant(StringObject("an expression with an error"))))
    }
  }

  private func throughTemporary(_ expression: TypedExpression, _ target: Int) {
    let register = ownedOperand(expression)
    objectRegisters.remove(register)
    emit(Instruction(expression.type.isWord ? .moveWord : .takeObject, target, register))
  }

  private func tensorLiteral(
    _ values: [Double], _ shape: [Int], _ kind: LiteralKind, _ target: Int
  ) {
    do {
      let literal = try Tensor(literal: values, shape: shape, isInteger: kind != .floating)
      let tensor = kind == .boolean ? try literal.to(.bool) : literal
      emit(Instruction(.loadObject, target, wide: constant(tensor.body)))
    } catch {
      fail(
        Diagnostic(
          "memory", .runtime, "this tensor is too large", in: body.source, at: span))
    }
  }

  /// A static property gets its value when it is first used.
  func initialize(_ binding: Binding) {
    guard let function = binding.initializer, case .global(let index) = binding.home,
      function.body !== body
    else { return }
    let mark = top
    let test = allocate()
    emit(Instruction(.testGlobal, test, wide: index))
    let skip = jump(.jumpIf, test)
    let window = allocate()
    emit(Instruction(.callFunction, window, wide: function.index))
    land(skip)
    release(to: mark)
  }

  func load(_ binding: Binding, to target: Int) {
    let isWord = binding.type.isWord
    switch binding.home {
    case .global(let index):
      initialize(binding)
      if !isCell, newGlobals.contains(index) {
        emit(Instruction(.checkGlobal, constant(StringObject(binding.name)), wide: index))
      }
      emit(
        Instruction(
          isWord
            ? .loadGlobalWord
            : binding.type.wrapped == nil ? .loadGlobalObject : .loadGlobalOptional, target,
          wide: index))
    case .local:
      let register = register(of: binding)
      if spread.contains(ObjectIdentifier(binding)), case .tuple(let parts) = binding.type {
        emit(Instruction(.makeRecord, target, parts.count, register))
      } else if binding.isBoxed {
        emit(
          Instruction(
            isWord ? .unboxWord : binding.type.wrapped == nil ? .unboxObject : .unboxOptional,
            target, register))
      } else if register != target {
        emit(Instruction(isWord ? .moveWord : .moveObject, target, register))
      }
    }
  }

  private func scalar(
    _ opcode: Opcode, _ operands: [TypedExpression], _ target: Int, isFresh: Bool
  ) {
    let whole = span
    let mark = top
    // A chain of operators goes on in one register.
    var first = target
    if isFresh, case .scalar = operands[0].kind {
      compile(operands[0], to: target, isFresh: true)
    } else {
      first = operand(operands[0])
    }
    if operands.count == 1 {
      span = whole
      emit(Instruction(opcode, target, first))
    } else if opcode == .addInt || opcode == .subtractInt,
      case .word(let word) = operands[1].kind, word.magnitude < 30_000
    {
      span = whole
      emit(
        Instruction(.addImmediate, target, first, opcode == .addInt ? word : -word))
    } else {
      let second = operand(operands[1])
      span = whole
      emit(Instruction(opcode, target, first, second))
    }
    release(to: mark)
  }

  private func branching(_ expression: TypedExpression, _ target: Int) {
    let isWord = expression.type.isWord
    switch expression.kind {
    case .shortCircuit(let isAnd, let left, let right):
      compile(left, to: target, isFresh: true)
      let end = jump(isAnd ? .jumpUnless : .jumpIf, target)
      compile(right, to: target, isFresh: true)
      land(end)
    case .ternary(let condition, let then, let otherwise):
      let mark = top
      let skips = jumps(if: condition, is: false)
      release(to: mark)
      compile(then, to: target, isFresh: true)
      let end = jump(.jump)
      skips.forEach(land)
      compile(otherwise, to: target, isFresh: true)
      land(end)
    case .coalesce(let value, let fallback):
      let held = ownedOperand(value)
      let skip = jump(.jumpIfNil, held)
      if fallback.type.wrapped != nil && fallback.type == value.type {
        emit(Instruction(.moveObject, target, held))
      } else if isWord {
        emit(Instruction(.payloadWord, target, held))
      } else {
        emit(
          Instruction(
            expression.type.wrapped == nil ? .moveObject : .payloadObject, target, held))
      }
      let end = jump(.jump)
      land(skip)
      compile(fallback, to: target, isFresh: false)
      land(end)
    default: break
    }
  }

  private func interpolation(_ parts: [TypedExpression], _ target: Int) {
    let whole = span
    let window = allocate(parts.count)
    for (index, part) in parts.enumerated() {
      if case .string(let text) = part.kind {
        emit(
          Instruction(.loadObject, window + index, wide: constant(StringObject(text))))
      } else {
        let value = operand(part)
        span = part.span
        emit(Instruction(.describe, window + index, value, constant(part.type)))
      }
      holds(window + index)
    }
    span = whole
    emit(Instruction(.joinStrings, target, parts.count, window))
  }

  private func array(_ elements: [TypedExpression], _ type: Type, _ target: Int) {
    guard let element = type.element else { return }
    let whole = span
    // Built apart from the target, which an element may still read.
    let array = allocate()
    emit(Instruction(element.isWord ? .makeWordArray : .makeObjectArray, array))
    holds(array)
    for value in elements {
      let mark = top
      let register = operand(value)
      span = value.span
      emit(Instruction(element.isWord ? .appendWord : .appendObject, array, register))
      release(to: mark)
    }
    span = whole
    objectRegisters.remove(array)
    emit(Instruction(.takeObject, target, array))
  }

  private func dictionary(
    _ pairs: [(TypedExpression, TypedExpression)], _ type: Type, _ target: Int
  ) {
    guard case .dictionary(_, let value) = type else { return }
    let whole = span
    let made = allocate()
    emit(Instruction(.makeDictionary, made, constant(type)))
    holds(made)
    for (key, item) in pairs {
      let mark = top
      let keyRegister = operand(key)
      let wrapped = TypedExpression(.convert(.wrap, item), .optional(value), item.span)
      let valueRegister = operand(wrapped)
      span = key.span
      emit(Instruction(.slotRegister, made))
      emit(Instruction(.storeValue, constant(type), keyRegister, valueRegister))
      release(to: mark)
    }
    span = whole
    objectRegisters.remove(made)
    emit(Instruction(.takeObject, target, made))
  }

  private func record(_ elements: [TypedExpression], _ target: Int) {
    let whole = span
    let window = allocate(elements.count)
    for (index, element) in elements.enumerated() {
      compile(element, to: window + index, isFresh: false)
      if !element.type.isWord { holds(window + index) }
    }
    span = whole
    emit(Instruction(.makeRecord, target, elements.count, window))
  }

  private func closure(_ inner: FunctionBody, _ target: Int) {
    let whole = span
    do {
      chunk.closures.append(
        try Compiler.compile(
          inner, newGlobals: newGlobals, endsInstances: endsInstances))
    } catch {
      fail(error)
    }
    let index = chunk.closures.count - 1
    let window = allocate(max(1, inner.captures.count))
    for (offset, binding) in inner.captures.enumerated() {
      let register = register(of: binding)
      let isWord = binding.type.isWord && !binding.isBoxed
      emit(Instruction(isWord ? .moveWord : .moveObject, window + offset, register))
      if !isWord { holds(window + offset) }
    }
    span = whole
    emit(Instruction(.makeClosure, target, index, window))
  }

  private func convert(
    _ conversion: Conversion, _ inner: TypedExpression, _ target: Int,
    _ expression: TypedExpression
  ) {
    let register = operand(inner)
    span = expression.span
    switch conversion {
    case .wrap:
      if inner.type.isWord {
        emit(Instruction(.wrapWord, target, register))
      } else {
        emit(Instruction(inner.type.wrapped == nil ? .moveObject : .wrapObject, target, register))
      }
    case .box: emit(Instruction(.boxAny, target, register, constant(inner.type)))
    case .unbox: emit(Instruction(.unboxAny, target, register, constant(expression.type)))
    case .scalarToTensor:
      let kind = inner.type == .double ? 1 : inner.type == .bool ? 2 : 0
      emit(Instruction(.scalarTensor, target, register, kind))
    case .elements: emit(Instruction(.elements, target, register, constant(inner.type)))
    case .index:
      let kind: IndexKind =
        if case .word(let marker) = inner.kind, inner.type == .enumeration("TensorIndex") {
          IndexKind(rawValue: marker) ?? .all
        } else {
          IndexKind.of(inner.type)
        }
      emit(Instruction(.makeIndex, target, register, kind.rawValue))
    case .weaken: emit(Instruction(.makeWeak, target, register))
    case .strengthen: emit(Instruction(.loadWeak, target, register))
    }
  }

  private func indexList(_ indices: [TypedExpression], _ target: Int) {
    let whole = span
    let window = allocate(max(1, indices.count))
    for (offset, index) in indices.enumerated() {
      compile(index, to: window + offset, isFresh: false)
      holds(window + offset)
    }
    span = whole
    emit(Instruction(.makeIndexList, target, indices.count, window))
  }
}
