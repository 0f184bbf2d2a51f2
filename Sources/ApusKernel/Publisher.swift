import ApusJSON
import ApusWire

/// What is said to everyone, on iopub.
final class Publisher: Sendable {
  private let transport: any Transport
  private let author: Author
  /// The request whose cell is running.
  private let running = Monitor<Message?>(nil)

  init(transport: any Transport, author: Author) {
    self.transport = transport
    self.author = author
  }

  /// Sends a message; its type is its topic.
  func publish(
    _ type: String, _ content: JSONObject, answering parent: Message?, metadata: JSONObject = [:]
  ) {
    let message = author.message(
      type, answering: parent, content: content, metadata: metadata, identities: [Array(type.utf8)])
    transport.send(message, on: .iopub)
  }

  func publish(status: String, answering parent: Message? = nil) {
    publish("status", ["execution_state": .string(status)], answering: parent)
  }

  /// Says `busy` for a request.
  func begin(_ request: Message, isCell: Bool) {
    running.withLock { running in
      if isCell { running = request }
      publish(status: "busy", answering: request)
    }
  }

  /// Says `idle` for a request, and `busy` again where a cell runs on.
  ///
  /// Front ends show the state they heard last, whoever it was for: without the repetition a
  /// completion makes a running notebook look idle (jupyterlab #10701).
  func end(_ request: Message, isCell: Bool) {
    running.withLock { running in
      if isCell { running = nil }
      publish(status: "idle", answering: request)
      if let running { publish(status: "busy", answering: running) }
    }
  }
}
