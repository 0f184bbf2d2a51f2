import ApusJSON
import ApusWire

/// What is said to everyone, on iopub.
final class Publisher: Sendable {
  private let transport: any Transport
  private let author: Author
  /// The requests whose cells are running, the last begun at the end.
  private let running = Monitor<[Message]>([])

  init(transport: any Transport, author: Author) {
    self.transport = transport
    self.author = author
  }

  /// Sends a message; its type is its topic.
  func publish(
    _ type: String, _ content: JSONObject, answering parent: Message?, metadata: JSONObject = [:],
    buffers: [[UInt8]] = []
  ) {
    let message = author.message(
      type, answering: parent, content: content, metadata: metadata,
      identities: [Array(type.utf8)], buffers: buffers)
    transport.send(message, on: .iopub)
  }

  func publish(status: String, answering parent: Message? = nil) {
    publish("status", ["execution_state": .string(status)], answering: parent)
  }

  /// Says `busy` for a request.
  func begin(_ request: Message, isCell: Bool = false) {
    running.withLock { running in
      if isCell { running.append(request) }
      publish(status: "busy", answering: request)
    }
  }

  /// Counts a request, for which `busy` was said, as a cell from now on.
  func becomeCell(_ request: Message) {
    running.withLock { $0.append(request) }
  }

  /// Says `idle` for a request, and `busy` again where a cell runs on.
  ///
  /// Front ends show the state they heard last, whoever it was for: without the repetition a
  /// completion makes a running notebook look idle (jupyterlab #10701).
  func end(_ request: Message) {
    running.withLock { running in
      running.removeAll { $0.header.id == request.header.id }
      publish(status: "idle", answering: request)
      if let last = running.last { publish(status: "busy", answering: last) }
    }
  }
}
