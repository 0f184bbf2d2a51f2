import ApusTensor
import ApusValue
import CZlib

/// A ZIP archive, as far as arrays are kept in one: its files as they are, or deflated.
///
/// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
enum ZipArchive {
  private static let local = 0x0403_4B50
  private static let entry = 0x0201_4B50
  private static let end = 0x0605_4B50
  private static let unknown = 0xFFFF_FFFF

  /// What the central directory says of a file.
  private struct Entry {
    var name: String
    var method: Int
    var check: Int
    var packed: Int
    var size: Int
    var offset: Int
  }

  static func read(
    _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(TensorError) -> [(name: String, bytes: [UInt8])] {
    var files: [(name: String, bytes: [UInt8])] = []
    for entry in try entries(bytes, path) {
      files.append((entry.name, try contents(entry, bytes, path)))
      try Interruption.check()
    }
    return files
  }

  private static func entries(
    _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(TensorError) -> [Entry] {
    // The end stands before a comment of at most 65535 bytes.
    let last = bytes.count - 22
    var place = last
    while place >= max(0, last - 65535), bytes.number(at: place, bytes: 4) != end { place -= 1 }
    guard place >= max(0, last - 65535), let count = bytes.number(at: place + 10, bytes: 2),
      var offset = bytes.number(at: place + 16, bytes: 4)
    else { throw .damaged(path, "it is no ZIP archive, or its end is missing") }
    var entries: [Entry] = []
    for _ in 0..<count {
      guard bytes.number(at: offset, bytes: 4) == entry,
        let flags = bytes.number(at: offset + 8, bytes: 2),
        let method = bytes.number(at: offset + 10, bytes: 2),
        let check = bytes.number(at: offset + 16, bytes: 4),
        let packed = bytes.number(at: offset + 20, bytes: 4),
        let size = bytes.number(at: offset + 24, bytes: 4),
        let nameLength = bytes.number(at: offset + 28, bytes: 2),
        let extraLength = bytes.number(at: offset + 30, bytes: 2),
        let commentLength = bytes.number(at: offset + 32, bytes: 2),
        let start = bytes.number(at: offset + 42, bytes: 4),
        offset + 46 + nameLength + extraLength <= bytes.count
      else { throw .damaged(path, "the archive's directory cannot be read") }
      let nameStart = bytes.startIndex + offset + 46
      let name = String(decoding: bytes[nameStart..<(nameStart + nameLength)], as: UTF8.self)
      guard flags & 1 == 0, packed != unknown, size != unknown, start != unknown else {
        throw TensorError(
          "file", "'\(name)' in the file '\(path)' is encrypted or larger than 4 GB")
      }
      entries.append(
        Entry(
          name: name, method: method, check: check, packed: packed, size: size, offset: start))
      offset += 46 + nameLength + extraLength + commentLength
    }
    return entries
  }

  private static func contents(
    _ entry: Entry, _ bytes: ArraySlice<UInt8>, _ path: String
  ) throws(TensorError) -> [UInt8] {
    guard bytes.number(at: entry.offset, bytes: 4) == local,
      let nameLength = bytes.number(at: entry.offset + 26, bytes: 2),
      let extraLength = bytes.number(at: entry.offset + 28, bytes: 2)
    else { throw .damaged(path, "'\(entry.name)' is not where the archive's directory says") }
    let start = entry.offset + 30 + nameLength + extraLength
    guard start + entry.packed <= bytes.count else {
      throw .damaged(path, "'\(entry.name)' ends too early")
    }
    let first = bytes.startIndex + start
    let packed = bytes[first..<(first + entry.packed)]
    // Deflating makes nothing smaller than by a factor of 1032.
    guard MemoryLimit.allows(entry.size), entry.size / 1032 <= entry.packed + 64 else {
      throw .damaged(path, "'\(entry.name)' cannot have \(entry.size) bytes")
    }
    let result: [UInt8]?
    switch entry.method {
    case 0: result = Array(packed)
    case 8: result = inflated(Array(packed), size: entry.size)
    default:
      throw TensorError(
        "file", "'\(entry.name)' in the file '\(path)' is packed in a way that is not known")
    }
    guard let result, result.count == entry.size, checksum(result) == entry.check else {
      throw .damaged(path, "'\(entry.name)' is not what its checksum says")
    }
    return result
  }

  private static func inflated(_ packed: [UInt8], size: Int) -> [UInt8]? {
    var stream = z_stream()
    let width = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, width) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var (packed, result) = (packed, [UInt8](repeating: 0, count: size + 1))
    let status = packed.withUnsafeMutableBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(target.count)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.total_out == size else { return nil }
    result.removeLast()
    return result
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    Int(crc32(0, bytes, UInt32(bytes.count)))
  }

  /// The files as they are, in order.
  static func bytes(
    of files: [(name: String, bytes: [UInt8])]
  ) throws(TensorError) -> [UInt8] {
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, contents) in files {
      guard archive.count + contents.count < unknown, files.count < 65535 else {
        throw TensorError("file", "an archive of more than 4 GB is not written")
      }
      let offset = archive.count
      var facts: [UInt8] = []
      // No flags but that names are UTF-8, no packing, the first day there is.
      for number in [20, 0x800, 0, 0, 0x21] { facts.append(number: number, bytes: 2) }
      for number in [checksum(contents), contents.count, contents.count] {
        facts.append(number: number, bytes: 4)
      }
      facts.append(number: name.utf8.count, bytes: 2)
      facts.append(number: 0, bytes: 2)
      archive.append(number: local, bytes: 4)
      archive += facts + Array(name.utf8) + contents
      directory.append(number: entry, bytes: 4)
      directory.append(number: 20, bytes: 2)
      directory += facts
      directory.append(number: 0, bytes: 10)
      directory.append(number: offset, bytes: 4)
      directory += Array(name.utf8)
    }
    let start = archive.count
    archive += directory
    archive.append(number: end, bytes: 4)
    archive.append(number: 0, bytes: 4)
    for _ in 0..<2 { archive.append(number: files.count, bytes: 2) }
    archive.append(number: directory.count, bytes: 4)
    archive.append(number: start, bytes: 4)
    archive.append(number: 0, bytes: 2)
    return archive
  }
}

/// NumPy's file of several arrays, by name.
package enum NpzFile {
  package static func read(_ path: String) throws(TensorError) -> [(name: String, tensor: Tensor)] {
    var tensors: [(name: String, tensor: Tensor)] = []
    for (name, bytes) in try ZipArchive.read(FileBytes.read(path)[...], path) {
      let isArray = name.hasSuffix(".npy")
      guard isArray else { throw .damaged(path, "'\(name)' in it is no array") }
      tensors.append((String(name.dropLast(4)), try NpyFile.tensor(bytes[...], path)))
    }
    return tensors
  }

  package static func write(
    _ tensors: [(name: String, tensor: Tensor)], to path: String
  ) throws(TensorError) {
    var files: [(name: String, bytes: [UInt8])] = []
    for (name, tensor) in tensors {
      files.append(("\(name).npy", try NpyFile.bytes(of: tensor)))
    }
    try FileBytes.write(ZipArchive.bytes(of: files), to: path)
  }
}
