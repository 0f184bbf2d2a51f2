import ApusTensor

/// An element type of a file, and the tensor's element type that holds its values.
struct StoredType {
  enum Kind {
    case float, integer, unsigned, bool, brain
  }

  let kind: Kind
  let width: Int

  private init(kind: Kind, width: Int) {
    self.kind = kind
    self.width = width
  }

  /// By NumPy's letter and number of bytes: `f4`.
  init?(letter: Character, width: Int) {
    switch (letter, width) {
    case ("f", 2), ("f", 4), ("f", 8): kind = .float
    case ("i", 1), ("i", 2), ("i", 4), ("i", 8): kind = .integer
    case ("u", 1), ("u", 2), ("u", 4), ("u", 8): kind = .unsigned
    case ("b", 1): kind = .bool
    default: return nil
    }
    self.width = width
  }

  /// By the name that safetensors has: `F32`.
  init?(name: String) {
    if name == "BOOL" || name == "BF16" {
      self.init(kind: name == "BOOL" ? .bool : .brain, width: name == "BOOL" ? 1 : 2)
      return
    }
    guard let letter = name.first?.lowercased().first, let bits = Int(name.dropFirst()) else {
      return nil
    }
    self.init(letter: letter, width: bits / 8)
  }

  /// The elements, each of `width` bytes; those that no tensor's type has become a wider one's.
  func tensor(
    _ bytes: ArraySlice<UInt8>, shape: [Int], swapped: Bool = false
  ) throws(TensorError) -> Tensor {
    switch (kind, width) {
    case (.float, 4):
      return try Tensor(bytes: bytes, shape: shape, dtype: .float32, swapped: swapped)
    case (.float, 8):
      return try Tensor(bytes: bytes, shape: shape, dtype: .float64, swapped: swapped)
    case (.integer, 8):
      return try Tensor(bytes: bytes, shape: shape, dtype: .int64, swapped: swapped)
    case (.integer, 4):
      return try Tensor(bytes: bytes, shape: shape, dtype: .int32, swapped: swapped)
    case (.unsigned, 1): return try Tensor(bytes: bytes, shape: shape, dtype: .uint8)
    case (.brain, _): return try Tensor(bytes: bytes, shape: shape, dtype: .bfloat16)
    case (.bool, _): return try Tensor(bytes: bytes, shape: shape, dtype: .bool)
    default: break
    }
    let words = words(bytes, swapped: swapped)
    switch kind {
    case .float:
      let values = words.map { Double(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) }
      return try Tensor(values, shape: shape)
    case .integer:
      let unused = UInt64(64 - 8 * width)
      let values = words.map { Int(Int64(bitPattern: $0 << unused) >> Int64(unused)) }
      return try Tensor(values, shape: shape).to(.int32)
    case .unsigned, .bool, .brain:
      var values: [Int] = []
      for word in words {
        guard let value = Int(exactly: word) else {
          throw TensorError("file", "the unsigned integer \(word) is larger than Int64 holds")
        }
        values.append(value)
      }
      return try Tensor(values, shape: shape).to(width < 4 ? .int32 : .int64)
    }
  }

  private func words(_ bytes: ArraySlice<UInt8>, swapped: Bool) -> [UInt64] {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
      let element = bytes[start..<min(start + width, bytes.endIndex)]
      let ordered = swapped ? Array(element) : element.reversed()
      return ordered.reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}

extension DType {
  /// NumPy's name for the type, least significant bytes first, if it has it.
  var numpyName: String? {
    switch self {
    case .float32: "<f4"
    case .float64: "<f8"
    // NumPy has no such type.
    case .bfloat16: nil
    case .int64: "<i8"
    case .int32: "<i4"
    case .uint8: "|u1"
    case .bool: "|b1"
    }
  }

  var safetensorsName: String {
    switch self {
    case .float32: "F32"
    case .float64: "F64"
    case .bfloat16: "BF16"
    case .int64: "I64"
    case .int32: "I32"
    case .uint8: "U8"
    case .bool: "BOOL"
    }
  }
}
