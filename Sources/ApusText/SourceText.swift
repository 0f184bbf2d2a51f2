/// A cell's or a file's text with a name, so that a position in it can be told to a person.
///
/// Offsets count UTF-8 bytes; lines and columns are 1-based; a column counts what a person calls a
/// character (grapheme clusters).
package final class SourceText: Sendable {
  /// What messages call it: `cell 3`, `model.swift`.
  package let name: String
  package let text: String
  /// Whether it is part of the library, which messages speak of by the line that called it.
  package let isLibrary: Bool
  package let bytes: [UInt8]
  /// The offset of the first byte of every line; the first is 0.
  let lineStarts: [Int]
  /// The number of code points before every 1024th byte.
  let scalarCounts: [Int]

  package init(_ text: String, name: String, isLibrary: Bool = false) {
    self.name = name
    self.isLibrary = isLibrary
    self.text = text
    self.bytes = Array(text.utf8)
    var lineStarts = [0]
    var scalarCounts: [Int] = []
    var scalars = 0
    for (offset, byte) in bytes.enumerated() {
      if offset % SourceText.blockSize == 0 { scalarCounts.append(scalars) }
      if byte & 0xC0 != 0x80 { scalars += 1 }
      // CRLF is one line end.
      let isLineEnd =
        byte == 0x0A || byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
      if isLineEnd { lineStarts.append(offset + 1) }
    }
    if bytes.count % SourceText.blockSize == 0 { scalarCounts.append(scalars) }
    self.lineStarts = lineStarts
    self.scalarCounts = scalarCounts
  }

  static let blockSize = 1024

  /// The text that a span covers; offsets outside the text are clamped.
  package func slice(_ span: Span) -> String {
    let start = max(0, min(span.start, bytes.count))
    let end = max(start, min(span.end, bytes.count))
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
