/// How much one cell may print; beyond it, what is printed is dropped after one notice.
struct OutputLimit {
  /// Of each cell, unless told otherwise.
  package static let standard = 16 << 20

  let bytes: Int
  private var left: Int
  private var isExceeded = false

  init(bytes: Int) {
    self.bytes = bytes
    left = bytes
  }

  /// What of a text is printed, up to the last whole line that has room, with the notice behind it.
  mutating func admit(_ text: String) -> String {
    let size = text.utf8.count
    guard !isExceeded else { return "" }
    guard size > left else {
      left -= size
      return text
    }
    isExceeded = true
    var kept = text.utf8.prefix(left)
    if let end = kept.lastIndex(of: UInt8(ascii: "\n")) {
      kept = kept[...end]
    } else {
      kept = kept.prefix(0)
    }
    return String(kept).map { $0 + notice } ?? notice
  }

  private var notice: String {
    "\n[Apus: this cell has printed more than \(bytes) bytes; what follows is not shown. "
      + "`apus kernel --output-limit` allows more.]\n"
  }
}
