import ApusJSON
import ApusLanguage

/// A message of a conversation between objects here and in the front end, such as widgets.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
struct CommRequest {
  let id: String
  /// Whom an opening message asks for.
  let target: String?
  let message: CommMessage

  init(_ request: Request) throws(JSONError) {
    let content = request.content
    id = try content.field("comm_id").string()
    target = try content.optional("target_name")?.string()
    message = CommMessage(
      try content.optional("data")?.object() ?? [:], metadata: request.message.metadata,
      buffers: request.message.buffers)
  }
}

extension Handler {
  /// The conversations that are open, those that were opened just before with them.
  static let commInfo = Handler("comm_info_request", lane: .comms) { request, kernel in
    let target = try request.content.optional("target_name")?.string()
    var comms: JSONObject = [:]
    for (id, target) in kernel.comms.targets(named: target) {
      comms[id] = ["target_name": .string(target)]
    }
    return .ok(["comms": .object(comms)])
  }

  static let commOpen = conversing("comm_open") { comm, comms in
    try comms.opened(comm.id, target: comm.target ?? "", comm.message)
    return nil
  }

  static let commMessage = conversing("comm_msg") { comm, comms in
    try comms.received(comm.id, comm.message)
  }

  static let commClose = conversing("comm_close") { comm, comms in
    try comms.closed(comm.id, comm.message)
  }

  /// A message that is taken at once, and whose `idle` follows when all that it caused is done.
  private static func conversing(
    _ type: String, _ take: @escaping @Sendable (CommRequest, Comms) throws -> CommWork?
  ) -> Handler {
    Handler(type, lane: .comms, status: .own) { request, kernel in
      kernel.publisher.begin(request.message)
      do {
        if let work = try take(CommRequest(request), kernel.comms) {
          kernel.perform(work, for: request)
          return nil
        }
      } catch {
        kernel.log.write("nothing came of a \(type): \(error)")
      }
      kernel.publisher.end(request.message)
      return nil
    }
  }
}
