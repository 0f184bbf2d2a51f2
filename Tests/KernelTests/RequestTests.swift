import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct RequestTests {
  private let front = FrontEnd()

  private func reply(
    _ type: String, _ content: JSONObject = [:], on channel: Channel = .shell
  ) throws -> JSON {
    .object(try front.reply(to: front.send(type, content, on: channel)).content)
  }

  @Test(arguments: [Channel.shell, .control])
  func `the kernel says who it is`(channel: Channel) throws {
    let info = try reply("kernel_info_request", on: channel)
    #expect(info["status"] == "ok")
    #expect(info["protocol_version"] == "5.6")
    #expect(info["implementation"] == "apus")
    #expect(info["implementation_version"] == "1.2.3")
    #expect(info["language_info"] == .object(LanguageInfo.json))
    #expect(info["banner"]?.string?.contains("1.2.3") == true)
    #expect(info["help_links"]?.array?.isEmpty == false)
  }

  /// `é` is one code point and two bytes, `😀` one and four.
  @Test func `positions count code points outside and bytes inside`() throws {
    let completion = try reply("complete_request", ["code": "é😀sof", "cursor_pos": 5])
    #expect(completion["cursor_start"] == 2)
    #expect(completion["cursor_end"] == 5)
    let inspection = try reply(
      "inspect_request", ["code": "é😀x", "cursor_pos": 2, "detail_level": 1])
    #expect(inspection["data"] == ["text/plain": "at 6, detail 1"])
  }

  @Test(arguments: [-1, 99, 1 << 62])
  func `a position outside the code is clamped`(position: Int) throws {
    let content: JSONObject = ["code": "é", "cursor_pos": .int(position)]
    let inspection = try reply("inspect_request", content)
    #expect(
      inspection["data"] == ["text/plain": position < 0 ? "at 0, detail 0" : "at 2, detail 0"])
    #expect(try reply("complete_request", content)["status"] == "ok")
  }

  @Test func `of an unknown name nothing is found`() throws {
    #expect(
      try reply("inspect_request", ["code": "unknown"])
        == ["status": "ok", "found": false, "data": [:], "metadata": [:]])
  }

  @Test(arguments: [
    ("x", #"{"status":"complete"}"#), ("{", #"{"status":"incomplete","indent":"  "}"#),
    (")", #"{"status":"invalid"}"#),
  ])
  func `a cell is complete, incomplete or invalid`(code: String, expected: String) throws {
    #expect(try reply("is_complete_request", ["code": .string(code)]).text() == expected)
  }

  @Test func `there are no comms, and one that no target is for is closed`() throws {
    #expect(
      try reply("comm_info_request", ["target_name": "x"]) == ["status": "ok", "comms": [:]])
    let open = front.send(
      "comm_open", ["comm_id": "c", "target_name": "jupyter.widget", "data": [:]])
    let lines = try front.lines(untilIdle: open).split(separator: "\n").suffix(3)
    #expect(
      lines == [
        #"iopub status 2 {"execution_state":"busy"}"#,
        #"iopub comm_close 2 {"comm_id":"c","data":{}}"#,
        #"iopub status 2 {"execution_state":"idle"}"#,
      ])
  }

  @Test(arguments: ["comm_msg", "comm_close"])
  func `a message for a comm that is not open is dropped`(type: String) throws {
    let message = front.send(type, ["comm_id": "c", "data": [:]])
    #expect(try front.lines(untilIdle: message).split(separator: "\n").count == 2)
  }

  @Test func `a request that no one knows is answered`() throws {
    let request = front.send("fancy_request")
    #expect(
      try front.lines(untilIdle: request) == """
        iopub status 1 {"execution_state":"busy"}
        shell fancy_reply 1 {"status":"error","ename":"UnknownMessage",\
        "evalue":"'fancy_request' is unknown","traceback":[]}
        iopub status 1 {"execution_state":"idle"}
        """)
    #expect(
      front.log.withLock { $0 } == ["refused a message on shell: 'fancy_request' is unknown"])
  }

  @Test(arguments: ["fancy", "", "execute_reply"])
  func `of what no one knows, only requests are answered`(type: String) throws {
    #expect(try front.lines(untilIdle: front.send(type)).split(separator: "\n").count == 2)
  }

  @Test func `a request on the wrong channel is answered with an error`() throws {
    let error = try reply("execute_request", ["code": "x"], on: .control)
    #expect(error["evalue"] == "'execute_request' does not belong on control")
    #expect(front.evaluator.ran.isEmpty)
  }

  @Test func `a subshell that does not exist is said`() throws {
    let request = front.send("execute_request", ["code": "x"], subshell: "1")
    #expect(try front.reply(to: request).content["evalue"] == "there is no such subshell")
  }

  @Test func `every kind of message is survived without content, between busy and idle`() throws {
    for handler in Handler.all where handler.type != "shutdown_request" && handler.status != .hidden
    {
      let channel: Channel = handler.channels.contains(.shell) ? .shell : .control
      let request = front.send(handler.type, on: channel)
      let lines = try front.lines(untilIdle: request).split(separator: "\n")
      #expect(lines.first?.hasSuffix(#"{"execution_state":"busy"}"#) == true)
      #expect(lines.filter { !$0.hasPrefix("iopub") }.count == (request.isRequest ? 1 : 0))
    }
  }
}

extension Message {
  fileprivate var isRequest: Bool { header.type.hasSuffix("_request") }
}
