import ApusValue

extension Builtin {
  private static func row(
    of owner: String, example: String, _ text: @escaping @Sendable (BuiltinCall) -> String
  ) -> Builtin {
    member(
      of: owner, "formatted", "func formatted() -> String",
      summary: "The number with a comma between thousands, and six digits of its fraction.",
      example: example
    ) { call in call.registers.set(text(call)) }
  }

  /// Numbers for people to read, as Foundation writes them in English.
  static let groupedNumbers: [Builtin] = [
    row(of: "Int", example: "1234567.formatted()") { call in
      GroupedNumber("\(call.registers.int(0))").text
    },
    row(of: "FloatingPoint", example: "1234.5.formatted()") { call in
      let word = call.registers.int(0)
      let isFloat = call.type("Self") == .float
      let value = call.real(word)
      guard value.isFinite else { return value.isNaN ? "NaN" : value < 0 ? "-∞" : "∞" }
      return GroupedNumber(isFloat ? "\(Float(bits: word))" : "\(value)").text
    },
  ]
}

/// A number's digits, and where the point stands among them.
private struct GroupedNumber {
  private let isNegative: Bool
  private var digits: [Int]
  private var point: Int

  /// From the text that Swift prints, such as `-1.5e-07`.
  init(_ description: String) {
    isNegative = description.hasPrefix("-")
    let parts = description.drop { $0 == "-" }.split(separator: "e")
    let mantissa = parts.first?.split(separator: ".") ?? []
    digits = mantissa.joined().compactMap(\.wholeNumberValue)
    point = (mantissa.first?.count ?? 0) + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    round(to: point + 6)
  }

  /// Half goes to the even digit.
  private mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else { return digits = [] }
    let (first, rest) = (digits[count], digits[(count + 1)...])
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    let isUp = first > 5 || first == 5 && (isOdd || rest.contains { $0 > 0 })
    digits.removeSubrange(count...)
    guard isUp else { return }
    for index in digits.indices.reversed() {
      digits[index] = (digits[index] + 1) % 10
      if digits[index] > 0 { return }
    }
    digits.insert(1, at: 0)
    point += 1
  }

  var text: String {
    func digit(_ place: Int) -> Int { digits.indices.contains(place) ? digits[place] : 0 }
    var text = ""
    for place in min(0, point - 1)..<max(1, point) where place < point {
      if !text.isEmpty, (point - place) % 3 == 0 { text += "," }
      if text.isEmpty, digit(place) == 0, place < point - 1 { continue }
      text += "\(digit(place))"
    }
    let fraction = point < digits.count ? (point..<digits.count).map(digit) : []
    let end = fraction.lastIndex { $0 > 0 }.map { $0 + 1 } ?? 0
    if end > 0 { text += "." + fraction[..<end].map { "\($0)" }.joined() }
    return (isNegative ? "-" : "") + text
  }
}
