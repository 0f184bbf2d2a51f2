import ApusJSON
import ApusLanguage
import ApusWire

/// The kernel's side of a debugger in a front end: requests in, responses and events out.
///
/// https://jupyter-enhancement-proposals.readthedocs.io/en/latest/jupyter-debugger-protocol/jupyter-debugger-protocol.html
final class Debugging: Sendable {
  struct State {
    var isStarted = false
    /// Whether the last stop was at an error, and what that said.
    var error: String?
    /// Numbers of responses and events.
    var sequence = 0
    var files = CellFiles()
    /// The breakpoints of each cell's file, as they were asked for and placed.
    var breakpoints: [String: [Debugger.Breakpoint]] = [:]
  }

  /// There is one thread: guests run above the cell that they wait for.
  static let thread = 1

  let state = Monitor(State())
  private let publisher: Publisher

  init(publisher: Publisher) {
    self.publisher = publisher
  }

  /// The response to a request, whatever it is.
  func response(
    to request: JSONReader, _ debugger: Debugger?, _ host: any Host
  ) -> JSONObject {
    let command = (try? request.field("command").string()) ?? ""
    var response: JSONObject = [
      "seq": .int(nextNumber()), "type": "response",
      "request_seq": .int((try? request.optional("seq")?.int()) ?? 0), "success": true,
      "command": .string(command),
    ]
    do {
      guard let debugger else { throw DebugCommand.Refusal("there is no debugger") }
      guard let row = DebugCommand.byName[command] else {
        throw DebugCommand.Refusal("'\(command)' is unknown")
      }
      try check(row.need, debugger)
      let arguments = try request.optional("arguments") ?? JSONReader(JSONObject())
      let call = DebugCommand.Call(
        arguments: arguments, debugger: debugger, debugging: self, host: host)
      response["body"] = .object(try row.answer(call))
    } catch {
      response["success"] = false
      response["message"] = .string("\(error)")
      response["body"] = ["error": ["id": 1, "format": .string("\(error)"), "showUser": false]]
    }
    return response
  }

  private func check(_ need: DebugCommand.Need, _ debugger: Debugger) throws {
    switch need {
    case .nothing: return
    case .started:
      guard state.withLock({ $0.isStarted }) else {
        throw DebugCommand.Refusal("the debugger has not been initialized")
      }
    case .stopped:
      guard debugger.isStopped else { throw DebugCommand.Refusal("no cell is stopped") }
    }
  }

  /// Sends an event, under the request whose cell it is about.
  func publish(_ event: String, _ body: JSONObject = [:]) {
    let content: JSONObject = [
      "seq": .int(nextNumber()), "type": "event", "event": .string(event), "body": .object(body),
    ]
    publisher.publish("debug_event", content, answering: Request.current)
  }

  /// Tells the front end what has become of a cell.
  func publish(_ event: Debugger.Event) {
    switch event {
    case .stopped(let reason, let text):
      state.withLock { $0.error = reason == .exception ? text : nil }
      var body: JSONObject = [
        "reason": .string(reason.rawValue), "threadId": .int(Self.thread),
        "allThreadsStopped": true, "preserveFocusHint": false,
      ]
      if let text { body["text"] = .string(text) }
      publish("stopped", body)
    case .continued:
      publish("continued", ["threadId": .int(Self.thread), "allThreadsContinued": true])
    case .output(let text):
      publish("output", ["category": "console", "output": .string(text)])
    }
  }

  /// Forgets everything that a front end has wanted.
  func end(_ debugger: Debugger) {
    debugger.detach()
    state.withLock { state in
      state.isStarted = false
      state.error = nil
      state.breakpoints = [:]
    }
  }

  /// Removes the files of the cells.
  func finish() { state.withLock { $0.files.remove() } }

  private func nextNumber() -> Int {
    state.withLock { state in
      state.sequence += 1
      return state.sequence
    }
  }
}
