/// How much output may leave: never so much that the Jupyter server would drop some.
///
/// The server counts over three seconds, and lets 1,000 messages and 1 MB of stream text a second
/// through (`iopub_msg_rate_limit`, `iopub_data_rate_limit`). A short burst leaves at once; after it
/// output is spread, and who writes more has to wait.
struct OutputBudget {
  static let burstBytes = 300_000.0
  static let bytesPerSecond = 860_000.0
  static let burstMessages = 500.0
  static let messagesPerSecond = 800.0
  /// What a message costs beside its text: header, parent header and signature.
  private static let envelope = 600.0

  private var bytes = Self.burstBytes
  private var messages = Self.burstMessages
  private var last: UInt64?

  /// Notes what has left, however much it was.
  mutating func spend(text: String?, now: UInt64) {
    refill(now)
    messages -= 1
    if let text { bytes -= Self.size(text) + Self.envelope }
  }

  /// For how many nanoseconds nothing more should leave.
  mutating func delay(now: UInt64) -> UInt64 {
    refill(now)
    let seconds = max(-bytes / Self.bytesPerSecond, -messages / Self.messagesPerSecond)
    return seconds > 0 ? UInt64(seconds * 1e9) + 1 : 0
  }

  private mutating func refill(_ now: UInt64) {
    defer { last = max(now, last ?? 0) }
    guard let last, now > last else { return }
    let seconds = Double(now - last) / 1e9
    bytes = min(bytes + seconds * Self.bytesPerSecond, Self.burstBytes)
    messages = min(messages + seconds * Self.messagesPerSecond, Self.burstMessages)
  }

  /// The length of a text in JSON.
  private static func size(_ text: String) -> Double {
    var size = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\""),
        UInt8(ascii: "\\"):
        size += 2
      case 0..<32: size += 6
      default: size += 1
      }
    }
    return Double(size)
  }
}
