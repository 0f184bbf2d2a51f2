import ApusText

extension Lexer {
  mutating func lexNumber() {
    let start = position
    // `t.0.1` is two tuple elements, not a decimal fraction.
    if case .punctuation(.period)? = result.tokens.last?.kind, !flags.contains(.afterSpace) {
      while CharacterClass.isDigit(byte()) { position += 1 }
      add(.integer, start, position)
      return
    }
    var isFloating = false
    if byte() == UInt8(ascii: "0"), let radix = radix(byte(1)) {
      position += 2
      let digits = position
      takeDigits(radix: radix)
      if position == digits || bytes[digits] == 0x5F {
        return finishBadNumber(from: start)
      }
      if radix == 16 { isFloating = takeHexadecimalFraction() }
    } else {
      takeDigits(radix: 10)
      if byte() == UInt8(ascii: "."), CharacterClass.isDigit(byte(1)) {
        isFloating = true
        position += 1
        takeDigits(radix: 10)
      }
      if byte() | 0x20 == UInt8(ascii: "e") {
        let exponent = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+") ? 2 : 1
        if CharacterClass.isDigit(byte(exponent)) {
          isFloating = true
          position += exponent
          takeDigits(radix: 10)
        }
      }
    }
    if position < bytes.count, CharacterClass.isIdentifierPart(scalar(at: position).value) {
      return finishBadNumber(from: start)
    }
    // `1.` as Python has it; `1..<3` and `1.description` are something else.
    if !isFloating, byte() == UInt8(ascii: "."), isEndOfPythonFloat(position + 1) {
      position += 1
      report(errors.missingFractionDigits(Span(start, position), text: text(from: start)))
      isFloating = true
    }
    add(isFloating ? .floating : .integer, start, position)
  }

  private func text(from start: Int) -> String {
    source.slice(Span(start, position))
  }

  private func isEndOfPythonFloat(_ index: Int) -> Bool {
    switch byte(at: index) {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: "*"),
      UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
      true
    case 0x20, 0x0A, 0x0D: !isMemberAhead(index)
    case 0: index >= bytes.count
    default: false
    }
  }

  /// Whether a name follows on the same line, as in `1. description`.
  private func isMemberAhead(_ index: Int) -> Bool {
    var next = index
    while byte(at: next) == 0x20 { next += 1 }
    return CharacterClass.isLetter(byte(at: next))
  }

  private func radix(_ letter: UInt8) -> Int? {
    switch letter {
    case UInt8(ascii: "x"): 16
    case UInt8(ascii: "o"): 8
    case UInt8(ascii: "b"): 2
    default: nil
    }
  }

  private mutating func takeDigits(radix: Int) {
    while let value = CharacterClass.digitValue(byte()), value < radix { position += 1 }
    while byte() == 0x5F || (CharacterClass.digitValue(byte()) ?? radix) < radix { position += 1 }
  }

  /// `.8p3`: the digits after the point need an exponent.
  private mutating func takeHexadecimalFraction() -> Bool {
    let start = position
    if byte() == UInt8(ascii: "."), CharacterClass.digitValue(byte(1)) != nil {
      position += 1
      takeDigits(radix: 16)
    }
    guard byte() | 0x20 == UInt8(ascii: "p") else {
      position = start
      return false
    }
    let exponent = byte(1) == UInt8(ascii: "-") || byte(1) == UInt8(ascii: "+") ? 2 : 1
    guard CharacterClass.isDigit(byte(exponent)) else {
      position = start
      return false
    }
    position += exponent
    takeDigits(radix: 10)
    return true
  }

  /// `0b12`, `3j`, `1.5f`: a number with letters behind it.
  private mutating func finishBadNumber(from start: Int) {
    let digitsEnd = position
    position = max(identifierEnd(from: position), start + 1)
    report(
      errors.invalidNumber(
        Span(start, position), suffix: Span(digitsEnd, position), text: text(from: start)))
    add(.invalid, start, position)
  }
}
