import ApusDisplay
import ApusLanguage
import ApusNotebook
import ApusRunner
import Synchronization
import Testing

@Suite struct TimeoutTests {
  /// An alarm that rings when the test says so.
  private final class Bell: Sendable {
    let state = Mutex<(ring: (@Sendable () -> Void)?, seconds: [Double], hasRung: Bool)>(
      (nil, [], false))

    var alarm: Alarm {
      Alarm { seconds, ring in
        self.state.withLock { state in
          state.ring = ring
          state.seconds.append(seconds)
          state.hasRung = false
        }
        return { self.state.withLock { $0.hasRung } }
      }
    }

    func ringNow() {
      let ring = state.withLock { state in
        state.hasRung = true
        return state.ring
      }
      ring?()
    }
  }

  private let notebook = Notebook(cells: [
    Notebook.Cell(.code, id: "a", source: "slow", metadata: ["tags": ["raises-exception"]]),
    Notebook.Cell(.code, id: "b", source: "next"),
  ])

  @Test func `a cell that takes too long is interrupted and fails, whatever its tags`() {
    let bell = Bell()
    let evaluator = FakeEvaluator([
      "slow": { _ in
        bell.ringNow()
        return CellOutcome(
          error: CellError(name: "Interrupted", value: "stopped", traceback: ["at 1"]))
      }
    ])
    let runner = Runner(evaluator, options: Runner.Options(cellTimeout: 5), alarm: bell.alarm)
    let (result, report) = runner.run(notebook)
    #expect(evaluator.interrupts == 1)
    #expect(bell.state.withLock { $0.seconds } == [5])
    #expect(report.failures.map(\.error.name) == ["Timeout"])
    #expect(
      result.cells[0].outputs == [
        .error(
          "Timeout", "the cell was stopped after 5 s",
          traceback: ["Timeout: the cell was stopped after 5 s", "at 1"])
      ])
  }

  @Test func `a cell that ended when its time was up is not blamed`() {
    let bell = Bell()
    let evaluator = FakeEvaluator([
      "slow": { _ in
        bell.ringNow()
        return CellOutcome(result: MIMEBundle(plain: "1"))
      }
    ])
    let runner = Runner(evaluator, options: Runner.Options(cellTimeout: 0.5), alarm: bell.alarm)
    let (result, report) = runner.run(notebook)
    #expect(report.failures.isEmpty)
    #expect(result.cells[0].outputs.count == 1)
    #expect(report.executedCells == 2)
  }

  @Test func `the system's alarm rings`() {
    let rings = Atomic<Int>(0)
    let cancel = Alarm.system.arm(0) { rings.add(1, ordering: .sequentiallyConsistent) }
    while rings.load(ordering: .sequentiallyConsistent) == 0 {}
    #expect(cancel())
    #expect(rings.load(ordering: .sequentiallyConsistent) == 1)
  }

  @Test func `the system's alarm is silent once it was cancelled`() {
    let cancel = Alarm.system.arm(1e300) { Issue.record("the alarm rang") }
    #expect(!cancel())
    #expect(!cancel())
  }
}
