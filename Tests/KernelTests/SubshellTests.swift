import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct SubshellTests {
  private let front = FrontEnd(["x": { _ in ScriptedEvaluator.value("2") }])

  private func create() throws -> String {
    let reply = try front.reply(to: front.send("create_subshell_request", on: .control))
    return try #require(reply.content["subshell_id"]?.string)
  }

  private func execute(_ code: String, in subshell: String?) -> Message {
    front.send("execute_request", ["code": .string(code)], subshell: subshell)
  }

  private func count(_ message: Message) throws -> JSON? {
    try front.reply(to: message).content["execution_count"]
  }

  @Test func `subshells are made, listed and deleted`() throws {
    let (first, second) = (try create(), try create())
    #expect(first != second)
    func list() throws -> JSONObject {
      try front.reply(to: front.send("list_subshell_request", on: .control)).content
    }
    #expect(
      try list() == ["status": "ok", "subshell_id": [.string(first), .string(second)]])
    let delete = front.send(
      "delete_subshell_request", ["subshell_id": .string(first)], on: .control)
    #expect(
      try front.lines(answering: delete, untilIdle: [delete]) == [
        #"iopub status \#(delete.header.id) {"execution_state":"busy"}"#,
        #"control delete_subshell_reply \#(delete.header.id) {"status":"ok"}"#,
        #"iopub status \#(delete.header.id) {"execution_state":"idle"}"#,
      ])
    #expect(try list()["subshell_id"] == [.string(second)])
  }

  @Test func `a subshell counts its own cells`() throws {
    let subshell = try create()
    #expect(try count(execute("x", in: nil)) == 1)
    #expect(try count(execute("x", in: nil)) == 2)
    #expect(try count(execute("x", in: subshell)) == 1)
    #expect(try count(execute("x", in: nil)) == 3)
    #expect(try count(execute("x", in: subshell)) == 2)
  }

  @Test func `a subshell's cell is run while the main shell's runs`() throws {
    let subshell = try create()
    let main = execute("block", in: nil)
    front.evaluator.waitUntilBlocked()
    #expect(try count(execute("x", in: subshell)) == 1)
    let request = front.send("history_request", ["hist_access_type": "tail"], subshell: subshell)
    #expect(try front.reply(to: request).content["status"] == "ok")
    front.evaluator.release()
    #expect(try count(main) == 1)
  }

  @Test func `a failure in one shell aborts nothing in another`() throws {
    let subshell = try create()
    let main = execute("block", in: nil)
    front.evaluator.waitUntilBlocked()
    #expect(try front.reply(to: execute("bad", in: subshell)).content["status"] == "error")
    let next = execute("x", in: nil)
    front.evaluator.release()
    _ = try front.reply(to: main)
    #expect(try front.reply(to: next).content["status"] == "ok")
  }

  @Test func `an interrupt stops the cells of all shells`() throws {
    let subshell = try create()
    let cells = [execute("block", in: nil), execute("block", in: subshell)]
    front.evaluator.waitUntilBlocked(2)
    _ = front.send("interrupt_request", on: .control)
    // Whichever comes first.
    for _ in cells {
      let sent = try front.messages { $0.message.header.type == "execute_reply" }
      #expect(sent.last?.message.content["ename"] == "Interrupted")
    }
  }

  @Test func `what was sent to a subshell before it was deleted is done`() throws {
    let subshell = try create()
    let running = execute("block", in: subshell)
    front.evaluator.waitUntilBlocked()
    let waiting = execute("x", in: subshell)
    let delete = front.send(
      "delete_subshell_request", ["subshell_id": .string(subshell)], on: .control)
    #expect(try front.reply(to: delete).content["status"] == "ok")
    let late = execute("x", in: subshell)
    #expect(try front.reply(to: late).content["evalue"] == "there is no such subshell")
    front.evaluator.release()
    #expect(try count(running) == 1)
    #expect(try count(waiting) == 2)
  }

  @Test func `there are not too many subshells, and one that is not there is not deleted`() throws {
    for _ in 0..<Shells.limit { _ = try create() }
    let more = front.send("create_subshell_request", on: .control)
    #expect(try front.reply(to: more).content["ename"] == "TooManySubshells")
    let delete = front.send("delete_subshell_request", ["subshell_id": "none"], on: .control)
    #expect(try front.reply(to: delete).content["ename"] == "UnknownSubshell")
  }

  @Test func `usage is told as ipykernel tells it`() throws {
    let content = try front.reply(to: front.send("usage_request", on: .control)).content
    let keys: Set = [
      "status", "hostname", "pid", "kernel_cpu", "kernel_memory", "cpu_count", "host_cpu_percent",
      "host_virtual_memory",
    ]
    #expect(Set(content.keys) == keys)
    let memory = try #require(content["kernel_memory"]?.int)
    #expect(memory > 1 << 20)
    let machine = try #require(content["host_virtual_memory"])
    let (total, available) = try (
      #require(machine["total"]?.int), #require(machine["available"]?.int)
    )
    #expect(memory < total && available < total && available > 0)
  }
}
