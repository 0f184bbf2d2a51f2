import ApusText

extension Compiler {
  /// How many constants have registers of their own around a loop.
  private static let loopConstantLimit = 8

  /// Constants that the loop uses are put into registers before it; what room is left over is
  /// jumped over.
  func withLoopConstants(_ body: () -> Void) {
    guard loopRoom == nil else { return body() }
    let mark = top
    let count = Self.loopConstantLimit
    let first = allocate(count)
    let start = chunk.instructions.count
    for _ in 0..<count { emit(Instruction(.jump, 0, wide: 1)) }
    loopRoom = (first..<(first + count), start..<(start + count))
    body()
    if let room = loopRoom?.instructions, let index = room.first {
      chunk.instructions[index] = Instruction(.jump, 0, wide: room.count)
    }
    loopRoom = nil
    loopConstants = [:]
    release(to: mark)
  }

  /// The register that holds a constant while a loop runs, if there is room for it.
  func loopConstant(_ word: Int) -> Int? {
    if let register = loopConstants[word] { return register }
    guard let room = loopRoom, let register = room.registers.first,
      let index = room.instructions.first
    else { return nil }
    loopRoom = (room.registers.dropFirst(), room.instructions.dropFirst())
    loopConstants[word] = register
    chunk.instructions[index] =
      Int(Int32(truncatingIfNeeded: word)) == word
      ? Instruction(.loadInt, register, wide: word)
      : Instruction(.loadWord, register, wide: constant(word))
    return register
  }

  func compile(_ loop: Loop, _ statements: [TypedStatement]) {
    let mark = top
    deferredBefore[loop.number] = deferred.count
    switch loop.kind {
    case .while(let conditions): compileWhile(loop.number, conditions, statements)
    case .repeatWhile(let condition):
      loopTops[loop.number] = mark
      let start = chunk.instructions.count
      inBlock { compile(statements) }
      continues.removeValue(forKey: loop.number)?.forEach(land)
      let inner = top
      noteTurn(condition.span)
      let again = jumps(if: condition, is: true)
      release(to: inner)
      again.forEach { land($0, at: start) }
    case .range(let binding, let from, let to, let isClosed):
      compileRangeLoop(loop.number, binding, from, to, isClosed, statements)
    case .elements(let binding, let values):
      compileElementLoop(loop.number, binding, values, statements)
    }
    breaks.removeValue(forKey: loop.number)?.forEach(land)
    release(to: mark)
  }

  /// A condition that is an expression stands behind the body, so that a turn tests and jumps once.
  private func compileWhile(
    _ number: Int, _ conditions: [TypedCondition], _ statements: [TypedStatement]
  ) {
    let inner = top
    loopTops[number] = inner
    var tests: [TypedExpression] = []
    for case .expression(let test) in conditions { tests.append(test) }
    if tests.count == conditions.count, let last = tests.popLast() {
      let entry = jump(.jump)
      let start = chunk.instructions.count
      inBlock { compile(statements) }
      continues.removeValue(forKey: number)?.forEach(land)
      release(to: inner)
      land(entry)
      noteTurn((tests.first ?? last).span)
      let exits = tests.flatMap { jumps(if: $0, is: false) }
      jumps(if: last, is: true).forEach { land($0, at: start) }
      release(to: inner)
      exits.forEach(land)
      return
    }
    let start = chunk.instructions.count
    noteTurn(span)
    let exits = compileConditions(conditions)
    inBlock { compile(statements) }
    continues.removeValue(forKey: number)?.forEach(land)
    release(to: inner)
    jumpBack(to: start)
    exits.forEach(land)
  }

  /// The variable is the counter itself, unless it can change or be captured.
  private func compileRangeLoop(
    _ number: Int, _ binding: Binding, _ from: TypedExpression, _ to: TypedExpression,
    _ isClosed: Bool, _ statements: [TypedStatement]
  ) {
    let counter = allocate()
    let limit = allocate()
    compile(from, to: counter, isFresh: false)
    compile(to, to: limit, isFresh: false)
    span = from.span.union(to.span)
    emit(Instruction(.startRange, counter, limit, isClosed ? 1 : 0))
    let whole = span
    count(number, binding, Instruction(.loopLess, counter, limit), whole, statements)
  }

  /// A loop over `stride(from:to:by:)` of Ints counts without making an array of them; whether it is
  /// one.
  private func compileStrideLoop(
    _ number: Int, _ binding: Binding, _ stride: TypedExpression, _ statements: [TypedStatement]
  ) -> Bool {
    guard case .range(let kind, .int) = stride.type, kind == .strideTo || kind == .strideThrough
    else { return false }
    let counter = allocate(3)
    if case .callRow(let row, let parts, _, nil) = stride.kind, row.name == "stride",
      parts.count == 3
    {
      for (index, part) in parts.enumerated() {
        compile(part, to: counter + index, isFresh: false)
      }
    } else {
      let mark = top
      let value = operand(stride)
      for index in 0..<3 { emit(Instruction(.wordField, counter + index, value, index)) }
      release(to: mark)
    }
    span = stride.span
    emit(
      Instruction(
        kind == .strideTo ? .startStrideTo : .startStrideThrough, counter, counter + 1,
        counter + 2))
    count(
      number, binding, Instruction(.loopStride, counter, counter + 1, counter + 2), span,
      statements)
    return true
  }

  /// The turns of a loop whose step, which begins with the counter's register, counts.
  private func count(
    _ number: Int, _ binding: Binding, _ step: Instruction, _ whole: Span,
    _ statements: [TypedStatement]
  ) {
    let counter = Int(step.a)
    turn(number, step, whole) {
      if binding.isConstant, binding.isInRegister {
        registers[ObjectIdentifier(binding)] = counter
        note(binding)
      } else {
        declare(binding, TypedExpression(.register(counter), .int, whole))
      }
      inBlock { compile(statements) }
    }
  }

  private func compileElementLoop(
    _ number: Int, _ binding: Binding, _ values: TypedExpression, _ statements: [TypedStatement]
  ) {
    guard case .array(let element) = values.type else { return }
    if case .convert(.elements, let stride) = values.kind,
      compileStrideLoop(number, binding, stride, statements)
    {
      return
    }
    let array = allocate()
    holds(array)
    compile(values, to: array, isFresh: array == top - 1)
    let counter = allocate()
    let limit = allocate()
    span = values.span
    load(0, to: counter)
    emit(Instruction(element.isWord ? .countWords : .countObjects, limit, array))
    emit(Instruction(.startRange, counter, limit, 0))
    turn(number, Instruction(.loopLess, counter, limit), values.span) {
      declare(
        binding,
        TypedExpression(.registerElement(array: array, index: counter), element, values.span))
      inBlock { compile(statements) }
    }
  }

  /// The turns of a loop whose step counts, tests and leads back.
  private func turn(_ number: Int, _ step: Instruction, _ whole: Span, _ body: () -> Void) {
    let inner = top
    loopTops[number] = inner
    let entry = jump(.jump)
    let start = chunk.instructions.count
    body()
    continues.removeValue(forKey: number)?.forEach(land)
    release(to: inner)
    land(entry)
    span = whole
    noteTurn(whole)
    emit(step)
    jumpBack(to: start)
  }
}
