extension JSON {
  /// How a value is written.
  package enum Style: Sendable {
    /// No space at all, members in their order: for messages.
    case compact
    /// One member or element a line, indented by one space a level, members sorted by code point,
    /// and a line break at the end: the bytes nbformat gives a notebook file.
    case notebook
  }

  /// The value as JSON text (RFC 8259); other than ASCII is written as it is.
  ///
  /// Floating-point numbers are the shortest digits that read back the same, with a point or an
  /// exponent, as Python's `repr` writes them. What JSON has no word for (NaN and the infinities)
  /// becomes null.
  package func text(_ style: Style = .compact) -> String {
    String(decoding: bytes(style), as: UTF8.self)
  }

  /// What `text` gives, in UTF-8.
  package func bytes(_ style: Style = .compact) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(self)
    if style == .notebook { writer.bytes.append(UInt8(ascii: "\n")) }
    return writer.bytes
  }
}

extension JSON: CustomStringConvertible {
  package var description: String { text(.compact) }
}
