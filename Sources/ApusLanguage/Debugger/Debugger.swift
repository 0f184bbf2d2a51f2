import ApusTensor
import Synchronization

/// Stops a session's cells where it is told to, and lets the calls be looked at that stand there.
///
/// What is asked of it comes from a thread of its own, and is done as a guest on the session's machine
/// (`Turns`): while nothing runs, between two turns of a running cell, and all the while a cell is
/// stopped. Where no one listens nothing is stopped and nothing is noted but where statements begin.
package final class Debugger: @unchecked Sendable {
  /// A line of a cell at which to stop.
  package struct Breakpoint: Sendable, Equatable {
    package var line: Int
    /// An expression that has to be true.
    package var condition: String?
    /// At which of the times that it is reached; nil for all.
    package var hits: HitRule?
    /// Said instead of stopping, with expressions between braces.
    package var message: String?

    package init(
      line: Int, condition: String? = nil, hits: HitRule? = nil, message: String? = nil
    ) {
      (self.line, self.condition, self.hits, self.message) = (line, condition, hits, message)
    }
  }

  package enum Reason: String, Sendable {
    case breakpoint, step, pause, exception
  }

  package enum Event: Sendable {
    /// A cell has stopped; of an error, what it says.
    case stopped(Reason, text: String?)
    case continued
    /// What a breakpoint says.
    case output(String)
  }

  /// How a stopped cell goes on.
  package enum Resumption: Sendable {
    case run, next, stepIn, stepOut
  }

  /// Which errors stop a cell.
  package enum ErrorFilter: String, Sendable, CaseIterable {
    case raised, uncaught
  }

  /// What all threads know of it.
  struct Shared {
    var listener: (@Sendable (Event) -> Void)?
    /// By the text of the cell.
    var breakpoints: [String: [Breakpoint]] = [:]
    var filters: Set<ErrorFilter> = []
    var wantsPause = false
    /// The reasons of the stops that last, the latest last.
    var stops: [(reason: Reason, text: String?)] = []
    /// How the latest one ends.
    var resumption: Resumption?
    /// How often each line with a breakpoint was reached, by the text of the cell.
    var passed: [String: [Int: Int]] = [:]
  }

  /// A step that is being done.
  struct Step {
    let kind: Resumption
    let depth: Int
    let chunk: Chunk
    let line: Int
  }

  /// Where a cell stands that is stopped.
  struct Stop {
    let calls: [OpenCall]
  }

  let shared = Mutex(Shared())
  weak var session: Session?

  // For whoever has its turn on the machine.
  var step: Step?
  var stops: [Stop] = []
  /// Whether code runs that is not to be stopped: an expression that is looked at.
  var isQuiet = false
  var conditions: [BreakpointKey: FrameExpression] = [:]
  var references = DebugReferences()
  /// The last place for a variable of an expression that is free.
  var freeGlobal = Machine.lastGlobal

  /// A statement of a chunk, and what is evaluated there.
  struct BreakpointKey: Hashable {
    let chunk: ObjectIdentifier
    let statement: Int
    let text: String
  }

  init() {}

  /// Begins to stop cells, and tells the listener of it, on the thread of the cell.
  package func attach(_ listener: @escaping @Sendable (Event) -> Void) {
    shared.withLock { $0.listener = listener }
    change()
  }

  /// Lets every cell run on, and stops none any more.
  package func detach() {
    shared.withLock { shared in
      let stops = shared.stops
      shared = Shared()
      shared.stops = stops
      shared.resumption = .run
    }
    change()
    session?.wakeStops()
  }

  package var isAttached: Bool { shared.withLock { $0.listener != nil } }

  package var isStopped: Bool { shared.withLock { !$0.stops.isEmpty } }

  /// Puts breakpoints in a cell, in the place of those that were there; where they are then.
  ///
  /// A breakpoint on a line without code moves to the next one with code, and from inside a statement
  /// to its first line; nil where the cell has no code.
  package func setBreakpoints(_ wanted: [Breakpoint], in code: String) -> [Breakpoint?] {
    let lines = session?.codeLines(in: code) ?? CodeLines()
    let placed = wanted.map { point -> Breakpoint? in
      guard let line = lines.line(for: point.line) else { return nil }
      var point = point
      point.line = line
      return point
    }
    shared.withLock { shared in
      shared.breakpoints[code] = placed.compactMap { $0 }
      shared.passed[code] = nil
    }
    change()
    return placed
  }

  package func removeAllBreakpoints() {
    shared.withLock { $0.breakpoints = [:] }
    change()
  }

  package func setErrorFilters(_ filters: Set<ErrorFilter>) {
    shared.withLock { $0.filters = filters }
  }

  /// Stops what runs at the next statement.
  package func pause() {
    shared.withLock { $0.wantsPause = true }
    change()
  }

  /// What was to be stopped has been interrupted.
  func forgetPause() { shared.withLock { $0.wantsPause = false } }

  /// Lets the stopped cell go on; false where none is.
  package func resume(_ how: Resumption) -> Bool {
    let isStopped = shared.withLock { shared in
      guard !shared.stops.isEmpty else { return false }
      shared.resumption = how
      return true
    }
    if isStopped { session?.wakeStops() }
    return isStopped
  }

  /// Has the machine take up what has changed.
  func change() { session?.callMachine() }

  func tell(_ event: Event) { shared.withLock { $0.listener }?(event) }
}
