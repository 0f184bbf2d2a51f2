import ApusDisplay
import ApusLanguage
import Synchronization

/// An evaluator whose cells are closures found by their code; it keeps what it was asked.
final class FakeEvaluator: Evaluator {
  typealias Body = @Sendable (any Host) -> CellOutcome

  private let bodies: [String: Body]
  private let state = Mutex<(cells: [Cell], interrupts: Int)>(([], 0))

  init(_ bodies: [String: Body]) { self.bodies = bodies }

  var cells: [Cell] { state.withLock { $0.cells } }
  var interrupts: Int { state.withLock { $0.interrupts } }

  func run(_ cell: Cell, host: any Host) -> CellOutcome {
    state.withLock { $0.cells.append(cell) }
    return bodies[cell.code]?(host) ?? CellOutcome()
  }

  func interrupt() { state.withLock { $0.interrupts += 1 } }

  func evaluate(_ expression: String, host: any Host) -> Result<MIMEBundle, CellError> {
    .failure(CellError(name: "Unused", value: "", traceback: []))
  }

  func completions(in code: String, at offset: Int) -> Completion {
    Completion(items: [], replacing: offset..<offset)
  }

  func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle? { nil }

  func completeness(of code: String) -> Completeness { .complete }
}
