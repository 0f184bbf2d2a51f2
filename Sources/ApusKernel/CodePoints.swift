/// Between the protocol's positions, which count Unicode code points, and ours, which count UTF-8
/// bytes.
enum CodePoints {
  /// Where the code point of that number begins; a number outside the text is clamped.
  static func byteOffset(of count: Int, in text: String) -> Int {
    guard count > 0 else { return 0 }
    var seen = 0
    var offset = 0
    for byte in text.utf8 {
      if byte & 0xc0 != 0x80 {
        if seen == count { return offset }
        seen += 1
      }
      offset += 1
    }
    return offset
  }

  /// How many code points begin before a byte; an offset outside the text is clamped.
  static func count(before offset: Int, in text: String) -> Int {
    text.utf8.prefix(max(0, offset)).reduce(0) { $0 + ($1 & 0xc0 != 0x80 ? 1 : 0) }
  }
}
