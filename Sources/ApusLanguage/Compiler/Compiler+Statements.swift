import ApusText

extension Compiler {
  func compile(_ statements: [TypedStatement]) {
    declareLate(statements)
    let before = deferred.count
    for (index, statement) in statements.enumerated() {
      let isLast = isCell && index == statements.count - 1 && scopeDepth == 0
      compile(statement, isLast: isLast)
      if !statement.isJump { endInstances() }
    }
    endDeferred(downTo: before)
  }

  /// Functions that may be captured before their line need their boxes from the start.
  private func declareLate(_ statements: [TypedStatement]) {
    for statement in statements {
      if case .declare(let binding, _) = statement.kind, binding.isDeclaredLate, binding.isBoxed {
        let register = register(of: binding)
        let empty = allocate()
        emit(Instruction(.loadNil, empty))
        emit(Instruction(binding.type.isWord ? .boxWord : .boxObject, register, empty))
        chunk.holdsObjects = true
      }
    }
  }

  private func compile(_ statement: TypedStatement, isLast: Bool) {
    span = statement.span
    let isNoted = note(statement)
    let start = chunk.instructions.count
    // What does nothing has a place of its own all the same.
    defer { if isNoted, chunk.instructions.count == start { emit(Instruction(.jump, 0, wide: 1)) } }
    switch statement.kind {
    case .expression(let value):
      let mark = top
      if isLast, !value.type.isVoid, value.type != .never {
        let register = deferred.isEmpty ? operand(value) : ownedOperand(value)
        span = statement.span
        if !deferred.isEmpty { objectRegisters.remove(register) }
        runDeferred(downTo: 0)
        emitReturn(value.type.isWord ? .returnWord : .returnObject, register)
      } else {
        discard(value)
      }
      release(to: mark)
    case .declare(let binding, let value): declare(binding, value)
    case .letGo(let binding):
      guard endsInstances, !spread.contains(ObjectIdentifier(binding)) else { return }
      emit(Instruction(.clear, register(of: binding)))
      endInstances()
    case .if(let conditions, let then, let otherwise): compileIf(conditions, then, otherwise)
    case .loop(let loop, let statements):
      endingVariables { withLoopConstants { compile(loop, statements) } }
    case .return(let value): compileReturn(value)
    case .break(let number):
      leaveTurn(of: number)
      breaks[number, default: []].append(jump(.jump))
    case .continue(let number):
      leaveTurn(of: number)
      continues[number, default: []].append(jump(.jump))
    case .throw(let value):
      let mark = top
      let register = operand(value)
      span = statement.span
      emit(Instruction(.throwError, register))
      release(to: mark)
    case .rethrow(let error): rethrow(error)
    case .catch(let body, let error, let handlers):
      endingVariables { compileCatch(body, error, handlers) }
    case .defer(let body):
      deferred.append(Deferred(body: body, start: chunk.instructions.count, top: top))
    case .group(let statements):
      let mark = top
      inBlock { compile(statements) }
      release(to: mark)
    }
  }

  /// What a turn of a loop put off is done, and what it declared goes.
  private func leaveTurn(of number: Int) {
    runDeferred(downTo: deferredBefore[number] ?? 0)
    guard endsInstances, let mark = loopTops[number] else { return }
    letGo(to: mark)
    endInstances()
  }

  func inBlock(_ body: () -> Void) {
    scopeDepth += 1
    endingVariables(body)
    scopeDepth -= 1
  }

  private func compileReturn(_ value: TypedExpression?) {
    guard let value, !value.type.isVoid else {
      if let value { discard(value) }
      runDeferred(downTo: 0)
      emitReturn(.returnVoid)
      return
    }
    let mark = top
    let register = deferred.isEmpty ? operand(value) : ownedOperand(value)
    span = value.span
    if !deferred.isEmpty { objectRegisters.remove(register) }
    runDeferred(downTo: 0)
    emitReturn(value.type.isWord ? .returnWord : .returnObject, register)
    for register in mark..<max(mark, top) { objectRegisters.remove(register) }
    top = mark
  }

  func declare(_ binding: Binding, _ value: TypedExpression?) {
    switch binding.home {
    case .global(let index):
      guard let value else { return }
      let mark = top
      let register = ownedOperand(value)
      emit(
        Instruction(
          binding.type.isWord ? .declareGlobalWord : .declareGlobalObject, register, wide: index))
      objectRegisters.remove(register)
      release(to: mark)
    case .local:
      defer { note(binding, isSet: value != nil) }
      if let value, spread(binding, value) { return }
      // The register is taken first, so that a call can leave its result there.
      let isNew = registers[ObjectIdentifier(binding)] == nil
      let register = register(of: binding)
      if !binding.type.isWord || binding.isBoxed { holds(register) }
      let mark = top
      if binding.isBoxed {
        guard let value else { return }
        let content = operand(value)
        if binding.isDeclaredLate {
          emit(
            Instruction(binding.type.isWord ? .storeBoxWord : .storeBoxObject, register, content))
        } else {
          emit(Instruction(binding.type.isWord ? .boxWord : .boxObject, register, content))
        }
      } else if let value {
        compile(value, to: register, isFresh: isNew && register == top - 1)
      }
      release(to: mark)
    }
  }

  /// Jumps to take when a condition does not hold; landing them is the caller's.
  func compileConditions(_ conditions: [TypedCondition]) -> [Int] {
    conditions.flatMap { condition -> [Int] in
      switch condition {
      case .expression(let test): return jumps(if: test, is: false)
      case .statements(let statements, let test):
        inBlock { compile(statements) }
        return jumps(if: test, is: false)
      case .unwrap(let binding, let optional):
        let held = allocate()
        holds(held)
        compile(optional, to: held, isFresh: held == top - 1)
        span = optional.span
        let skip = jump(.jumpIfNil, held)
        let type = binding.type
        declare(
          binding,
          TypedExpression(.payload(register: held), type, optional.span))
        return [skip]
      }
    }
  }

  private func compileIf(
    _ conditions: [TypedCondition], _ then: [TypedStatement], _ otherwise: [TypedStatement]
  ) {
    let (mark, variables) = (top, chunk.landmarks.variables.count)
    let exits = compileConditions(conditions)
    inBlock { compile(then) }
    if otherwise.isEmpty {
      exits.forEach(land)
    } else {
      let end = jump(.jump)
      exits.forEach(land)
      let declared = variables..<chunk.landmarks.variables.count
      chunk.landmarks.endVariables(since: variables, at: chunk.instructions.count)
      inBlock { compile(otherwise) }
      land(end)
      if then.isEmpty {
        chunk.landmarks.resumeVariables(declared, at: chunk.instructions.count)
      }
    }
    // A guard's bindings live on; everything else in this statement has had its time.
    if !then.isEmpty || conditions.allSatisfy(\.declaresNothing) {
      chunk.landmarks.endVariables(since: variables, at: chunk.instructions.count)
      release(to: mark)
    }
  }

}

extension TypedStatement {
  /// Whether nothing comes behind it.
  fileprivate var isJump: Bool {
    switch kind {
    case .return, .break, .continue, .throw, .rethrow: true
    default: false
    }
  }
}

extension TypedCondition {
  var declaresNothing: Bool {
    if case .expression = self { true } else { false }
  }
}
