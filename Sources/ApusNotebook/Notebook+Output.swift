import ApusJSON

extension Notebook {
  /// One output of a code cell.
  package struct Output: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
      /// `name` is `stdout` or `stderr`.
      case stream(name: String, text: String)
      case displayData(data: JSONObject, metadata: JSONObject)
      case executeResult(data: JSONObject, metadata: JSONObject, executionCount: Int?)
      case error(name: String, value: String, traceback: [String])
    }

    package var content: Content
    /// Members of the output that nbformat does not define.
    package var unknown: JSONObject

    package init(_ content: Content, unknown: JSONObject = [:]) {
      self.content = content
      self.unknown = unknown
    }

    package static func stream(_ name: String, _ text: String) -> Output {
      Output(.stream(name: name, text: text))
    }

    package static func displayData(_ data: JSONObject, metadata: JSONObject = [:]) -> Output {
      Output(.displayData(data: data, metadata: metadata))
    }

    package static func executeResult(
      _ data: JSONObject, metadata: JSONObject = [:], executionCount: Int?
    ) -> Output {
      Output(.executeResult(data: data, metadata: metadata, executionCount: executionCount))
    }

    package static func error(_ name: String, _ value: String, traceback: [String]) -> Output {
      Output(.error(name: name, value: value, traceback: traceback))
    }
  }
}
