import ApusWire

/// One kind of message: its name, where it comes from, who works on it, and what answers it.
///
/// A new kind is one file under `Messages/`, with the content's type and its row, and one line here.
struct Handler: Sendable {
  /// Which thread works on a message.
  enum Lane: Sendable {
    /// The receiving thread: for what takes no time.
    case immediate
    /// A thread beside the cells', for what looks into code.
    case introspection
    /// A thread beside the cells', for conversations with objects of the front end.
    case comms
    /// A thread beside the cells', for a debugger.
    case debugging
    /// The cells' thread, one after the other.
    case execution
  }

  /// Whether `busy` and `idle` surround the work.
  enum Status: Sendable {
    case shown, hidden
    /// The handler says them.
    case own
  }

  let type: String
  let channels: Set<Channel>
  let lane: Lane
  let status: Status
  /// What is thrown becomes an error reply.
  let answer: @Sendable (Request, Kernel) throws -> Reply?

  init(
    _ type: String, on channels: Set<Channel> = [.shell], lane: Lane = .immediate,
    status: Status = .shown, answer: @escaping @Sendable (Request, Kernel) throws -> Reply?
  ) {
    self.type = type
    self.channels = channels
    self.lane = lane
    self.status = status
    self.answer = answer
  }

  static let all: [Handler] = [
    .kernelInfo, .execute, .complete, .inspect, .isComplete, .history,
    .commInfo, .commOpen, .commMessage, .commClose, .inputReply, .interrupt, .shutdown,
    .createSubshell, .deleteSubshell, .listSubshells, .usage, .debug,
  ]

  private static let byType = Dictionary(uniqueKeysWithValues: all.map { ($0.type, $0) })

  /// Who handles a request, and in which shell; a message that no one knows is answered, too.
  static func handling(_ request: Request, _ main: Shell) -> (Handler, Shell) {
    guard let shell = request.shell else {
      return (refusing(request, because: "there is no such subshell"), main)
    }
    return (handling(request), shell)
  }

  private static func handling(_ request: Request) -> Handler {
    let header = request.message.header
    guard let handler = byType[header.type] else {
      return refusing(request, because: "'\(header.type)' is unknown")
    }
    guard handler.channels.contains(request.channel) else {
      return refusing(
        request, because: "'\(header.type)' does not belong on \(request.channel.rawValue)")
    }
    return handler
  }

  /// Says in the log, and to a request also in a reply, why nothing was done.
  private static func refusing(_ request: Request, because reason: String) -> Handler {
    Handler(
      request.message.header.type, on: [request.channel],
      status: request.channel == .stdin ? .hidden : .shown
    ) { request, kernel in
      kernel.log.write("refused a message on \(request.channel.rawValue): \(reason)")
      return .error("UnknownMessage", reason)
    }
  }
}
