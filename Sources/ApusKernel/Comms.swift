import ApusJSON
import ApusLanguage
import ApusWire

/// The conversations that are open, by id, and the targets with which a front end may open one.
///
/// A new target is a type that conforms to `CommTarget`, handed to `Kernel.init` in `targets` (the
/// command `kernel` does it), or one of its evaluator's. Its `open` gives the conversation's listener, whose `receive` is called
/// on the thread of the comms, even while a cell runs: what takes time, such as calling a function of
/// the program, it returns as `CommWork`, which is done on another thread. Conversations that a cell begins
/// (`Host.openComm`) need no target here, only a listener.
final class Comms: Sendable {
  /// Refused, since a front end that opens more must be mad.
  static let limit = 100_000

  private struct Conversation {
    let comm: KernelComm
    let target: String
    /// None while the target makes up its mind.
    var listener: (any CommListener)?
  }

  private let targets: [String: any CommTarget]
  private let publisher: Publisher
  private let open = Monitor<[String: Conversation]>([:])

  init(targets: [any CommTarget], publisher: Publisher) {
    self.targets = Dictionary(targets.map { ($0.name, $0) }) { first, _ in first }
    self.publisher = publisher
  }

  /// Opens a conversation from our side.
  func open(
    _ target: String, _ message: CommMessage, listener: any CommListener
  ) -> any Comm {
    let comm = KernelComm(id: UUID().description, comms: self)
    open.withLock {
      $0[comm.id] = Conversation(comm: comm, target: target, listener: listener)
    }
    publish("comm_open", comm.id, message, ["target_name": .string(target)])
    return comm
  }

  /// Takes a conversation that the front end opens; what there is no target for is closed at once.
  func opened(_ id: String, target: String, _ message: CommMessage) throws {
    let comm = KernelComm(id: id, comms: self)
    let isNew = open.withLock { open -> Bool in
      guard open[id] == nil else { return false }
      open[id] = Conversation(comm: comm, target: target, listener: nil)
      return true
    }
    guard isNew else { throw CommError.refused(id) }
    do {
      guard let found = targets[target] else { throw CommError.unknownTarget(target) }
      guard open.withLock({ $0.count }) <= Self.limit,
        let listener = try found.open(message, from: comm)
      else { throw CommError.refused(id) }
      // Unless it was closed already.
      open.withLock { $0[id]?.listener = listener }
    } catch {
      comm.close(CommMessage())
      throw error
    }
  }

  /// Hands a message of the front end on; what it leaves to be done.
  func received(_ id: String, _ message: CommMessage) throws -> CommWork? {
    guard let conversation = open.withLock({ $0[id] }), let listener = conversation.listener else {
      throw CommError.unknownComm(id)
    }
    return try listener.receive(message, from: conversation.comm)
  }

  /// Ends a conversation that the front end has closed; one that is closed already is fine.
  func closed(_ id: String, _ message: CommMessage) throws -> CommWork? {
    guard let conversation = open.withLock({ $0.removeValue(forKey: id) }) else { return nil }
    return try conversation.listener?.finish(message, from: conversation.comm)
  }

  /// The open conversations' targets by id, of all targets or of one.
  func targets(named name: String?) -> [(id: String, target: String)] {
    open.withLock { open in
      open.map { (id: $0.key, target: $0.value.target) }
    }.filter { name == nil || $0.target == name }.sorted { $0.id < $1.id }
  }

  fileprivate func isOpen(_ id: String) -> Bool { open.withLock { $0[id] != nil } }

  fileprivate func remove(_ id: String) -> Bool {
    open.withLock { $0.removeValue(forKey: id) != nil }
  }

  fileprivate func publish(
    _ type: String, _ id: String, _ message: CommMessage, _ more: JSONObject = [:]
  ) {
    var content: JSONObject = ["comm_id": .string(id), "data": .object(message.data)]
    for (key, value) in more { content[key] = value }
    // What was printed before comes first.
    CellHost.current?.flushStreams()
    publisher.publish(
      type, content, answering: Request.current, metadata: message.metadata,
      buffers: message.buffers)
  }
}

/// Why nothing came of a message of a conversation.
enum CommError: Error, CustomStringConvertible {
  case unknownTarget(String)
  case unknownComm(String)
  case refused(String)

  var description: String {
    switch self {
    case .unknownTarget(let name): "there is no target '\(name)' for a comm"
    case .unknownComm(let id): "the comm '\(id)' is not open"
    case .refused(let id): "the comm '\(id)' was refused"
    }
  }
}

/// A conversation as who talks in it sees it.
private final class KernelComm: Comm {
  let id: String
  private let comms: Comms
  /// One message after the other, so that what is newer comes later.
  private let order = Monitor(())

  init(id: String, comms: Comms) {
    self.id = id
    self.comms = comms
  }

  func send(_ message: CommMessage) { send { message } }

  private func send(_ message: () -> CommMessage?) {
    order.withLock { _ in
      guard comms.isOpen(id), let message = message() else { return }
      comms.publish("comm_msg", id, message)
    }
  }

  func sendLatest(_ message: @escaping @Sendable () -> CommMessage?) {
    let send: @Sendable () -> Void = { [self] in self.send(message) }
    if let host = CellHost.current { host.send(latest: send, of: id) } else { send() }
  }

  func close(_ message: CommMessage) {
    guard comms.remove(id) else { return }
    comms.publish("comm_close", id, message)
  }
}
