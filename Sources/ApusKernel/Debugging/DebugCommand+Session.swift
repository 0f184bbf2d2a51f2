import ApusJSON
import ApusLanguage

// Beginning and end.
extension DebugCommand {
  static let initialize = DebugCommand("initialize", needs: .nothing) { call in
    call.debugging.state.withLock { $0.isStarted = true }
    let filters = Debugger.ErrorFilter.allCases.map { filter -> JSON in
      [
        "filter": .string(filter.rawValue), "label": .string(filter.label),
        "default": .bool(filter == .uncaught), "description": .string(filter.summary),
      ]
    }
    return [
      "exceptionBreakpointFilters": .array(filters),
      "supportsConfigurationDoneRequest": true, "supportsConditionalBreakpoints": true,
      "supportsHitConditionalBreakpoints": true, "supportsLogPoints": true,
      "supportsEvaluateForHovers": true, "supportsSetVariable": true,
      "supportsSetExpression": true, "supportsModulesRequest": true,
      "supportsLoadedSourcesRequest": true, "supportsExceptionInfoRequest": true,
      "supportsTerminateRequest": true, "supportsExceptionOptions": true,
      "supportsFunctionBreakpoints": false, "supportsStepBack": false,
    ]
  }

  static let attach = DebugCommand("attach") { call in
    let debugging = call.debugging
    call.debugger.attach { debugging.publish($0) }
    debugging.publish("initialized")
    return [:]
  }

  static let configurationDone = DebugCommand("configurationDone") { _ in [:] }

  static let debugInfo = DebugCommand("debugInfo", needs: .nothing) { call in
    let isStopped = call.debugger.isStopped
    return call.debugging.state.withLock { state in
      let breakpoints = state.breakpoints.sorted { $0.key < $1.key }.map { path, points -> JSON in
        ["source": .string(path), "breakpoints": .array(points.map { .object($0.json) })]
      }
      return [
        "isStarted": .bool(state.isStarted), "hashMethod": .string(CellFiles.hashMethod),
        "hashSeed": .int(Int(CellFiles.seed)), "tmpFilePrefix": .string(state.files.prefix),
        "tmpFileSuffix": .string(CellFiles.suffix), "breakpoints": .array(breakpoints),
        "stoppedThreads": isStopped ? [.int(Debugging.thread)] : [],
        "richRendering": true, "exceptionPaths": [.string(errorPath)], "copyToGlobals": true,
      ]
    }
  }

  /// What `exceptionOptions` call all our errors.
  static let errorPath = "Swift Errors"

  /// Ends the debugger, not the kernel.
  static let disconnect = DebugCommand("disconnect", needs: .nothing) { call in
    call.debugging.end(call.debugger)
    return [:]
  }

  static let terminate = DebugCommand("terminate", needs: .nothing) { call in
    call.debugging.end(call.debugger)
    call.debugging.publish("terminated")
    return [:]
  }
}

extension Debugger.ErrorFilter {
  fileprivate var label: String {
    switch self {
    case .raised: "Raised Errors"
    case .uncaught: "Uncaught Errors"
    }
  }

  fileprivate var summary: String {
    switch self {
    case .raised: "Stops where an error is thrown, even if it is caught further out."
    case .uncaught: "Stops where an error is thrown that will end the cell."
    }
  }
}

extension Debugger.Breakpoint {
  /// As a front end asks for it.
  var json: JSONObject {
    var json: JSONObject = ["line": .int(line)]
    if let condition { json["condition"] = .string(condition) }
    if let hits { json["hitCondition"] = .string(hits.text) }
    if let message { json["logMessage"] = .string(message) }
    return json
  }
}
