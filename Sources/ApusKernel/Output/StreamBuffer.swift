import ApusLanguage

/// What a cell printed and is not sent yet.
///
/// The first text waits a moment for what a short cell prints with it, so that such a cell's output
/// is one message; after that, text is joined for longer: the server drops what exceeds a thousand
/// messages a second, and one message a line is slow for everyone.
struct StreamBuffer {
  struct Chunk: Equatable, Sendable {
    let stream: OutputStream
    var text: String
  }

  /// Nanoseconds that the first text waits for company.
  static let patience: UInt64 = 5_000_000
  /// Nanoseconds between two messages.
  static let interval: UInt64 = 50_000_000
  /// How much text waits at most, and in how many pieces.
  static let capacity = 32 << 10
  static let pieces = 64

  private var chunks: [Chunk] = []
  private var bytes = 0
  private var lastSent: UInt64?
  private var waitingSince: UInt64 = 0
  /// Before this nothing is sent.
  var notBefore: UInt64 = 0

  /// Whether there is room for nothing more.
  var isFull: Bool { bytes >= Self.capacity || chunks.count >= Self.pieces }

  /// When what waits has to go; nil where nothing waits.
  var deadline: UInt64? {
    guard !chunks.isEmpty else { return nil }
    if isFull { return notBefore }
    return max(
      waitingSince + Self.patience, lastSent.map { $0 + Self.interval } ?? 0, notBefore)
  }

  /// Takes text; what is to be sent now, in order.
  mutating func append(_ text: String, to stream: OutputStream, now: UInt64) -> [Chunk] {
    guard !text.isEmpty else { return [] }
    if chunks.isEmpty { waitingSince = now }
    if let last = chunks.indices.last, chunks[last].stream == stream {
      chunks[last].text += text
    } else {
      chunks.append(Chunk(stream: stream, text: text))
    }
    bytes += text.utf8.count
    return flushIfDue(now: now)
  }

  /// What is to be sent where the time has come.
  mutating func flushIfDue(now: UInt64) -> [Chunk] {
    guard let deadline, deadline <= now else { return [] }
    return flush(now: now)
  }

  /// All that waits.
  mutating func flush(now: UInt64) -> [Chunk] {
    guard !chunks.isEmpty else { return [] }
    defer {
      chunks = []
      bytes = 0
      lastSent = now
    }
    return chunks
  }
}
