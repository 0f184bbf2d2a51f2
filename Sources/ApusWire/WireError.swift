import ApusJSON

/// Why something on the wire was not taken.
package enum WireError: Error, Hashable, Sendable {
  /// No frame is `<IDS|MSG>`.
  case noDelimiter
  /// Fewer than five frames after the delimiter.
  case truncated(parts: Int)
  case tooManyFrames(Int)
  case tooLarge(bytes: Int)
  case unsigned
  case wrongSignature
  case replayed
  case malformed(part: String, reason: JSONError)
  case unknownScheme(String)
  case unreadable(file: String, reason: String)
  case invalidConnection(JSONError)
  case unknownTransport(String)
  /// An operation on a socket that failed, in libzmq's words.
  case socket(operation: String, reason: String)
}

extension WireError: CustomStringConvertible {
  /// One sentence without a full stop, on one line.
  package var description: String {
    switch self {
    case .noDelimiter: "no frame is the delimiter <IDS|MSG>"
    case .truncated(let parts): "\(parts) frames after the delimiter, fewer than five"
    case .tooManyFrames(let count): "\(count) frames, too many for one message"
    case .tooLarge(let bytes): "\(bytes) bytes, too many for one message"
    case .unsigned: "it is not signed"
    case .wrongSignature: "its signature is wrong"
    case .replayed: "it was received before"
    case .malformed(let part, let reason): "its \(part) is malformed: \(reason)"
    case .unknownScheme(let scheme): "the signature scheme '\(scheme)' is unknown"
    case .unreadable(let file, let reason): "cannot read \(file): \(reason)"
    case .invalidConnection(let reason): "the connection file is malformed: \(reason)"
    case .unknownTransport(let name): "the transport '\(name)' is neither tcp nor ipc"
    case .socket(let operation, let reason): "\(operation) failed: \(reason)"
    }
  }
}
