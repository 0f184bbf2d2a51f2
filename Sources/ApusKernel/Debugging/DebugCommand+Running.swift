import ApusJSON
import ApusLanguage

// Going on and stopping.
extension DebugCommand {
  static let threads = DebugCommand("threads") { _ in
    ["threads": [["id": .int(Debugging.thread), "name": "cells"]]]
  }

  static let `continue` = resuming("continue", .run)
  static let next = resuming("next", .next)
  static let stepIn = resuming("stepIn", .stepIn)
  static let stepOut = resuming("stepOut", .stepOut)

  private static func resuming(_ name: String, _ how: Debugger.Resumption) -> DebugCommand {
    DebugCommand(name, needs: .stopped) { call in
      guard call.debugger.resume(how) else { throw Refusal("no cell is stopped") }
      return how == .run ? ["allThreadsContinued": true] : [:]
    }
  }

  /// Stops what runs at its next statement.
  static let pause = DebugCommand("pause") { call in
    call.debugger.pause()
    return [:]
  }

  static let exceptionInfo = DebugCommand("exceptionInfo", needs: .stopped) { call in
    guard let text = call.debugging.state.withLock({ $0.error }) else {
      throw Refusal("the cell has not stopped at an error")
    }
    return ["exceptionId": "Error", "description": .string(text), "breakMode": "always"]
  }
}
