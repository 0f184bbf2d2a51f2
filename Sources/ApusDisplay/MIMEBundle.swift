import ApusJSON

/// The same thing in several MIME types, as `display_data` and `execute_result` carry it.
package struct MIMEBundle: Hashable, Sendable {
  /// MIME type to content: a string for text, base64 for images, JSON for JSON types.
  package var data: JSONObject
  package var metadata: JSONObject

  package init(data: JSONObject, metadata: JSONObject = [:]) {
    self.data = data
    self.metadata = metadata
  }

  /// The form every bundle has.
  package var plain: String { data["text/plain"]?.string ?? "" }
}
