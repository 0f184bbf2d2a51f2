import ApusText

/// What a `defer` has put off in a block.
struct Deferred {
  let body: [TypedStatement]
  /// The instruction from which on it is to be done.
  let start: Int
  /// What was declared before.
  let top: Int
}

extension Compiler {
  /// A place for a caught error and the way it came; what stands from `start` on is covered.
  private func handler(from start: Int, to end: Int, isCatch: Bool = false) -> Int {
    let register = allocate(2)
    chunk.holdsObjects = true
    chunk.handlers.append(
      Handler(
        start: start, end: end, target: chunk.instructions.count, register: register,
        isCatch: isCatch))
    return register
  }

  private func clear(_ register: Int) {
    emit(Instruction(.clear, register))
    emit(Instruction(.clear, register + 1))
  }

  func compileCatch(
    _ body: [TypedStatement], _ error: Binding, _ handlers: [TypedStatement]
  ) {
    let mark = top
    let start = chunk.instructions.count
    inBlock { compile(body) }
    release(to: mark)
    let end = chunk.instructions.count
    let over = jump(.jump)
    let register = handler(from: start, to: end, isCatch: true)
    holds(register)
    holds(register + 1)
    caughtErrors[ObjectIdentifier(error)] = register
    var value = TypedExpression(.register(register), .error, span)
    if error.type != .error {
      value = TypedExpression(.convert(.unbox, value), error.type, span)
    }
    declare(error, value)
    endInstances()
    inBlock { compile(handlers) }
    release(to: mark)
    land(over)
  }

  func rethrow(_ error: Binding) {
    guard let register = caughtErrors[ObjectIdentifier(error)] else { return }
    emit(Instruction(.rethrow, register))
  }

  /// `try?` and `try!`; the target is fresh.
  func compileAttempt(_ inner: TypedExpression, _ target: Int, isForced: Bool) {
    let whole = span
    let mark = top
    let start = chunk.instructions.count
    compile(inner, to: target, isFresh: true)
    release(to: mark)
    let end = chunk.instructions.count
    span = whole
    let over = jump(.jump)
    let register = handler(from: start, to: end, isCatch: !isForced)
    if isForced {
      emit(Instruction(.failUncaught, register))
    } else {
      emit(Instruction(.loadNil, target))
      clear(register)
      endInstances()
    }
    top = mark
    land(over)
  }

  /// Does what was put off since there were `count` of them, latest first.
  func runDeferred(downTo count: Int) {
    guard deferred.count > count else { return }
    let (saved, known) = (deferred, registers)
    while deferred.count > count, let last = deferred.popLast() {
      if endsInstances {
        // What was declared behind it goes first.
        letGo(to: last.top)
        endInstances()
      }
      let mark = top
      inBlock { compile(last.body) }
      release(to: mark)
      // Every copy has variables of its own.
      registers = known
    }
    deferred = saved
  }

  /// At the end of a block: what it put off, on the usual way and where an error passes through.
  func endDeferred(downTo count: Int) {
    guard deferred.count > count else { return }
    runDeferred(downTo: count)
    let over = jump(.jump)
    while deferred.count > count, let last = deferred.popLast() {
      let mark = top
      let end = chunk.instructions.count
      // Where an error comes from, what follows may not have been reached.
      chunk.landmarks.endVariables(startedAfter: last.start, at: end)
      let register = handler(from: last.start, to: end)
      let known = registers
      if endsInstances {
        for other in (last.top..<register).reversed() { emit(Instruction(.clear, other)) }
        endInstances()
      }
      inBlock { compile(last.body) }
      registers = known
      emit(Instruction(.rethrow, register))
      top = mark
    }
    land(over)
  }

  /// Where an error passes a call with `inout` arguments, they have their last values all the same.
  func coverCall(
    at call: Int, _ arguments: [(place: Place, value: TypedExpression, register: Int)]
  ) {
    guard !arguments.isEmpty else { return }
    let over = jump(.jump)
    let mark = top
    let register = handler(from: call, to: call + 1)
    for argument in arguments.reversed() {
      let type = argument.value.type
      assign(
        argument.place,
        TypedExpression(.register(argument.register), type, argument.value.span))
      if !type.isWord { emit(Instruction(.clear, argument.register)) }
    }
    emit(Instruction(.rethrow, register))
    top = mark
    land(over)
  }

  /// `inout` parameters in boxes are taken out of them where an error leaves the function.
  func coverBoxes(from start: Int) {
    let boxed = chunk.inoutParameters.filter { body.parameters[$0].isBoxed }
    guard !boxed.isEmpty else { return }
    let register = handler(from: start, to: chunk.instructions.count)
    unboxParameters()
    emit(Instruction(.rethrow, register))
  }
}
