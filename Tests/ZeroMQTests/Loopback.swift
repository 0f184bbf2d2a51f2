import ApusJSON
import CZeroMQ
import Glibc

@testable import ApusWire
@testable import ApusZeroMQ

/// A transport on Unix sockets in a folder of its own, and sockets of a front end beside it.
final class Loopback {
  let transport: ZeroMQTransport
  let lines = Monitor<[String]>([])
  let author = Author(session: "front-end")
  private let folder: String
  private let context: Context
  private var sockets: [Socket] = []
  private let codec: Codec

  init(key: String = "key") throws {
    var template = Array("/tmp/apus-XXXXXX".utf8CString)
    folder = template.withUnsafeMutableBufferPointer { name in
      name.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) } ?? ""
    }
    var ports: [Channel: Int] = [:]
    for (number, channel) in Channel.allCases.enumerated() { ports[channel] = number + 1 }
    let connection = ConnectionFile(
      carrier: .ipc, host: "\(folder)/k", ports: ports, key: Array(key.utf8))
    let lines = lines
    let log = Log { line in lines.withLock { $0.append(line) } }
    transport = try ZeroMQTransport(connection, author: Author(session: "kernel"), log: log)
    context = try Context()
    codec = Codec(signer: try Signer(scheme: "hmac-sha256", key: connection.key))
  }

  deinit {
    transport.close()
    sockets.forEach { $0.close() }
    context.terminate()
    rmdir(folder)
  }

  func connect(_ kind: Socket.Kind, to channel: Channel) throws -> Socket {
    let socket = try Socket(kind, in: context)
    sockets.append(socket)
    try socket.set(ZMQ_LINGER, 1000)
    // A test that waits in vain fails after ten seconds.
    try socket.set(ZMQ_RCVTIMEO, 10_000)
    try socket.connect(transport.endpoints[channel] ?? "")
    return socket
  }

  func send(_ type: String, content: JSONObject = [:], through socket: Socket) throws {
    try socket.send(codec.encode(author.message(type, content: content)))
  }

  /// The next message; nil where none comes.
  func receive(from socket: Socket) throws -> Message? {
    guard case .multipart(let parts) = socket.receive(waiting: true) else { return nil }
    return try codec.decode(parts)
  }
}
