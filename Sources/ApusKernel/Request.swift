import ApusJSON
import ApusWire

/// A message that was received and is to be handled.
struct Request: Sendable {
  /// The message that this thread works on, under which what it says to everyone goes out.
  @TaskLocal static var current: Message?

  let message: Message
  let channel: Channel
  /// Whose cells it belongs to; nil where there is no such subshell.
  let shell: Shell?
  /// How many messages had been received with it.
  let number: Int
  /// When it was received, as uptime.
  let arrival: UInt64

  var content: JSONReader { JSONReader(message.content, path: "content") }

  /// The type of the message that answers, where one does.
  var replyType: String? {
    let ending = "_request"
    guard message.header.type.hasSuffix(ending) else { return nil }
    return message.header.type.dropLast(ending.count) + "_reply"
  }
}
