import ApusWire

/// Sends what a cell has printed but not sent when its time has come, even while the cell computes.
final class Flusher: Sendable {
  private struct State {
    var due: (host: CellHost, at: UInt64)?
    var isFinished = false
  }

  private let state = Monitor(State())

  init(time: Timekeeper) {
    let state = state
    _ = Thread.start("apus-streams") {
      while let (host, deadline) = Self.next(of: state) {
        // Waits by the system's clock even where the clock is a test's own.
        let now = time.uptime()
        let pause = deadline > now ? deadline - now : 0
        let end: Void? = state.wait(until: Timekeeper.system.uptime() + pause) {
          $0.isFinished ? () : nil
        }
        if end == nil { host.flushIfDue() }
      }
    }
  }

  /// Has a cell flushed at an uptime.
  func schedule(_ host: CellHost, at deadline: UInt64) {
    state.withLock { $0.due = (host, deadline) }
  }

  func finish() {
    state.withLock { $0.isFinished = true }
  }

  private static func next(of state: Monitor<State>) -> (CellHost, UInt64)? {
    let next: Optional<(CellHost, UInt64)>? = state.wait { state in
      if state.isFinished { return .some(nil) }
      guard let due = state.due else { return nil }
      state.due = nil
      return .some((due.host, due.at))
    }
    return next ?? nil
  }
}
