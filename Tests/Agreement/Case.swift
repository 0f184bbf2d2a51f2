import ApusLanguage
import ApusNotebook
import ApusText
import Corpus
import Foundation

/// A text of cells that run one after the other, in our language and natively.
struct Case {
  /// How a cell ends.
  enum Conduct: Equatable {
    case shows(output: String, value: String)
    case stops(output: String)
    case isRefused
  }

  struct Cell {
    var number: Int
    var code: String
    /// What it does in our language, by the transcript's own words.
    var expected: Conduct
    /// What our language says of it, where it fails.
    var diagnostics: [Diagnostic] = []
    /// The intended difference that it is said to show.
    var difference: String?
  }

  /// The path below the folder of its kind, without the extension.
  var name: String
  var cells: [Cell]
  /// What the comparison must find in a case that is planted to be wrong.
  var faults: [String] = []
}

extension Case {
  /// Reads a transcript, whose lines `differs: name` speak of the cell behind them.
  init(transcript text: String, name: String) {
    self.name = name
    let transcript = Transcript(text)
    let session = Session()
    cells = []
    var difference: String?
    for part in transcript.parts {
      switch part {
      case .prose(let lines):
        for line in lines {
          if let name = Self.value(of: "differs", in: line) { difference = name }
          if let fault = Self.value(of: "fault", in: line) { faults.append(fault) }
        }
      case .cell(let cell):
        let number = cells.count + 1
        let code = cell.code.joined(separator: "\n")
        let outcome = session.run(
          ApusLanguage.Cell(code: code, number: number), host: SilentHost())
        let output = Self.text(cell.shows[.output])
        let expected: Conduct =
          cell.shows[.error] == nil
          ? .shows(output: output, value: Self.text(cell.shows[.value]))
          : outcome.error?.hasBegun == true ? .stops(output: output) : .isRefused
        cells.append(
          Cell(
            number: number, code: code, expected: expected,
            diagnostics: outcome.error?.diagnostics ?? [], difference: difference))
        difference = nil
      }
    }
  }

  /// Reads a notebook, which says what our language makes of it when it runs.
  init(notebook bytes: Data, name: String) throws {
    self.name = name
    let session = Session()
    cells = []
    for cell in try Notebook(parsing: bytes).cells where cell.kind == .code {
      let number = cells.count + 1
      let host = SilentHost()
      let outcome = session.run(
        ApusLanguage.Cell(code: cell.source, number: number), host: host)
      let value = outcome.result.map { $0.plain + "\n" } ?? ""
      let expected: Conduct =
        outcome.error.map { $0.hasBegun ? .stops(output: host.output) : .isRefused }
        ?? .shows(output: host.output, value: value)
      cells.append(
        Cell(
          number: number, code: cell.source, expected: expected,
          diagnostics: outcome.error?.diagnostics ?? []))
    }
  }

  private static func value(of key: String, in line: String) -> String? {
    line.hasPrefix(key + ": ") ? String(line.dropFirst(key.count + 2)) : nil
  }

  /// A block of a transcript as the text that was printed.
  private static func text(_ lines: [String]?) -> String {
    guard var lines, !lines.isEmpty else { return "" }
    if lines.last == "\\ no line end" {
      lines.removeLast()
      return lines.joined(separator: "\n")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
