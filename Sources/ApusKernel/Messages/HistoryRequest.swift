import ApusJSON

/// Asks for cells that were run before.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#history
struct HistoryRequest {
  enum Access {
    case tail(count: Int)
    case range(session: Int, start: Int, stop: Int?)
    case search(pattern: String, count: Int?, isUnique: Bool)
  }

  let access: Access
  /// Whether results are wanted, too.
  let withOutput: Bool

  init(_ content: JSONReader) throws(JSONError) {
    withOutput = try content.optional("output")?.bool() ?? false
    let count = try content.optional("n")?.int()
    let type = try content.field("hist_access_type")
    switch try type.string() {
    case "tail":
      access = .tail(count: count ?? 10)
    case "range":
      access = .range(
        session: try content.optional("session")?.int() ?? 0,
        start: try content.optional("start")?.int() ?? 0,
        stop: try content.optional("stop")?.int())
    case "search":
      access = .search(
        pattern: try content.optional("pattern")?.string() ?? "*", count: count,
        isUnique: try content.optional("unique")?.bool() ?? false)
    default:
      throw type.mismatch(expected: "\"tail\", \"range\" or \"search\"")
    }
  }
}

extension Handler {
  static let history = Handler("history_request", lane: .introspection) { request, kernel in
    let wanted = try HistoryRequest(request.content)
    let entries =
      switch wanted.access {
      case .tail(let count): kernel.history.tail(count)
      case .range(let session, let start, let stop):
        kernel.history.range(session: session, start: start, stop: stop, shell: request.shell?.id)
      case .search(let pattern, let count, let isUnique):
        kernel.history.search(pattern, count: count, isUnique: isUnique)
      }
    let rows = entries.map { entry -> JSON in
      let input = JSON.string(entry.input)
      let output = entry.output.map { JSON.string($0) } ?? .null
      return [.int(entry.session), .int(entry.line), wanted.withOutput ? [input, output] : input]
    }
    return .ok(["history": .array(rows)])
  }
}
