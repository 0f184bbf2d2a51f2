import ApusDisplay
import ApusJSON
import ApusLanguage
import ApusNotebook
import ApusRunner
import Synchronization
import Testing

@Suite struct RunnerTests {
  private let failure = CellError(name: "TypeError", value: "no", traceback: ["line"])

  private func notebook(_ sources: String..., tags: [Int: String] = [:]) -> Notebook {
    Notebook(
      cells: sources.enumerated().map { index, source in
        let metadata: JSONObject = tags[index].map { ["tags": [.string($0)]] } ?? [:]
        return Notebook.Cell(.code, id: "c\(index)", source: source, metadata: metadata)
      })
  }

  private func run(
    _ notebook: Notebook, _ bodies: [String: FakeEvaluator.Body],
    options: Runner.Options = Runner.Options()
  ) -> (notebook: Notebook, report: RunReport) {
    Runner(FakeEvaluator(bodies), options: options).run(notebook)
  }

  private func outputs(_ body: @escaping FakeEvaluator.Body) -> [Notebook.Output] {
    run(notebook("x"), ["x": body]).notebook.cells[0].outputs
  }

  @Test func `code cells run in order and are counted`() {
    var input = notebook("a", "b")
    input.cells.insert(Notebook.Cell(.markdown, id: "m", source: "# b"), at: 1)
    let evaluator = FakeEvaluator([:])
    let (notebook, report) = Runner(evaluator).run(input)
    #expect(evaluator.cells.map(\.code) == ["a", "b"])
    #expect(evaluator.cells.map(\.number) == [1, 2])
    #expect(evaluator.cells.map(\.id) == ["c0", "c1"])
    #expect(notebook.cells.map(\.executionCount) == [1, nil, 2])
    #expect(report.executedCells == 2)
    #expect(report.failures.isEmpty)
  }

  @Test func `blank cells and skipped cells do not run`() {
    let evaluator = FakeEvaluator([:])
    let input = notebook(" \n\t", "a", "b", tags: [1: "skip-execution"])
    let notebook = Runner(evaluator).run(input).notebook
    #expect(evaluator.cells.map(\.code) == ["b"])
    #expect(notebook.cells.map(\.executionCount) == [nil, nil, 1])
  }

  @Test func `writes to one stream that follow each other are one output`() {
    let outputs = outputs { host in
      host.write("a", to: .stdout)
      host.write("b\n", to: .stdout)
      host.write("", to: .stderr)
      host.write("c", to: .stdout)
      host.write("d", to: .stderr)
      host.write("e", to: .stdout)
      return CellOutcome()
    }
    #expect(
      outputs == [.stream("stdout", "ab\nc"), .stream("stderr", "d"), .stream("stdout", "e")])
  }

  @Test func `a result stands last with the cell's count`() {
    let outputs = outputs { host in
      host.write("a", to: .stdout)
      return CellOutcome(result: MIMEBundle(plain: "3"))
    }
    #expect(
      outputs == [
        .stream("stdout", "a"), .executeResult(["text/plain": "3"], executionCount: 1),
      ])
  }

  @Test func `an update replaces what was displayed under its id, in earlier cells too`() {
    let bodies: [String: FakeEvaluator.Body] = [
      "a": { host in
        host.display(MIMEBundle(plain: "old"), id: "p", isUpdate: false)
        host.display(MIMEBundle(plain: "other"), id: nil, isUpdate: false)
        return CellOutcome()
      },
      "b": { host in
        host.display(MIMEBundle(plain: "new"), id: "p", isUpdate: true)
        host.display(MIMEBundle(plain: "lost"), id: "unknown", isUpdate: true)
        return CellOutcome()
      },
    ]
    let notebook = run(notebook("a", "b"), bodies).notebook
    #expect(
      notebook.cells[0].outputs == [
        .displayData(["text/plain": "new"]), .displayData(["text/plain": "other"]),
      ])
    #expect(notebook.cells[1].outputs.isEmpty)
  }

  @Test func `clearing at once removes the outputs and their ids`() {
    let outputs = outputs { host in
      host.display(MIMEBundle(plain: "old"), id: "p", isUpdate: false)
      host.clearOutput(wait: false)
      host.display(MIMEBundle(plain: "new"), id: "p", isUpdate: true)
      return CellOutcome()
    }
    #expect(outputs.isEmpty)
  }

  @Test func `clearing with wait keeps the outputs until the next one`() {
    let kept = outputs { host in
      host.write("a", to: .stdout)
      host.clearOutput(wait: true)
      return CellOutcome()
    }
    #expect(kept == [.stream("stdout", "a")])
    let replaced = outputs { host in
      host.write("a", to: .stdout)
      host.clearOutput(wait: true)
      host.write("b", to: .stdout)
      host.write("c", to: .stdout)
      return CellOutcome()
    }
    #expect(replaced == [.stream("stdout", "bc")])
  }

  @Test func `the run ends at the first failure and later cells lose old outputs`() {
    var input = notebook("a", "bad", "c")
    input.cells[2].outputs = [.stream("stdout", "stale")]
    input.cells[2].executionCount = 9
    let (notebook, report) = run(input, ["bad": { [failure] _ in CellOutcome(error: failure) }])
    #expect(notebook.cells[1].outputs == [.error("TypeError", "no", traceback: ["line"])])
    #expect(notebook.cells.map(\.executionCount) == [1, 2, nil])
    #expect(notebook.cells[2].outputs.isEmpty)
    #expect(report.failures.map(\.cellIndex) == [1])
    #expect(report.executedCells == 2)
  }

  @Test func `allowed errors do not end the run`() {
    let (notebook, report) = run(
      notebook("bad", "b"), ["bad": { [failure] _ in CellOutcome(error: failure) }],
      options: Runner.Options(allowsErrors: true))
    #expect(notebook.cells.map(\.executionCount) == [1, 2])
    #expect(report.failures.count == 1)
  }

  @Test func `a cell that may fail by its tag is no failure`() {
    let (notebook, report) = run(
      notebook("bad", "b", tags: [0: "raises-exception"]),
      ["bad": { [failure] _ in CellOutcome(error: failure) }])
    #expect(notebook.cells.map(\.executionCount) == [1, 2])
    #expect(report.failures.isEmpty)
  }

  @Test func `the notebook says its language and is valid`() {
    let notebook = run(notebook("a"), [:]).notebook
    #expect(notebook.metadata["language_info"]?["file_extension"] == ".swift")
    #expect(notebook.metadata["kernelspec"]?["name"] == "apus")
    #expect(notebook.faults().isEmpty)
  }

  @Test func `a Swift kernel that the notebook names is kept and any other is not`() {
    var input = notebook("a")
    input.metadata["kernelspec"] = ["name": "mine", "display_name": "Mine", "language": "swift"]
    #expect(run(input, [:]).notebook.metadata["kernelspec"]?["name"] == "mine")
    input.metadata["kernelspec"] = ["name": "python3", "display_name": "P", "language": "python"]
    #expect(run(input, [:]).notebook.metadata["kernelspec"]?["name"] == "apus")
  }

  @Test func `progress says what runs and how long it took`() {
    let times = Mutex([10.0, 12.5, 20.0, 20.25])
    let runner = Runner(FakeEvaluator([:]), seconds: { times.withLock { $0.removeFirst() } })
    var lines: [String] = []
    _ = runner.run(notebook("a", "b")) { progress in
      let head = "\(progress.position)/\(progress.total) \(progress.source)"
      switch progress.state {
      case .running: lines.append(head)
      case .finished(let seconds, let error): lines.append("\(head) \(seconds) \(error == nil)")
      }
    }
    #expect(lines == ["1/2 a", "1/2 a 2.5 true", "2/2 b", "2/2 b 0.25 true"])
  }
}
