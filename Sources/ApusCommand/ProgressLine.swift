import ApusRunner

/// The line that `apus run` has for each cell: its number, its first line and its time.
///
/// On a terminal the line stands there while the cell runs and is rewritten with the time.
struct ProgressLine: Sendable {
  private let console: Console

  init(_ console: Console) { self.console = console }

  func show(_ progress: Runner.Progress) {
    let columns = console.columns(.error)
    switch progress.state {
    case .running:
      guard let columns else { return }
      console.write("\r\u{1B}[K" + Self.line(progress, tail: "", columns: columns), to: .error)
    case .finished(let seconds, let error):
      let tail = Self.duration(seconds) + (error.map { "  \($0.name)" } ?? "")
      let line = Self.line(progress, tail: tail, columns: columns ?? 100)
      console.write((columns == nil ? "" : "\r\u{1B}[K") + line + "\n", to: .error)
    }
  }

  /// One line of at most so many columns.
  static func line(_ progress: Runner.Progress, tail: String, columns: Int) -> String {
    let total = String(progress.total)
    let position = String(progress.position)
    let indent = String(repeating: " ", count: total.count - min(total.count, position.count))
    let head = "[\(indent)\(position)/\(total)] "
    let end = tail.isEmpty ? "" : "  \(tail)"
    let room = max(8, columns - 1 - head.count - end.count)
    let lines = progress.source.split(whereSeparator: \.isNewline)
    let first = lines.first { $0.contains { !$0.isWhitespace } } ?? ""
    let printable = first.drop(while: \.isWhitespace).map { character in
      character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } ? " " : character
    }
    let source =
      printable.count > room ? String(printable.prefix(room - 1)) + "…" : String(printable)
    return head + source + end
  }

  /// `0.12 s`, `3.4 s`, `2 min 5 s`.
  static func duration(_ seconds: Double) -> String {
    guard seconds < 60 else {
      let whole = Int(min(seconds, 1e9))
      return "\(whole / 60) min \(whole % 60) s"
    }
    let steps = seconds < 1 ? 100.0 : 10.0
    let rounded = (seconds * steps).rounded() / steps
    let digits = String(rounded)
    let decimals = digits.split(separator: ".").last?.count ?? 0
    return digits + (seconds < 1 && decimals < 2 && rounded < 1 ? "0" : "") + " s"
  }
}
