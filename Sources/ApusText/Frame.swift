/// The lines of source that a diagnostic points at, with what stands under them.
struct Frame {
  /// A part of one line that is underlined, with the text that hangs from it.
  struct Mark {
    var columns: Range<Int>
    var isPrimary: Bool
    var text: String?
  }

  let source: SourceText
  let width: Int
  /// Which spans touch which line, by line number.
  private var spansByLine: [Int: [(span: Span, isPrimary: Bool, text: String?)]] = [:]

  init(_ diagnostic: Diagnostic, width: Int) {
    self.source = diagnostic.source
    self.width = width
    add(diagnostic.span, isPrimary: true, text: nil)
    for label in diagnostic.labels { add(label.span, isPrimary: false, text: label.text) }
  }

  /// A span over several lines marks the first and the last of them.
  private mutating func add(_ span: Span, isPrimary: Bool, text: String?) {
    let start = max(0, min(span.start, source.bytes.count))
    let end = max(start, min(span.end, source.bytes.count))
    let first = source.lineNumber(of: start)
    var last = source.lineNumber(of: end)
    // A span that ends at the very start of a line does not touch it.
    if last > first, end == source.span(ofLine: last).start { last -= 1 }
    let firstEnd = first == last ? end : source.span(ofLine: first).end
    spansByLine[first, default: []].append((Span(start, max(start, firstEnd)), isPrimary, text))
    if last > first {
      let covered = source.span(ofLine: last)
      spansByLine[last, default: []].append(
        (Span(covered.start, min(end, covered.end)), false, nil))
    }
  }

  static func gutter(_ number: Int?, _ digits: Int) -> String {
    let text = number.map(String.init) ?? ""
    return String(repeating: " ", count: max(0, digits - text.count)) + text + " | "
  }

  func lines(_ painter: Painter) -> [String] {
    let numbers = spansByLine.keys.sorted()
    let digits = String(numbers.last ?? 1).count
    var result: [String] = []
    var previous: Int?
    for number in numbers {
      if let previous, number == previous + 2 {
        let between = FrameLine(source, previous + 1, focus: nil, width: width)
        result.append(
          painter.paint(Frame.gutter(previous + 1, digits), .gutter) + painter.plain(between.text))
      } else if let previous, number > previous + 2 {
        result.append(painter.paint(String(repeating: " ", count: digits) + "...", .gutter))
      }
      result += lines(number, digits, painter)
      previous = number
    }
    return result
  }

  private func lines(_ number: Int, _ digits: Int, _ painter: Painter) -> [String] {
    let spans = spansByLine[number] ?? []
    let focus = spans.first { $0.isPrimary } ?? spans.first
    let line = FrameLine(source, number, focus: focus?.span, width: width)
    let marks = spans.map {
      Mark(columns: line.columns(of: $0.span), isPrimary: $0.isPrimary, text: $0.text)
    }
    let gutter = painter.paint(Frame.gutter(nil, digits), .gutter)
    var result = [painter.paint(Frame.gutter(number, digits), .gutter) + painter.plain(line.text)]
    result.append(gutter + underline(marks, painter))
    let labels = marks.filter { $0.text != nil }.enumerated().sorted {
      ($0.element.columns.lowerBound, $0.offset) < ($1.element.columns.lowerBound, $1.offset)
    }.map(\.element)
    for index in labels.indices.reversed() {
      var row = ""
      for column in Set(labels[..<index].map(\.columns.lowerBound)).sorted()
      where column < labels[index].columns.lowerBound {
        row += String(repeating: " ", count: max(0, column - row.count)) + "|"
      }
      let indent = labels[index].columns.lowerBound
      row += String(repeating: " ", count: max(0, indent - row.count))
      row += "`- " + (labels[index].text ?? "")
      result.append(gutter + painter.paint(row, .label))
    }
    return result
  }

  /// `~~~ ^~~ ~`: the primary span with a caret, the others without.
  private func underline(_ marks: [Mark], _ painter: Painter) -> String {
    let end = marks.map(\.columns.upperBound).max() ?? 0
    var row = [Character](repeating: " ", count: end)
    for mark in marks where !mark.isPrimary {
      for column in mark.columns { row[column] = "~" }
    }
    for mark in marks where mark.isPrimary {
      for column in mark.columns { row[column] = "~" }
      row[mark.columns.lowerBound] = "^"
    }
    return painter.paint(String(row), .caret)
  }

  /// Text with tabs as blanks up to the next multiple of four.
  static func expanded(_ text: some StringProtocol) -> String {
    var result = ""
    var column = 0
    for character in text {
      let blanks = 4 - column % 4
      result += character == "\t" ? String(repeating: " ", count: blanks) : String(character)
      column += character == "\t" ? blanks : DisplayWidth.of(character)
    }
    return result
  }
}
