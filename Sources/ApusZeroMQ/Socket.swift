import ApusWire
import CZeroMQ
import Glibc

/// One socket of libzmq; used by one thread at a time, which is its owner's promise.
final class Socket: @unchecked Sendable {
  enum Kind {
    case request, dealer, router, subscriber, publisher

    fileprivate var number: Int32 {
      switch self {
      case .request: ZMQ_REQ
      case .dealer: ZMQ_DEALER
      case .router: ZMQ_ROUTER
      case .subscriber: ZMQ_SUB
      // Hears of subscriptions, which a PUB does not.
      case .publisher: ZMQ_XPUB
      }
    }
  }

  /// What came of asking for a message.
  enum Arrival {
    case multipart([[UInt8]])
    /// A message too big to be kept, which was thrown away while it was read.
    case refused(WireError)
    case nothing
    /// The context is being closed.
    case ended
  }

  let handle: UnsafeMutableRawPointer

  init(_ kind: Kind, in context: Context) throws(WireError) {
    guard let handle = zmq_socket(context.handle, kind.number) else {
      throw Self.failure("opening a socket")
    }
    self.handle = handle
  }

  func set(_ option: Int32, _ value: Int32) throws(WireError) {
    var value = value
    guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int32>.size) == 0 else {
      throw Self.failure("setting option \(option)")
    }
  }

  func set(_ option: Int32, wide value: Int64) throws(WireError) {
    var value = value
    guard zmq_setsockopt(handle, option, &value, MemoryLayout<Int64>.size) == 0 else {
      throw Self.failure("setting option \(option)")
    }
  }

  func set(_ option: Int32, _ value: some Collection<UInt8>) throws(WireError) {
    let bytes = Array(value)
    guard zmq_setsockopt(handle, option, bytes, bytes.count) == 0 else {
      throw Self.failure("setting option \(option)")
    }
  }

  func bind(_ endpoint: String) throws(WireError) {
    guard zmq_bind(handle, endpoint) == 0 else { throw Self.failure("listening on \(endpoint)") }
  }

  func connect(_ endpoint: String) throws(WireError) {
    guard zmq_connect(handle, endpoint) == 0 else {
      throw Self.failure("connecting to \(endpoint)")
    }
  }

  /// Where the socket listens, with the port that the system chose.
  func endpoint() throws(WireError) -> String {
    var text = [CChar](repeating: 0, count: 1024)
    var count = text.count
    guard zmq_getsockopt(handle, ZMQ_LAST_ENDPOINT, &text, &count) == 0 else {
      throw Self.failure("asking for the endpoint")
    }
    return String(
      decoding: text.prefix(max(0, count - 1)).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The next message, within limits; never waits unless told to.
  func receive(_ limits: Codec.Limits = Codec.Limits(), waiting: Bool = false) -> Arrival {
    var parts: [[UInt8]] = []
    var count = 0
    var bytes = 0
    repeat {
      var frame = zmq_msg_t()
      zmq_msg_init(&frame)
      defer { zmq_msg_close(&frame) }
      while zmq_msg_recv(&frame, handle, waiting || count > 0 ? 0 : ZMQ_DONTWAIT) < 0 {
        switch zmq_errno() {
        case EINTR: continue
        case EAGAIN: return .nothing
        default: return .ended
        }
      }
      let size = zmq_msg_size(&frame)
      count += 1
      bytes += size
      if count <= limits.frames && bytes <= limits.bytes {
        parts.append(Array(UnsafeRawBufferPointer(start: zmq_msg_data(&frame), count: size)))
      } else {
        parts = []
      }
      guard zmq_msg_more(&frame) != 0 else { break }
    } while true
    if count > limits.frames { return .refused(.tooManyFrames(count)) }
    return bytes > limits.bytes ? .refused(.tooLarge(bytes: bytes)) : .multipart(parts)
  }

  /// Sends a message without waiting; a peer that is gone misses it.
  func send(_ multipart: [[UInt8]]) throws(WireError) {
    for (index, part) in multipart.enumerated() {
      let flags = ZMQ_DONTWAIT | (index < multipart.count - 1 ? ZMQ_SNDMORE : 0)
      while zmq_send(handle, part, part.count, flags) < 0 {
        guard zmq_errno() == EINTR else { throw Self.failure("sending") }
      }
    }
  }

  /// Sends a message; false where there is no room for it.
  func sendIfRoom(_ multipart: [[UInt8]]) throws(WireError) -> Bool {
    do { try send(multipart) } catch {
      // Only the first part can find no room.
      if zmq_errno() == EAGAIN { return false }
      throw error
    }
    return true
  }

  func close() {
    zmq_close(handle)
  }

  static func failure(_ operation: String) -> WireError {
    .socket(operation: operation, reason: String(cString: zmq_strerror(zmq_errno())))
  }
}
