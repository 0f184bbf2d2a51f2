import ApusJSON
import ApusLanguage
import ApusText

/// Asks what may stand at the cursor.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion
struct CompleteRequest {
  let code: String
  /// In code points.
  let cursor: Int

  init(_ content: JSONReader) throws(JSONError) {
    code = try content.field("code").string()
    cursor = try content.optional("cursor_pos")?.int() ?? code.unicodeScalars.count
  }
}

extension Handler {
  static let complete = Handler("complete_request", lane: .introspection) { request, kernel in
    let wanted = try CompleteRequest(request.content)
    let source = SourceText(wanted.code, name: "")
    let completion = kernel.evaluator.completions(
      in: wanted.code, at: source.utf8Offset(ofCodePoint: wanted.cursor))
    let start = source.codePointOffset(of: completion.replacing.lowerBound)
    let end = source.codePointOffset(of: completion.replacing.upperBound)
    // What JupyterLab shows beside each match.
    let types = completion.items.map { item -> JSON in
      [
        "start": .int(start), "end": .int(end), "text": .string(item.text),
        "type": .string(item.kind), "signature": .string(item.signature),
      ]
    }
    return .ok([
      "matches": .array(completion.items.map { .string($0.text) }),
      "cursor_start": .int(start), "cursor_end": .int(end),
      "metadata": ["_jupyter_types_experimental": .array(types)],
    ])
  }
}
