/// A cell's or a file's text with a name, so that a position in it can be told to a person.
///
/// Offsets count UTF-8 bytes; lines and columns are 1-based; a column counts what a person calls a
/// character (grapheme clusters).
package final class SourceText: Sendable {
  /// What messages call it: `cell 3`, `model.swift`.
  package let name: String
  package let text: String
  package let bytes: [UInt8]

  package init(_ text: String, name: String) {
    self.name = name
    self.text = text
    self.bytes = Array(text.utf8)
  }

  /// The text that a span covers; offsets outside the text are clamped.
  package func slice(_ span: Span) -> String {
    let start = max(0, min(span.start, bytes.count))
    let end = max(start, min(span.end, bytes.count))
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
