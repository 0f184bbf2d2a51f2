import ApusWire

/// Sends what cells have printed but not sent when its time has come, even while they compute.
final class Flusher: Sendable {
  private struct State {
    var due: [(host: CellHost, at: UInt64)] = []
    var isFinished = false

    var first: Int? { due.indices.min { due[$0].at < due[$1].at } }
  }

  private let state = Monitor(State())

  init(time: Timekeeper) {
    let state = state
    _ = Thread.start("apus-streams") {
      while let host = Self.next(of: state, time) { host.flushIfDue() }
    }
  }

  /// Has a cell flushed at an uptime; of several times for one cell the first counts.
  func schedule(_ host: CellHost, at deadline: UInt64) {
    state.withLock { state in
      if let index = state.due.firstIndex(where: { $0.host === host }) {
        state.due[index].at = min(state.due[index].at, deadline)
      } else {
        state.due.append((host, deadline))
      }
    }
  }

  func finish() {
    state.withLock { $0.isFinished = true }
  }

  /// The host whose time comes next, when it has come; nil at the end.
  private static func next(of state: Monitor<State>, _ time: Timekeeper) -> CellHost? {
    while true {
      // Waits by the system's clock even where the clock is a test's own.
      var pause: UInt64?
      let next: Optional<CellHost>? = state.withLock { state in
        if state.isFinished { return .some(nil) }
        guard let first = state.first else { return nil }
        let (now, at) = (time.uptime(), state.due[first].at)
        if at <= now { return state.due.remove(at: first).host }
        pause = at - now
        return nil
      }
      if let next { return next }
      let end = pause.map { Timekeeper.system.uptime() + $0 }
      let earliest = state.withLock { state in state.first.map { state.due[$0].at } }
      let _: Void? = state.wait(until: end) { state in
        state.isFinished || state.first.map { state.due[$0].at } != earliest ? () : nil
      }
      if pause == nil { continue }
      // A clock that stands still has its moment, too.
      let late: CellHost? = state.withLock { state in
        guard let first = state.first, state.due[first].at == earliest,
          Timekeeper.system.uptime() >= end ?? 0
        else { return nil }
        return state.due.remove(at: first).host
      }
      if let late { return late }
    }
  }
}
