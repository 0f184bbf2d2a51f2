import ApusJSON
import ApusLanguage
import ApusText

/// Asks what is known of the name at the cursor.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection
struct InspectRequest {
  let code: String
  /// In code points.
  let cursor: Int
  let detail: Int

  init(_ content: JSONReader) throws(JSONError) {
    code = try content.field("code").string()
    cursor = try content.optional("cursor_pos")?.int() ?? code.unicodeScalars.count
    detail = try content.optional("detail_level")?.int() ?? 0
  }
}

extension Handler {
  static let inspect = Handler("inspect_request", lane: .introspection) { request, kernel in
    let wanted = try InspectRequest(request.content)
    let source = SourceText(wanted.code, name: "")
    let found = kernel.evaluator.inspection(
      in: wanted.code, at: source.utf8Offset(ofCodePoint: wanted.cursor),
      detail: min(max(wanted.detail, 0), 1))
    return .ok([
      "found": .bool(found != nil), "data": .object(found?.data ?? [:]),
      "metadata": .object(found?.metadata ?? [:]),
    ])
  }
}
