import ApusDisplay
import ApusLanguage
import ApusWire

/// An evaluator whose cells do what a test tells them to.
final class ScriptedEvaluator: Evaluator {
  typealias Script = @Sendable (any Host) -> CellOutcome

  private struct State {
    var ran: [Cell] = []
    var isInterrupted = false
    /// The cells that block have been let go.
    var isReleased = false
    /// How many cells block now.
    var blocked = 0
  }

  private let scripts: [String: Script]
  private let state = Monitor(State())

  init(_ scripts: [String: Script] = [:]) {
    self.scripts = scripts
  }

  /// The cells that were run.
  var ran: [Cell] { state.withLock { $0.ran } }

  func run(_ cell: Cell, host: any Host) -> CellOutcome {
    state.withLock { state in
      state.ran.append(cell)
      state.isInterrupted = false
      state.isReleased = false
    }
    if cell.code == "block" { return block() }
    return scripts[cell.code]?(host) ?? CellOutcome(error: Self.failure)
  }

  static let failure = CellError(name: "TypeError", value: "no", traceback: ["cell: no"])
  static let interruption = CellError(name: "Interrupted", value: "stopped", traceback: [])

  static func bundle(_ text: String) -> MIMEBundle {
    MIMEBundle(data: ["text/plain": .string(text)])
  }

  static func value(_ text: String) -> CellOutcome { CellOutcome(result: bundle(text)) }

  /// Runs until it is interrupted or released.
  private func block() -> CellOutcome {
    state.withLock { $0.blocked += 1 }
    let outcome = state.wait { state -> CellOutcome? in
      if state.isInterrupted { return CellOutcome(error: Self.interruption) }
      return state.isReleased ? CellOutcome() : nil
    }
    state.withLock { $0.blocked -= 1 }
    return outcome ?? CellOutcome()
  }

  func waitUntilBlocked(_ count: Int = 1) {
    let deadline = Timekeeper.system.uptime() + 10_000_000_000
    state.wait(until: deadline) { $0.blocked >= count ? () : nil }
  }

  func release() {
    state.withLock { $0.isReleased = true }
  }

  func interrupt() {
    state.withLock { $0.isInterrupted = true }
  }

  func evaluate(_ expression: String, host: any Host) -> Result<MIMEBundle, CellError> {
    switch scripts[expression]?(host).result {
    case .some(let bundle): .success(bundle)
    case .none: .failure(Self.failure)
    }
  }

  /// Offers itself, to be put where the last three bytes before the position were.
  func completions(in code: String, at offset: Int) -> Completion {
    Completion(
      items: [.init(text: "softmax", kind: "function", signature: "(Tensor) -> Tensor")],
      replacing: max(0, offset - 3)..<offset)
  }

  func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle? {
    code == "unknown" ? nil : Self.bundle("at \(offset), detail \(detail)")
  }

  func completeness(of code: String) -> Completeness {
    switch code {
    case "{": .incomplete(indent: "  ")
    case ")": .invalid
    default: .complete
    }
  }
}
