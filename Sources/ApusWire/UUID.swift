/// A random identifier (RFC 9562, version 4).
package struct UUID: Sendable, CustomStringConvertible {
  package let description: String

  package init() {
    // The system's generator is the kernel's, through getrandom.
    var bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max) }
    bytes[6] = bytes[6] & 0x0f | 0x40
    bytes[8] = bytes[8] & 0x3f | 0x80
    let dashes: Set = [4, 6, 8, 10]
    description = bytes.enumerated().reduce(into: "") { text, byte in
      if dashes.contains(byte.offset) { text += "-" }
      text += String(decoding: Hex.digits(of: [byte.element]), as: UTF8.self)
    }
  }
}
