import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct InputTests {
  private let front = FrontEnd([
    "ask": { host in
      host.write("before", to: .stdout)
      do {
        let line = try host.readLine(prompt: "name? ", isPassword: true)
        return ScriptedEvaluator.value(line ?? "no one")
      } catch {
        return CellOutcome(error: ScriptedEvaluator.interruption)
      }
    }
  ])

  /// Runs the cell up to its question; both.
  private func ask() throws -> (cell: Message, question: Message) {
    let cell = front.execute("ask", ["allow_stdin": true])
    let sent = try front.messages { $0.channel == .stdin }
    return (cell, try #require(sent.last).message)
  }

  @Test func `a cell asks its front end, after what it has printed`() throws {
    let cell = front.execute("ask", ["allow_stdin": true])
    let lines = try front.lines { $0.channel == .stdin }.split(separator: "\n")
    #expect(
      lines.suffix(2) == [
        #"iopub stream 1 {"name":"stdout","text":"before"}"#,
        #"stdin input_request 1 {"prompt":"name? ","password":true}"#,
      ])
    front.send("input_reply", ["value": "Ada"], on: .stdin)
    #expect(try front.lines(untilIdle: cell).contains(#"{"text/plain":"Ada"}"#))
  }

  @Test func `the question goes to who sent the cell`() throws {
    let (cell, question) = try ask()
    #expect(question.identities == cell.identities)
    front.kernel.interrupt()
    _ = try front.reply(to: cell)
  }

  @Test func `the answer to another question is dropped`() throws {
    let (cell, question) = try ask()
    front.send("input_reply", ["value": "wrong"], on: .stdin, parent: cell)
    front.send("input_reply", ["value": "right"], on: .stdin, parent: question)
    #expect(try front.lines(untilIdle: cell).contains(#"{"text/plain":"right"}"#))
    #expect(front.log.withLock { $0 } == ["dropped input that no cell asked for"])
  }

  @Test func `an interrupt ends the wait`() throws {
    let (cell, _) = try ask()
    front.send("interrupt_request", on: .control)
    #expect(try front.reply(to: cell).content["ename"] == "Interrupted")
  }

  @Test func `where no one can be asked there is no answer`() throws {
    #expect(try front.run("ask").contains(#"{"text/plain":"no one"}"#))
  }

  @Test func `input that no cell asked for is dropped without a word on iopub`() throws {
    front.send("input_reply", ["value": "x"], on: .stdin)
    front.send("input_reply", ["value": 3], on: .stdin)
    front.send("status", on: .stdin)
    let lines = try front.lines(untilIdle: front.send("comm_info_request"))
    #expect(lines.split(separator: "\n").first == #"iopub status 4 {"execution_state":"busy"}"#)
    #expect(front.log.withLock { $0.count } == 3)
  }
}
