import CJansson

/// One run of jansson over a text.
struct JSONParser {
  let text: [UInt8]

  private enum Failure: Error {
    /// A number does not fit; of an integer this can be mended.
    case overflow(message: String, position: Int)
    case syntax(message: String, position: Int)
  }

  func parse() throws(JSONError) -> JSON {
    switch load(text) {
    case .success(let value): return value
    case .failure(.syntax(let message, let position)):
      throw error(message, at: position)
    case .failure(.overflow(let message, let position)):
      let (widened, insertions) = widenedIntegers()
      guard !insertions.isEmpty else { throw error(message, at: position) }
      switch load(widened) {
      case .success(let value): return value
      case .failure(.syntax(let message, let position)),
        .failure(.overflow(let message, let position)):
        let shift = insertions.prefix { $0 < position }.count * Self.exponent.count
        throw error(message, at: position - shift)
      }
    }
  }

  private func load(_ text: [UInt8]) -> Result<JSON, Failure> {
    guard !text.isEmpty else {
      return .failure(.syntax(message: "the text is empty", position: 0))
    }
    var fault = json_error_t()
    let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
    let root = text.withUnsafeBytes { bytes in
      json_loadb(bytes.assumingMemoryBound(to: CChar.self).baseAddress, bytes.count, flags, &fault)
    }
    if let root {
      defer { json_decref(root) }
      return .success(JSON(copying: root))
    }
    let message = withUnsafeBytes(of: &fault.text) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    let position = Int(fault.position)
    return json_error_code(&fault) == json_error_numeric_overflow
      ? .failure(.overflow(message: message, position: position))
      : .failure(.syntax(message: message, position: position))
  }

  private static let exponent = Array("e0".utf8)

  /// The text with `e0` after each integer beyond 64 bits, so that it reads as a Double.
  ///
  /// jansson's own flag for this would make a Double of every integer of the text. `insertions` are
  /// the offsets in the new text at which the exponents stand.
  private func widenedIntegers() -> (text: [UInt8], insertions: [Int]) {
    var widened: [UInt8] = []
    var insertions: [Int] = []
    var index = 0
    var isInString = false
    while index < text.count {
      let byte = text[index]
      let isNumber = byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte)
      guard !isInString, isNumber else {
        if byte == UInt8(ascii: "\"") { isInString.toggle() }
        widened.append(byte)
        index += 1
        if isInString, byte == UInt8(ascii: "\\"), index < text.count {
          widened.append(text[index])
          index += 1
        }
        continue
      }
      let number = text[index...].prefix { Self.numberBytes.contains($0) }
      widened += number
      index = number.endIndex
      let digits = number.drop { $0 == UInt8(ascii: "-") }
      let isInteger = digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
      if isInteger, digits.count > 18, Int(String(decoding: number, as: UTF8.self)) == nil {
        insertions.append(widened.count)
        widened += Self.exponent
      }
    }
    return (widened, insertions)
  }

  private static let numberBytes = Set("+-.0123456789Ee".utf8)

  private func error(_ message: String, at position: Int) -> JSONError {
    let read = text.prefix(max(0, position))
    let line = read.lastIndex(of: UInt8(ascii: "\n")).map { read[($0 + 1)...] } ?? read
    let isLead = { (byte: UInt8) in byte & 0xC0 != 0x80 }
    return .syntax(
      message: message,
      line: 1 + read.count { $0 == UInt8(ascii: "\n") },
      column: max(1, line.count(where: isLead)))
  }
}
