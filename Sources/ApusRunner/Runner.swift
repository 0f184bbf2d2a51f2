import ApusDisplay
import ApusLanguage
import ApusNotebook

/// Executes a notebook's code cells in their order, as nbclient does, in this process.
///
/// Blank cells and cells with the tag `skip-execution` are passed over. The run ends at the first
/// cell that fails, unless errors are allowed or the cell has the tag `raises-exception`.
package struct Runner: Sendable {
  package struct Options: Sendable {
    package var allowsErrors = false
    /// Seconds after which a cell is interrupted.
    package var cellTimeout: Double?

    package init(allowsErrors: Bool = false, cellTimeout: Double? = nil) {
      self.allowsErrors = allowsErrors
      self.cellTimeout = cellTimeout
    }
  }

  /// What a progress line says; `position` counts the cells that run from 1 to `total`.
  package struct Progress: Sendable {
    package enum State: Sendable {
      case running
      case finished(seconds: Double, error: CellError?)
    }

    package var position: Int
    package var total: Int
    package var source: String
    package var state: State

    package init(position: Int, total: Int, source: String, state: State) {
      self.position = position
      self.total = total
      self.source = source
      self.state = state
    }
  }

  private let evaluator: any Evaluator
  private let options: Options
  private let alarm: Alarm
  private let seconds: @Sendable () -> Double

  /// `seconds` is a clock of any origin that only goes forward.
  package init(
    _ evaluator: any Evaluator, options: Options = Options(), alarm: Alarm = .system,
    seconds: @escaping @Sendable () -> Double = { Alarm.seconds() }
  ) {
    self.evaluator = evaluator
    self.options = options
    self.alarm = alarm
    self.seconds = seconds
  }

  /// The notebook with its new outputs, and what happened.
  ///
  /// Outputs of an earlier run are gone, also from cells that this run did not reach, so that what
  /// stands in the notebook is one run's.
  package func run(
    _ notebook: Notebook, progress: (Progress) -> Void = { _ in }
  ) -> (notebook: Notebook, report: RunReport) {
    var notebook = notebook
    notebook.setLanguage()
    for index in notebook.cells.indices where notebook.cells[index].kind == .code {
      notebook.cells[index].outputs = []
      notebook.cells[index].executionCount = nil
    }
    let places = notebook.cells.indices.filter { notebook.cells[$0].isExecutable }
    let collector = OutputCollector(cellCount: notebook.cells.count)
    var report = RunReport()
    for (offset, place) in places.enumerated() {
      let cell = notebook.cells[place]
      let count = offset + 1
      var step = Progress(
        position: count, total: places.count, source: cell.source, state: .running)
      progress(step)
      notebook.cells[place].executionCount = count
      collector.begin(cell: place)
      let start = seconds()
      let (outcome, isTimedOut) = run(cell, number: count, host: collector)
      let error = isTimedOut ? timeoutError(outcome.error) : outcome.error
      if let result = outcome.result, !isTimedOut {
        collector.append(
          .executeResult(result.data, metadata: result.metadata, executionCount: count))
      }
      if let error {
        collector.append(.error(error.name, error.value, traceback: error.traceback))
      }
      report.executedCells += 1
      step.state = .finished(seconds: seconds() - start, error: error)
      progress(step)
      guard let error, isTimedOut || !cell.tags.contains(Self.mayFail) else { continue }
      report.failures.append(
        RunReport.Failure(cellIndex: place, executionCount: count, error: error))
      if !options.allowsErrors { break }
    }
    for (place, outputs) in collector.outputs.enumerated() where !outputs.isEmpty {
      notebook.cells[place].outputs = outputs
    }
    return (notebook, report)
  }

  private static let mayFail = "raises-exception"

  private func run(
    _ cell: Notebook.Cell, number: Int, host: OutputCollector
  ) -> (outcome: CellOutcome, isTimedOut: Bool) {
    let unit = Cell(code: cell.source, number: number, id: cell.id)
    guard let timeout = options.cellTimeout else {
      return (evaluator.run(unit, host: host), false)
    }
    let cancel = alarm.arm(timeout) { [evaluator] in evaluator.interrupt() }
    let outcome = evaluator.run(unit, host: host)
    // A cell that came to its end all the same is not blamed.
    let hasRung = cancel()
    return (outcome, hasRung && outcome.error != nil)
  }

  private func timeoutError(_ error: CellError?) -> CellError {
    let limit = options.cellTimeout ?? 0
    let text = limit == limit.rounded() && limit < 1e9 ? String(Int(limit)) : String(limit)
    let value = "the cell was stopped after \(text) s"
    return CellError(
      name: "Timeout", value: value, traceback: ["Timeout: \(value)"] + (error?.traceback ?? []),
      diagnostics: error?.diagnostics ?? [])
  }
}

extension Notebook.Cell {
  fileprivate var isExecutable: Bool {
    kind == .code && !tags.contains("skip-execution") && source.contains { !$0.isWhitespace }
  }
}

extension Notebook {
  /// Says which language the notebook is in; a kernel of Swift that is named already is kept.
  fileprivate mutating func setLanguage() {
    metadata["language_info"] = .object(LanguageInfo.json)
    let named = metadata["kernelspec"]
    let isOurs =
      named?["language"] == LanguageInfo.kernelspec["language"] && named?["name"]?.string != nil
      && named?["display_name"]?.string != nil
    if !isOurs { metadata["kernelspec"] = .object(LanguageInfo.kernelspec) }
  }
}
