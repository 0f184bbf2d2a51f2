import ApusTensor

/// NumPy's file of one array: a magic text, a version, a header in Python's words, the elements.
///
/// https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
package enum NpyFile {
  private static let magic: [UInt8] = [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59]

  package static func read(_ path: String) throws(TensorError) -> Tensor {
    try tensor(FileBytes.read(path)[...], path)
  }

  package static func write(_ tensor: Tensor, to path: String) throws(TensorError) {
    try FileBytes.write(bytes(of: tensor), to: path)
  }

  static func tensor(_ bytes: ArraySlice<UInt8>, _ path: String) throws(TensorError) -> Tensor {
    guard bytes.starts(with: magic) else {
      throw .damaged(path, "it does not begin as NumPy's files do")
    }
    guard let version = bytes.number(at: 6, bytes: 1), version >= 1, version <= 3 else {
      throw .damaged(path, "it has no version from 1 to 3")
    }
    let width = version == 1 ? 2 : 4
    guard let length = bytes.number(at: 8, bytes: width),
      length <= bytes.count - 8 - width
    else { throw .damaged(path, "its header ends too early") }
    let start = bytes.startIndex + 8 + width
    let header = NpyHeader(String(decoding: bytes[start..<(start + length)], as: UTF8.self))
    guard let header else { throw .damaged(path, "its header cannot be read") }
    guard let type = header.type else {
      throw TensorError(
        "file",
        "the file '\(path)' has elements of NumPy's type '\(header.name)', which no tensor has")
    }
    let elements = bytes[(start + length)...]
    let (needed, overflow) = try Shape.count(header.shape).multipliedReportingOverflow(
      by: type.width)
    guard !overflow, elements.count == needed else {
      throw .damaged(
        path,
        "shape \(header.shape) needs \(needed) bytes of elements, and it has "
          + "\(elements.count)")
    }
    if !header.isColumnMajor {
      return try type.tensor(elements, shape: header.shape, swapped: header.isSwapped)
    }
    return try type.tensor(elements, shape: header.shape.reversed(), swapped: header.isSwapped)
      .transposed().contiguous()
  }

  static func bytes(of tensor: Tensor) throws(TensorError) -> [UInt8] {
    guard let name = tensor.dtype.numpyName else {
      throw TensorError(
        "dtype", "NumPy's files have no \(tensor.dtype.rawValue)", help: "convert it: .float()")
    }
    let sizes = tensor.shape.map { "\($0)" }.joined(separator: ", ")
    let shape = "(\(sizes)\(tensor.ndim == 1 ? "," : ""))"
    var header =
      "{'descr': '\(name)', 'fortran_order': False, 'shape': \(shape), }"
    // The elements begin at a multiple of 64 bytes.
    let unpadded = magic.count + 4 + header.utf8.count + 1
    header += String(repeating: " ", count: (64 - unpadded % 64) % 64) + "\n"
    var bytes = magic + [1, 0]
    bytes.append(number: header.utf8.count, bytes: 2)
    bytes += Array(header.utf8)
    bytes += try tensor.bytes()
    return bytes
  }
}

/// What a header says: a dictionary in Python's words.
private struct NpyHeader {
  let name: String
  let isColumnMajor: Bool
  let shape: [Int]

  init?(_ text: String) {
    guard let name = Self.value(of: "descr", in: text)?.prefixMatch(of: /'([^']*)'/)?.output.1,
      let order = Self.value(of: "fortran_order", in: text)?.prefixMatch(of: /True|False/),
      let sizes = Self.value(of: "shape", in: text)?.prefixMatch(of: /\(([0-9, ]*)\)/)?.output.1
    else { return nil }
    self.name = String(name)
    isColumnMajor = order.output == "True"
    var shape: [Int] = []
    for part in sizes.split(separator: ",") {
      let digits = part.filter { $0 != " " }
      if digits.isEmpty { continue }
      guard let size = Int(digits) else { return nil }
      shape.append(size)
    }
    self.shape = shape
  }

  /// What stands behind a key.
  private static func value(of key: String, in text: String) -> Substring? {
    guard let found = text.firstRange(of: "'\(key)':") else {
      // An element type of several fields is a list.
      return nil
    }
    return text[found.upperBound...].drop { $0 == " " }
  }

  var isSwapped: Bool { name.first == ">" }

  var type: StoredType? {
    guard let order = name.first, "<>|=".contains(order), let letter = name.dropFirst().first,
      let width = Int(name.dropFirst(2))
    else { return nil }
    return StoredType(letter: letter, width: width)
  }
}
