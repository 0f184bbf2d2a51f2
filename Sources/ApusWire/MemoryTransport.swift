/// A transport without sockets: what is pushed in is received, what is sent can be read.
package final class MemoryTransport: Transport {
  package struct Sent: Sendable {
    package let channel: Channel
    package let message: Message
  }

  private struct State {
    var inbox = Queue<(channel: Channel, message: Message)>()
    var sent: [Sent] = []
    /// How much of `sent` was read.
    var read = 0
    var isClosed = false
  }

  private let state = Monitor(State())

  package init() {}

  package func receive() -> (channel: Channel, message: Message)? {
    let next: Optional<(channel: Channel, message: Message)>? = state.wait { state in
      if let next = state.inbox.popFirst() { return .some(next) }
      return state.isClosed ? .some(nil) : nil
    }
    return next ?? nil
  }

  package func send(_ message: Message, on channel: Channel) {
    state.withLock { $0.sent.append(Sent(channel: channel, message: message)) }
  }

  package func close() {
    state.withLock { $0.isClosed = true }
  }

  /// Puts a message where `receive` finds it.
  package func deliver(_ message: Message, on channel: Channel) {
    state.withLock { $0.inbox.append((channel, message)) }
  }

  /// What was sent since the last call, up to and with the first message that the condition holds
  /// for; waits for it, and gives nil where ten seconds did not bring it.
  package func read(until isLast: (Sent) -> Bool) -> [Sent]? {
    let deadline = Timekeeper.system.uptime() + 10_000_000_000
    return state.wait(until: deadline) { state in
      guard let last = state.sent[state.read...].firstIndex(where: isLast) else { return nil }
      defer { state.read = last + 1 }
      return Array(state.sent[state.read...last])
    }
  }
}
