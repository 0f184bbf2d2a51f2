import ApusTensor
import ApusText
import ApusValue

/// Turns one checked function, or a cell, into register code.
///
/// Variables have fixed registers; temporaries are taken above them, in the order of a stack, and
/// given back at the end of each statement.
package final class Compiler {
  let body: FunctionBody
  let chunk: Chunk
  /// Globals this cell declares: inner functions check that they have their value.
  let newGlobals: Set<Int>
  let isCell: Bool
  /// Whether instances may have something to do when they go.
  let endsInstances: Bool
  var registers: [ObjectIdentifier: Int] = [:]
  /// Tuples that are no objects: their parts are in consecutive registers.
  var spread: Set<ObjectIdentifier> = []
  /// The next free register.
  var top = 0
  /// Temporaries that may hold an object.
  var objectRegisters: Set<Int> = []
  /// Jumps to the end and to the next turn of each loop.
  var breaks: [Int: [Int]] = [:]
  var continues: [Int: [Int]] = [:]
  /// What `defer` has put off in the blocks around the statement, and how much of it there was
  /// when each loop began.
  var deferred: [Deferred] = []
  var deferredBefore: [Int: Int] = [:]
  /// Where the registers of each loop's turns begin.
  var loopTops: [Int: Int] = [:]
  /// Where the error of each `catch` around the statement is.
  var caughtErrors: [ObjectIdentifier: Int] = [:]
  var span = Span(0, 0)
  /// Registers of the constants that the loops around use, set before the outermost of them.
  var loopConstants: [Int: Int] = [:]
  /// Registers and instructions that are left for more of them.
  var loopRoom: (registers: Range<Int>, instructions: Range<Int>)?
  /// How many blocks are around the statement.
  var scopeDepth = 0
  /// Which of the chunk's landmarks each variable is.
  var noted: [ObjectIdentifier: Int] = [:]
  /// Why the code cannot be made: too many registers or constants.
  package private(set) var failure: Diagnostic?
  private var wordIndex: [Int: Int] = [:]

  static let limit = 60_000

  private init(
    _ body: FunctionBody, isCell: Bool, newGlobals: Set<Int>, endsInstances: Bool
  ) {
    self.body = body
    self.isCell = isCell
    self.newGlobals = newGlobals
    self.endsInstances = endsInstances
    chunk = Chunk(name: body.title, source: body.source)
  }

  package static func compile(
    _ body: FunctionBody, isCell: Bool = false, newGlobals: Set<Int>, endsInstances: Bool
  ) throws(Diagnostic) -> Chunk {
    let compiler = Compiler(
      body, isCell: isCell, newGlobals: newGlobals, endsInstances: endsInstances)
    compiler.run()
    if let failure = compiler.failure { throw failure }
    return compiler.chunk
  }

  private func run() {
    chunk.inoutParameters = body.inoutParameters
    for parameter in body.parameters {
      registers[ObjectIdentifier(parameter)] = allocate()
      if !parameter.type.isWord { chunk.holdsObjects = true }
    }
    chunk.parameterCount = body.parameters.count
    chunk.parameterNames = body.parameterNames
    chunk.owner = body.owner
    for capture in body.captures {
      registers[ObjectIdentifier(capture)] = allocate()
      chunk.captures.append(capture.type.isWord && !capture.isBoxed)
      if !chunk.captures[chunk.captures.count - 1] { chunk.holdsObjects = true }
    }
    boxParameters()
    chunk.landmarks.isCell = isCell
    for parameter in body.parameters + body.captures {
      note(parameter)
    }
    let start = chunk.instructions.count
    compile(body.statements)
    span = Span(body.span.end, body.span.end)
    emitReturn(.returnVoid)
    coverBoxes(from: start)
    chunk.registerCount += 1
    chooseReturns()
    chunk.seal()
  }

  /// An `inout` parameter that a closure captures lives in a box while the function runs.
  private func boxParameters() {
    // The result of a function with such parameters stands behind them all.
    if !chunk.inoutParameters.isEmpty { _ = allocate() }
    for index in chunk.inoutParameters where body.parameters[index].isBoxed {
      let box = allocate()
      let parameter = body.parameters[index]
      emit(Instruction(parameter.type.isWord ? .boxWord : .boxObject, box, index))
      registers[ObjectIdentifier(parameter)] = box
      holds(box)
    }
  }

  func emitReturn(_ opcode: Opcode, _ register: Int = 0) {
    unboxParameters()
    let kind = opcode == .returnVoid ? 0 : opcode == .returnWord ? 1 : 2
    emit(
      chunk.inoutParameters.isEmpty
        ? Instruction(opcode, register) : Instruction(.keepInout, register, kind))
  }

  func unboxParameters() {
    for index in chunk.inoutParameters where body.parameters[index].isBoxed {
      let parameter = body.parameters[index]
      let box = self.register(of: parameter)
      emit(Instruction(parameter.type.isWord ? .unboxWord : .unboxOptional, index, box))
    }
  }

  /// What turned out to hold objects lets them go when it returns.
  private func chooseReturns() {
    guard chunk.holdsObjects else { return }
    for index in chunk.instructions.indices {
      switch chunk.instructions[index].opcode {
      case .returnWord: chunk.instructions[index].opcode = .leaveWord
      case .returnVoid: chunk.instructions[index].opcode = .leaveVoid
      default: break
      }
    }
  }

  func fail(_ diagnostic: Diagnostic) {
    if failure == nil { failure = diagnostic }
  }

  /// A register above all others in use.
  func allocate(_ count: Int = 1) -> Int {
    let register = top
    top += count
    chunk.registerCount = max(chunk.registerCount, top)
    if top > Self.limit {
      fail(
        Diagnostic(
          "too-large", .type, "this function needs more room than there is", in: body.source,
          at: span, help: "divide it into several functions"))
      top = 0
    }
    return register
  }

  func emit(_ instruction: Instruction) {
    chunk.instructions.append(instruction)
    chunk.spans.append(span)
  }

  /// Gives temporaries back, letting go of what they hold, the last first.
  func release(to mark: Int) {
    letGo(to: mark)
    for register in mark..<max(top, mark) { objectRegisters.remove(register) }
    top = mark
  }

  /// The same on a way that leaves from here, while others go on.
  func letGo(to mark: Int) {
    for register in (mark..<max(top, mark)).reversed() where objectRegisters.contains(register) {
      emit(Instruction(.clear, register))
    }
  }

  /// An instance of which only a part is taken goes when it has been.
  func endTemporaries(to mark: Int) {
    guard endsInstances, top > mark else { return }
    release(to: mark)
    endInstances()
  }

  /// Where instances may have gone, what they have still to do is done.
  func endInstances() {
    if endsInstances { emit(Instruction(.endInstances)) }
  }

  /// Notes that a register now holds an object.
  func holds(_ register: Int) {
    chunk.holdsObjects = true
    objectRegisters.insert(register)
  }

  func constant(_ word: Int) -> Int {
    if let known = wordIndex[word] { return known }
    chunk.words.append(word)
    wordIndex[word] = chunk.words.count - 1
    return chunk.words.count - 1
  }

  func constant(_ object: AnyObject) -> Int {
    chunk.objects.append(object)
    return chunk.objects.count - 1
  }

  func constant(_ type: Type) -> Int {
    if let known = chunk.types.firstIndex(of: type) { return known }
    chunk.types.append(type)
    return chunk.types.count - 1
  }

  /// Emits a jump whose distance is not known yet.
  func jump(_ opcode: Opcode, _ register: Int = 0) -> Int {
    emit(Instruction(opcode, register))
    return chunk.instructions.count - 1
  }

  /// Lets a jump land at the next instruction.
  func land(_ jump: Int) {
    land(jump, at: chunk.instructions.count)
  }

  func land(_ jump: Int, at target: Int) {
    let old = chunk.instructions[jump]
    chunk.instructions[jump] = Instruction(old.opcode, Int(old.a), wide: target - jump)
  }

  func jumpBack(to target: Int) {
    emit(Instruction(.jumpBack, 0, wide: target - chunk.instructions.count))
  }

  /// A number into a register.
  func load(_ word: Int, to register: Int) {
    emit(
      Int(Int32(truncatingIfNeeded: word)) == word
        ? Instruction(.loadInt, register, wide: word)
        : Instruction(.loadWord, register, wide: constant(word)))
  }

  /// Where a binding of this function stands.
  func register(of binding: Binding) -> Int {
    let id = ObjectIdentifier(binding)
    if let known = registers[id] { return known }
    let register = allocate()
    registers[id] = register
    return register
  }
}
