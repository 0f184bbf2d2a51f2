import ApusLanguage
import ApusText

/// A text of prose and cells, each cell with what it should show behind it.
///
/// A fence ` ```apus ` is a cell; the cells of a text run in one session. Fences `output`, `value`
/// and `error` behind it say what it prints, what its last expression is worth, and its errors; one
/// that is not there says that there is nothing.
package struct Transcript {
  package enum Showing: String, CaseIterable {
    case output, value, error
  }

  package struct Cell {
    package var code: [String]
    package var shows: [Showing: [String]] = [:]
  }

  package enum Part {
    case prose([String])
    case cell(Cell)
  }

  package enum Recording: String {
    case missing, all
  }

  package private(set) var parts: [Part] = []

  package var cells: [Cell] {
    parts.compactMap { if case .cell(let cell) = $0 { cell } else { nil } }
  }

  package init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    while let line = lines.popFirst() {
      guard line.hasPrefix("```") else {
        add(line)
        continue
      }
      let body = Array(lines.prefix { $0 != "```" })
      lines = lines.dropFirst(body.count + 1)
      if line == "```apus" {
        parts.append(.cell(Cell(code: body)))
      } else if let showing = Showing(rawValue: String(line.dropFirst(3))) {
        show(body, as: showing)
      }
    }
  }

  private mutating func add(_ line: String) {
    switch parts.last {
    case .prose(let lines): parts[parts.count - 1] = .prose(lines + [line])
    case .cell, nil:
      // A blank line between a cell and what it shows is made again when it is written.
      if !line.isEmpty { parts.append(.prose([line])) }
    }
  }

  private mutating func show(_ body: [String], as showing: Showing) {
    guard case .cell(var cell) = parts.last else { return }
    cell.shows[showing] = body
    parts[parts.count - 1] = .cell(cell)
  }

  /// What every cell shows when they run, one after the other in a new session.
  package func run() -> [[Showing: [String]]] {
    let session = Session()
    return cells.enumerated().map { index, cell in
      let code = cell.code.joined(separator: "\n")
      let cell = ApusLanguage.Cell(code: code, number: index + 1)
      return Self.shows(cell) { session.run($0, host: $1) }.shows
    }
  }

  /// What a cell shows on some evaluator, and the id of its error where it fails.
  package static func shows(
    _ cell: ApusLanguage.Cell, _ run: (ApusLanguage.Cell, any Host) -> CellOutcome
  ) -> (shows: [Showing: [String]], end: String?) {
    let host = SilentHost()
    let outcome = run(cell, host)
    var shows: [Showing: [String]] = [:]
    if !host.output.isEmpty { shows[.output] = lines(host.output) }
    if let result = outcome.result { shows[.value] = lines(result.plain + "\n") }
    if let error = outcome.error {
      let renderer = DiagnosticRenderer(style: .plain)
      shows[.error] = error.diagnostics.flatMap { renderer.lines(of: $0) }
    }
    return (shows, outcome.error?.diagnostics.first?.id)
  }

  /// The lines of a text; a last one without an end is followed by a line that says so.
  private static func lines(_ text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() } else { lines.append("\\ no line end") }
    return lines
  }

  /// Where the cells show something else than the text says, with both.
  package func faults(_ shown: [[Showing: [String]]]) -> [String] {
    zip(cells, shown).enumerated().flatMap { index, pair in
      Showing.allCases.compactMap { showing in
        let (said, made) = (pair.0.shows[showing], pair.1[showing])
        if said == made { return nil }
        func text(_ lines: [String]?) -> String { lines?.joined(separator: "\n") ?? "(nothing)" }
        return """
          cell \(index + 1) has another \(showing.rawValue). The text says:
          \(text(said))
          The cell shows:
          \(text(made))
          """
      }
    }
  }

  /// The text with what the cells show: in all of them, or in those where nothing is said yet.
  package func recorded(_ shown: [[Showing: [String]]], _ recording: Recording) -> String {
    var shown = shown[...]
    var blocks: [String] = []
    for part in parts {
      switch part {
      case .prose(let lines): blocks.append(Self.trimmed(lines).joined(separator: "\n"))
      case .cell(let cell):
        let made = shown.popFirst() ?? [:]
        let isKept = recording == .missing && !cell.shows.isEmpty
        let shows = isKept ? cell.shows : made
        blocks.append(Self.fence("apus", cell.code))
        for showing in Showing.allCases {
          if let lines = shows[showing] { blocks.append(Self.fence(showing.rawValue, lines)) }
        }
      }
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }

  private static func fence(_ name: String, _ lines: [String]) -> String {
    (["```" + name] + lines + ["```"]).joined(separator: "\n")
  }

  private static func trimmed(_ lines: [String]) -> [String] {
    lines.reversed().drop { $0.isEmpty }.reversed()
  }
}
