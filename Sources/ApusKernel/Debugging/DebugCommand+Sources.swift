import ApusJSON
import ApusLanguage
import ApusWire

// Cells as sources, and where to stop in them.
extension DebugCommand {
  /// Writes a cell to its file before it is run.
  static let dumpCell = DebugCommand("dumpCell") { call in
    let code = try call.arguments.field("code").string()
    let path = try call.debugging.state.withLock { state throws(CellFiles.Failure) in
      try state.files.write(code)
    }
    return ["sourcePath": .string(path)]
  }

  static let source = DebugCommand("source") { call in
    let source = try call.arguments.optional("source") ?? call.arguments
    let path = try source.field("path").string()
    guard let text = call.text(at: path) else { throw Refusal("there is no cell at \(path)") }
    return ["content": .string(text), "mimeType": LanguageInfo.json["mimetype"] ?? "text/plain"]
  }

  /// All breakpoints of one cell, in the place of those it had.
  static let setBreakpoints = DebugCommand("setBreakpoints") { call in
    let path = try call.arguments.field("source").field("path").string()
    let wanted = try call.arguments.optional("breakpoints")?.array().map(Debugger.Breakpoint.init)
    guard let text = call.text(at: path) else {
      let answers = (wanted ?? []).map { point -> JSON in
        [
          "verified": false, "line": .int(point.line),
          "message": "the cell is not known; run it, or set the breakpoint again",
        ]
      }
      return ["breakpoints": .array(answers)]
    }
    let placed = call.debugger.setBreakpoints(wanted ?? [], in: text)
    let kept = placed.compactMap { $0 }
    call.debugging.state.withLock { $0.breakpoints[path] = kept.isEmpty ? nil : kept }
    let answers = zip(wanted ?? [], placed).enumerated().map { index, pair -> JSON in
      var answer: JSONObject = [
        "id": .int(index), "verified": .bool(pair.1 != nil),
        "line": .int(pair.1?.line ?? pair.0.line), "source": ["path": .string(path)],
      ]
      if pair.1 == nil { answer["message"] = "there is no code here" }
      return .object(answer)
    }
    return ["breakpoints": .array(answers)]
  }

  /// Which errors stop a cell: by the filters' names, or all those of a path.
  static let setExceptionBreakpoints = DebugCommand("setExceptionBreakpoints") { call in
    var filters: Set<Debugger.ErrorFilter> = []
    var answers: [JSON] = []
    for name in try call.arguments.optional("filters")?.array() ?? [] {
      let filter = Debugger.ErrorFilter(rawValue: try name.string())
      if let filter { filters.insert(filter) }
      answers.append(["verified": .bool(filter != nil)])
    }
    for option in try call.arguments.optional("exceptionOptions")?.array() ?? [] {
      let mode = try option.field("breakMode").string()
      switch mode {
      case "always": filters.insert(.raised)
      case "unhandled", "userUnhandled": filters.insert(.uncaught)
      default: break
      }
      answers.append(["verified": .bool(mode != "never")])
    }
    call.debugger.setErrorFilters(filters)
    return ["breakpoints": .array(answers)]
  }

  static let setFunctionBreakpoints = DebugCommand("setFunctionBreakpoints") { call in
    let wanted = try call.arguments.optional("breakpoints")?.array() ?? []
    let answer: JSON = ["verified": false, "message": "set the breakpoint on a line"]
    return ["breakpoints": .array(wanted.map { _ in answer })]
  }

  /// The cells that front ends know of; the library is no source.
  static let modules = DebugCommand("modules", needs: .nothing) { call in
    let paths = call.debugging.state.withLock { $0.files.paths }
    let start = try call.arguments.optional("startModule")?.int() ?? 0
    let count = try call.arguments.optional("moduleCount")?.int() ?? 0
    let first = min(max(0, start), paths.count)
    let last = count > 0 ? min(first + count, paths.count) : paths.count
    let rows = (first..<last).map { index -> JSON in
      ["id": .int(index), "name": .string(paths[index].name), "path": .string(paths[index].path)]
    }
    return ["modules": .array(rows), "totalModules": .int(paths.count)]
  }

  static let loadedSources = DebugCommand("loadedSources", needs: .nothing) { call in
    let paths = call.debugging.state.withLock { $0.files.paths }
    return [
      "sources": .array(paths.map { ["name": .string($0.name), "path": .string($0.path)] })
    ]
  }
}

extension DebugCommand.Call {
  /// The text of the cell in a file.
  func text(at path: String) -> String? {
    debugging.state.withLock { $0.files.text(at: path) }
  }
}

extension Debugger.Breakpoint {
  fileprivate init(_ reader: JSONReader) throws {
    func text(_ key: String) throws -> String? {
      let text = try reader.optional(key)?.string()
      return text?.allSatisfy(\.isWhitespace) == false ? text : nil
    }
    let hits = try reader.optional("hitCondition")
    let rule = try text("hitCondition").flatMap(HitRule.init)
    if let hits, rule == nil, try text("hitCondition") != nil {
      throw hits.mismatch(expected: "a number, as in \"5\", \">= 5\" or \"% 5\"")
    }
    self.init(
      line: try reader.field("line").int(), condition: try text("condition"), hits: rule,
      message: try text("logMessage"))
  }
}
