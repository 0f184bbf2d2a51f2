import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel

@Suite struct AwakeTests {
  @Test func `a completion is answered while a cell runs, and busy is said again`() throws {
    let front = FrontEnd()
    let cell = front.execute("block")
    front.evaluator.waitUntilBlocked()
    _ = try front.lines { $0.message.header.type == "execute_input" }
    front.send("complete_request", ["code": "sof", "cursor_pos": 3])
    let lines = try front.lines { sent in
      sent.message.parent["msg_id"] == "1" && sent.message.content["execution_state"] == "busy"
    }
    #expect(
      lines == """
        iopub status 2 {"execution_state":"busy"}
        shell complete_reply 2 {"status":"ok","matches":["softmax"],"cursor_start":0,\
        "cursor_end":3,"metadata":{"_jupyter_types_experimental":[{"start":0,"end":3,\
        "text":"softmax","type":"function","signature":"(Tensor) -> Tensor"}]}}
        iopub status 2 {"execution_state":"idle"}
        iopub status 1 {"execution_state":"busy"}
        """)
    front.evaluator.release()
    #expect(try front.lines(untilIdle: cell).contains(#"{"status":"ok""#))
  }

  private static let questions: [(type: String, content: JSONObject)] = [
    ("kernel_info_request", [:]), ("inspect_request", ["code": "x"]),
    ("is_complete_request", ["code": "x"]), ("comm_info_request", [:]),
    ("history_request", ["hist_access_type": "tail"]), ("no_such_request", [:]),
  ]

  @Test(arguments: questions)
  func `while a cell runs it answers`(type: String, content: JSONObject) throws {
    let front = FrontEnd()
    let cell = front.execute("block")
    front.evaluator.waitUntilBlocked()
    let question = front.send(type, content)
    #expect(try front.reply(to: question).header.type == question.header.type.replyType)
    front.evaluator.release()
    _ = try front.reply(to: cell)
  }

  @Test func `after the last cell nothing is busy`() throws {
    let front = FrontEnd(["x": { _ in CellOutcome() }])
    _ = try front.run("x")
    let lines = try front.lines(untilIdle: front.send("kernel_info_request"))
    #expect(lines.split(separator: "\n").count == 3)
    let next = try front.lines(untilIdle: front.send("comm_info_request"))
    #expect(next.hasPrefix(#"iopub status 3 {"execution_state":"busy"}"#))
  }

  @Test func `a shutdown interrupts, answers what waits, and ends the kernel`() throws {
    let front = FrontEnd()
    front.execute("block")
    front.evaluator.waitUntilBlocked()
    front.execute("block")
    let shutdown = front.send("shutdown_request", ["restart": true], on: .control)
    let lines = try front.lines(untilIdle: shutdown).split(separator: "\n")
    let replies = lines.filter { !$0.hasPrefix("iopub") }.map { $0.prefix { $0 != "{" } }
    #expect(
      replies == ["shell execute_reply 1 ", "shell execute_reply 2 ", "control shutdown_reply 3 "])
    #expect(
      lines.suffix(3) == [
        #"iopub shutdown_reply 3 {"status":"ok","restart":true}"#,
        #"control shutdown_reply 3 {"status":"ok","restart":true}"#,
        #"iopub status 3 {"execution_state":"idle"}"#,
      ])
  }
}

extension String {
  fileprivate var replyType: String { replacing("_request", with: "_reply") }
}
