import ApusWire
import CZeroMQ

/// What is published, to all who have subscribed.
///
/// Who is slow is waited for a while, and loses nothing. Who does not read at all costs the memory of
/// `limit` messages, and then misses what the others get until it reads again, which the log says
/// once.
struct Outlet {
  static let limit: Int32 = 1000
  /// For how many nanoseconds a front end that does not read is waited for.
  static let patience: UInt64 = 2_000_000_000

  private let socket: Socket
  private let log: Log
  /// The message that could not be sent, and since when.
  private var held: (multipart: [[UInt8]], since: UInt64)?
  private var hasSaid = false

  init(_ socket: Socket, _ log: Log) {
    self.socket = socket
    self.log = log
  }

  var isHeldUp: Bool { held != nil }

  /// Sends what there is, until someone has no room for more; at the end, whoever has room or not.
  mutating func publish(isLast: Bool, next: () -> [[UInt8]]?) {
    while let multipart = held?.multipart ?? next() {
      let now = Timekeeper.system.uptime()
      let since = held?.since ?? now
      if !send(multipart, dropping: false) {
        guard isLast || now - since >= Self.patience else {
          held = (multipart, since)
          return
        }
        // Who misses this one is left out by libzmq until it has read half of what waits for it.
        send(multipart, dropping: true)
        if !hasSaid && !isLast {
          hasSaid = true
          log.write("a front end does not read what is published, and will miss some of it")
        }
      }
      held = nil
    }
  }

  /// Sends a message; false where someone has no room for it and it must not be dropped for them.
  @discardableResult
  private func send(_ multipart: [[UInt8]], dropping: Bool) -> Bool {
    do {
      if dropping { try socket.set(ZMQ_XPUB_NODROP, 0) }
      defer { if dropping { try? socket.set(ZMQ_XPUB_NODROP, 1) } }
      return try socket.sendIfRoom(multipart)
    } catch {
      log.write("a message on iopub was not sent: \(error)")
      return true
    }
  }
}
