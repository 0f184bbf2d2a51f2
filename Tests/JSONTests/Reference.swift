import Foundation

/// The files that `Reference/make.py` leaves.
enum Reference {
  static func bytes(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Reference")
    return Array(try Data(contentsOf: folder.appending(path: name)))
  }

  /// The lines of a file as their two columns.
  static func rows(_ name: String) throws -> [(String, String)] {
    String(decoding: try bytes(name), as: UTF8.self).split(separator: "\n").map { line in
      let columns = line.split(separator: " ", maxSplits: 1)
      return (String(columns[0]), columns.count > 1 ? String(columns[1]) : "")
    }
  }
}
