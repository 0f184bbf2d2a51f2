import ApusText

extension Lexer {
  /// Opens a string whose `#`s start at an index.
  mutating func startString(at start: Int, pounds: Int) {
    let quote = byte(at: start + pounds)
    var end = start + pounds + 1
    var isMultiline = false
    if byte(at: end) == quote, byte(at: end + 1) == quote {
      // `#"""#` and `#"".isEmpty"#` are raw strings of one line.
      isMultiline = !(pounds > 0 && closesOnLine(from: end, quote: quote, pounds: pounds))
      if isMultiline { end += 2 }
    }
    let delimiter = StringDelimiter(
      start: start, pounds: pounds, quote: quote, isMultiline: isMultiline)
    if contexts.count >= Lexer.nestingLimit {
      report(errors.nestedTooDeeply(Span(start, end)))
      position = bytes.count
      contexts = []
      add(.invalid, start, end)
      return
    }
    if quote == UInt8(ascii: "'") { reportSingleQuotes(delimiter, contentStart: end) }
    position = end
    add(.stringStart, start, end)
    contexts.append(.string(delimiter))
  }

  /// Whether the closing quotes of a raw string stand on the line of the opening ones.
  private func closesOnLine(from start: Int, quote: UInt8, pounds: Int) -> Bool {
    var index = start
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D {
      if bytes[index] == quote, hasPounds(pounds, at: index + 1) { return true }
      index += 1
    }
    return false
  }

  private mutating func reportSingleQuotes(_ delimiter: StringDelimiter, contentStart: Int) {
    var end = contentStart
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D, bytes[end] != delimiter.quote {
      end += bytes[end] == 0x5C ? 2 : 1
    }
    let isClosed = byte(at: end) == delimiter.quote && !delimiter.isMultiline
    let text = isClosed ? source.slice(Span(contentStart, end)) : nil
    report(
      errors.singleQuotes(
        Span(delimiter.start, min(isClosed ? end + 1 : contentStart, bytes.count)), text: text))
  }

  /// Reads up to the next interpolation or to the end of the string.
  mutating func lexStringContent(_ delimiter: StringDelimiter) {
    let start = position
    while position < bytes.count {
      let here = bytes[position]
      if here == 0x5C, hasPounds(delimiter.pounds, at: position + 1) {
        let after = position + 1 + delimiter.pounds
        if byte(at: after) == UInt8(ascii: "(") {
          addText(from: start)
          add(.interpolationStart, position, after + 1)
          position = after + 1
          contexts.append(.interpolation(0))
          return
        }
        // The escaped character, unless the line ends here.
        position = after
        if position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D {
          position += scalar(at: position).length
        } else if delimiter.isMultiline {
          position = min(position + 1, bytes.count)
        }
      } else if here == delimiter.quote, let end = closingEnd(delimiter) {
        addText(from: start)
        add(.stringEnd, position, end)
        position = end
        contexts.removeLast()
        return
      } else if (here == 0x0A || here == 0x0D) && !delimiter.isMultiline {
        addText(from: start)
        contexts.removeLast()
        endUnterminated(delimiter)
        return
      } else {
        position += 1
      }
    }
    addText(from: start)
    contexts.removeLast()
    endUnterminated(delimiter)
  }

  mutating func endUnterminated(_ delimiter: StringDelimiter) {
    let place = min(position, bytes.count)
    if delimiter.isMultiline { result.isUnfinished = true }
    report(
      errors.unterminatedString(
        Span(delimiter.start, place), quote: closing(delimiter),
        isMultiline: delimiter.isMultiline))
    add(.stringEnd, place, place, .isUnterminated)
  }

  private func closing(_ delimiter: StringDelimiter) -> String {
    String(repeating: "\"", count: delimiter.isMultiline ? 3 : 1)
      + String(repeating: "#", count: delimiter.pounds)
  }

  private mutating func addText(from start: Int) {
    flags = []
    if position > start { add(.stringText, start, position) }
  }

  private func hasPounds(_ count: Int, at index: Int) -> Bool {
    (0..<count).allSatisfy { byte(at: index + $0) == UInt8(ascii: "#") }
  }

  /// The end of the closing quotes that start here, if these are they.
  private func closingEnd(_ delimiter: StringDelimiter) -> Int? {
    var end = position + 1
    if delimiter.isMultiline {
      guard byte(at: end) == delimiter.quote, byte(at: end + 1) == delimiter.quote else {
        return nil
      }
      end += 2
    }
    guard hasPounds(delimiter.pounds, at: end) else { return nil }
    return end + delimiter.pounds
  }
}
