import ApusTensor
import ApusValue
import Glibc

/// Whole files.
package enum FileBytes {
  package static func read(_ path: String) throws(TensorError) -> [UInt8] {
    guard let file = fopen(path, "r") else { throw failure(path, "read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      guard MemoryLimit.allows(bytes.count + count) else {
        throw TensorError("memory", "the file '\(path)' is larger than the memory Apus may use")
      }
      bytes += block[..<count]
      try Interruption.check()
    }
    guard ferror(file) == 0 else { throw failure(path, "read") }
    return bytes
  }

  /// The file is there in whole or as it was before.
  static func write(_ bytes: [UInt8], to path: String) throws(TensorError) {
    // Two writers of one file do not meet in its part.
    let part = "\(path).\(UInt64.random(in: 0...UInt64.max)).part"
    guard let file = fopen(part, "w") else { throw failure(path, "written") }
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count, rename(part, path) == 0 else {
      let error = failure(path, "written")
      unlink(part)
      throw error
    }
  }

  private static func failure(_ path: String, _ what: String) -> TensorError {
    let reason = String(cString: strerror(errno)).lowercased()
    return TensorError("file", "the file '\(path)' cannot be \(what): \(reason)")
  }
}

extension TensorError {
  /// Said of a file whose contents are not what its kind asks for.
  static func damaged(_ path: String, _ what: String) -> TensorError {
    TensorError("file", "the file '\(path)' is damaged: \(what)")
  }
}

extension ArraySlice<UInt8> {
  /// An unsigned number of some bytes, least significant first; nil where they are not all there.
  func number(at offset: Int, bytes width: Int) -> Int? {
    guard offset >= 0, offset <= count - width else { return nil }
    var result: UInt64 = 0
    for index in (0..<width).reversed() {
      result = result << 8 | UInt64(self[startIndex + offset + index])
    }
    return Int(exactly: result)
  }
}

extension [UInt8] {
  mutating func append(number: Int, bytes width: Int) {
    for index in 0..<width { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }
}
