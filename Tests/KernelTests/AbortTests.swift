import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct AbortTests {
  private let aborted =
    #"{"status":"error","ename":"Aborted","#
    + #""evalue":"not run, because an earlier cell failed or was interrupted","traceback":[],"#
    + #""execution_count":1}"#

  /// A cell that runs until another message was received, then fails.
  private func frontEnd() -> FrontEnd {
    FrontEnd(["x": { _ in ScriptedEvaluator.value("1") }])
  }

  @Test func `an interrupt stops the cell and those that wait behind it`() throws {
    let front = frontEnd()
    let running = front.execute("block")
    front.evaluator.waitUntilBlocked()
    let waiting = front.execute("x")
    let interrupt = front.send("interrupt_request", on: .control)
    #expect(
      try front.lines(answering: waiting, untilIdle: [running, waiting, interrupt]) == [
        #"iopub status 2 {"execution_state":"busy"}"#, "shell execute_reply 2 \(aborted)",
        #"iopub status 2 {"execution_state":"idle"}"#,
      ])
    #expect(front.evaluator.ran.map(\.code) == ["block"])
  }

  @Test func `an interrupt is acknowledged where it was asked for`() throws {
    let front = frontEnd()
    let running = front.execute("block")
    front.evaluator.waitUntilBlocked()
    let interrupt = front.send("interrupt_request", on: .control)
    #expect(
      try front.lines(answering: interrupt, untilIdle: [running, interrupt]) == [
        #"iopub status 2 {"execution_state":"busy"}"#,
        #"control interrupt_reply 2 {"status":"ok"}"#,
        #"iopub status 2 {"execution_state":"idle"}"#,
      ])
  }

  @Test func `an interrupt works a second time`() throws {
    let front = frontEnd()
    for _ in 0..<2 {
      let request = front.execute("block")
      front.evaluator.waitUntilBlocked()
      front.kernel.interrupt()
      #expect(try front.reply(to: request).content["ename"] == "Interrupted")
    }
  }

  @Test func `a request that was sent after the failure was told is run`() throws {
    let front = frontEnd()
    _ = try front.run("bad")
    #expect(try front.run("x").contains("execute_result"))
  }

  @Test func `a request whose date shows that it was sent before the reply is not run`() throws {
    let front = frontEnd()
    let failed = front.execute("bad", date: "2026-11-21T09:56:00.000000Z")
    _ = try front.lines(untilIdle: failed)
    let late = front.execute("x", date: "2026-11-20T09:56:00.000000Z")
    #expect(try front.reply(to: late).content["ename"] == "Aborted")
  }

  @Test func `the reply of an aborted cell says so in its metadata`() throws {
    let front = frontEnd()
    _ = try front.run("bad")
    let reply = try front.reply(to: front.execute("x", date: "2026-11-20T09:56:00.000000Z"))
    #expect(reply.metadata["status"] == "aborted")
  }

  @Test func `cells are run on where the front end wants it`() throws {
    let front = frontEnd()
    _ = try front.run("bad", ["stop_on_error": false])
    let next = front.execute("x", date: "2026-11-20T09:56:00.000000Z")
    #expect(try front.reply(to: next).content["status"] == "ok")
  }
}

@Suite struct AbortRuleTests {
  private func request(
    _ number: Int, date: String, session: String = "s", arrival: UInt64 = 0
  ) -> Request {
    let header = Message.Header(
      id: "\(number)", session: session, date: date, type: "execute_request")
    return Request(
      message: Message(header: header, content: [:]), channel: .shell, shell: nil, number: number,
      arrival: arrival)
  }

  /// A request of 09:56:00 that failed 20 ms after it had arrived, when 3 messages had been received.
  private func rule(date: String = "2026-11-21T09:56:00.000000Z") -> AbortRule {
    var rule = AbortRule()
    rule.requestFailed(
      request(1, date: date, arrival: 1_000_000_000), received: 3, now: 1_020_000_000)
    return rule
  }

  @Test func `nothing is aborted before a failure`() {
    #expect(!AbortRule().aborts(request(1, date: "")))
  }

  @Test func `what had been received is aborted, whatever its date`() {
    #expect(rule().aborts(request(3, date: "")))
    #expect(!rule().aborts(request(4, date: "")))
  }

  @Test(arguments: [
    ("2026-11-21T09:56:00.019999Z", true), ("2026-11-21T09:56:00.020000Z", false),
    ("2026-11-21T09:56:00.018Z", true), ("2026-11-21T09:56:00.020Z", false),
    ("2026-11-21T09:55:00.000000Z", true), ("not a date", false),
  ])
  func `what came later is aborted where it was sent before the reply`(
    date: String, isAborted: Bool
  ) {
    #expect(rule().aborts(request(4, date: date, arrival: 1_030_000_000)) == isAborted)
  }

  @Test func `another front end's clock says nothing`() {
    let other = request(
      4, date: "2026-11-21T09:56:00.000000Z", session: "other", arrival: 1_030_000_000)
    #expect(!rule().aborts(other))
  }

  @Test func `a clock that was set back does not stop a notebook for long`() {
    let later = request(4, date: "2026-11-20T09:56:00.000000Z", arrival: 7_000_000_000)
    #expect(!rule().aborts(later))
  }

  @Test func `a failure without a date aborts what had been received and no more`() {
    #expect(rule(date: "").aborts(request(2, date: "")))
    #expect(!rule(date: "").aborts(request(4, date: "2026-11-20T09:56:00.000000Z")))
  }
}
