extension String {
  /// The lines with their ends, as Python's `str.splitlines(True)` gives them, on which the file
  /// format rests: it breaks at more than the line feed and the carriage return.
  func pythonLines() -> [String] {
    var lines: [String] = []
    var start = unicodeScalars.startIndex
    var index = start
    while index != unicodeScalars.endIndex {
      let scalar = unicodeScalars[index]
      index = unicodeScalars.index(after: index)
      guard Self.isLineEnd(scalar) else { continue }
      if scalar == "\r", index != unicodeScalars.endIndex, unicodeScalars[index] == "\n" {
        index = unicodeScalars.index(after: index)
      }
      lines.append(String(unicodeScalars[start..<index]))
      start = index
    }
    if start != unicodeScalars.endIndex { lines.append(String(unicodeScalars[start...])) }
    return lines
  }

  private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
    default: false
    }
  }
}
