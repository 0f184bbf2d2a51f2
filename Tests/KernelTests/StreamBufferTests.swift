import ApusLanguage
import Testing

@testable import ApusKernel

@Suite struct StreamBufferTests {
  private typealias Chunk = StreamBuffer.Chunk
  private let second: UInt64 = 1_000_000_000

  private let moment = StreamBuffer.patience

  @Test func `the first text waits a moment for company`() {
    var buffer = StreamBuffer()
    let alone = buffer.append("a", to: .stdout, now: second)
    let joined = buffer.append("b", to: .stdout, now: second + 1)
    #expect(alone + joined == [])
    #expect(buffer.deadline == second + moment)
    let sent = buffer.flushIfDue(now: second + moment)
    #expect(sent == [Chunk(stream: .stdout, text: "ab")])
    #expect(buffer.deadline == nil)
  }

  @Test func `what follows is joined until its time has come`() {
    var buffer = StreamBuffer()
    _ = buffer.append("a", to: .stdout, now: second)
    _ = buffer.flush(now: second)
    for text in ["b", "c"] {
      let sent = buffer.append(text, to: .stdout, now: second + 1_000_000)
      #expect(sent == [])
    }
    #expect(buffer.deadline == second + 50_000_000)
    let early = buffer.flushIfDue(now: second + 49_999_999)
    let late = buffer.flushIfDue(now: second + 50_000_000)
    #expect(early == [])
    #expect(late == [Chunk(stream: .stdout, text: "bc")])
    #expect(buffer.deadline == nil)
  }

  @Test func `after a pause text waits no longer than a moment again`() {
    var buffer = StreamBuffer()
    _ = buffer.append("a", to: .stdout, now: 0)
    _ = buffer.flush(now: 0)
    _ = buffer.append("b", to: .stdout, now: second)
    #expect(buffer.deadline == second + moment)
  }

  @Test func `the two streams keep their order`() {
    var buffer = StreamBuffer()
    for (text, stream) in [
      ("b", OutputStream.stdout), ("c", .stderr), ("d", .stderr), ("e", .stdout),
    ] {
      _ = buffer.append(text, to: stream, now: 1)
    }
    let sent = buffer.flush(now: 2)
    #expect(
      sent == [
        Chunk(stream: .stdout, text: "b"), Chunk(stream: .stderr, text: "cd"),
        Chunk(stream: .stdout, text: "e"),
      ])
  }

  @Test func `much text does not wait`() {
    var buffer = StreamBuffer()
    let half = String(repeating: "x", count: StreamBuffer.capacity / 2)
    let first = buffer.append(half, to: .stdout, now: 1)
    let second = buffer.append(half, to: .stdout, now: 2)
    #expect(first == [])
    #expect(second == [Chunk(stream: .stdout, text: half + half)])
  }

  @Test func `nothing is nothing`() {
    var buffer = StreamBuffer()
    let sent = buffer.append("", to: .stdout, now: 0) + buffer.flush(now: 0)
    #expect(sent == [])
  }
}
