import ApusJSON
import ApusLanguage

/// Asks whether a cell could be run as it stands, as a console does at each new line.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness
struct IsCompleteRequest {
  let code: String

  init(_ content: JSONReader) throws(JSONError) {
    code = try content.field("code").string()
  }
}

extension Handler {
  static let isComplete = Handler("is_complete_request", lane: .introspection) { request, kernel in
    let wanted = try IsCompleteRequest(request.content)
    return switch kernel.evaluator.completeness(of: wanted.code) {
    case .complete: Reply(content: ["status": "complete"])
    case .incomplete(let indent):
      Reply(content: ["status": "incomplete", "indent": .string(indent)])
    case .invalid: Reply(content: ["status": "invalid"])
    }
  }
}
