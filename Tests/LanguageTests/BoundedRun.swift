import ApusLanguage
import ApusDisplay
import ApusValue

/// One input of the fuzz target: cells that run in one session, with few steps each and asked what
/// a front end asks.
///
/// `Tests/Fuzz/build` compiles this file into the target too, so the tests replay what it does.
enum BoundedRun {
  /// How many turns and calls a cell may do; a line ---- stands between two cells.
  static let steps = 20_000

  /// Runs an input; the ids of the errors.
  @discardableResult
  static func run(_ text: String) -> [String] {
    let session = Session(stepLimit: steps)
    let host = Host()
    var ids: [String] = []
    for (index, code) in cells(text).prefix(8).enumerated() {
      let middle = code.utf8.count / 2
      _ = session.completeness(of: code)
      _ = session.completions(in: code, at: middle)
      _ = session.inspection(in: code, at: middle, detail: 1)
      let outcome = session.run(Cell(code: code, number: index + 1), host: host)
      ids += outcome.error?.diagnostics.map(\.id) ?? []
    }
    return ids
  }

  /// For the fuzz target, whose process runs nothing else.
  static func limitMemory() { MemoryLimit.set(bytes: 1 << 30) }

  private static func cells(_ text: String) -> [String] {
    var cells: [String] = [""]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "----" { cells.append("") } else { cells[cells.count - 1] += line + "\n" }
    }
    return cells
  }

  /// Keeps nothing and answers nothing.
  private final class Host: ApusLanguage.Host {
    func write(_ text: String, to stream: OutputStream) {}
    func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {}
    func clearOutput(wait: Bool) {}
    func page(_ bundle: MIMEBundle) {}
    func readLine(prompt: String, isPassword: Bool) throws -> String? { nil }
  }
}
