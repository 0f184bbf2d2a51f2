import ApusJSON
import CZeroMQ
import Testing

@testable import ApusWire
@testable import ApusZeroMQ

@Suite struct ZeroMQTransportTests {
  @Test(arguments: [Channel.shell, .control, .stdin])
  func `a request comes in and its reply goes back`(channel: Channel) throws {
    let loopback = try Loopback()
    let socket = try loopback.connect(.dealer, to: channel)
    try loopback.send("question", content: ["a": 1], through: socket)
    let received = loopback.transport.receive()
    #expect(received?.channel == channel)
    let request = try #require(received?.message)
    #expect(request.header.type == "question")
    #expect(request.content == ["a": 1])

    let reply = loopback.author.message(
      "answer", answering: request, content: ["b": 2], identities: request.identities,
      buffers: [[1, 2], []])
    loopback.transport.send(reply, on: channel)
    let answer = try #require(try loopback.receive(from: socket))
    #expect(answer.header.type == "answer")
    #expect(answer.parent["msg_id"]?.string == request.header.id)
    #expect(answer.buffers == [[1, 2], []])
  }

  @Test func `the first thing that a subscriber hears is the welcome`() throws {
    let loopback = try Loopback()
    let unheard = loopback.author.message("status", content: [:], identities: [Array("x".utf8)])
    loopback.transport.send(unheard, on: .iopub)
    let socket = try loopback.connect(.subscriber, to: .iopub)
    try socket.set(ZMQ_SUBSCRIBE, [])
    let welcome = try #require(try loopback.receive(from: socket))
    #expect(welcome.header.type == "iopub_welcome")
    #expect(welcome.header.session == "kernel")
    #expect(welcome.content == ["subscription": ""])
    #expect(welcome.parent == [:])

    loopback.transport.send(unheard, on: .iopub)
    #expect(try loopback.receive(from: socket)?.header.type == "status")
  }

  @Test func `a heartbeat comes back as it went`() throws {
    let loopback = try Loopback()
    let socket = try loopback.connect(.request, to: .heartbeat)
    for beat in [[UInt8]("ping".utf8), [0, 255], []] {
      try socket.send([beat])
      guard case .multipart(let parts) = socket.receive(waiting: true) else {
        Issue.record("no beat came back")
        return
      }
      #expect(parts == [beat])
    }
  }

  @Test func `what is no message of ours is dropped with a line in the log`() throws {
    let loopback = try Loopback()
    let socket = try loopback.connect(.dealer, to: .shell)
    try socket.send([[1], [2]])
    try socket.send([Frames.delimiter, [], [], [], [], []])
    try loopback.send("question", through: socket)
    #expect(loopback.transport.receive()?.message.header.type == "question")
    #expect(
      loopback.lines.withLock { $0 } == [
        "dropped a message on shell: no frame is the delimiter <IDS|MSG>",
        "dropped a message on shell: it is not signed",
      ])
  }

  @Test func `another key's messages are dropped`() throws {
    let loopback = try Loopback(key: "right")
    let other = Codec(signer: try Signer(scheme: "hmac-sha256", key: Array("wrong".utf8)))
    let socket = try loopback.connect(.dealer, to: .control)
    try socket.send(other.encode(loopback.author.message("shutdown_request", content: [:])))
    try loopback.send("question", through: socket)
    #expect(loopback.transport.receive()?.message.header.type == "question")
    #expect(
      loopback.lines.withLock { $0 } == ["dropped a message on control: its signature is wrong"])
  }

  @Test func `control overtakes what waits on shell`() throws {
    let loopback = try Loopback()
    let shell = try loopback.connect(.dealer, to: .shell)
    let control = try loopback.connect(.dealer, to: .control)
    for _ in 0..<3 { try loopback.send("slow", through: shell) }
    loopback.transport.traffic.wait(until: Timekeeper.system.uptime() + 10_000_000_000) {
      $0.inbox.count == 3 ? () : nil
    }
    try loopback.send("urgent", through: control)
    loopback.transport.traffic.wait(until: Timekeeper.system.uptime() + 10_000_000_000) {
      $0.urgent.isEmpty ? nil : ()
    }
    let types = (0..<4).map { _ in loopback.transport.receive()?.message.header.type }
    #expect(types == ["urgent", "slow", "slow", "slow"])
  }

  @Test func `what was sent before the end arrives, in order`() throws {
    let loopback = try Loopback()
    let socket = try loopback.connect(.dealer, to: .shell)
    try loopback.send("question", through: socket)
    let request = try #require(loopback.transport.receive()?.message)
    for number in 0..<500 {
      loopback.transport.send(
        loopback.author.message(
          "answer", content: ["n": .int(number)], identities: request.identities), on: .shell)
    }
    loopback.transport.close()
    let numbers = try (0..<500).map { _ in
      try loopback.receive(from: socket)?.content["n"]?.int
    }
    #expect(numbers == Array(0..<500))
  }

  @Test func `after the end nothing is received or sent`() throws {
    let loopback = try Loopback()
    loopback.transport.close()
    loopback.transport.close()
    #expect(loopback.transport.receive() == nil)
    loopback.transport.send(loopback.author.message("late", content: [:]), on: .iopub)
  }

  @Test func `an address that cannot be listened on is said`() throws {
    let context = try Context()
    let socket = try Socket(.router, in: context)
    #expect(
      throws: WireError.socket(
        operation: "listening on ipc:///nowhere/k", reason: "No such file or directory")
    ) {
      try socket.bind("ipc:///nowhere/k")
    }
    socket.close()
    context.terminate()
  }

  @Test func `who never reads costs little, is waited for, and keeps the others from nothing`()
    throws
  {
    let loopback = try Loopback()
    let deaf = try loopback.connect(.subscriber, to: .iopub)
    try deaf.set(ZMQ_RCVHWM, 1)
    try deaf.set(ZMQ_SUBSCRIBE, "".utf8)
    let reader = try loopback.connect(.subscriber, to: .iopub)
    try reader.set(ZMQ_SUBSCRIBE, "".utf8)
    _ = try loopback.receive(from: reader)
    _ = try loopback.receive(from: deaf)
    let (count, text) = (4000, String(repeating: "x", count: 4096))
    let (transport, author) = (loopback.transport, loopback.author)
    let thread = Thread.start("sender") {
      for number in 0..<count {
        let content: JSONObject = ["text": .string(text), "number": .int(number)]
        let message = author.message(
          "stream", content: content, identities: [Array("stream".utf8)])
        transport.send(message, on: .iopub)
      }
    }
    let numbers = try (0..<count).map { _ in
      try loopback.receive(from: reader)?.content["number"]?.int
    }
    thread?.join()
    #expect(numbers == Array(0..<count))
    #expect(
      loopback.lines.withLock { $0 } == [
        "a front end does not read what is published, and will miss some of it"
      ])
  }
}
