import ApusJSON

extension Notebook {
  /// One cell; `outputs` and `executionCount` are written for code cells only.
  package struct Cell: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
      case code, markdown, raw
    }

    package var kind: Kind
    /// 1 to 64 letters, digits, `-` and `_`, unique in the notebook.
    package var id: String
    package var source: String
    package var metadata: JSONObject
    /// File name to MIME bundle.
    package var attachments: JSONObject?
    package var outputs: [Output]
    package var executionCount: Int?
    /// Members of the cell that nbformat does not define.
    package var unknown: JSONObject

    package init(
      _ kind: Kind, id: String, source: String, metadata: JSONObject = [:],
      attachments: JSONObject? = nil, outputs: [Output] = [], executionCount: Int? = nil,
      unknown: JSONObject = [:]
    ) {
      self.kind = kind
      self.id = id
      self.source = source
      self.metadata = metadata
      self.attachments = attachments
      self.outputs = outputs
      self.executionCount = executionCount
      self.unknown = unknown
    }

    package var tags: [String] { metadata["tags"]?.array?.compactMap(\.string) ?? [] }
  }
}
