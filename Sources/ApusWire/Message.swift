import ApusJSON

/// One message of the Jupyter protocol, after its signature was verified.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html
package struct Message: Sendable, Hashable {
  package struct Header: Sendable, Hashable {
    package var id: String
    package var session: String
    package var username: String
    /// ISO 8601, in UTC with microseconds.
    package var date: String
    package var type: String
    package var version: String
    /// For a shell message to a subshell.
    package var subshell: String?
    /// What was received, so that a reply repeats its parent unchanged, with fields we do not know.
    package var received: JSONObject = [:]
  }

  /// The routing prefix; on iopub the topic.
  package var identities: [[UInt8]]
  package var header: Header
  /// The header of what this answers, unchanged, or an empty object.
  package var parent: JSON
  package var metadata: JSONObject
  package var content: JSONObject
  package var buffers: [[UInt8]]

  package init(
    header: Header, parent: JSON = [:], content: JSONObject, metadata: JSONObject = [:],
    identities: [[UInt8]] = [], buffers: [[UInt8]] = []
  ) {
    self.identities = identities
    self.header = header
    self.parent = parent
    self.metadata = metadata
    self.content = content
    self.buffers = buffers
  }
}
