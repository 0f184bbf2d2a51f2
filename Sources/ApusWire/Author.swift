import ApusJSON
import Synchronization

/// Who writes a process's messages: one session, and a new id for every message.
package final class Author: Sendable {
  /// What we speak, in headers and in `kernel_info_reply`.
  package static let protocolVersion = "5.6"

  /// New for every process, so that a front end sees a restart.
  package let session: String
  package let username: String
  package let time: Timekeeper
  private let written = Atomic<Int>(0)

  package init(
    session: String = UUID().description, username: String = "apus", time: Timekeeper = .system
  ) {
    self.session = session
    self.username = username
    self.time = time
  }

  /// A new message, in answer to its parent where it has one.
  package func message(
    _ type: String, answering parent: Message? = nil, content: JSONObject,
    metadata: JSONObject = [:], identities: [[UInt8]] = [], buffers: [[UInt8]] = []
  ) -> Message {
    let number = written.add(1, ordering: .relaxed).newValue
    return Message(
      header: Message.Header(
        id: "\(session)_\(number)", session: session, username: username,
        date: time.date().description, type: type),
      parent: .object(parent?.header.json ?? [:]), content: content, metadata: metadata,
      identities: identities, buffers: buffers)
  }
}
