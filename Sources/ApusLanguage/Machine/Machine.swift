import ApusTensor
import ApusValue
import Glibc

/// The register machine: two banks of registers, the session's variables and functions.
///
/// It is used by one thread at a time. Registers above the running frame hold no objects; every way
/// out of a frame keeps that so.
package final class Machine: BuiltinContext {
  static let capacity = 1 << 22
  package static let frameLimit = 100_000
  /// Calls from builtins back into the language, which use the thread's own stack.
  static let nestingLimit = 500

  let words: UnsafeMutablePointer<Int>
  let objects: UnsafeMutablePointer<AnyObject?>
  private(set) var globalWords: UnsafeMutablePointer<Int>
  private(set) var globalObjects: UnsafeMutablePointer<AnyObject?>
  private(set) var globalIsSet: UnsafeMutablePointer<Bool>
  private var globalCapacity = 1024
  package var functions: [Chunk?] = []
  /// Calls in progress, outermost first.
  var frames: [Frame] = []
  /// Where the calls stood that an error has ended, innermost first.
  package var failure: [FailurePoint] = []
  /// Objects that `inout` arguments have taken from their variables: from where, and where they
  /// are now.
  var loans:
    [(slot: UnsafeMutablePointer<AnyObject?>, register: UnsafeMutablePointer<AnyObject?>)] =
      []
  /// Where a builtin that calls a closure may put its arguments.
  var nextBase = 0
  var nesting = 0

  struct Frame {
    let chunk: Unmanaged<Chunk>
    let base: Int
    /// The instruction after the call, in the caller's chunk.
    let returnTo: UnsafePointer<Instruction>?
  }

  /// An instruction of a chunk that was running when something failed.
  package struct FailurePoint {
    package let chunk: Chunk
    package let index: Int
  }

  package override init() {
    // Zeroed pages are taken only when touched; a zeroed reference is nil.
    words = Machine.pages(Machine.capacity).assumingMemoryBound(to: Int.self)
    objects = Machine.pages(Machine.capacity).assumingMemoryBound(to: AnyObject?.self)
    globalWords = .allocate(capacity: globalCapacity)
    globalWords.initialize(repeating: 0, count: globalCapacity)
    globalObjects = .allocate(capacity: globalCapacity)
    globalObjects.initialize(repeating: nil, count: globalCapacity)
    globalIsSet = .allocate(capacity: globalCapacity)
    globalIsSet.initialize(repeating: false, count: globalCapacity)
  }

  private static func pages(_ count: Int) -> UnsafeMutableRawPointer {
    let size = count * MemoryLayout<Int>.stride
    let address = mmap(
      nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
    guard let address, address != MAP_FAILED else {
      // Without address space for its registers no session can exist.
      let fallback = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
      fallback.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      return fallback
    }
    return address
  }

  deinit {
    munmap(words, Machine.capacity * MemoryLayout<Int>.stride)
    munmap(objects, Machine.capacity * MemoryLayout<Int>.stride)
    globalObjects.deinitialize(count: globalCapacity)
    globalObjects.deallocate()
    globalWords.deallocate()
    globalIsSet.deallocate()
  }

  /// Makes room for the variables a cell is about to have.
  package func reserve(globals count: Int) {
    guard count > globalCapacity else { return }
    let capacity = max(count, globalCapacity * 2)
    let words = UnsafeMutablePointer<Int>.allocate(capacity: capacity)
    words.initialize(repeating: 0, count: capacity)
    words.update(from: globalWords, count: globalCapacity)
    let objects = UnsafeMutablePointer<AnyObject?>.allocate(capacity: capacity)
    objects.moveInitialize(from: globalObjects, count: globalCapacity)
    (objects + globalCapacity).initialize(repeating: nil, count: capacity - globalCapacity)
    let flags = UnsafeMutablePointer<Bool>.allocate(capacity: capacity)
    flags.initialize(repeating: false, count: capacity)
    flags.update(from: globalIsSet, count: globalCapacity)
    globalWords.deallocate()
    globalObjects.deallocate()
    globalIsSet.deallocate()
    (globalWords, globalObjects, globalIsSet) = (words, objects, flags)
    globalCapacity = capacity
  }

  /// Whether a variable has its value.
  package func isSet(_ global: Int) -> Bool { global < globalCapacity && globalIsSet[global] }

  package func clear(global: Int) {
    guard global < globalCapacity else { return }
    globalObjects[global] = nil
    globalIsSet[global] = false
  }

  /// A variable's word and object.
  package func global(_ index: Int) -> (word: Int, object: AnyObject?) {
    (globalWords[index], globalObjects[index])
  }

  /// Calls a function value from a builtin; the arguments are put by `prepare` into the window's
  /// registers, where the result then is at index 0.
  package override func call(
    _ closure: ClosureObject, prepare: (Registers) -> Void
  ) throws -> Registers {
    guard nesting < Machine.nestingLimit else { throw MachineError.tooNested }
    if Interruption.isRequested { throw MachineError.interrupted }
    let base = nextBase
    guard base + closure.chunk.registerCount + 64 < Machine.capacity else {
      throw MachineError.tooDeep
    }
    let window = Registers(words: words + base, objects: objects + base)
    prepare(window)
    nesting += 1
    defer {
      nesting -= 1
      nextBase = base
    }
    try run(closure.chunk, base: base, closure: closure)
    return window
  }

  package override func call(function index: Int, _ arguments: [Slot]) throws -> Slot {
    guard functions.indices.contains(index), let chunk = functions[index] else {
      throw MachineError.earlyClosure
    }
    let closure = ClosureObject(chunk: chunk, words: [], objects: [])
    let window = try call(closure) { registers in
      for (index, argument) in arguments.enumerated() {
        registers.words[index] = argument.word
        registers.objects[index] = argument.object
      }
    }
    let result = (window.words[0], window.objects[0])
    window.objects[0] = nil
    return result
  }

  /// Runs a cell from an empty stack; its value is what its last expression left.
  package func run(cell: Chunk) throws -> (word: Int, object: AnyObject?) {
    nextBase = 0
    nesting = 0
    pendingError = nil
    failure = []
    try run(cell, base: 0, closure: nil)
    let value = (words[0], objects[0])
    objects[0] = nil
    return value
  }

  /// Where the last failure happened; asked once.
  package func takeFailure() -> [FailurePoint] {
    defer { failure = [] }
    return failure
  }

  /// After an error, variables have back what calls above a register had taken.
  private func giveBackLoans(from register: UnsafeMutablePointer<AnyObject?>) {
    while let loan = loans.last, loan.register >= register {
      loan.slot.pointee = loan.register.pointee
      loans.removeLast()
    }
  }

  /// Takes the calls above `depth` off after an error, noting where each one stood and letting go
  /// of what their registers hold.
  func unwind(to depth: Int, at address: UnsafePointer<Instruction>) {
    guard frames.count > depth else { return }
    giveBackLoans(from: objects + frames[depth].base)
    var address = address
    var end = 0
    for frame in frames[depth...].reversed() {
      let chunk = frame.chunk.takeUnretainedValue()
      failure.append(FailurePoint(chunk: chunk, index: address - chunk.code))
      end = max(end, frame.base + chunk.registerCount + 8)
      if let returnTo = frame.returnTo { address = returnTo - 1 }
    }
    for register in frames[depth].base..<min(end, Machine.capacity)
    where objects[register] != nil {
      objects[register] = nil
    }
    frames.removeLast(frames.count - depth)
  }
}
