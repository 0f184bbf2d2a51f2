import ApusJSON
import Glibc

/// Where to listen and how to sign, as the file says that Jupyter starts a kernel with.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files
package struct ConnectionFile: Sendable, Hashable {
  package enum Carrier: String, Sendable {
    case tcp, ipc
  }

  /// Keys of a channel that CurveZMQ encrypts, in Z85.
  package struct Curve: Sendable, Hashable {
    package var publicKey: String
    package var secretKey: String
  }

  /// Where the launcher waits to hear which ports the kernel has chosen.
  package struct Registration: Sendable, Hashable {
    package var endpoint: String
    /// What the launcher calls the kernel.
    package var kernel: String?
  }

  package var carrier: Carrier
  /// An address, or for ipc the path that sockets' names begin with.
  package var host: String
  package var ports: [Channel: Int]
  package var key: [UInt8]
  package var signatureScheme: String
  package var curve: Curve?
  /// Whether other users of the machine can read the file, and so the key.
  package private(set) var isReadableByOthers = false
  /// In the file of a launcher that lets the kernel choose its ports.
  package var registration: Registration?

  package init(
    carrier: Carrier, host: String, ports: [Channel: Int], key: [UInt8],
    signatureScheme: String = "hmac-sha256", curve: Curve? = nil
  ) {
    self.carrier = carrier
    self.host = host
    self.ports = ports
    self.key = key
    self.signatureScheme = signatureScheme
    self.curve = curve
  }

  package init(parsing bytes: [UInt8]) throws(WireError) {
    do { try self.init(JSONReader(JSON(parsing: bytes))) } catch let error as WireError {
      throw error
    } catch let error as JSONError {
      throw .invalidConnection(error)
    } catch {
      throw .unreadable(file: "the connection file", reason: "\(error)")
    }
  }

  package init(path: String) throws(WireError) {
    try self.init(parsing: Self.contents(of: path))
    var facts = stat()
    isReadableByOthers = stat(path, &facts) == 0 && facts.st_mode & 0o077 != 0
  }

  private init(_ file: JSONReader) throws {
    let name = try file.optional("transport")?.string() ?? Carrier.tcp.rawValue
    guard let carrier = Carrier(rawValue: name) else { throw WireError.unknownTransport(name) }
    self.carrier = carrier
    host = try file.field("ip").string()
    ports = [:]
    if let port = try file.optional("registration_port") {
      let address = try file.optional("registration_ip")?.string() ?? host
      registration = Registration(
        endpoint: Self.endpoint(carrier, address, try Self.number(port)),
        kernel: try file.optional("kernel_id")?.string())
    }
    for channel in Channel.allCases where registration == nil {
      let port = try file.field(channel.portField)
      ports[channel] = try Self.number(port)
    }
    key = Array(try file.optional("key")?.string().utf8 ?? "".utf8)
    signatureScheme = try file.optional("signature_scheme")?.string() ?? "hmac-sha256"
    if let publicKey = try file.optional("curve_publickey"),
      let secretKey = try file.optional("curve_secretkey")
    {
      curve = Curve(publicKey: try publicKey.string(), secretKey: try secretKey.string())
    }
  }

  /// Where a channel listens, in libzmq's form.
  package func endpoint(of channel: Channel) -> String {
    // Sockets of a folder need no free port, only names of their own.
    let chosen =
      registration != nil && carrier == .ipc ? Channel.allCases.firstIndex(of: channel) : nil
    return Self.endpoint(carrier, host, ports[channel] ?? chosen.map { $0 + 1 } ?? 0)
  }

  private static func endpoint(_ carrier: Carrier, _ host: String, _ port: Int) -> String {
    switch carrier {
    case .tcp:
      let address = host.contains(":") ? "[\(host)]" : host
      return "tcp://\(address):\(port == 0 ? "*" : String(port))"
    case .ipc: return "ipc://\(host)-\(port)"
    }
  }

  /// A port, which some launchers write as a string.
  private static func number(_ port: JSONReader) throws(JSONError) -> Int {
    if let text = try? port.string(), let number = Int(text), (0...65535).contains(number) {
      return number
    }
    let number = try port.int()
    guard (0...65535).contains(number) else { throw port.mismatch(expected: "a port") }
    return number
  }

  private static func contents(of path: String) throws(WireError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      throw .unreadable(file: path, reason: String(cString: strerror(errno)))
    }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(file, &block, block.count)
      if count > 0 {
        bytes += block.prefix(count)
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw .unreadable(file: path, reason: String(cString: strerror(errno)))
      }
    }
  }
}

extension Channel {
  /// The connection file's name of the channel's port.
  package var portField: String { self == .heartbeat ? "hb_port" : "\(rawValue)_port" }
}
