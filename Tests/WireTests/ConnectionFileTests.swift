import ApusJSON
import Testing

@testable import ApusWire

@Suite struct ConnectionFileTests {
  private let file: JSONObject = [
    "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
    "ip": "127.0.0.1", "key": "k-1", "transport": "tcp", "signature_scheme": "hmac-sha512",
    "kernel_name": "apus", "jupyter_session": "/a b.ipynb",
  ]

  private func read(
    _ changes: JSONObject = [:], without absent: [String] = []
  ) throws -> ConnectionFile {
    var file = file
    for (key, value) in changes { file[key] = value }
    for key in absent { file.removeValue(forKey: key) }
    return try ConnectionFile(parsing: JSON.object(file).bytes())
  }

  @Test func `a file says where to listen and how to sign`() throws {
    let connection = try read()
    #expect(connection.endpoint(of: .shell) == "tcp://127.0.0.1:1")
    #expect(connection.endpoint(of: .iopub) == "tcp://127.0.0.1:2")
    #expect(connection.endpoint(of: .stdin) == "tcp://127.0.0.1:3")
    #expect(connection.endpoint(of: .control) == "tcp://127.0.0.1:4")
    #expect(connection.endpoint(of: .heartbeat) == "tcp://127.0.0.1:5")
    #expect(connection.key == Array("k-1".utf8))
    #expect(connection.signatureScheme == "hmac-sha512")
    #expect(connection.curve == nil)
  }

  @Test func `a Unix socket's name ends in a dash and the number`() throws {
    let connection = try read(["transport": "ipc", "ip": "/run/user/0/k-ipc"])
    #expect(connection.endpoint(of: .control) == "ipc:///run/user/0/k-ipc-4")
  }

  @Test func `port 0 is any port, and IPv6 comes in brackets`() throws {
    #expect(try read(["shell_port": 0]).endpoint(of: .shell) == "tcp://127.0.0.1:*")
    #expect(try read(["ip": "::1"]).endpoint(of: .shell) == "tcp://[::1]:1")
  }

  @Test func `keys for encryption are kept`() throws {
    let connection = try read(["curve_publickey": "p", "curve_secretkey": "s"])
    #expect(connection.curve == ConnectionFile.Curve(publicKey: "p", secretKey: "s"))
  }

  @Test func `transport, key and scheme have defaults`() throws {
    let connection = try read(without: ["transport", "key", "signature_scheme"])
    #expect(connection.carrier == .tcp)
    #expect(connection.key == [])
    #expect(connection.signatureScheme == "hmac-sha256")
  }

  @Test(arguments: ["shell_port", "iopub_port", "stdin_port", "control_port", "hb_port", "ip"])
  func `a file needs`(field: String) {
    #expect(throws: WireError.invalidConnection(.missing(path: field))) {
      try read(without: [field])
    }
  }

  @Test func `what cannot be is said`() {
    #expect(throws: WireError.unknownTransport("udp")) { try read(["transport": "udp"]) }
    #expect(
      throws: WireError.invalidConnection(
        .mismatch(path: "hb_port", expected: "a port", found: "65536"))
    ) {
      try read(["hb_port": 65536])
    }
    #expect(
      throws: WireError.unreadable(file: "/nowhere/k.json", reason: "No such file or directory")
    ) {
      try ConnectionFile(path: "/nowhere/k.json")
    }
    #expect(throws: WireError.self) { try ConnectionFile(parsing: Array("[".utf8)) }
  }
}
