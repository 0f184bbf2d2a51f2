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
      var flags = rest[..<end].filter { !"lhqz".contains($0) }
      let conversion = rest[end]
      // A star takes its number from the values.
      while let star = flags.firstIndex(of: "*") {
        guard next < values.count, let object = values[next].object else {
          throw MachineError("format", "the format '\(format)' needs more values than there are")
        }
        let box = unsafeDowncast(object, to: AnyObjectBox.self)
        guard box.type == .int else {
          throw MachineError("format", "'*' in a format takes an Int")
        }
        flags.replaceSubrange(star...star, with: String(box.word))
        next += 1
      }
      let widths = flags.split { !$0.isNumber }
      guard flags.allSatisfy({ "0123456789.+- #".contains($0) }), flags.count < 20,
        widths.allSatisfy({ Int($0) ?? .max < 1_000_000 }),
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
    case ("c", .int):
      return Unicode.Scalar(UInt32(truncatingIfNeeded: box.word)).map { String($0) } ?? "?"
    case ("@", _), ("s", .string), ("c", .string), ("c", .character), ("s", .substring):
      return ValueText.describe(box.type, box.word, box.object)
    default:
      throw MachineError(
        "format", "'%\(flags)\(conversion)' does not fit a value of type '\(box.type)'",
        help: box.type == .int ? "%d is for Int" : box.type == .double ? "%f is for Double" : nil)
    }
  }

  private static func printf(_ format: String, _ value: any CVarArg) -> String {
    // First how long it is, then the text.
    let length = withVaList([value]) { Int(vsnprintf(nil, 0, format, $0)) }
    var buffer = [CChar](repeating: 0, count: max(0, length) + 1)
    _ = withVaList([value]) { vsnprintf(&buffer, buffer.count, format, $0) }
    return String(decoding: buffer.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The parts between occurrences of a separator, empty ones included.
  static func split(_ text: String, _ separator: String) -> [String] {
    parts(of: text, separator, most: .max) { _ in true }.map(\.text)
  }

  /// The parts for which a condition holds, and where they begin, in bytes; after so many the rest
  /// is one part.
  static func parts(
    of text: String, _ separator: String, most: Int, where isIncluded: (String) -> Bool
  ) -> [(text: String, offset: Int)] {
    let (bytes, mark) = (Array(text.utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [(text, 0)] }
    var parts: [(text: String, offset: Int)] = []
    func add(_ range: Range<Int>) {
      let part = String(decoding: bytes[range], as: UTF8.self)
      if isIncluded(part) { parts.append((part, range.lowerBound)) }
    }
    var start = 0
    var index = 0
    while index + mark.count <= bytes.count, parts.count < most {
      if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) {
        add(start..<index)
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    add(start..<bytes.count)
    return parts
  }

  /// Every word with a capital first and small letters after it.
  static func capitalized(_ text: String) -> String {
    var result = ""
    var isInWord = false
    for character in text {
      let part = String(character)
      result += isInWord ? part.lowercased() : part.uppercased()
      isInWord = character.isLetter || character.isNumber || (isInWord && "'’".contains(character))
    }
    return result
  }

  static func contains(_ text: String, _ part: String) -> Bool {
    part.isEmpty || split(text, part).count > 1
  }
}
