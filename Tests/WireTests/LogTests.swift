import Testing

@testable import ApusWire

@Suite struct LogTests {
  @Test func `a flood is cut short and counted`() {
    let lines = Monitor<[String]>([])
    let now = Monitor<UInt64>(100_000_000_000)
    let log = Log(limit: 2, uptime: { now.withLock { $0 } }) { line in
      lines.withLock { $0.append(line) }
    }
    for number in 1...5 { log.write("\(number)") }
    #expect(lines.withLock { $0 } == ["1", "2"])
    now.withLock { $0 += 10_000_000_000 }
    log.write("6")
    #expect(lines.withLock { $0 } == ["1", "2", "3 more lines were not logged", "6"])
  }

  @Test func `what others sent stays on one line and short`() {
    let lines = Monitor<[String]>([])
    let log = Log { line in lines.withLock { $0.append(line) } }
    log.write("a\nb\u{1b}[2Jc\r" + String(repeating: "x", count: 1000))
    let line = lines.withLock { $0.first ?? "" }
    #expect(line.hasPrefix("a?b?[2Jc?xxx"))
    #expect(line.count == 301)
    #expect(line.hasSuffix("x…"))
  }

  @Test func `every refusal is one line`() {
    let errors: [WireError] = [
      .noDelimiter, .truncated(parts: 3), .tooManyFrames(9), .tooLarge(bytes: 7), .unsigned,
      .wrongSignature, .replayed, .malformed(part: "header", reason: .missing(path: "msg_id")),
      .unknownScheme("x"), .unreadable(file: "f", reason: "r"), .unknownTransport("udp"),
      .invalidConnection(.missing(path: "ip")), .socket(operation: "sending", reason: "r"),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
    #expect(errors.allSatisfy { !$0.description.contains("\n") && !$0.description.hasSuffix(".") })
    #expect(errors[7].description == "its header is malformed: msg_id: missing")
  }
}
