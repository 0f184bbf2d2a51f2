import ApusValue
import Glibc

/// Text work that Foundation would do.
enum Formatting {
  /// `String(format:)` for the conversions that notebooks use.
  static func text(_ format: String, _ values: Elements) throws -> String {
    var result = ""
    var next = 0
    var rest = Substring(format)
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      if rest.first == "%" {
        result += "%"
        rest = rest.dropFirst()
        continue
      }
      guard let end = rest.firstIndex(where: { $0.isLetter && !"lhqz".contains($0) || $0 == "@" })
      else {
        throw MachineError("format", "the format '\(format)' ends inside a conversion")
      }
      let flags = rest[..<end].filter { !"lhqz".contains($0) }
      let conversion = rest[end]
      guard flags.allSatisfy({ "0123456789.+- #".contains($0) }), flags.count < 12,
        "diuxXofFeEgGscc@".contains(conversion)
      else {
        throw MachineError("format", "there is no conversion '%\(rest[...end])'")
      }
      guard next < values.count, let object = values[next].object else {
        throw MachineError(
          "format", "the format '\(format)' needs more values than there are")
      }
      let box = unsafeDowncast(object, to: AnyObjectBox.self)
      result += try convert(String(flags), conversion, box)
      next += 1
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static func convert(
    _ flags: String, _ conversion: Character, _ box: AnyObjectBox
  ) throws -> String {
    switch (conversion, box.type) {
    case ("d", .int), ("i", .int), ("u", .int), ("x", .int), ("X", .int), ("o", .int):
      return printf("%\(flags)l\(conversion)", box.word)
    case ("f", .double), ("F", .double), ("e", .double), ("E", .double), ("g", .double),
      ("G", .double):
      return printf(
        "%\(flags)\(conversion)", Double(bitPattern: UInt64(bitPattern: Int64(box.word))))
    case ("@", _), ("s", .string), ("c", .string):
      return ValueText.describe(box.type, box.word, box.object)
    default:
      throw MachineError(
        "format", "'%\(flags)\(conversion)' does not fit a value of type '\(box.type)'",
        help: box.type == .int ? "%d is for Int" : box.type == .double ? "%f is for Double" : nil)
    }
  }

  private static func printf(_ format: String, _ value: any CVarArg) -> String {
    withVaList([value]) { list in
      var buffer = [CChar](repeating: 0, count: 1024)
      let length = Int(vsnprintf(&buffer, buffer.count, format, list))
      let bytes = buffer.prefix(max(0, min(length, buffer.count - 1)))
      return String(decoding: bytes.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
  }

  /// The parts between occurrences of a separator, empty ones included.
  static func split(_ text: String, _ separator: String) -> [String] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [text] }
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) {
        parts.append(String(decoding: bytes[start..<index], as: UTF8.self))
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    return parts
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || split(text, part).count > 1
  }
}
