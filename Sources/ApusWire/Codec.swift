import ApusJSON

/// Turns multiparts into messages and back.
///
/// Whatever arrives is a message or an error as data: first its size is looked at, then its
/// signature, then whether it was here before, and only then what it says.
package final class Codec: Sendable {
  /// What a message may measure.
  package struct Limits: Sendable {
    package var frames = 4096
    package var bytes = 512 << 20

    package init(frames: Int = 4096, bytes: Int = 512 << 20) {
      self.frames = frames
      self.bytes = bytes
    }
  }

  private let signer: Signer
  private let limits: Limits
  private let history: Monitor<ReplayHistory>

  package init(signer: Signer, limits: Limits = Limits(), remembering count: Int = 1 << 16) {
    self.signer = signer
    self.limits = limits
    history = Monitor(ReplayHistory(capacity: count))
  }

  package func encode(_ message: Message) -> [[UInt8]] {
    Frames(message, signedBy: signer).multipart
  }

  package func decode(_ multipart: [[UInt8]]) throws(WireError) -> Message {
    guard multipart.count <= limits.frames else { throw .tooManyFrames(multipart.count) }
    let size = multipart.reduce(0) { $0 + $1.count }
    guard size <= limits.bytes else { throw .tooLarge(bytes: size) }
    let frames = try Frames(multipart)
    try signer.verify(frames.signature, of: frames.signed)
    if !frames.signature.isEmpty {
      let isNew = history.withLock { $0.insert(frames.signature) }
      guard isNew else { throw .replayed }
    }
    return try Message(frames)
  }
}

extension Message {
  /// Reads the four objects of verified frames.
  fileprivate init(_ frames: Frames) throws(WireError) {
    let header = try Self.reader("header", frames.header)
    let typed: Header
    do { typed = try Header(header) } catch { throw .malformed(part: "header", reason: error) }
    self.init(
      header: typed,
      parent: .object(try Self.object("parent header", frames.parent)),
      content: try Self.object("content", frames.content),
      metadata: try Self.object("metadata", frames.metadata),
      identities: frames.identities, buffers: frames.buffers)
  }

  private static func reader(_ part: String, _ bytes: [UInt8]) throws(WireError) -> JSONReader {
    do { return JSONReader(try JSON(parsing: bytes)) } catch {
      throw .malformed(part: part, reason: error)
    }
  }

  private static func object(_ part: String, _ bytes: [UInt8]) throws(WireError) -> JSONObject {
    let reader = try reader(part, bytes)
    do { return try reader.object() } catch { throw .malformed(part: part, reason: error) }
  }
}
