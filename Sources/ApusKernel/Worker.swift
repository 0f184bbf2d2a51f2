import ApusWire

/// A thread that does one thing after the other.
final class Worker: Sendable {
  private struct State {
    var jobs = Queue<@Sendable () -> Void>()
    var isWorking = false
    var isFinished = false
  }

  private let state = Monitor(State())

  init(_ name: String, stack: Int) {
    let state = state
    _ = Thread.start(name, stack: stack) {
      while let job = Self.next(of: state) { job() }
    }
  }

  func add(_ job: @escaping @Sendable () -> Void) {
    state.withLock { $0.jobs.append(job) }
  }

  /// Has something done in its turn and waits for what comes of it; nil where the thread has ended.
  func perform<Result: Sendable>(_ job: @escaping @Sendable () -> Result) -> Result? {
    let result = Monitor<(value: Result?, isDone: Bool)>((nil, false))
    let isAccepted = state.withLock { state in
      if state.isFinished { return false }
      state.jobs.append {
        let value = job()
        result.withLock { $0 = (value, true) }
      }
      return true
    }
    guard isAccepted else { return nil }
    while true {
      let found = result.wait(until: Timekeeper.system.uptime() + 100_000_000) {
        $0.isDone ? $0 : nil
      }
      if let found { return found.value }
      if state.withLock({ $0.isFinished && !$0.isWorking }) { return nil }
    }
  }

  /// Lets the thread end after what it does now.
  func finish() {
    state.withLock { $0.isFinished = true }
  }

  /// Waits until there is nothing left to do; false where that took too long.
  func waitUntilIdle(nanoseconds: UInt64) -> Bool {
    let deadline = Timekeeper.system.uptime() + nanoseconds
    let done: Void? = state.wait(until: deadline) { state in
      state.jobs.isEmpty && !state.isWorking ? () : nil
    }
    return done != nil
  }

  private static func next(of state: Monitor<State>) -> (@Sendable () -> Void)? {
    state.withLock { $0.isWorking = false }
    let next: Optional<@Sendable () -> Void>? = state.wait { state in
      if state.isFinished { return .some(nil) }
      guard let job = state.jobs.popFirst() else { return nil }
      state.isWorking = true
      return .some(job)
    }
    return next ?? nil
  }
}
