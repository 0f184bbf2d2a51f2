import ApusTensor
import ApusValue
import Glibc

// Beginning and ending calls.
extension Machine {
  /// Runs a chunk whose arguments are in the registers from `base` on; the result is at `base`.
  ///
  /// On an error the calls that were in progress are taken off, and `failure` says where they stood.
  func run(
    _ entry: Chunk, base: UnsafeMutablePointer<Int>, closure: ClosureObject?
  ) throws {
    let depth = frame
    guard depth < lastFrame else { throw MachineError.tooDeep }
    if let closure { enter(closure, at: base) }
    frame += 1
    frame.initialize(
      to: Frame(chunk: .passUnretained(entry), base: base, returnTo: UnsafePointer(exit + 1)))
    var (start, window) = (entry.code, base)
    while true {
      do {
        return try loop(start, window)
      } catch {
        // A `catch` goes on where it stands; anything else ends what was running.
        guard let failing else { throw error }
        let error = isWatched ? told(of: error, at: failing) : error
        guard let handler = catches(error, from: failing, above: depth) else {
          isPassing = true
          throw uncaught(error, from: failing, above: depth)
        }
        isPassing = false
        start = frame.pointee.chunk._withUnsafeGuaranteedRef { $0.code } + handler.target
        window = frame.pointee.base
      }
    }
  }

  /// Tells the debugger of an error, once; the error to go on with.
  private func told(of error: any Error, at address: UnsafePointer<Instruction>) -> any Error {
    guard !isPassing, (error as? Thrown)?.isNoted != true else { return error }
    let index = frame.pointee.chunk._withUnsafeGuaranteedRef { $0.index(of: address) }
    do {
      try debugger?.meet(error, at: index, self)
      return error
    } catch let other {
      return other
    }
  }

  /// Puts what a closure captured behind its arguments.
  @inline(__always)
  func enter(_ closure: ClosureObject, at base: UnsafeMutablePointer<Int>) {
    let count = closure.words.count
    guard count > 0 else { return }
    let first = base + closure.chunk.parameterCount
    let objects = Machine.objects(beside: first)
    for index in 0..<count {
      first[index] = closure.words[index]
      objects[index] = closure.objects[index]
    }
  }

  /// What a call of a function value, or of a method of the value in the window, enters.
  @inline(never)
  func callee(
    _ instruction: Instruction, _ window: UnsafeMutablePointer<Int>, _ function: AnyObject?
  ) throws -> Entry {
    if instruction.opcode == .callMethod {
      let instance = held(Machine.objects(beside: window)[0], as: Record.self)
      let table = held(instance.objects[0], as: ClassDescriptor.self)
      return entries[table.functions[instruction.wide]]
    }
    if instruction.opcode == .callStatic {
      let table = held(Machine.objects(beside: window)[0], as: ClassDescriptor.self)
      return entries[table.functions[instruction.wide]]
    }
    if instruction.opcode == .callWitness {
      let chunk = frame.pointee.chunk._withUnsafeGuaranteedRef { $0.objects[instruction.wide] }
      let instance = held(Machine.objects(beside: window)[0], as: AnyObjectBox.self)
      let function = try witness(held(chunk, as: WitnessSite.self), instance)
      return Entry(
        code: function.code, room: function.registerCount, chunk: .passUnretained(function))
    }
    guard let function else { throw MachineError.earlyClosure }
    let closure = held(function, as: ClosureObject.self)
    enter(closure, at: window)
    return Entry(
      code: closure.chunk.code, room: closure.chunk.registerCount,
      chunk: .passUnretained(closure.chunk))
  }

  @inline(never)
  func refuseOverflow() throws { throw MachineError.overflow }

  @inline(never)
  func refuseDivision() throws { throw MachineError.divisionByZero }

  @inline(never)
  func refuseIndex(_ index: Int, _ count: Int) throws {
    throw MachineError.index(index, count: count)
  }

  /// Why a call cannot begin.
  @inline(never)
  func refuseCall(_ entry: Entry) throws {
    throw entry.chunk == nil ? MachineError.earlyClosure : MachineError.tooDeep
  }

  /// Lets go of what the running call's registers hold.
  @inline(__always)
  func letGo(_ words: UnsafeMutablePointer<Int>) {
    let count = frame.pointee.chunk._withUnsafeGuaranteedRef { $0.registerCount }
    let objects = Machine.objects(beside: words)
    // The last first, as what a function declares goes.
    var register = count
    while register > 0 {
      register &-= 1
      if objects[register] != nil { objects[register] = nil }
    }
  }

  /// A return that leaves some parameters in place for the caller, and an object behind them all.
  @inline(never)
  func keep(_ instruction: Instruction, _ words: UnsafeMutablePointer<Int>) {
    let chunk = frame.pointee.chunk.takeUnretainedValue()
    let objects = Machine.objects(beside: words)
    let result = instruction.b == 2 ? objects[Int(instruction.a)] : nil
    for register in (0..<chunk.registerCount).reversed()
    where !chunk.inoutParameters.contains(register) {
      objects[register] = nil
    }
    objects[chunk.parameterCount] = result
  }

  /// A look at the interruption, at the memory and at the steps that are left, once in a while.
  @inline(never)
  func pause() throws {
    if Interruption.isRequested { throw MachineError.interrupted }
    guard steps > 0 else { throw MachineError.outOfSteps }
    countdown = min(steps, Machine.stepsBetweenPauses)
    steps -= countdown
    if turns.isWanted { turns.admitOne() }
    if isCalled.load(ordering: .relaxed) { debugger?.arm(self) }
    // The memory is asked for at each tick of the system's coarse clock, every few milliseconds.
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC_COARSE, &now)
    guard now.tv_nsec != lastTick else { return }
    lastTick = now.tv_nsec
    guard MemoryLimit.isExceeded else {
      toleratedMemory = 0
      return
    }
    let resident = MemoryLimit.resident
    guard resident > toleratedMemory else { return }
    // What the variables hold by now is told once: later cells, which may let go of it, still run.
    toleratedMemory = resident + MemoryLimit.bytes / 16
    throw MachineError.outOfMemory
  }
}
