import ApusTensor
import ApusText
import ApusValue

/// A call in progress, as a debugger sees it.
struct OpenCall {
  /// How many calls are around it.
  let depth: Int
  let chunk: Chunk
  /// The instruction at which it stands; nil where that is not known, as below a `description` that
  /// the machine has called by itself.
  let index: Int?
}

/// A chunk that lives as long as something else needs it.
struct WeakChunk {
  weak var chunk: Chunk?
}

// What a debugger asks of the machine.
extension Machine {
  /// Asks the debugger at the beginning of a statement; where to go on.
  @inline(never)
  func stop(at address: UnsafePointer<Instruction>) throws -> UnsafePointer<Instruction> {
    let chunk = frame.pointee.chunk.takeUnretainedValue()
    guard let number = chunk.landmarks.index(at: chunk.index(of: address)) else {
      return address + 1
    }
    try debugger?.reach(number, chunk, self)
    return chunk.detour(ofStatement: number)
  }

  /// How many calls are in progress.
  var depth: Int { frame - frames }

  /// The calls of the running cell, innermost first; the first one stands at an instruction.
  func openCalls(at index: Int) -> [OpenCall] {
    var calls: [OpenCall] = []
    for (frame, index) in CallsInProgress(self, at: index, sites: openSites[...]) {
      let chunk = frame.pointee.chunk.takeUnretainedValue()
      calls.append(OpenCall(depth: frame - frames, chunk: chunk, index: index))
      if chunk.landmarks.isCell { break }
    }
    return calls
  }

  /// Whether the program catches an error that is on its way from an instruction.
  func isCaught(_ error: any Error, at index: Int) -> Bool {
    guard Thrown(caught: error) != nil else { return false }
    return openCalls(at: index).contains { call in
      guard let index = call.index else { return false }
      return call.chunk.handlers.contains { $0.isCatch && $0.start <= index && index < $0.end }
    }
  }

  /// What a variable of a call holds; nil where it has no value yet, or a call has it for itself.
  func value(of variable: Landmarks.Variable, inCall depth: Int) -> Slot? {
    guard let (words, objects) = registers(ofCall: depth) else { return nil }
    let slot: Slot
    switch variable.home {
    case .register(let register): slot = (words[register], objects[register])
    case .box(let register):
      guard let box = objects[register] else { return nil }
      if let box = box as? WordBox {
        slot = (box.word, nil)
      } else if let box = box as? ObjectBox {
        slot = (0, box.object)
      } else {
        return nil
      }
    case .parts(let first):
      guard case .tuple(let parts) = variable.type else { return nil }
      return (0, makeRecord(words + first, objects + first, count: parts.count))
    }
    if variable.type.isWord { return (slot.word, nil) }
    return Self.fits(slot.object, variable.type) ? (0, slot.object) : nil
  }

  /// Whether a register holds what a variable's type says, and not something that was put there on
  /// the way to its value.
  private static func fits(_ object: AnyObject?, _ type: Type) -> Bool {
    guard let object else { return type.wrapped != nil }
    return switch type {
    case .array(let element), .slice(let element), .sequence(let element):
      element.isWord ? object is WordArray : object is ObjectArray
    case .dictionary, .set: object is DictionaryObject
    case .string, .substring, .character: object is StringObject
    case .tensor: object is TensorBody
    case .function: object is ClosureObject
    case .tuple, .nominal, .range: object is Record
    case .any, .error, .existential: object is AnyObjectBox
    case .optional(let wrapped):
      wrapped.isWord
        ? object is WordBox : wrapped.wrapped != nil ? object is ObjectBox : fits(object, wrapped)
    case .inout(let inner): fits(object, inner)
    default: true
    }
  }

  /// Gives a variable of a call another value.
  func set(_ variable: Landmarks.Variable, inCall depth: Int, to value: Slot) {
    guard !variable.isConstant, let (words, objects) = registers(ofCall: depth) else { return }
    switch variable.home {
    case .register(let register) where variable.type.isWord: words[register] = value.word
    case .register(let register): objects[register] = value.object
    case .box(let register):
      (objects[register] as? WordBox)?.word = value.word
      (objects[register] as? ObjectBox)?.object = value.object
    case .parts: break
    }
  }

  private func registers(
    ofCall depth: Int
  ) -> (UnsafeMutablePointer<Int>, UnsafeMutablePointer<AnyObject?>)? {
    guard depth > 0, depth <= self.depth else { return nil }
    let base = frames[depth].base
    return (base, Machine.objects(beside: base))
  }

  /// The first of the places for variables that no cell will ever have, from the last one down.
  static var lastGlobal: Int { globalCapacity - 1 }

  /// Puts a value among the session's variables, or takes it away.
  func set(global index: Int, to value: Slot?) {
    globalWords[index] = value?.word ?? 0
    globalObjects[index] = value?.object
    globalIsSet[index] = value != nil
  }

  /// Everything that a statement of the student's can be in.
  var studentChunks: [Chunk] {
    cells.removeAll { $0.chunk == nil }
    var found: [Chunk] = []
    var seen: Set<ObjectIdentifier> = []
    func take(_ chunk: Chunk) {
      guard seen.insert(ObjectIdentifier(chunk)).inserted else { return }
      if !chunk.landmarks.isEmpty { found.append(chunk) }
      chunk.closures.forEach(take)
    }
    for case let function? in functions { take(function) }
    for case let cell? in cells.map(\.chunk) { take(cell) }
    return found
  }

  /// Notes the code of a cell; its closures may outlive it.
  func remember(cell: Chunk) {
    func take(_ chunk: Chunk) {
      cells.append(WeakChunk(chunk: chunk))
      chunk.closures.forEach(take)
    }
    take(cell)
    if cells.count > cellsBeforeCleaning {
      cells.removeAll { $0.chunk == nil }
      cellsBeforeCleaning = max(64, 2 * cells.count)
    }
  }

  /// Does what needs the machine's state to be the same afterwards.
  func aside<Result>(_ body: () throws -> Result) rethrows -> Result {
    let before = (failure, failing, openSites, pendingError)
    defer { (failure, failing, openSites, pendingError) = before }
    pendingError = nil
    return try body()
  }
}
