import ApusText

/// Makes the value of a string literal from its pieces: escapes, and the indentation of `"""`.
struct StringReader {
  /// The opening quotes.
  struct Delimiter {
    var pounds: Int
    var isMultiline: Bool

    init(_ opening: String) {
      pounds = opening.prefix { $0 == "#" }.count
      isMultiline = opening.hasSuffix("\"\"\"") || opening.hasSuffix("'''")
    }
  }

  enum Piece {
    case text(Span)
    case interpolation(Expression)
  }

  let source: SourceText
  let errors: SyntaxErrors
  let delimiter: Delimiter
  let pieces: [Piece]
  let span: Span
  var diagnostics: [Diagnostic] = []
  private var indentation: [UInt8] = []

  init(
    source: SourceText, errors: SyntaxErrors, delimiter: Delimiter, pieces: [Piece], span: Span
  ) {
    self.source = source
    self.errors = errors
    self.delimiter = delimiter
    self.pieces = pieces
    self.span = span
  }

  mutating func read() -> [StringPart] {
    guard delimiter.isMultiline else {
      return pieces.compactMap { piece in
        switch piece {
        case .text(let span): .text(unescaped(span, isAtLineStart: false, isLast: false))
        case .interpolation(let value): .interpolation(value)
        }
      }
    }
    return readMultiline()
  }

  private mutating func readMultiline() -> [StringPart] {
    guard case .text(let first)? = pieces.first, isLineEnd(at: first.start) else {
      if case .text(let only)? = pieces.first, pieces.count == 1 {
        diagnostics.append(errors.textBehindOpeningQuotes(only))
      } else {
        diagnostics.append(errors.textBehindOpeningQuotes(Span(span.start, span.start + 3)))
      }
      return []
    }
    guard case .text(let last)? = pieces.last, let closing = closingIndentation(last) else {
      diagnostics.append(
        errors.textBeforeClosingQuotes(Span(max(span.start, span.end - 3), span.end)))
      return []
    }
    indentation = Array(source.bytes[closing..<last.end])
    var parts: [StringPart] = []
    for (number, piece) in pieces.enumerated() {
      switch piece {
      case .interpolation(let value): parts.append(.interpolation(value))
      case .text(var text):
        if number == 0 { text.start += lineEndLength(at: text.start) }
        let isLast = number == pieces.count - 1
        if isLast { text.end = max(text.start, closing - lineEndLength(before: closing)) }
        let value = unescaped(text, isAtLineStart: number == 0, isLast: isLast)
        if !value.isEmpty { parts.append(.text(value)) }
      }
    }
    return parts
  }

  private func isLineEnd(at index: Int) -> Bool {
    let byte = source.bytes[index]
    return byte == 0x0A || byte == 0x0D
  }

  private func lineEndLength(at index: Int) -> Int {
    source.bytes[index] == 0x0D && index + 1 < source.bytes.count
      && source.bytes[index + 1] == 0x0A ? 2 : 1
  }

  private func lineEndLength(before index: Int) -> Int {
    index >= 2 && source.bytes[index - 1] == 0x0A && source.bytes[index - 2] == 0x0D ? 2 : 1
  }

  /// Where the white space before the closing quotes starts; nil if there is more on their line.
  private func closingIndentation(_ last: Span) -> Int? {
    var start = last.end
    while start > last.start, source.bytes[start - 1] == 0x20 || source.bytes[start - 1] == 0x09 {
      start -= 1
    }
    return start > last.start && isLineEnd(at: start - 1) ? start : nil
  }

  /// The text of a piece; every line of a multi-line string loses its indentation.
  private mutating func unescaped(_ span: Span, isAtLineStart: Bool, isLast: Bool) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(span.count)
    var index = span.start
    if isAtLineStart { index = afterIndentation(index, end: span.end) }
    while index < span.end {
      let byte = source.bytes[index]
      if byte == 0x5C, isEscape(at: index) {
        index = appendEscape(at: index, end: span.end, to: &result)
      } else if delimiter.isMultiline, byte == 0x0A || byte == 0x0D {
        index += lineEndLength(at: index)
        result.append(0x0A)
        index = afterIndentation(index, end: span.end)
      } else {
        result.append(byte)
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Skips the indentation of a line, which must be that of the closing quotes.
  private mutating func afterIndentation(_ start: Int, end: Int) -> Int {
    var index = start
    for wanted in indentation {
      guard index < end, source.bytes[index] == wanted else { break }
      index += 1
    }
    if index - start == indentation.count || index >= end || isLineEnd(at: index) { return index }
    if diagnostics.isEmpty {
      diagnostics.append(errors.shallowIndentation(Span(index, index + 1)))
    }
    return index
  }

  private func isEscape(at index: Int) -> Bool {
    (0..<delimiter.pounds).allSatisfy {
      index + 1 + $0 < source.bytes.count && source.bytes[index + 1 + $0] == UInt8(ascii: "#")
    }
  }

  private mutating func appendEscape(at start: Int, end: Int, to result: inout [UInt8]) -> Int {
    let index = start + 1 + delimiter.pounds
    guard index < end else { return end }
    switch source.bytes[index] {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "0"): result.append(0x00)
    case UInt8(ascii: "\\"): result.append(0x5C)
    case UInt8(ascii: "\""): result.append(0x22)
    case UInt8(ascii: "'"): result.append(0x27)
    case UInt8(ascii: "u"): return appendScalar(at: start, letter: index, end: end, to: &result)
    case 0x0A, 0x0D, 0x20, 0x09:
      if let next = lineContinuation(from: index, end: end) {
        return afterIndentation(next, end: end)
      }
      diagnostics.append(errors.invalidEscape(Span(start, index + 1), source))
    default:
      var next = index + 1
      while next < end, source.bytes[next] & 0xC0 == 0x80 { next += 1 }
      diagnostics.append(errors.invalidEscape(Span(start, next), source))
      return next
    }
    return index + 1
  }

  /// A backslash at the end of a line joins it to the next.
  private func lineContinuation(from start: Int, end: Int) -> Int? {
    guard delimiter.isMultiline else { return nil }
    var index = start
    while index < end, source.bytes[index] == 0x20 || source.bytes[index] == 0x09 { index += 1 }
    guard index < end, isLineEnd(at: index) else { return nil }
    return index + lineEndLength(at: index)
  }

  /// `\u{1F600}`.
  private mutating func appendScalar(
    at start: Int, letter: Int, end: Int, to result: inout [UInt8]
  ) -> Int {
    var index = letter + 1
    var value: UInt32 = 0
    var count = 0
    if index < end, source.bytes[index] == UInt8(ascii: "{") {
      index += 1
      while index < end, let digit = CharacterClass.digitValue(source.bytes[index]), count < 9 {
        value = value << 4 | UInt32(digit)
        count += 1
        index += 1
      }
      if index < end, source.bytes[index] == UInt8(ascii: "}"), count > 0, count <= 8,
        let scalar = Unicode.Scalar(value)
      {
        result.append(contentsOf: String(Character(scalar)).utf8)
        return index + 1
      }
    }
    diagnostics.append(errors.invalidScalar(Span(start, max(index, letter + 1))))
    return max(index, letter + 1)
  }
}
