import Glibc
import Synchronization

/// The process's two streams of output.
final class Console: Sendable {
  enum Stream: Int32 {
    case output = 1
    case error = 2
  }

  private struct State {
    /// What is on its way to the standard output.
    var buffer: [UInt8] = []
  }

  private static let bufferSize = 1 << 16

  /// Columns of the terminal behind a stream; nil where there is none.
  let columns: @Sendable (Stream) -> Int?
  private let put: @Sendable ([UInt8], Stream) -> Void
  private let state = Mutex(State())

  init(
    columns: @escaping @Sendable (Stream) -> Int?,
    put: @escaping @Sendable ([UInt8], Stream) -> Void
  ) {
    self.columns = columns
    self.put = put
  }

  static let process = Console(
    columns: { stream in
      guard isatty(stream.rawValue) == 1 else { return nil }
      var size = winsize()
      let isKnown = ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
      return isKnown ? Int(size.ws_col) : 80
    },
    put: { bytes, stream in _ = File.write(bytes, to: stream.rawValue) })

  func isTerminal(_ stream: Stream) -> Bool { columns(stream) != nil }

  /// Writes a text; colours go to terminals only, and the two streams keep their common order.
  func write(_ text: String, to stream: Stream) {
    let text = isTerminal(stream) ? text : text.withoutEscapes
    state.withLock { state in
      if stream == .output { state.buffer += text.utf8 }
      if stream == .error || state.buffer.count >= Self.bufferSize || isTerminal(.output) {
        flush(&state)
      }
      if stream == .error { put(Array(text.utf8), .error) }
    }
  }

  func flush() { state.withLock { flush(&$0) } }

  private func flush(_ state: inout State) {
    guard !state.buffer.isEmpty else { return }
    put(state.buffer, .output)
    state.buffer.removeAll(keepingCapacity: true)
  }
}

extension String {
  /// The text without the sequences that colour a terminal (ECMA-48, "CSI").
  var withoutEscapes: String {
    guard utf8.contains(0x1B) else { return self }
    var plain: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B, rest.first == UInt8(ascii: "[") else {
        plain.append(byte)
        continue
      }
      rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
