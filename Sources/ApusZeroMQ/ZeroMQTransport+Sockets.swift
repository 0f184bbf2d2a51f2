import ApusWire
import CZeroMQ
import Glibc

/// The thread that owns the sockets.
extension ZeroMQTransport {
  private static let readers: [Channel] = [.control, .shell, .stdin]
  /// How many messages of one channel are taken before the others have their turn.
  private static let turn = 256

  /// Moves messages between sockets and queues until the transport is closed.
  func carry() {
    guard let socket = sockets[.iopub] else { return }
    var outlet = Outlet(socket, log)
    while true {
      let isReading = traffic.withLock { traffic in
        traffic.isPaused = traffic.inboxBytes > Self.room
        return !traffic.isPaused
      }
      let ready = poll(isReading: isReading, wait: outlet.isHeldUp ? 2 : -1)
      let (outgoing, isClosing) = traffic.withLock { traffic in
        traffic.outboxBytes = 0
        return (traffic.outbox.popAll(), traffic.isClosing)
      }
      for (channel, multipart) in outgoing { send(multipart, on: channel) }
      outlet.publish(isLast: isClosing) {
        self.traffic.withLock { traffic in
          let next = traffic.published.popFirst()
          if let next { traffic.publishedBytes -= Self.size(next) }
          return next
        }
      }
      // What was sent before a front end subscribed is not for it.
      if ready.contains(.iopub) { welcome() }
      if isClosing { break }
      for channel in Self.readers where ready.contains(channel) { read(channel) }
    }
    sockets.values.forEach { $0.close() }
    traffic.withLock { $0.isClosed = true }
  }

  /// Waits for something to do; which sockets have messages.
  private func poll(isReading: Bool, wait: Int) -> Set<Channel> {
    let channels = (isReading ? Self.readers : [.control]) + [.iopub]
    var items = [
      zmq_pollitem_t(socket: nil, fd: wakeUp.file, events: Int16(ZMQ_POLLIN), revents: 0)
    ]
    for channel in channels {
      items.append(
        zmq_pollitem_t(
          socket: sockets[channel]?.handle, fd: -1, events: Int16(ZMQ_POLLIN), revents: 0))
    }
    guard zmq_poll(&items, Int32(items.count), wait) > 0 else { return [] }
    if items[0].revents != 0 { wakeUp.clear() }
    return Set(zip(channels, items.dropFirst()).filter { $0.1.revents != 0 }.map(\.0))
  }

  private func send(_ multipart: [[UInt8]], on channel: Channel) {
    do { try sockets[channel]?.send(multipart) } catch {
      log.write("a message on \(channel.rawValue) was not sent: \(error)")
    }
  }

  private func read(_ channel: Channel) {
    guard let socket = sockets[channel] else { return }
    for _ in 0..<Self.turn {
      switch socket.receive() {
      case .multipart(let multipart):
        traffic.withLock { traffic in
          if channel == .control {
            traffic.urgent.append(multipart)
          } else {
            traffic.inbox.append((channel, multipart))
            traffic.inboxBytes += Self.size(multipart)
          }
        }
      case .refused(let error): log.write("dropped a message on \(channel.rawValue): \(error)")
      case .nothing, .ended: return
      }
    }
  }

  /// Takes subscriptions and answers each with `iopub_welcome`.
  ///
  /// The socket is in manual mode: a subscription counts from when we say so, and what is sent next
  /// is the welcome. So it is the first thing that a front end hears (JEP 65).
  private func welcome() {
    guard let socket = sockets[.iopub] else { return }
    for _ in 0..<Self.turn {
      guard case .multipart(let parts) = socket.receive() else { return }
      guard parts.count == 1, let kind = parts[0].first, kind <= 1 else {
        log.write("dropped a message on iopub: it is no subscription")
        continue
      }
      let topic = Array(parts[0].dropFirst())
      do {
        try socket.set(kind == 1 ? ZMQ_SUBSCRIBE : ZMQ_UNSUBSCRIBE, topic)
        guard kind == 1 else { continue }
        let name = String(decoding: topic, as: UTF8.self)
        let message = author.message(
          "iopub_welcome", content: ["subscription": .string(name)], identities: [topic])
        try socket.send(codec.encode(message))
      } catch {
        log.write("a subscription was not taken: \(error)")
      }
    }
  }
}
