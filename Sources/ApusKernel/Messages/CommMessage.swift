import ApusJSON

/// A message of a conversation between objects here and in the front end, such as widgets.
///
/// There is no object yet to talk to, so that each conversation is ended at once.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
struct CommMessage {
  let id: String
  /// Whom an opening message asks for.
  let target: String?

  init(_ content: JSONReader) throws(JSONError) {
    id = try content.field("comm_id").string()
    target = try content.optional("target_name")?.string()
  }
}

extension Handler {
  /// The conversations that are open.
  static let commInfo = Handler("comm_info_request") { request, _ in
    _ = try request.content.optional("target_name")?.string()
    return .ok(["comms": [:]])
  }

  /// Closes what asks for an unknown target, as the protocol wants it.
  static let commOpen = Handler("comm_open") { request, kernel in
    let comm = try CommMessage(request.content)
    kernel.log.write("closed a comm for the unknown target '\(comm.target ?? "")'")
    kernel.publisher.publish(
      "comm_close", ["comm_id": .string(comm.id), "data": [:]], answering: request.message)
    return nil
  }

  static let commMessage = Handler("comm_msg") { request, kernel in
    let comm = try CommMessage(request.content)
    kernel.log.write("dropped a message for the unknown comm '\(comm.id)'")
    return nil
  }

  /// The front end's end of a conversation that we have ended already.
  static let commClose = Handler("comm_close") { request, _ in
    _ = try CommMessage(request.content)
    return nil
  }
}
