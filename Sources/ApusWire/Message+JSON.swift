import ApusJSON

extension Message.Header {
  package init(
    id: String, session: String, username: String = "", date: String = "", type: String,
    version: String = Author.protocolVersion
  ) {
    self.init(
      id: id, session: session, username: username, date: date, type: type, version: version,
      subshell: nil)
  }

  /// Reads a header; what only people read (user, date) may be missing, as some clients have it.
  init(_ reader: JSONReader) throws(JSONError) {
    try self.init(
      id: reader.field("msg_id").string(),
      session: reader.field("session").string(),
      username: reader.optional("username")?.string() ?? "",
      date: reader.optional("date")?.string() ?? "",
      type: reader.field("msg_type").string(),
      version: reader.optional("version")?.string() ?? "",
      subshell: reader.optional("subshell_id")?.string(),
      received: reader.object())
  }

  /// The header as it is sent; of a received one, what was received with the changes made since.
  package var json: JSONObject {
    var fields = received
    func set(_ key: String, _ value: String) {
      let isAbsent = received[key] == nil
      if isAbsent && value.isEmpty && !received.isEmpty { return }
      if isAbsent || received[key]?.string ?? "" != value { fields[key] = .string(value) }
    }
    set("msg_id", id)
    set("msg_type", type)
    set("username", username)
    set("session", session)
    set("date", date)
    set("version", version)
    if let subshell { set("subshell_id", subshell) }
    return fields
  }
}
