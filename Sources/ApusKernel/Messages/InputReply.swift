import ApusJSON

/// What the user typed when a cell asked for a line.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel
struct InputReply {
  let value: String

  init(_ content: JSONReader) throws(JSONError) {
    value = try content.field("value").string()
  }
}

extension Handler {
  static let inputReply = Handler("input_reply", on: [.stdin], status: .hidden) {
    request, kernel in
    let reply = try InputReply(request.content)
    let question = request.message.parent["msg_id"]?.string
    let isWanted = kernel.runningHosts.contains { $0.answer(reply.value, toQuestion: question) }
    if !isWanted {
      kernel.log.write("dropped input that no cell asked for")
    }
    return nil
  }
}
