import ApusJSON

/// One message of the Jupyter protocol, after its signature was verified.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html
package struct Message: Sendable {
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
  }

  /// The routing prefix; on iopub the topic.
  package var identities: [[UInt8]]
  package var header: Header
  /// The header of what this answers, unchanged, or an empty object.
  package var parent: JSON
  package var metadata: JSONObject
  package var content: JSONObject
  package var buffers: [[UInt8]]
}
