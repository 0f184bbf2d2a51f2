/// Lines and columns; LF, CR and CRLF each end a line.
extension SourceText {
  package var lineCount: Int { lineStarts.count }

  /// The 1-based line of an offset; O(log n).
  package func lineNumber(of utf8Offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= utf8Offset {
        low = middle
      } else {
        high = middle
      }
    }
    return low + 1
  }

  /// The line and the column of an offset, both 1-based; O(log n) and the length of the line.
  package func position(of utf8Offset: Int) -> (line: Int, column: Int) {
    let offset = max(0, min(utf8Offset, bytes.count))
    let line = lineNumber(of: offset)
    let covered = span(ofLine: line)
    let before = slice(Span(covered.start, min(offset, covered.end)))
    return (line, before.count + 1)
  }

  /// The offsets of a 1-based line without its end; lines that do not exist are empty.
  package func span(ofLine number: Int) -> Span {
    guard number >= 1 else { return Span(0, 0) }
    guard number <= lineStarts.count else { return Span(bytes.count, bytes.count) }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    if number < lineStarts.count {
      end -= 1
      if end > start, bytes[end] == 0x0A, bytes[end - 1] == 0x0D { end -= 1 }
    }
    return Span(start, end)
  }

  /// The text of a 1-based line without its end.
  package func line(_ number: Int) -> String {
    slice(span(ofLine: number))
  }
}
