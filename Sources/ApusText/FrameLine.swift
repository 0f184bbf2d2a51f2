/// One line of source laid out in columns, cut to a window around what matters.
struct FrameLine {
  /// A character with the columns it takes.
  private struct Cell {
    var text: String
    var start: Int
    var end: Int
    var column: Int
    var width: Int
  }

  private var cells: [Cell] = []
  private var end: (offset: Int, column: Int)

  /// What is shown, tabs expanded.
  private(set) var text = ""

  /// - Parameter focus: What must be visible when the line is too long.
  init(_ source: SourceText, _ number: Int, focus: Span?, width: Int) {
    var line = source.span(ofLine: number)
    let whole = line
    let target = max(line.start, min(focus?.start ?? line.start, line.end))
    // A line of megabytes is cut by bytes first.
    if line.count > 16 * width {
      line.start = FrameLine.boundary(source, max(line.start, target - 8 * width))
      line.end = FrameLine.boundary(source, min(line.end, target + 8 * width))
    }
    end = (line.start, 0)
    var offset = line.start
    var column = 0
    for character in source.slice(line) {
      let width = character == "\t" ? 4 - column % 4 : DisplayWidth.of(character)
      let shown = character == "\t" ? String(repeating: " ", count: width) : String(character)
      cells.append(
        Cell(
          text: shown, start: offset, end: offset + character.utf8.count, column: column,
          width: width))
      offset += character.utf8.count
      column += width
    }
    end = (offset, column)
    cut(
      around: target, width: width, isCutBefore: line.start > whole.start,
      isCutAfter: line.end < whole.end)
    text = cells.map(\.text).joined()
  }

  /// The nearest start of a code point at or before an offset.
  private static func boundary(_ source: SourceText, _ offset: Int) -> Int {
    var offset = offset
    while offset > 0, offset < source.bytes.count, source.bytes[offset] & 0xC0 == 0x80 {
      offset -= 1
    }
    return offset
  }

  /// Keeps a window of columns and marks with `…` where something is left out.
  private mutating func cut(around target: Int, width: Int, isCutBefore: Bool, isCutAfter: Bool) {
    guard end.column > width || isCutBefore || isCutAfter else { return }
    let focus = columns(of: Span(target, target)).lowerBound
    var first = max(0, focus - width / 2)
    if !isCutAfter { first = max(0, min(first, end.column - width)) }
    let last = first + width
    let dropsBefore = isCutBefore || first > 0
    let dropsAfter = isCutAfter || end.column > last
    cells = cells.filter { $0.column >= first && $0.column + $0.width <= last }
    let shift = (cells.first?.column ?? first) - (dropsBefore ? 1 : 0)
    for index in cells.indices { cells[index].column -= shift }
    if let lastCell = cells.last {
      end = (lastCell.end, lastCell.column + lastCell.width)
    } else {
      end = (target, dropsBefore ? 1 : 0)
    }
    if dropsBefore {
      let start = cells.first?.start ?? target
      cells.insert(Cell(text: "…", start: start, end: start, column: 0, width: 1), at: 0)
    }
    if dropsAfter {
      cells.append(
        Cell(text: "…", start: end.offset, end: end.offset, column: end.column, width: 1))
    }
  }

  /// The columns of a span, at least one; what is outside the window is moved to its edge.
  func columns(of span: Span) -> Range<Int> {
    let start = column(of: span.start)
    let end = max(start + 1, column(of: span.end))
    return start..<end
  }

  private func column(of offset: Int) -> Int {
    guard offset < end.offset else { return end.column }
    // The last character that starts at or before the offset.
    var low = 0
    var high = cells.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if cells[middle].start <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low < cells.count ? cells[low].column : 0
  }
}
