import ApusJSON
import ApusNotebook
import Glibc
import Testing

@testable import ApusCommand

@Suite struct RunTests {
  private func notebook(_ sources: String...) -> String {
    let cells = sources.enumerated().map { index, source in
      Notebook.Cell(.code, id: "c\(index)", source: source)
    }
    return String(decoding: Notebook(cells: cells).bytes(), as: UTF8.self)
  }

  @Test func `a notebook is written beside itself with its outputs`() throws {
    let bench = try Bench()
    let text = notebook("a", "b")
    try bench.write(text, "n.ipynb")
    #expect(bench.run("run", bench.path("n.ipynb")) == .success)
    #expect(try bench.read("n.ipynb") == text)
    let result = try Notebook(parsing: Array(try bench.read("n.executed.ipynb").utf8))
    #expect(result.cells.map(\.executionCount) == [1, 2])
    #expect(
      result.cells[1].outputs == [
        .stream("stdout", "ran\n"), .executeResult(["text/plain": "b"], executionCount: 2),
      ])
    #expect(bench.error.contains("[2/2] b  "))
    #expect(bench.error.hasSuffix("Ran 2 cells; wrote \(bench.path("n.executed.ipynb"))\n"))
    #expect(bench.output.isEmpty)
  }

  @Test func `the notebook itself is written where that was asked for`() throws {
    let bench = try Bench()
    try bench.write(notebook("a"), "n.ipynb")
    #expect(bench.run("run", bench.path("n.ipynb"), "-o", bench.path("n.ipynb")) == .success)
    #expect(try bench.read("n.ipynb").contains("\"execution_count\": 1"))
    #expect(!bench.exists("n.executed.ipynb"))
  }

  @Test func `a failed cell exits with 1 and what was done is written`() throws {
    let bench = try Bench()
    try bench.write(notebook("a", "fail", "c"), "n.ipynb")
    #expect(bench.run("run", bench.path("n.ipynb")) == .cellFailed)
    let result = try Notebook(parsing: Array(try bench.read("n.executed.ipynb").utf8))
    #expect(result.cells.map(\.executionCount) == [1, 2, nil])
    #expect(bench.error.contains("TypeError: no\nRan 2 cells, 1 failed; wrote"))
    #expect(!bench.error.contains("\u{1B}"))
  }

  @Test func `allowed errors exit with 0`() throws {
    let bench = try Bench()
    try bench.write(notebook("fail", "b"), "n.ipynb")
    #expect(bench.run("run", bench.path("n.ipynb"), "--allow-errors") == .success)
    #expect(bench.error.contains("Ran 2 cells, 1 failed"))
  }

  @Test(arguments: [
    ("missing.ipynb", "cannot read '~/missing.ipynb': no such file or directory"),
    (".", "cannot read '~/.': is a directory"),
    ("text.ipynb", "cannot run '~/text.ipynb': not a notebook, since it is no JSON: line 1"),
    ("old.ipynb", "cannot run '~/old.ipynb': nbformat 3 is too old"),
  ])
  func `a file that cannot be run gives one sentence`(name: String, sentence: String) throws {
    let bench = try Bench()
    try bench.write("hello", "text.ipynb")
    try bench.write(#"{"nbformat": 3}"#, "old.ipynb")
    #expect(bench.run("run", bench.path(name)) == .badUsage)
    #expect(bench.error.contains(sentence.replacing("~", with: bench.folder)), "\(bench.error)")
    #expect(bench.error.split(separator: "\n").count == 1)
  }

  @Test func `a place that cannot be written to is found before the run`() throws {
    let bench = try Bench()
    try bench.write(notebook("a"), "n.ipynb")
    let status = bench.run("run", bench.path("n.ipynb"), "-o", bench.path("none/o.ipynb"))
    #expect(status == .badUsage)
    #expect(bench.error.hasPrefix("apus: cannot write to '\(bench.path("none/o.ipynb"))'"))
  }

  @Test func `a link to a notebook stays a link when it is written to`() throws {
    let bench = try Bench()
    try bench.write(notebook("a"), "n.ipynb")
    #expect(symlink(bench.path("n.ipynb"), bench.path("link.ipynb")) == 0)
    #expect(bench.run("run", bench.path("n.ipynb"), "-o", bench.path("link.ipynb")) == .success)
    #expect(try bench.read("n.ipynb").contains("\"execution_count\": 1"))
  }
}
