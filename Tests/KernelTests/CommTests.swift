import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

/// Says everything back, at once; where it is asked to, as work of its own.
private struct Echo: CommTarget, CommListener {
  let name = "echo"

  struct Refusal: Error {}

  func open(_ message: CommMessage, from comm: any Comm) throws -> (any CommListener)? {
    if message.data["refuse"] != nil { return nil }
    if message.data["fail"] != nil { throw Refusal() }
    comm.send(CommMessage(["welcome": true]))
    return self
  }

  func receive(_ message: CommMessage, from comm: any Comm) throws -> CommWork? {
    switch message.data["do"] {
    case "fail": throw Refusal()
    case "close": comm.close(CommMessage(["because": "asked"]))
    case "later":
      return { host in
        host.write("done", to: .stdout)
        comm.send(message)
      }
    default: comm.send(message)
    }
    return nil
  }
}

@Suite struct CommTests {
  private let front = FrontEnd(targets: [Echo()])

  @discardableResult
  private func say(
    _ data: JSONObject, type: String = "comm_msg", id: String = "c", buffers: [[UInt8]] = []
  ) -> Message {
    front.send(
      type, ["comm_id": .string(id), "target_name": "echo", "data": .object(data)],
      metadata: ["version": "1"], buffers: buffers)
  }

  @Test func `a conversation that the front end opens, holds and closes`() throws {
    let lines = try [
      say([:], type: "comm_open"), say(["x": 1]), front.send("comm_info_request"),
      say([:], type: "comm_close"), say(["x": 2]),
    ].map { try front.lines(answering: $0, untilIdle: [$0]) }
    let (busy, idle) = (#"{"execution_state":"busy"}"#, #"{"execution_state":"idle"}"#)
    #expect(
      lines.joined().joined(separator: "\n") == """
        iopub status 1 \(busy)
        iopub comm_msg 1 {"comm_id":"c","data":{"welcome":true}}
        iopub status 1 \(idle)
        iopub status 2 \(busy)
        iopub comm_msg 2 {"comm_id":"c","data":{"x":1}}
        iopub status 2 \(idle)
        iopub status 3 \(busy)
        shell comm_info_reply 3 {"status":"ok","comms":{"c":{"target_name":"echo"}}}
        iopub status 3 \(idle)
        iopub status 4 \(busy)
        iopub status 4 \(idle)
        iopub status 5 \(busy)
        iopub status 5 \(idle)
        """)
  }

  @Test func `buffers and metadata go both ways`() throws {
    _ = try front.lines(untilIdle: say([:], type: "comm_open"))
    let message = say(["x": 1], buffers: [[1, 2], []])
    let sent = try front.messages { $0.message.header.type == "comm_msg" }
    let answer = try #require(sent.last).message
    #expect(answer.buffers == [[1, 2], []])
    #expect(answer.metadata == ["version": "1"])
    _ = try front.lines(untilIdle: message)
  }

  @Test func `comm_info tells of one target where it is asked for one`() throws {
    _ = try front.lines(untilIdle: say([:], type: "comm_open"))
    func comms(_ target: String) throws -> JSON? {
      try front.reply(to: front.send("comm_info_request", ["target_name": .string(target)]))
        .content["comms"]
    }
    #expect(try comms("echo") == ["c": ["target_name": "echo"]])
    #expect(try comms("other") == [:])
  }

  @Test(arguments: ["refuse", "fail"])
  func `a conversation that its target does not want is closed`(wish: String) throws {
    let lines = try front.lines(untilIdle: say([wish: true], type: "comm_open"))
    #expect(lines.contains(#"comm_close 1 {"comm_id":"c","data":{}}"#))
    let reply = try front.reply(to: front.send("comm_info_request"))
    #expect(reply.content["comms"] == [:])
  }

  @Test func `opening what is open changes nothing`() throws {
    _ = try front.lines(untilIdle: say([:], type: "comm_open"))
    #expect(
      try front.lines(untilIdle: say([:], type: "comm_open")).split(separator: "\n").count == 2)
    #expect(try front.lines(untilIdle: say(["x": 1])).contains(#"{"x":1}"#))
  }

  @Test func `a listener may close, and what fails in it ends nothing`() throws {
    _ = try front.lines(untilIdle: say([:], type: "comm_open"))
    #expect(try front.lines(untilIdle: say(["do": "fail"])).split(separator: "\n").count == 2)
    let lines = try front.lines(untilIdle: say(["do": "close"]))
    #expect(lines.contains(#"comm_close 3 {"comm_id":"c","data":{"because":"asked"}}"#))
    #expect(try front.lines(untilIdle: say(["x": 1])).split(separator: "\n").count == 2)
  }

  @Test func `a message is taken while a cell runs, and what it leaves is done, too`() throws {
    let cell = front.execute("block")
    front.evaluator.waitUntilBlocked()
    say([:], type: "comm_open")
    let now = say(["x": 1])
    let later = say(["do": "later"])
    let lines = try front.lines(answering: later, untilIdle: [now, later])
    #expect(
      lines.filter { !$0.contains(#""busy""#) } == [
        #"iopub stream \#(later.header.id) {"name":"stdout","text":"done"}"#,
        #"iopub comm_msg \#(later.header.id) {"comm_id":"c","data":{"do":"later"}}"#,
        #"iopub status \#(later.header.id) {"execution_state":"idle"}"#,
      ])
    front.evaluator.release()
    _ = try front.lines(untilIdle: cell)
  }

  @Test func `a cell opens a conversation and hears what is said in it`() throws {
    let front = FrontEnd([
      "open": { host in
        let message = CommMessage(
          ["state": ["value": 3]], metadata: ["version": "2.1.0"], buffers: [[7]])
        let comm = host.openComm("jupyter.widget", message, listener: Echo())
        return ScriptedEvaluator.value(comm?.id ?? "none")
      }
    ])
    let cell = front.execute("open")
    let sent = try front.messages { $0.message.header.type == "comm_open" }
    let opening = try #require(sent.last).message
    let id = try #require(opening.content["comm_id"]?.string)
    #expect(opening.parent["msg_id"]?.string == cell.header.id)
    #expect(
      opening.content == [
        "comm_id": .string(id), "data": ["state": ["value": 3]], "target_name": "jupyter.widget",
      ])
    #expect(opening.metadata == ["version": "2.1.0"])
    #expect(opening.buffers == [[7]])
    _ = try front.lines(untilIdle: cell)
    let answer = front.send("comm_msg", ["comm_id": .string(id), "data": ["x": 1]])
    #expect(try front.lines(untilIdle: answer).contains(#""data":{"x":1}"#))
  }
}
