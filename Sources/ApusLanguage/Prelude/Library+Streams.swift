extension LibraryRow {
  /// Texts of errors, and texts that go elsewhere.
  static let streams = [
    LibraryRow(
      members: ["localizedDescription"], summary: "What an error says to the one who reads it.",
      example: """
        struct Refusal: LocalizedError { var errorDescription: String? { "it is too late" } }
        do { throw Refusal() } catch { print(error.localizedDescription) }
        """,
      declaration: #"""
        extension Error {
          var localizedDescription: String {
            if let own = self as? CocoaError { return "\(own)" }
            if let own = self as? any LocalizedError, let text = own.errorDescription {
              return text
            }
            return "The operation could not be completed. (\(type(of: self)) error.)"
          }
        }
        """#),
    LibraryRow(
      members: ["errorDescription", "failureReason", "recoverySuggestion", "helpAnchor"],
      summary: "What a LocalizedError says where it does not say it itself.",
      example: """
        struct Refusal: LocalizedError {}
        print(Refusal().errorDescription ?? "nothing")
        """,
      declaration: """
        extension LocalizedError {
          var errorDescription: String? { nil }
          var failureReason: String? { nil }
          var recoverySuggestion: String? { nil }
          var helpAnchor: String? { nil }
        }
        """),
    LibraryRow(
      "_print", "_debugPrint", summary: "Prints values into what takes texts.",
      example: """
        var text = ""
        print("a", 1, to: &text)
        print(text)
        """,
      declaration: #"""
        func _print<Target: TextOutputStream>(
          _ items: Any..., separator: String = " ", terminator: String = "\n",
          to output: inout Target
        ) {
          output.write(items.map { "\($0)" }.joined(separator: separator) + terminator)
        }

        func _debugPrint<Target: TextOutputStream>(
          _ items: Any..., separator: String = " ", terminator: String = "\n",
          to output: inout Target
        ) {
          let texts = items.map { String(reflecting: $0) }
          output.write(texts.joined(separator: separator) + terminator)
        }
        """#),
  ]
}
