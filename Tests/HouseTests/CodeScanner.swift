/// Swift text with comments and the letters of strings blanked out, each in its place.
///
/// The code inside an interpolation stays.
func codeAlone(_ text: String) -> String {
  var scanner = CodeScanner(Array(text.utf8))
  scanner.scanCode(insideInterpolation: false)
  return String(decoding: scanner.output, as: UTF8.self)
}

private struct CodeScanner {
  private let input: [UInt8]
  private var position = 0
  private(set) var output: [UInt8] = []

  private static let quote = UInt8(ascii: "\"")
  private static let pound = UInt8(ascii: "#")
  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")
  private static let newline = UInt8(ascii: "\n")

  init(_ input: [UInt8]) {
    self.input = input
    output.reserveCapacity(input.count)
  }

  private func byte(_ offset: Int = 0) -> UInt8? {
    position + offset < input.count ? input[position + offset] : nil
  }

  private func sees(_ first: UInt8, _ second: UInt8) -> Bool {
    byte() == first && byte(1) == second
  }

  private mutating func blank(_ count: Int = 1) {
    for _ in 0..<count where position < input.count {
      output.append(input[position] == Self.newline ? Self.newline : UInt8(ascii: " "))
      position += 1
    }
  }

  /// Copies code up to the end, or up to the parenthesis that closes an interpolation.
  mutating func scanCode(insideInterpolation: Bool) {
    var depth = 0
    while let character = byte() {
      if sees(Self.slash, Self.slash) {
        while let next = byte(), next != Self.newline { blank() }
      } else if sees(Self.slash, Self.star) {
        scanBlockComment()
      } else if let pounds = poundsBeforeString() {
        scanString(pounds: pounds)
      } else {
        if character == UInt8(ascii: "(") { depth += 1 }
        if character == UInt8(ascii: ")") {
          if depth == 0, insideInterpolation { return }
          depth -= 1
        }
        output.append(character)
        position += 1
      }
    }
  }

  private mutating func scanBlockComment() {
    var depth = 0
    repeat {
      if sees(Self.slash, Self.star) {
        depth += 1
        blank(2)
      } else if sees(Self.star, Self.slash) {
        depth -= 1
        blank(2)
      } else {
        blank()
      }
    } while depth > 0 && position < input.count
  }

  /// How many `#` stand before the quote that starts a string here; nil where none starts.
  private func poundsBeforeString() -> Int? {
    var pounds = 0
    while byte(pounds) == Self.pound { pounds += 1 }
    return byte(pounds) == Self.quote ? pounds : nil
  }

  private func seesPounds(_ count: Int, at offset: Int) -> Bool {
    (0..<count).allSatisfy { byte(offset + $0) == Self.pound }
  }

  private mutating func scanString(pounds: Int) {
    let isLong = byte(pounds + 1) == Self.quote && byte(pounds + 2) == Self.quote
    let quotes = isLong ? 3 : 1
    blank(pounds + quotes)
    while let character = byte() {
      if character == Self.quote, (1..<quotes).allSatisfy({ byte($0) == Self.quote }),
        seesPounds(pounds, at: quotes)
      {
        blank(quotes + pounds)
        return
      }
      guard character == Self.backslash, seesPounds(pounds, at: 1) else {
        blank()
        continue
      }
      blank(1 + pounds)
      let isInterpolation = byte() == UInt8(ascii: "(")
      blank()
      if isInterpolation {
        scanCode(insideInterpolation: true)
        blank()
      }
    }
  }
}
