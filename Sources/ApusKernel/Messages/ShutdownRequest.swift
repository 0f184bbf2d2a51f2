import ApusJSON
import ApusWire

/// Asks for the end of the process, for good or to start anew.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown
struct ShutdownRequest {
  let isRestart: Bool

  init(_ content: JSONReader) throws(JSONError) {
    isRestart = try content.optional("restart")?.bool() ?? false
  }
}

extension Handler {
  /// How long a running cell has to give its reply.
  private static let patience: UInt64 = 2_000_000_000

  /// Replies here and to everyone, after the cells that were waiting have had their replies.
  static let shutdown = Handler("shutdown_request", on: [.control, .shell]) { request, kernel in
    let wanted = try ShutdownRequest(request.content)
    kernel.stop()
    if !kernel.shells.waitUntilIdle(nanoseconds: patience) {
      kernel.log.write("a cell was still running at the end")
    }
    let reply = Reply.ok(["restart": .bool(wanted.isRestart)])
    kernel.publisher.publish("shutdown_reply", reply.content, answering: request.message)
    return reply
  }
}
