import ApusDisplay
import ApusJSON
import ApusLanguage

// Calls and what their variables hold.
extension DebugCommand {
  static let stackTrace = DebugCommand("stackTrace", needs: .stopped) { call in
    let frames = call.debugger.stackTrace()
    let first = min(max(0, try call.arguments.optional("startFrame")?.int() ?? 0), frames.count)
    let levels = try call.arguments.optional("levels")?.int() ?? 0
    let last = levels > 0 ? min(first + levels, frames.count) : frames.count
    let rows = frames[first..<last].map { frame -> JSON in
      [
        "id": .int(frame.id), "name": .string(frame.name), "line": .int(frame.line),
        "column": .int(frame.column), "endLine": .int(frame.endLine),
        "endColumn": .int(frame.endColumn),
        "source": [
          "name": .string(frame.cell), "path": .string(call.path(of: frame.code)),
          "sourceReference": 0,
        ],
      ]
    }
    return ["stackFrames": .array(rows), "totalFrames": .int(frames.count)]
  }

  static let scopes = DebugCommand("scopes", needs: .stopped) { call in
    let scopes = call.debugger.scopes(frame: try call.arguments.field("frameId").int())
    guard !scopes.isEmpty else { throw Refusal("there is no such frame") }
    let rows = scopes.map { scope -> JSON in
      [
        "name": .string(scope.name), "variablesReference": .int(scope.reference),
        "expensive": false, "presentationHint": .string(scope.name.lowercased()), "source": [:],
      ]
    }
    return ["scopes": .array(rows)]
  }

  /// What is in a scope or in a value, or a part of that.
  static let variables = DebugCommand("variables", needs: .nothing) { call in
    let reference = try call.arguments.field("variablesReference").int()
    guard let variables = call.debugger.variables(reference) else {
      throw Refusal("the value is not there any more")
    }
    let start = min(max(0, try call.arguments.optional("start")?.int() ?? 0), variables.count)
    let count = try call.arguments.optional("count")?.int() ?? 0
    let end = count > 0 ? min(start + count, variables.count) : variables.count
    return body(variables[start..<end])
  }

  static let inspectVariables = DebugCommand("inspectVariables", needs: .nothing) { call in
    body(call.debugger.allVariables()[...])
  }

  private static func body(_ variables: ArraySlice<Debugger.Variable>) -> JSONObject {
    ["variables": .array(variables.map { .object($0.listed) })]
  }

  static let evaluate = DebugCommand("evaluate") { call in
    let text = try call.arguments.field("expression").string()
    let frame = try call.arguments.optional("frameId")?.int()
    return result(try call.debugger.evaluate(text, frame: frame, host: call.host).value)
  }

  private static func result(_ variable: Debugger.Variable?) -> JSONObject {
    var body = variable?.json ?? ["variablesReference": 0, "type": "()"]
    body["result"] = body.removeValue(forKey: "value") ?? ""
    body.removeValue(forKey: "name")
    return body
  }

  static let setVariable = DebugCommand("setVariable") { call in
    let variable = try call.debugger.assign(
      call.arguments.field("value").string(), to: call.arguments.field("name").string(),
      in: call.arguments.field("variablesReference").int(), host: call.host
    ).value
    var body = variable?.json ?? ["value": "", "variablesReference": 0]
    body.removeValue(forKey: "name")
    return body
  }

  static let setExpression = DebugCommand("setExpression") { call in
    let place = try call.arguments.field("expression").string()
    let value = try call.arguments.field("value").string()
    let frame = try call.arguments.optional("frameId")?.int()
    _ = try call.debugger.evaluate("\(place) = \(value)", frame: frame, host: call.host).value
    var body = try call.debugger.evaluate(place, frame: frame, host: call.host).value?.json ?? [:]
    body.removeValue(forKey: "name")
    return body
  }

  /// Makes a local variable one of the session's, so that it is still there when the cell has ended.
  static let copyToGlobals = DebugCommand("copyToGlobals", needs: .stopped) { call in
    let name = try call.arguments.field("srcVariableName").string()
    let global = try call.arguments.field("dstVariableName").string()
    let frame = try call.arguments.field("srcFrameId").int()
    guard Debugger.isName(global) else { throw Refusal("'\(global)' is not a name") }
    if let error = call.debugger.copy(name, frame: frame, as: global) {
      throw Refusal(error.value)
    }
    return try result(call.debugger.evaluate(global, frame: nil, host: call.host).value)
  }

  /// A variable as a cell shows its result, in every form there is.
  static let richInspectVariables = DebugCommand("richInspectVariables", needs: .nothing) { call in
    let name = try call.arguments.field("variableName").string()
    let frame = try call.arguments.optional("frameId")?.int()
    guard Debugger.isName(name) else { return ["data": [:], "metadata": [:]] }
    let bundle = try call.debugger.show(name, frame: frame).value
    return ["data": .object(bundle.data), "metadata": .object(bundle.metadata)]
  }
}

extension DebugCommand.Call {
  /// The file of a cell, whether it has been written or not.
  fileprivate func path(of code: String) -> String {
    debugging.state.withLock { $0.files.note(code) }
  }
}

extension Result where Failure == CellError {
  /// The value; a failure's sentence is what the response says.
  fileprivate var value: Success {
    get throws {
      switch self {
      case .success(let value): return value
      case .failure(let error): throw DebugCommand.Refusal(error.value)
      }
    }
  }
}

extension Debugger.Variable {
  /// As a list carries it.
  ///
  /// JupyterLab's tree shows the type of what has one, and not its value, so that what has no parts to
  /// be opened goes without.
  fileprivate var listed: JSONObject {
    var json = json
    if reference == 0 { json.removeValue(forKey: "type") }
    return json
  }

  /// As a response carries it.
  fileprivate var json: JSONObject {
    var json: JSONObject = [
      "name": .string(name), "value": .string(value), "type": .string(type),
      "variablesReference": .int(reference),
    ]
    if let path { json["evaluateName"] = .string(path) }
    if reference > 0 { json[isIndexed ? "indexedVariables" : "namedVariables"] = .int(count) }
    return json
  }
}
