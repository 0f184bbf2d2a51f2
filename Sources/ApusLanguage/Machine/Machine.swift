import ApusTensor
import ApusText
import ApusValue
import Glibc
import Synchronization

/// The register machine: two banks of registers, the session's variables and functions.
///
/// It is used by one thread at a time. Registers above the running frame hold no objects; every way
/// out of a frame keeps that so.
package final class Machine: BuiltinContext {
  static var capacity: Int { 1 << 22 }
  package static var frameLimit: Int { 100_000 }
  /// So few that an interrupt is seen in time whatever a turn does.
  static let stepsBetweenPauses = 256
  /// For how many turns a call of a builtin counts, which can be long.
  static var builtinSteps: Int { 16 }
  /// Calls from builtins back into the language, which use the thread's own stack.
  static let nestingLimit = 500

  /// The objects' bank follows the words', so that one address leads to both.
  let words: UnsafeMutablePointer<Int>
  let objects: UnsafeMutablePointer<AnyObject?>
  /// Where no call may begin any more.
  let end: UnsafeMutablePointer<Int>
  let globalWords: UnsafeMutablePointer<Int>
  let globalObjects: UnsafeMutablePointer<AnyObject?>
  let globalIsSet: UnsafeMutablePointer<Bool>
  /// Where variables stand must not change while a cell runs; only what is used takes memory.
  static var globalCapacity: Int { 1 << 22 }
  /// How many variables there is room for.
  private var globalCount = 0
  private(set) var functions: [Chunk?] = []
  /// What a call needs of each function.
  private(set) var entries: UnsafeMutablePointer<Entry>
  private var entryCapacity = 0
  /// Calls in progress, outermost first; below the first one stands a frame that is none.
  let frames: UnsafeMutablePointer<Frame>
  /// The running call.
  var frame: UnsafeMutablePointer<Frame>
  let lastFrame: UnsafeMutablePointer<Frame>
  /// Where a call from outside returns to.
  let exit: UnsafeMutablePointer<Instruction>
  private let outside: Chunk
  let layout = Layout()
  /// How many turns and calls there are until the next look at the interruption.
  var countdown = 0
  /// When the memory was last looked at.
  var lastTick = 0
  /// How many turns and calls a cell may do, for tests that have to end; and how many are left.
  package var stepLimit = Int.max
  /// The bytes that a cell was already refused for, and a little more.
  var toleratedMemory = 0
  var steps = Int.max
  /// Where the calls stood that an error has ended, innermost first.
  package var failure: [FailurePoint] = []
  /// Objects that `inout` arguments have taken from their variables: from where, and where they
  /// are now.
  var loans:
    [(slot: UnsafeMutablePointer<AnyObject?>, register: UnsafeMutablePointer<AnyObject?>)] =
      []
  /// The instruction at which something has failed.
  var failing: UnsafePointer<Instruction>?
  var nesting = 0
  /// Who is asked at stops and told of errors, and whether anyone listens to it.
  var debugger: Debugger?
  var isWatched = false
  /// Whether the debugger has something to say to the machine; set from any thread.
  let isCalled = Atomic<Bool>(false)
  /// Whether an error is on its way that the debugger was told of.
  var isPassing = false
  /// The calls of rows in progress, outermost first, while a debugger listens.
  var openSites: [CallSite] = []
  /// The cells whose code is still there.
  var cells: [WeakChunk] = []
  var cellsBeforeCleaning = 64

  struct Frame {
    let chunk: Unmanaged<Chunk>
    /// The window's first register.
    let base: UnsafeMutablePointer<Int>
    /// The instruction after the call, in the caller's chunk; for a call from outside, the `exit`.
    let returnTo: UnsafePointer<Instruction>
  }

  struct Entry {
    var code: UnsafePointer<Instruction>
    var room: Int
    /// nil where the function's line has not been reached.
    var chunk: Unmanaged<Chunk>?
  }

  /// An instruction of a chunk that was running when something failed.
  package struct FailurePoint {
    package let chunk: Chunk
    package let index: Int
    /// `self`, in a member function.
    package let owner: AnyObject?
  }

  /// The way an error has come, while a handler runs.
  final class Way {
    let points: [FailurePoint]

    init(_ points: [FailurePoint]) {
      self.points = points
    }
  }

  package override init() {
    // Zeroed pages are taken only when touched; a zeroed reference is nil.
    words = Machine.pages(2 * Machine.capacity).assumingMemoryBound(to: Int.self)
    objects = Machine.objects(beside: words)
    end = words + Machine.capacity - 128
    entries = .allocate(capacity: 0)
    frames = .allocate(capacity: Machine.frameLimit + 2)
    exit = .allocate(capacity: 2)
    exit.initialize(repeating: Instruction(.exit), count: 2)
    outside = Chunk(name: "", source: SourceText("", name: ""))
    frames.initialize(
      to: Frame(chunk: .passUnretained(outside), base: words, returnTo: UnsafePointer(exit)))
    frame = frames
    lastFrame = frames + Machine.frameLimit
    let globals = Machine.pages(3 * Machine.globalCapacity)
    globalWords = globals.assumingMemoryBound(to: Int.self)
    let objects = UnsafeMutableRawPointer(globalWords + Machine.globalCapacity)
    globalObjects = objects.assumingMemoryBound(to: AnyObject?.self)
    let flags = UnsafeMutableRawPointer(globalWords + 2 * Machine.globalCapacity)
    globalIsSet = flags.assumingMemoryBound(to: Bool.self)
  }

  /// The object registers of a window.
  @inline(__always)
  static func objects(
    beside words: UnsafeMutablePointer<Int>
  ) -> UnsafeMutablePointer<AnyObject?> {
    UnsafeMutableRawPointer(words + capacity).assumingMemoryBound(to: AnyObject?.self)
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
    departures.close()
    munmap(words, 2 * Machine.capacity * MemoryLayout<Int>.stride)
    frames.deallocate()
    exit.deallocate()
    entries.deallocate()
    // What they hold may be chains that need as much room to go as they needed to come.
    let (objects, count) = (globalObjects, globalCount)
    Session.onDeepStack { _ = objects.deinitialize(count: count) }
    munmap(globalWords, 3 * Machine.globalCapacity * MemoryLayout<Int>.stride)
  }

  /// Puts a function in its place.
  package func install(_ function: Chunk, at index: Int) {
    reserve(functions: max(index, function.needed.max() ?? 0) + 1)
    functions[index] = function
    setEntry(index, function)
  }

  /// Makes room for the functions that code may call, whether they are there or not.
  package func reserve(functions count: Int) {
    while functions.count < count { functions.append(nil) }
    guard count > entryCapacity else { return }
    entryCapacity = max(64, 2 * count)
    entries.deallocate()
    entries = .allocate(capacity: entryCapacity)
    for index in 0..<entryCapacity {
      setEntry(index, functions.indices.contains(index) ? functions[index] : nil)
    }
  }

  private func setEntry(_ index: Int, _ function: Chunk?) {
    (entries + index).initialize(
      to: Entry(
        code: function?.code ?? UnsafePointer(exit), room: function?.registerCount ?? 0,
        chunk: function.map { .passUnretained($0) }))
  }

  /// Makes room for the variables a cell is about to have.
  package func reserve(globals count: Int) {
    globalCount = min(max(globalCount, count), Machine.globalCapacity)
  }

  /// Whether a variable has its value.
  package func isSet(_ global: Int) -> Bool { global < globalCount && globalIsSet[global] }

  package func clear(global: Int) {
    guard global < globalCount else { return }
    globalObjects[global] = nil
    globalIsSet[global] = false
  }

  /// A variable's word and object.
  package func global(_ index: Int) -> (word: Int, object: AnyObject?) {
    (globalWords[index], globalObjects[index])
  }

  /// Where a builtin that calls a closure may put its arguments: above the running call's registers.
  private var nextBase: Int {
    frame.pointee.base - words + frame.pointee.chunk._withUnsafeGuaranteedRef { $0.registerCount }
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
    countdown &-= 1
    if countdown < 0 { try pause() }
    prepare(window)
    nesting += 1
    defer { nesting -= 1 }
    try run(closure.chunk, base: window.words, closure: closure)
    return window
  }

  override var standing: AnyObject? { standingPoints }

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

  /// Runs a cell, or a function without parameters, above what is running, as a rule on an empty
  /// stack; its value is what its last expression left.
  package func run(
    cell: Chunk, closure: ClosureObject? = nil
  ) throws -> (word: Int, object: AnyObject?) {
    let interrupted = (nesting, pendingError, countdown, steps, rowSites, openSites)
    defer {
      (nesting, pendingError, countdown, steps, rowSites, openSites) = interrupted
      if isWatched { debugger?.endCell(above: depth) }
    }
    let base = frame == frames ? 0 : nextBase
    guard base + cell.registerCount + 64 < Machine.capacity else { throw MachineError.tooDeep }
    nesting = 0
    pendingError = nil
    failure = []
    rowSites = []
    openSites = []
    isPassing = false
    countdown = 0
    steps = stepLimit
    remember(cell: cell)
    if isCalled.load(ordering: .relaxed) { debugger?.arm(self) }
    do {
      try run(cell, base: words + base, closure: closure)
    } catch {
      endAfterFailure(error, isThrown: error is Thrown)
      throw error
    }
    let value = (words[base], objects[base])
    objects[base] = nil
    if !departures.isEmpty { try endInstances() }
    return value
  }

  /// Where the last failure happened; asked once.
  package func takeFailure() -> [FailurePoint] {
    defer { failure = [] }
    return failure
  }
}
