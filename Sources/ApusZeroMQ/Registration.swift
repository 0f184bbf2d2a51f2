import ApusJSON
import ApusWire
import CZeroMQ

/// The handshake of protocol 5.6: the kernel chooses its ports, and tells them to whoever started it.
///
/// The launcher's file names a socket instead of ports. What goes there is one signed JSON object with
/// the kernel's id and its five ports; the launcher signs its answer, too.
/// https://jupyter.org/enhancement-proposals/66-jupyter-handshaking/jupyter-handshaking.html
package enum Registration {
  /// How long the launcher has to answer, in milliseconds.
  private static let patience: Int32 = 5000

  /// Tells the launcher where the transport listens; throws where no signed answer comes.
  package static func perform(
    _ registration: ConnectionFile.Registration, _ connection: ConnectionFile,
    _ transport: ZeroMQTransport
  ) throws(WireError) {
    let signer = try Signer(scheme: connection.signatureScheme, key: connection.key)
    let context = try Context()
    let socket: Socket
    do { socket = try Socket(.dealer, in: context) } catch {
      context.terminate()
      throw error
    }
    defer {
      socket.close()
      context.terminate()
    }
    try socket.set(ZMQ_LINGER, patience)
    try socket.set(ZMQ_RCVTIMEO, patience)
    try socket.connect(registration.endpoint)
    let bytes = JSON.object(ports(registration, transport)).bytes()
    try socket.send([Frames.delimiter, signer.signature(of: [bytes]), bytes])
    guard case .multipart(let parts) = socket.receive(waiting: true) else {
      throw .socket(operation: "the handshake", reason: "\(registration.endpoint) did not answer")
    }
    let answer = parts.drop { $0 != Frames.delimiter }.dropFirst()
    guard let signature = answer.first else { throw .noDelimiter }
    try signer.verify(signature, of: Array(answer.dropFirst()))
  }

  private static func ports(
    _ registration: ConnectionFile.Registration, _ transport: ZeroMQTransport
  ) -> JSONObject {
    var content: JSONObject = [:]
    if let id = registration.kernel { content["kernel_id"] = .string(id) }
    for channel in Channel.allCases {
      let endpoint = transport.endpoints[channel] ?? ""
      let port = endpoint.split { $0 == ":" || $0 == "-" }.last ?? ""
      content[channel.portField] = .string(String(port))
    }
    return content
  }
}
