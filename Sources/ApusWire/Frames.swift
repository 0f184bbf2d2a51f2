import ApusJSON

/// A message as the frames of one multipart: identities, delimiter, signature, four JSON objects
/// still unread, and buffers.
///
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
package struct Frames: Hashable, Sendable {
  package static let delimiter = Array("<IDS|MSG>".utf8)

  package var identities: [[UInt8]]
  /// Hexadecimal digits; empty where messages are not signed.
  package var signature: [UInt8]
  package var header: [UInt8]
  package var parent: [UInt8]
  package var metadata: [UInt8]
  package var content: [UInt8]
  package var buffers: [[UInt8]]

  /// Splits a multipart without looking into its parts.
  package init(_ multipart: [[UInt8]]) throws(WireError) {
    guard let delimiter = multipart.firstIndex(of: Self.delimiter) else { throw .noDelimiter }
    let parts = multipart[(delimiter + 1)...]
    guard parts.count >= 5 else { throw .truncated(parts: parts.count) }
    let first = parts.startIndex
    identities = Array(multipart[..<delimiter])
    signature = parts[first]
    header = parts[first + 1]
    parent = parts[first + 2]
    metadata = parts[first + 3]
    content = parts[first + 4]
    buffers = Array(parts[(first + 5)...])
  }

  package init(_ message: Message, signedBy signer: Signer) {
    identities = message.identities
    header = Message.bytes(message.header.json)
    parent = message.parent.bytes()
    metadata = Message.bytes(message.metadata)
    content = Message.bytes(message.content)
    buffers = message.buffers
    signature = []
    signature = signer.signature(of: signed)
  }

  /// What the signature covers: everything but identities and buffers.
  package var signed: [[UInt8]] { [header, parent, metadata, content] }

  package var multipart: [[UInt8]] {
    identities + [Self.delimiter, signature] + signed + buffers
  }
}

extension Message {
  fileprivate static func bytes(_ object: JSONObject) -> [UInt8] { JSON.object(object).bytes() }
}
