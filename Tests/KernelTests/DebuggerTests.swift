import ApusJSON
import ApusLanguage
import Testing

@testable import ApusKernel
@testable import ApusWire

/// The conversation that JupyterLab's debugger has with a kernel.
@Suite struct DebuggerTests {
  private let front = FrontEnd(evaluator: Session(usesCallersStack: true))
  /// What was read on the way to something else.
  private let seen = Monitor<[MemoryTransport.Sent]>([])

  private static let code = """
    func sum(_ numbers: [Int]) -> Int {
      var total = 0
      for number in numbers {
        total += number
      }
      return total
    }
    struct Point { var x = 1, y = [2.5, 3.5] }
    let point = Point()
    let result = sum([10, 20])
    """

  /// Sends a request of the protocol; the whole response.
  private func ask(_ command: String, _ arguments: JSONObject = [:]) throws -> JSONObject {
    let message = front.send(
      "debug_request",
      ["type": "request", "seq": 7, "command": .string(command), "arguments": .object(arguments)],
      on: .control)
    return try reply(to: message).content
  }

  /// The first message that is wanted, which may have come before others that were read.
  private func take(_ isWanted: (MemoryTransport.Sent) -> Bool) throws -> Message {
    let found = seen.withLock { seen in
      seen.firstIndex(where: isWanted).map { seen.remove(at: $0) }
    }
    if let found { return found.message }
    let sent = try front.messages(until: isWanted)
    seen.withLock { $0 += sent.dropLast() }
    return try #require(sent.last).message
  }

  private func reply(to request: Message) throws -> Message {
    try take {
      $0.channel != .iopub && $0.message.parent["msg_id"]?.string == request.header.id
    }
  }

  private func body(_ command: String, _ arguments: JSONObject = [:]) throws -> JSON {
    let response = try ask(command, arguments)
    #expect(response["success"] == true, "\(response)")
    return try #require(response["body"])
  }

  private func start() throws {
    _ = try body("initialize", ["clientID": "jupyterlab"])
    _ = try body("attach")
  }

  private func setBreakpoints(_ breakpoints: [JSON], in code: String = code) throws -> JSON {
    let path = try #require(try body("dumpCell", ["code": .string(code)])["sourcePath"])
    return try #require(
      try body("setBreakpoints", ["source": ["path": path], "breakpoints": .array(breakpoints)])[
        "breakpoints"])
  }

  private func event(_ name: String) throws -> JSON? {
    try take {
      $0.message.header.type == "debug_event" && $0.message.content["event"]?.string == name
    }.content["body"]
  }

  /// `sum 4, cell 1 10`: the calls of the stopped cell, each with its line.
  private func calls() throws -> String {
    let frames = try body("stackTrace", ["threadId": 1])["stackFrames"]?.array ?? []
    return frames.map { "\($0["name"]?.string ?? "") \($0["line"]?.int ?? 0)" }
      .joined(separator: ", ")
  }

  private func frame(_ index: Int = 0) throws -> JSON {
    let frames = try body("stackTrace", ["threadId": 1])["stackFrames"]
    return try #require(frames?[index]?["id"])
  }

  /// `x = [0]: [Int]`, of what a number leads to; what has no parts goes without its type.
  private func variables(_ reference: JSON) throws -> [String] {
    let variables = try body("variables", ["variablesReference": reference])["variables"]?.array
    return (variables ?? []).map {
      "\($0["name"]?.string ?? "") = \($0["value"]?.string ?? "")"
        + ($0["type"].map { ": \($0.string ?? "")" } ?? "")
    }
  }

  private func scope(_ name: String, frame index: Int = 0) throws -> JSON {
    let scopes = try body("scopes", ["frameId": frame(index)])["scopes"]?.array ?? []
    return try #require(scopes.first { $0["name"]?.string == name }?["variablesReference"])
  }

  private func reference(_ name: String, in scope: JSON) throws -> JSON {
    let variables = try body("variables", ["variablesReference": scope])["variables"]?.array ?? []
    return try #require(variables.first { $0["name"]?.string == name }?["variablesReference"])
  }

  @Test func `debugInfo says how cells are named, before anything else`() throws {
    let info = try body("debugInfo")
    #expect(info["isStarted"] == false)
    #expect(info["hashMethod"] == "Murmur2")
    #expect(info["tmpFileSuffix"] == ".swift")
    #expect(info["stoppedThreads"] == [])
    #expect(info["richRendering"] == true && info["copyToGlobals"] == true)
    try start()
    #expect(try body("debugInfo")["isStarted"] == true)
  }

  @Test func `a cell is written to a file named by its hash`() throws {
    try start()
    let info = try body("debugInfo")
    let path = try #require(try body("dumpCell", ["code": "let ä = 1\n"])["sourcePath"]?.string)
    // 875529772 is what ipykernel.compiler.murmur2_x86 gives for the text.
    #expect(path == "\(info["tmpFilePrefix"]?.string ?? "")875529772.swift")
    let source = try body("source", ["source": ["path": .string(path)]])
    #expect(source["content"] == "let ä = 1\n")
  }

  @Test func `what is asked too early, or is unknown, is refused`() throws {
    for command in ["attach", "setBreakpoints", "stackTrace", "next", "nonsense", ""] {
      let response = try ask(command)
      #expect(response["success"] == false && response["message"]?.string?.isEmpty == false)
      #expect(response["request_seq"] == 7 && response["type"] == "response")
    }
    try start()
    #expect(try ask("next")["message"] == "no cell is stopped")
    #expect(try ask("setBreakpoints")["message"] == "content.arguments.source: missing")
    let message = front.send("debug_request", ["command": 3], on: .control)
    #expect(try reply(to: message).content["success"] == false)
  }

  @Test func `a cell stops at a breakpoint, and its variables are seen`() throws {
    try start()
    #expect(try setBreakpoints([["line": 4]])[0]?["verified"] == true)
    let cell = front.execute(Self.code)
    let stopped = try event("stopped")
    #expect(stopped?["reason"] == "breakpoint" && stopped?["threadId"] == 1)
    #expect(try body("debugInfo")["stoppedThreads"] == [1])
    #expect(try calls() == "sum 4, cell 1 10")
    #expect(
      try variables(scope("Locals")) == [
        "numbers = [10, 20]: [Int]", "total = 0", "number = 10",
      ])
    let outer = try scope("Locals", frame: 1)
    #expect(try variables(outer) == ["point = Point(x: 1, y: [2.5, 3.5]): Point"])
    let point = try reference("point", in: outer)
    #expect(try variables(point) == ["x = 1", "y = [2.5, 3.5]: [Double]"])
    #expect(
      try variables(reference("y", in: point)) == ["[0] = 2.5", "[1] = 3.5"])
    #expect(try body("continue", ["threadId": 1])["allThreadsContinued"] == true)
    _ = try event("stopped")
    #expect(try variables(scope("Locals")).last == "number = 20")
    _ = try setBreakpoints([])
    _ = try body("continue")
    #expect(try reply(to: cell).content["status"] == "ok")
  }

  @Test func `steps go by lines, into calls and out of them`() throws {
    try start()
    _ = try setBreakpoints([["line": 9]])
    let cell = front.execute(Self.code)
    _ = try event("stopped")
    var way = [try calls()]
    for step in ["next", "stepIn", "next", "next", "next", "stepOut"] {
      _ = try body(step, ["threadId": 1])
      if step == "stepOut" { break }
      _ = try event("stopped")
      way.append(try calls())
    }
    #expect(
      way == [
        "cell 1 9", "cell 1 10", "sum 2, cell 1 10", "sum 3, cell 1 10", "sum 4, cell 1 10",
        "sum 3, cell 1 10",
      ])
    // There is nothing to stop at behind the call.
    #expect(try reply(to: cell).content["status"] == "ok")
  }

  @Test func `a function of a cell that ran before the debugger came is stopped in`() throws {
    _ = try reply(to: front.execute(Self.code))
    try start()
    _ = try setBreakpoints([["line": 6]])
    let cell = front.execute("sum([1, 2])")
    _ = try event("stopped")
    #expect(try calls() == "sum 6, cell 2 1")
    _ = try body("continue")
    #expect(try reply(to: cell).content["status"] == "ok")
  }

  @Test func `an expression sees the variables of its call, and changes them`() throws {
    try start()
    let code = Self.code + "\nresult"
    _ = try setBreakpoints([["line": 4, "condition": "number == 20"]], in: code)
    let cell = front.execute(code)
    _ = try event("stopped")
    let frame = try frame()
    func evaluate(_ text: String) throws -> JSONObject {
      try ask("evaluate", ["expression": .string(text), "frameId": frame, "context": "repl"])
    }
    #expect(try evaluate("total + number")["body"]?["result"] == "30")
    #expect(try evaluate("total = 1000")["success"] == true)
    #expect(try evaluate("total")["body"]?["result"] == "1000")
    #expect(try evaluate("nothing")["message"] == "there is no 'nothing' here")
    #expect(try evaluate("numbers[9]")["success"] == false)
    let set = try body(
      "setVariable", ["variablesReference": scope("Locals"), "name": "total", "value": "7"])
    #expect(set["value"] == "7")
    let copied: JSONObject = [
      "srcVariableName": "total", "dstVariableName": "kept", "srcFrameId": frame,
    ]
    _ = try body("copyToGlobals", copied)
    _ = try body("continue")
    let result = try take { $0.message.header.type == "execute_result" }
    #expect(result.content["data"]?["text/plain"] == "27")
    #expect(try reply(to: cell).content["status"] == "ok")
    _ = front.execute("kept + 1")
    let kept = try take { $0.message.header.type == "execute_result" }
    #expect(kept.content["data"]?["text/plain"] == "8")
  }

  @Test func `an error stops where it is thrown, if that is wanted`() throws {
    try start()
    let code = """
      func pick(_ i: Int) -> Int {
        let all = [1, 2]
        return all[i]
      }
      pick(5)
      """
    _ = try body("setExceptionBreakpoints", ["filters": ["uncaught"]])
    let cell = front.execute(code)
    let stopped = try event("stopped")
    #expect(stopped?["reason"] == "exception")
    #expect(stopped?["text"] == "index 5 is out of range: the array has 2 elements")
    #expect(try calls() == "pick 3, cell 1 5")
    #expect(try variables(scope("Locals")) == ["i = 5", "all = [1, 2]: [Int]"])
    _ = try body("continue")
    #expect(try reply(to: cell).content["ename"] == "RuntimeError")
  }

  @Test func `an error that is caught stops only where all are wanted`() throws {
    try start()
    let code = """
      struct Wrong: Error {}
      func fail() throws {
        throw Wrong()
      }
      do { try fail() } catch {}
      """
    _ = try body("setExceptionBreakpoints", ["filters": ["uncaught"]])
    #expect(try reply(to: front.execute(code)).content["status"] == "ok")
    _ = try body("setExceptionBreakpoints", ["filters": ["raised"]])
    let cell = front.execute(code)
    #expect(try event("stopped")?["text"] == "Wrong()")
    #expect(try calls() == "fail 3, cell 2 5")
    _ = try body("continue")
    #expect(try reply(to: cell).content["status"] == "ok")
  }

  @Test func `variables are seen while nothing is stopped`() throws {
    _ = try reply(to: front.execute("let t = Tensor([[1.0, 2.0], [3.0, 4.0]])\nlet n = 3"))
    let found = try body("inspectVariables")["variables"]?.array ?? []
    #expect(found.map { $0["name"]?.string } == ["n", "t"])
    let reference = try #require(found.last?["variablesReference"])
    #expect(
      try variables(reference) == [
        "shape = [2, 2]: [Int]", "dtype = float32", "min = 1.0",
        "mean = 2.5", "max = 4.0", "std = 1.29099440574646",
        "[0] = Tensor([1., 2.]) · Float32 [2]: Tensor",
        "[1] = Tensor([3., 4.]) · Float32 [2]: Tensor",
      ])
    let rich = try body("richInspectVariables", ["variableName": "t"])
    #expect(rich["data"]?["text/html"]?.string?.contains("<table") == true)
    #expect(try ask("richInspectVariables", ["variableName": "none"])["success"] == false)
  }

  @Test func `an array with many elements is seen in groups`() throws {
    _ = try reply(to: front.execute("let many = Array(0..<12_345)"))
    let all = try #require(try body("inspectVariables")["variables"]?[0])
    #expect(all["value"]?.string?.hasSuffix(", 39, … 12345 elements]") == true)
    let reference = try #require(all["variablesReference"])
    let groups = try body("variables", ["variablesReference": reference])["variables"]?.array ?? []
    #expect(groups.count == 2 && groups.last?["name"] == "[10000..<12345]")
    let inner = try #require(groups.last?["variablesReference"])
    let parts = try body("variables", ["variablesReference": inner])["variables"]?.array ?? []
    #expect(parts.count == 24 && parts.last?["name"] == "[12300..<12345]")
    let last = try #require(parts.last?["variablesReference"])
    #expect(try variables(last).last == "[12344] = 12344")
  }

  @Test func `the debugger's end lets a stopped cell run on`() throws {
    try start()
    _ = try setBreakpoints([["line": 4]])
    let cell = front.execute(Self.code)
    _ = try event("stopped")
    _ = try body("disconnect", ["restart": false, "terminateDebuggee": false])
    #expect(try reply(to: cell).content["status"] == "ok")
    #expect(try body("debugInfo")["breakpoints"] == [])
    #expect(try reply(to: front.execute(Self.code)).content["status"] == "ok")
  }
}
