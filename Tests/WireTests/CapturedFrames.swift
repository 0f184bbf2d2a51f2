import ApusJSON
import Glibc
import Testing

@testable import ApusWire

/// A multipart that jupyter_client sent; see `Frames/make.py`.
struct CapturedFrames: Sendable, CustomTestStringConvertible {
  let scheme: String
  let key: [UInt8]
  /// Whether its JSON has no spaces, as ours.
  let isCompact: Bool
  let type: String
  let frames: [[UInt8]]

  var testDescription: String { "\(type), \(scheme)\(isCompact ? ", compact" : "")" }

  static let all: [CapturedFrames] = {
    let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    guard let bytes = contents(of: "/\(folder)/Frames/frames.json"),
      let entries = try? JSONReader(JSON(parsing: bytes)).array()
    else { return [] }
    return entries.compactMap { try? CapturedFrames($0) }
  }()

  private init(_ entry: JSONReader) throws {
    scheme = try entry.field("scheme").string()
    key = Array(try entry.field("key").string().utf8)
    isCompact = try entry.field("isCompact").bool()
    type = try entry.field("type").string()
    frames = try entry.field("frames").array().map { try Self.bytes(hex: $0.string()) }
  }

  func codec() throws -> Codec {
    Codec(signer: try Signer(scheme: scheme, key: key))
  }

  private static func bytes(hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }

  private static func contents(of path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &block, block.count), count > 0 {
      bytes += block.prefix(count)
    }
    return bytes
  }
}
