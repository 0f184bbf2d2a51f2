import Testing

@testable import ApusWire

@Suite struct MemoryTransportTests {
  private let author = Author(session: "s")

  @Test func `what is delivered is received in order, then the end`() {
    let transport = MemoryTransport()
    for type in ["a", "b"] {
      transport.deliver(author.message(type, content: [:]), on: .shell)
    }
    transport.close()
    #expect(transport.receive()?.message.header.type == "a")
    #expect(transport.receive()?.message.header.type == "b")
    #expect(transport.receive() == nil)
  }

  @Test func `what is sent is read once, up to what was waited for`() {
    let transport = MemoryTransport()
    for type in ["a", "b", "c"] { transport.send(author.message(type, content: [:]), on: .iopub) }
    let first = transport.read { $0.message.header.type == "b" }
    #expect(first?.map(\.message.header.type) == ["a", "b"])
    let second = transport.read { $0.message.header.type == "c" }
    #expect(second?.map(\.message.header.type) == ["c"])
  }
}
