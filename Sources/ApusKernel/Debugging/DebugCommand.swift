import ApusJSON
import ApusLanguage

/// One request of the Debug Adapter Protocol: its name, when it may come, and what answers it.
///
/// A new one is one row in one of the files beside this one, and its name in the list here.
///
/// https://microsoft.github.io/debug-adapter-protocol/specification
struct DebugCommand: Sendable {
  /// When a request makes sense.
  enum Need: Sendable {
    case nothing
    /// `initialize` has come.
    case started
    /// A cell stands at a stop.
    case stopped
  }

  /// What a handler has to do with.
  struct Call {
    let arguments: JSONReader
    let debugger: Debugger
    let debugging: Debugging
    let host: any Host
  }

  /// Why a request is not done.
  struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
  }

  let name: String
  let need: Need
  /// The body of the response; what is thrown becomes its message.
  let answer: @Sendable (Call) throws -> JSONObject

  init(
    _ name: String, needs need: Need = .started,
    answer: @escaping @Sendable (Call) throws -> JSONObject
  ) {
    (self.name, self.need, self.answer) = (name, need, answer)
  }

  static let all: [DebugCommand] = [
    .initialize, .attach, .configurationDone, .debugInfo, .disconnect, .terminate,
    .dumpCell, .source, .setBreakpoints, .setExceptionBreakpoints, .setFunctionBreakpoints,
    .modules, .loadedSources,
    .threads, .continue, .next, .stepIn, .stepOut, .pause, .exceptionInfo,
    .stackTrace, .scopes, .variables, .evaluate, .setVariable, .setExpression, .copyToGlobals,
    .inspectVariables, .richInspectVariables,
  ]

  static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
}
