import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel

@Suite struct ExecuteTests {
  @Test func `a cell publishes its input, its output and its result in order`() throws {
    let front = FrontEnd([
      "x": { host in
        host.write("one\n", to: .stdout)
        return ScriptedEvaluator.value("2")
      }
    ])
    #expect(
      try front.run("x") == """
        iopub status 1 {"execution_state":"busy"}
        iopub execute_input 1 {"code":"x","execution_count":1}
        iopub stream 1 {"name":"stdout","text":"one\\n"}
        iopub execute_result 1 {"execution_count":1,"data":{"text/plain":"2"},"metadata":{}}
        shell execute_reply 1 {"status":"ok","user_expressions":{},"execution_count":1,"payload":[]}
        iopub status 1 {"execution_state":"idle"}
        """)
  }

  @Test func `an error is published and repeated in the reply`() throws {
    let front = FrontEnd()
    #expect(
      try front.run("bad") == """
        iopub status 1 {"execution_state":"busy"}
        iopub execute_input 1 {"code":"bad","execution_count":1}
        iopub error 1 {"ename":"TypeError","evalue":"no","traceback":["cell: no"]}
        shell execute_reply 1 {"status":"error","ename":"TypeError","evalue":"no",\
        "traceback":["cell: no"],"user_expressions":{},"execution_count":1,"payload":[]}
        iopub status 1 {"execution_state":"idle"}
        """)
  }

  @Test func `a silent cell publishes nothing and does not count`() throws {
    let front = FrontEnd([
      "x": { host in
        host.write("one\n", to: .stdout)
        host.clearOutput(wait: false)
        return ScriptedEvaluator.value("2")
      }
    ])
    #expect(
      try front.run("x", ["silent": true]) == """
        iopub status 1 {"execution_state":"busy"}
        shell execute_reply 1 {"status":"ok","user_expressions":{},"execution_count":0,"payload":[]}
        iopub status 1 {"execution_state":"idle"}
        """)
    #expect(front.kernel.history.tail(10) == [])
  }

  @Test func `a cell without history shows its result but is not remembered`() throws {
    let front = FrontEnd(["x": { _ in ScriptedEvaluator.value("2") }])
    let lines = try front.run("x", ["store_history": false])
    #expect(lines.contains(#"execute_result 1 {"execution_count":0,"#))
    #expect(front.kernel.history.tail(10) == [])
    #expect(try front.run("x").contains(#"execute_result 2 {"execution_count":1,"#))
  }

  @Test(arguments: ["", " \n\t"])
  func `an empty cell is not run and does not count`(code: String) throws {
    let front = FrontEnd()
    let lines = try front.run(code)
    #expect(lines.contains(#"{"status":"ok","user_expressions":{},"execution_count":0,"#))
    #expect(front.evaluator.ran.isEmpty)
  }

  @Test func `expressions of the user are evaluated one by one after the cell`() throws {
    let front = FrontEnd([
      "x": { _ in CellOutcome() }, "y": { _ in ScriptedEvaluator.value("3") },
    ])
    let request = front.execute("x", ["user_expressions": ["good": "y", "bad": "z"]])
    let reply = try front.reply(to: request)
    #expect(
      reply.content["user_expressions"] == [
        "good": ["status": "ok", "data": ["text/plain": "3"], "metadata": [:]],
        "bad": [
          "status": "error", "ename": "TypeError", "evalue": "no", "traceback": ["cell: no"],
        ],
      ])
  }

  @Test func `what is shown stands in its place among what is printed`() throws {
    let front = FrontEnd([
      "x": { host in
        host.write("a", to: .stdout)
        host.write("b", to: .stdout)
        host.display(ScriptedEvaluator.bundle("d"), id: nil, isUpdate: false)
        host.write("c", to: .stderr)
        host.display(ScriptedEvaluator.bundle("e"), id: "i", isUpdate: false)
        host.display(ScriptedEvaluator.bundle("f"), id: "i", isUpdate: true)
        host.clearOutput(wait: true)
        host.write("g", to: .stdout)
        return CellOutcome()
      }
    ])
    let published = try front.run("x").split(separator: "\n").dropFirst(2).dropLast(2)
    #expect(
      published.joined(separator: "\n") == """
        iopub stream 1 {"name":"stdout","text":"ab"}
        iopub display_data 1 {"data":{"text/plain":"d"},"metadata":{},"transient":{}}
        iopub stream 1 {"name":"stderr","text":"c"}
        iopub display_data 1 {"data":{"text/plain":"e"},"metadata":{},"transient":{"display_id":"i"}}
        iopub update_display_data 1 {"data":{"text/plain":"f"},"metadata":{},\
        "transient":{"display_id":"i"}}
        iopub clear_output 1 {"wait":true}
        iopub stream 1 {"name":"stdout","text":"g"}
        """)
  }

  @Test func `many prints are few messages and nothing is lost`() throws {
    let front = FrontEnd([
      "x": { host in
        for number in 0..<1000 { host.write("\(number)\n", to: .stdout) }
        return CellOutcome()
      }
    ])
    let request = front.execute("x")
    let sent = try front.messages { $0.message.header.type == "execute_reply" }
    let texts = sent.filter { $0.message.header.type == "stream" }
      .compactMap { $0.message.content["text"]?.string }
    #expect(sent.last?.message.parent["msg_id"]?.string == request.header.id)
    // The clock stands still, so that all of it goes at the end.
    #expect(texts.count == 1)
    #expect(texts.joined() == (0..<1000).map { "\($0)\n" }.joined())
  }

  @Test func `text for the pager goes with the reply`() throws {
    let front = FrontEnd([
      "help": { host in
        host.page(ScriptedEvaluator.bundle("softmax"))
        return CellOutcome()
      }
    ])
    let reply = try front.reply(to: front.execute("help"))
    #expect(
      reply.content["payload"] == [
        ["source": "page", "data": ["text/plain": "softmax"], "start": 0]
      ])
  }

  @Test func `the evaluator is told the count and the front end's id of the cell`() throws {
    let front = FrontEnd(["x": { _ in CellOutcome() }])
    _ = try front.run("x")
    let request = front.send("execute_request", ["code": "x"], metadata: ["cellId": "c-7"])
    _ = try front.reply(to: request)
    #expect(front.evaluator.ran.map(\.number) == [1, 2])
    #expect(front.evaluator.ran.map(\.id) == [nil, "c-7"])
  }

  @Test func `a reply goes to its asker and says when the work began`() throws {
    let front = FrontEnd(["x": { _ in CellOutcome() }])
    let request = front.execute("x")
    let reply = try front.reply(to: request)
    #expect(reply.identities == request.identities)
    #expect(reply.parent == .object(request.header.json))
    #expect(reply.metadata == ["started": "2026-11-21T09:56:00.000000Z"])
  }

  private static let nonsense: [JSONObject] = [
    [:], ["code": 3], ["code": "x", "silent": "yes"], ["code": "x", "store_history": 1],
    ["code": "x", "user_expressions": ["a"]], ["code": "x", "user_expressions": ["a": 1]],
    ["code": "x", "stop_on_error": [:]],
  ]

  @Test(arguments: nonsense)
  func `content that makes no sense is refused and runs nothing`(content: JSONObject) throws {
    let front = FrontEnd(["x": { _ in CellOutcome() }])
    let reply = try front.reply(to: front.send("execute_request", content))
    #expect(reply.content["status"] == "error")
    #expect(reply.content["ename"] == "InvalidRequest")
    #expect(front.evaluator.ran.isEmpty)
    #expect(front.log.withLock { $0.count } == 1)
  }

  @Test func `code for the next cell is in the reply, the last of several`() throws {
    let front = FrontEnd([
      "x": { host in
        host.setNextInput("first", replaces: true)
        host.setNextInput("second", replaces: false)
        return CellOutcome()
      }
    ])
    #expect(
      try front.reply(to: front.execute("x")).content["payload"] == [
        ["source": "set_next_input", "text": "second", "replace": false]
      ])
  }
}
