import ApusJSON
import ApusLanguage

/// What answers a request.
struct Reply: Sendable {
  var content: JSONObject
  var metadata: JSONObject = [:]

  /// `status: ok` with what belongs to it.
  static func ok(_ content: JSONObject = [:]) -> Reply {
    var all: JSONObject = ["status": "ok"]
    for (key, value) in content { all[key] = value }
    return Reply(content: all)
  }

  static func error(_ error: CellError) -> Reply {
    Reply(content: error.content(withStatus: true))
  }

  /// A refusal that has nothing to do with a cell's code.
  static func error(_ name: String, _ value: String) -> Reply {
    .error(CellError(name: name, value: value, traceback: []))
  }
}

extension CellError {
  /// As an `error` message carries it, and, with its status, a reply.
  func content(withStatus: Bool = false) -> JSONObject {
    var content: JSONObject = withStatus ? ["status": "error"] : [:]
    content["ename"] = .string(name)
    content["evalue"] = .string(value)
    content["traceback"] = .array(traceback.map { .string($0) })
    return content
  }
}
