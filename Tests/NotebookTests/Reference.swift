import Foundation

/// The files that `Reference/make.py` leaves.
enum Reference {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }
}
