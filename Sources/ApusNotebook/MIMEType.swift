/// What nbformat makes depend on a MIME type.
enum MIMEType {
  /// Whether the content is JSON itself and thus left as it is.
  static func isJSON(_ type: String) -> Bool {
    type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
  }

  /// Whether a string of this type is stored line by line.
  static func isStoredInLines(_ type: String) -> Bool {
    type.hasPrefix("text/") || type == "application/javascript" || type == "image/svg+xml"
  }
}
