import ApusJSON
import ApusLanguage
import ApusWire
import Synchronization

/// Answers a front end's messages: the Jupyter protocol between a transport and an evaluator.
///
/// Knows no socket and no language. One thread receives and is always awake; cells run on a second,
/// one after the other, and those of a subshell on one of its own; others answer meanwhile what looks
/// into code (completion, inspection) and hold conversations with widgets, so that neither a long
/// cell nor a slow answer keeps an interrupt waiting. A new kind of message is a file under
/// `Messages/`.
package final class Kernel: Sendable {
  /// Deep recursion in a cell shall end in the language's own error, long before the stack does.
  private static let stack = 512 << 20

  /// However many cells arrive, a failure is replied to after this.
  static let longestSettling: UInt64 = 1_000_000_000

  let transport: any Transport
  let evaluator: any Evaluator
  let author: Author
  let log: Log
  let version: String
  /// How long no cell may have arrived before a failure is replied to, in nanoseconds.
  ///
  /// A front end takes a while to send all its cells, and those that arrive before the reply were
  /// sent in ignorance of the failure (`AbortRule`).
  let settling: UInt64
  let publisher: Publisher
  let flusher: Flusher
  let history: History
  let comms: Comms
  let shells: Shells
  let budget = Monitor(OutputBudget())
  /// How many bytes a cell may print.
  let outputLimit: Int
  private let capture = Monitor<DescriptorCapture?>(nil)
  let usage = Monitor(Usage())
  private let introspection: Worker
  private let isPrepared = Atomic<Bool>(false)
  private let conversations: Worker
  private let debuggers: Worker
  let debugging: Debugging
  private let received = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)

  package init(
    transport: any Transport, evaluator: any Evaluator, author: Author, log: Log, version: String,
    settling: UInt64 = 20_000_000, targets: [any CommTarget] = [],
    historyPath: String? = nil, outputLimit: Int? = nil
  ) {
    self.transport = transport
    self.evaluator = evaluator
    self.author = author
    self.log = log
    self.version = version
    self.settling = settling
    self.outputLimit = outputLimit ?? OutputLimit.standard
    publisher = Publisher(transport: transport, author: author)
    flusher = Flusher(time: author.time)
    history = History(path: historyPath, log: log, date: author.time.date)
    comms = Comms(targets: targets + evaluator.commTargets, publisher: publisher)
    shells = Shells(stack: Self.stack)
    introspection = Worker("apus-looks", stack: Self.stack)
    conversations = Worker("apus-comms", stack: Self.stack)
    debuggers = Worker("apus-debugger", stack: Self.stack)
    debugging = Debugging(publisher: publisher)
  }

  /// Handles messages until a front end asks for the end or the transport is closed.
  ///
  /// A cell that does not heed its interrupt may still be running on return; the process should end.
  package func run() {
    publisher.publish(status: "starting")
    while !isStopping.load(ordering: .acquiring), let (channel, message) = transport.receive() {
      let number = received.add(1, ordering: .relaxed).newValue
      let wanted = channel == .shell ? message.header.subshell : nil
      handle(
        Request(
          message: message, channel: channel, shell: shells[wanted], number: number,
          arrival: author.time.uptime()))
    }
    flusher.finish()
    shells.finish()
    introspection.finish()
    conversations.finish()
    debuggers.finish()
    debugging.finish()
    history.close()
    transport.close()
  }

  /// Has the tables read that completion needs, before someone waits for them.
  func prepareCompletion() {
    guard !isPrepared.exchange(true, ordering: .relaxed) else { return }
    introspection.add { [evaluator] in _ = evaluator.completions(in: "", at: 0) }
  }

  /// Stops the running cells, with those that wait behind them; callable from any thread.
  package func interrupt() {
    for host in runningHosts { host.interrupt() }
    evaluator.interrupt()
  }

  /// Takes what C libraries write to descriptors 1 and 2 for output of the cell that runs; for a
  /// process that is a kernel and nothing else.
  package func captureDescriptors() {
    let made = DescriptorCapture { [self] text, stream in
      guard let host = runningHosts.last else { return false }
      host.write(text, to: stream)
      return true
    }
    capture.withLock { $0 = made }
  }

  /// Waits for what C libraries have written.
  func drainDescriptors() { capture.withLock { $0 }?.drain() }

  /// Those of the cells that run, the main shell's first.
  var runningHosts: [CellHost] {
    shells.all.compactMap { $0.progress.withLock { $0.running } }
  }

  /// Makes `run` return soon; callable from any thread.
  package func stop() {
    isStopping.store(true, ordering: .releasing)
    interrupt()
  }

  /// How many messages were received so far.
  var receivedCount: Int { received.load(ordering: .relaxed) }

  private func handle(_ request: Request) {
    let (handler, shell) = Handler.handling(request, shells.main)
    switch handler.lane {
    case .immediate: perform(handler, request)
    case .introspection: introspection.add { self.perform(handler, request) }
    case .comms: conversations.add { self.perform(handler, request) }
    case .debugging: debuggers.add { self.perform(handler, request) }
    case .execution:
      shell.progress.withLock { $0.lastArrival = request.arrival }
      shell.cells.add { self.perform(handler, request) }
    }
  }

  /// Answers one request, between `busy` and `idle`.
  private func perform(_ handler: Handler, _ request: Request) {
    if handler.status == .shown {
      publisher.begin(request.message, isCell: handler.lane == .execution)
    }
    let started = author.time.date()
    let reply = Request.$current.withValue(request.message) { answer(handler, request) }
    if var reply, let type = request.replyType {
      reply.metadata["started"] = .string(started.description)
      let message = author.message(
        type, answering: request.message, content: reply.content, metadata: reply.metadata,
        identities: request.message.identities)
      transport.send(message, on: request.channel)
    }
    if handler.status == .shown { publisher.end(request.message) }
  }

  private func answer(_ handler: Handler, _ request: Request) -> Reply? {
    do { return try handler.answer(request, self) } catch {
      log.write("refused '\(handler.type)': \(error)")
      return .error("InvalidRequest", "\(error)")
    }
  }

  /// Has what a message of a conversation left to do done beside the cells, then says `idle`.
  func perform(_ work: @escaping CommWork, for request: Request) {
    let shell = shells.callbacks
    shell.cells.add { [self] in
      let host = CellHost(request.message, kernel: self, isSilent: false, allowsInput: false)
      publisher.becomeCell(request.message)
      shell.progress.withLock { $0.running = host }
      Request.$current.withValue(request.message) {
        CellHost.$current.withValue(host) { work(host) }
      }
      host.flush()
      shell.progress.withLock { $0.running = nil }
      publisher.end(request.message)
    }
  }
}
