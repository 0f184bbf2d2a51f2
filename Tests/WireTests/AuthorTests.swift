import ApusJSON
import Testing

@testable import ApusWire

@Suite struct AuthorTests {
  private let author = Author(
    session: "s",
    time: Timekeeper(date: { Timestamp(microseconds: 1_795_254_960_123_456) }, uptime: { 0 }))

  @Test func `each message has an id of its own, the session and the date`() {
    let first = author.message("status", content: ["execution_state": "busy"])
    let second = author.message("status", content: ["execution_state": "idle"])
    #expect(first.header.id == "s_1")
    #expect(second.header.id == "s_2")
    #expect(
      JSON.object(first.header.json).text()
        == #"{"msg_id":"s_1","msg_type":"status","username":"apus","session":"s","#
        + #""date":"2026-11-21T09:56:00.123456Z","version":"5.6"}"#)
    #expect(first.parent == [:])
  }

  @Test func `an answer repeats the header of what it answers`() {
    let request = author.message("kernel_info_request", content: [:])
    let reply = author.message("kernel_info_reply", answering: request, content: [:])
    #expect(reply.parent == .object(request.header.json))
  }

  @Test func `sessions differ and look like UUIDs`() {
    let uuids = (0..<100).map { _ in UUID().description }
    #expect(Set(uuids).count == 100)
    let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
    #expect(uuids.allSatisfy { $0.wholeMatch(of: form) != nil })
  }
}
