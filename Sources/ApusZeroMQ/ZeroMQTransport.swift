import ApusWire
import CZeroMQ
import Glibc

/// The five channels over libzmq, through TCP or Unix sockets.
///
/// One thread owns the sockets and only moves bytes. Messages are verified and read by whoever
/// calls `receive`, written and signed by whoever calls `send`.
package final class ZeroMQTransport: Transport {
  /// What waits between the thread of the sockets and the others.
  struct Traffic {
    var urgent = Queue<[[UInt8]]>()
    var inbox = Queue<(channel: Channel, multipart: [[UInt8]])>()
    var inboxBytes = 0
    var outbox = Queue<(channel: Channel, multipart: [[UInt8]])>()
    var outboxBytes = 0
    /// What goes out on iopub.
    var published = Queue<[[UInt8]]>()
    var publishedBytes = 0
    /// The thread has stopped reading until the inbox is shorter.
    var isPaused = false
    var isClosing = false
    var isClosed = false
  }

  /// How many bytes may wait in either direction; beyond, the sender waits.
  static let room = 256 << 20

  let sockets: [Channel: Socket]
  let codec: Codec
  let author: Author
  let log: Log
  let traffic = Monitor(Traffic())
  let wakeUp: WakeUp
  private let context: Context
  private let heartbeat: Heartbeat?
  /// Where each channel listens.
  package let endpoints: [Channel: String]

  /// Listens where the connection says.
  package init(_ connection: ConnectionFile, author: Author, log: Log) throws(WireError) {
    let signer = try Signer(scheme: connection.signatureScheme, key: connection.key)
    codec = Codec(signer: signer)
    self.author = author
    self.log = log
    wakeUp = try WakeUp()
    context = try Context()
    var sockets: [Channel: Socket] = [:]
    var endpoints: [Channel: String] = [:]
    do {
      for channel in Channel.allCases {
        let socket = try Socket(channel == .iopub ? .publisher : .router, in: context)
        sockets[channel] = socket
        try socket.prepare(for: channel, connection)
        try socket.bind(connection.endpoint(of: channel))
        endpoints[channel] = try socket.endpoint()
      }
    } catch {
      sockets.values.forEach { $0.close() }
      context.terminate()
      throw error
    }
    self.endpoints = endpoints
    heartbeat = Heartbeat(sockets.removeValue(forKey: .heartbeat))
    self.sockets = sockets
    guard Thread.start("apus-sockets", { [self] in carry() }) != nil else {
      sockets.values.forEach { $0.close() }
      context.terminate()
      throw .socket(operation: "starting a thread", reason: "no resources")
    }
  }

  package func receive() -> (channel: Channel, message: Message)? {
    while let (channel, multipart) = nextMultipart() {
      do {
        return (channel, try codec.decode(multipart))
      } catch {
        log.write("dropped a message on \(channel.rawValue): \(error)")
      }
    }
    return nil
  }

  /// What was received first; control goes before the rest, so that an interrupt overtakes.
  private func nextMultipart() -> (Channel, [[UInt8]])? {
    let next: Optional<(Channel, [[UInt8]])>? = traffic.wait { traffic in
      if traffic.isClosing { return .some(nil) }
      if let multipart = traffic.urgent.popFirst() { return .some((.control, multipart)) }
      guard let (channel, multipart) = traffic.inbox.popFirst() else { return nil }
      traffic.inboxBytes -= Self.size(multipart)
      if traffic.isPaused && traffic.inboxBytes < Self.room / 2 {
        traffic.isPaused = false
        wakeUp.signal()
      }
      return .some((channel, multipart))
    }
    return next ?? nil
  }

  package func send(_ message: Message, on channel: Channel) {
    guard sockets[channel] != nil else { return }
    let multipart = codec.encode(message)
    let size = Self.size(multipart)
    let wasEmpty: Bool? = traffic.wait { traffic in
      if traffic.isClosing { return false }
      let waiting = channel == .iopub ? traffic.publishedBytes : traffic.outboxBytes
      guard waiting == 0 || waiting + size <= Self.room else { return nil }
      // Each queue is emptied for itself, so that a message may be too late in the one only.
      let wasEmpty = channel == .iopub ? traffic.published.isEmpty : traffic.outbox.isEmpty
      if channel == .iopub {
        traffic.published.append(multipart)
        traffic.publishedBytes += size
      } else {
        traffic.outbox.append((channel, multipart))
        traffic.outboxBytes += size
      }
      return wasEmpty
    }
    if wasEmpty == true { wakeUp.signal() }
  }

  package func close() {
    let isFirst = traffic.withLock { traffic in
      defer { traffic.isClosing = true }
      return !traffic.isClosing
    }
    guard isFirst else { return }
    wakeUp.signal()
    traffic.wait { $0.isClosed ? () : nil }
    context.terminate()
    heartbeat?.join()
  }

  static func size(_ multipart: [[UInt8]]) -> Int {
    multipart.reduce(0) { $0 + $1.count + 64 }
  }
}

extension Socket {
  /// What one frame may measure; a topic is short, and so is a heartbeat.
  private static func largestFrame(on channel: Channel) -> Int64 {
    switch channel {
    case .shell, .control, .stdin: 256 << 20
    case .iopub, .heartbeat: 4096
    }
  }

  fileprivate func prepare(
    for channel: Channel, _ connection: ConnectionFile
  ) throws(WireError) {
    // Long enough for the last messages to leave, short enough for whoever waits for the end.
    try set(ZMQ_LINGER, 1000)
    try set(ZMQ_MAXMSGSIZE, wide: Self.largestFrame(on: channel))
    if connection.host.contains(":") { try set(ZMQ_IPV6, 1) }
    if let curve = connection.curve {
      try set(ZMQ_CURVE_SERVER, 1)
      try set(ZMQ_CURVE_PUBLICKEY, curve.publicKey.utf8)
      try set(ZMQ_CURVE_SECRETKEY, curve.secretKey.utf8)
    }
    if channel == .iopub {
      // Beyond this many messages that a front end has not read, others wait for it (`Outlet`).
      try set(ZMQ_SNDHWM, Outlet.limit)
      try set(ZMQ_XPUB_NODROP, 1)
      try set(ZMQ_XPUB_MANUAL, 1)
    } else if channel != .heartbeat {
      try set(ZMQ_SNDHWM, 0)
      // A client that comes back under its old identity gets the replies.
      try set(ZMQ_ROUTER_HANDOVER, 1)
    }
  }
}
