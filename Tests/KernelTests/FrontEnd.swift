import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

/// A kernel over a transport in memory, and the front end that talks to it.
///
/// A session may take the place of the scripted evaluator.
///
/// What the kernel sends is read as lines, which say the channel, the type, the number of the request
/// that is answered, and the content:
///
///     iopub status 1 {"execution_state":"busy"}
final class FrontEnd {
  let evaluator: ScriptedEvaluator
  let log = Monitor<[String]>([])
  let kernel: Kernel
  /// Uptime in nanoseconds; stands still unless a test moves it.
  let uptime = Monitor<UInt64>(0)
  private let transport = MemoryTransport()
  private let author: Author
  private let thread: Thread?
  private var sent = 0
  private let hasSession: Bool

  convenience init(
    _ scripts: [String: ScriptedEvaluator.Script] = [:], targets: [any CommTarget] = []
  ) {
    let evaluator = ScriptedEvaluator(scripts)
    self.init(scripted: evaluator, running: evaluator, targets: targets)
  }

  /// A kernel of the real language, or of another evaluator.
  convenience init(evaluator: any Evaluator) {
    self.init(scripted: ScriptedEvaluator([:]), running: evaluator, targets: [])
  }

  private init(
    scripted: ScriptedEvaluator, running evaluator: any Evaluator, targets: [any CommTarget]
  ) {
    self.evaluator = scripted
    hasSession = !(evaluator is ScriptedEvaluator)
    let uptime = uptime
    let time = Timekeeper(
      date: { Timestamp(microseconds: 1_795_254_960_000_000) }, uptime: { uptime.withLock { $0 } })
    author = Author(session: "front", time: time)
    let log = log
    kernel = Kernel(
      transport: transport, evaluator: evaluator,
      author: Author(session: "kernel", time: time),
      log: Log { line in log.withLock { $0.append(line) } }, version: "1.2.3", settling: 0,
      targets: targets)
    let kernel = kernel
    thread = Thread.start("kernel") { kernel.run() }
    // Said to no one in particular, when the kernel starts.
    _ = transport.read { $0.message.content["execution_state"] == "starting" }
  }

  deinit {
    transport.close()
    evaluator.interrupt()
    // An interrupt of a session would reach those of other tests.
    if !hasSession { kernel.interrupt() }
    thread?.join()
  }

  /// Sends a request; requests are numbered from 1.
  @discardableResult
  func send(
    _ type: String, _ content: JSONObject = [:], on channel: Channel = .shell,
    metadata: JSONObject = [:], parent: Message? = nil, date: String? = nil,
    subshell: String? = nil, buffers: [[UInt8]] = []
  ) -> Message {
    sent += 1
    var message = author.message(
      type, answering: parent, content: content, metadata: metadata, identities: [[0, 7]],
      buffers: buffers)
    message.header.id = "\(sent)"
    // Each request a millisecond after the one before.
    let moment = Timestamp(microseconds: 1_795_254_960_000_000 + Int64(sent) * 1000)
    message.header.date = date ?? moment.description
    message.header.subshell = subshell
    transport.deliver(message, on: channel)
    return message
  }

  @discardableResult
  func execute(_ code: String, _ flags: JSONObject = [:], date: String? = nil) -> Message {
    var content: JSONObject = ["code": .string(code)]
    for (key, value) in flags { content[key] = value }
    return send("execute_request", content, date: date)
  }

  /// What was sent since the last call, up to and with the first message that the condition holds
  /// for.
  func messages(until isLast: (MemoryTransport.Sent) -> Bool) throws -> [MemoryTransport.Sent] {
    let sent = transport.read(until: isLast)
    return try #require(sent, "the message that was waited for did not come")
  }

  func messages(untilIdle request: Message) throws -> [MemoryTransport.Sent] {
    try messages { $0.isIdle(of: request) }
  }

  /// What was sent since the last call, up to the `idle` of a request, as lines.
  func lines(untilIdle request: Message) throws -> String {
    try lines { $0.isIdle(of: request) }
  }

  /// The lines that answer a request, each once, read up to the `idle` of several requests that
  /// threads of their own work on.
  ///
  /// When one of them ends, `busy` may be said again for another.
  func lines(answering request: Message, untilIdle requests: [Message]) throws -> [String] {
    var waiting = requests
    var lines: [String] = []
    while !waiting.isEmpty {
      let sent = try messages { sent in waiting.contains { sent.isIdle(of: $0) } }
      waiting.removeAll { request in sent.contains { $0.isIdle(of: request) } }
      for line in sent.filter({ $0.answers(request) }).map(\.line) where !lines.contains(line) {
        lines.append(line)
      }
    }
    return lines
  }

  func lines(until isLast: (MemoryTransport.Sent) -> Bool) throws -> String {
    try messages(until: isLast).map(\.line).joined(separator: "\n")
  }

  /// What the shell replies to a request, past all that is published before.
  func reply(to request: Message) throws -> Message {
    let sent = try messages { sent in
      sent.channel != .iopub && sent.answers(request)
    }
    return try #require(sent.last).message
  }

  /// Runs a cell; what comes of it, as lines.
  func run(_ code: String, _ flags: JSONObject = [:]) throws -> String {
    try lines(untilIdle: execute(code, flags))
  }
}

extension MemoryTransport.Sent {
  fileprivate var line: String {
    let parent = message.parent["msg_id"]?.string ?? "-"
    return "\(channel.rawValue) \(message.header.type) \(parent) \(JSON.object(message.content))"
  }

  fileprivate func answers(_ request: Message) -> Bool {
    message.parent["msg_id"]?.string == request.header.id
  }

  fileprivate func isIdle(of request: Message) -> Bool {
    message.content["execution_state"] == "idle" && answers(request)
  }
}
