import ApusLanguage
import ApusNotebook
import ApusRunner

extension Command {
  private static let output = Option(
    "output", letter: "o", value: "OUT", "Where to write, NOTEBOOK.executed.ipynb otherwise.")
  private static let allowErrors = Option(
    "allow-errors", "Run the cells after one that failed too, and exit with 0.")
  private static let cellTimeout = Option(
    "cell-timeout", value: "S", "Stop a cell after S seconds.")

  static let run = Command(
    name: "run", operands: ["NOTEBOOK"],
    summary: "Run all cells of a notebook and write it with its outputs.",
    details: """
      The notebook itself is not written to, unless OUT is the same file. The run ends at the first
      cell that fails, with exit status 1; what was done until then is written. A cell with the tag
      'raises-exception' may fail.
      """,
    options: [output, allowErrors, cellTimeout, .memory],
    perform: { arguments, context throws(CommandError) in
      let path = arguments.operands.first ?? ""
      var options = Runner.Options(allowsErrors: arguments.has(allowErrors))
      if let text = arguments[cellTimeout] {
        guard let seconds = Double(text), seconds > 0, seconds.isFinite else {
          throw .badValue(cellTimeout, text, expected: "a number of seconds above 0")
        }
        options.cellTimeout = seconds
      }
      let notebook = try read(path)
      let destination = arguments[output] ?? executedPath(of: path)
      do throws(File.Failure) {
        try File.checkCanWrite(destination)
      } catch {
        throw .file(error)
      }

      let evaluator = context.makeEvaluator()
      let runner = Runner(evaluator, options: options)
      let line = ProgressLine(context.console)
      let (executed, report) = try CellThread.run(interrupting: evaluator) {
        runner.run(notebook, progress: line.show)
      }
      for failure in report.failures {
        context.console.write(failure.error.text + "\n", to: .error)
      }
      do throws(File.Failure) {
        try File.write(executed.bytes(), to: destination)
      } catch {
        throw .file(error)
      }
      for fault in executed.faults() {
        context.console.write("apus: not valid in nbformat 4.5: \(fault)\n", to: .error)
      }
      context.console.write(summary(of: report, in: destination), to: .error)
      return report.failures.isEmpty || options.allowsErrors ? .success : .cellFailed
    })

  private static func read(_ path: String) throws(CommandError) -> Notebook {
    let bytes: [UInt8]
    do { bytes = try File.read(path) } catch { throw .file(error) }
    do { return try Notebook(parsing: bytes) } catch {
      throw .refused("cannot run '\(path)': \(error)")
    }
  }

  static func executedPath(of path: String) -> String {
    let suffix = ".ipynb"
    return (path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path)
      + ".executed" + suffix
  }

  private static func summary(of report: RunReport, in path: String) -> String {
    let cells = report.executedCells == 1 ? "1 cell" : "\(report.executedCells) cells"
    let failures =
      switch report.failures.count {
      case 0: ""
      case 1: ", 1 failed"
      default: ", \(report.failures.count) failed"
      }
    return "Ran \(cells)\(failures); wrote \(path)\n"
  }
}
