import ApusText

extension Lexer {
  /// Whether something stands directly before an index.
  private func isBoundLeft(_ index: Int) -> Bool {
    // A comment counts as white space.
    if flags.contains(.afterSpace) || index == 0 { return false }
    switch bytes[index - 1] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x00, UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return false
    default:
      return true
    }
  }

  /// Whether something stands directly behind an operator.
  private func isBoundRight(_ index: Int, isBoundLeft: Bool) -> Bool {
    guard index < bytes.count else { return false }
    switch bytes[index] {
    case 0x20, 0x09, 0x0A, 0x0D, 0x00, UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"):
      return false
    case UInt8(ascii: "."):
      return !isBoundLeft
    case UInt8(ascii: "/"):
      let next = byte(at: index + 1)
      return next != UInt8(ascii: "/") && next != UInt8(ascii: "*")
    case 0xC2 where byte(at: index + 1) == 0xA0:
      return false
    default:
      return true
    }
  }

  mutating func lexPeriod() {
    if byte(1) == UInt8(ascii: ".") || CharacterClass.isOperatorHead(scalar(at: position + 1).value)
    {
      lexOperator()
    } else {
      let start = position
      position += 1
      // `.5`, as Python has it.
      if CharacterClass.isDigit(byte()),
        !isBoundLeft(start) || result.tokens.last?.isOperator == true
      {
        while CharacterClass.isIdentifierPart(scalar(at: position).value), position < bytes.count {
          position += 1
        }
        report(
          errors.missingIntegerDigits(
            Span(start, position), text: source.slice(Span(start, position))))
        add(.invalid, start, position)
        return
      }
      add(.punctuation(.period), start, position)
    }
  }

  mutating func lexOperator() {
    let start = position
    let isLeft = isBoundLeft(start)
    let first = bytes[start]
    if isLeft, first == UInt8(ascii: "?") || first == UInt8(ascii: "!") {
      position += 1
      add(.punctuation(first == UInt8(ascii: "?") ? .question : .exclamation), start, position)
      return
    }
    position = operatorEnd(from: start)
    if position - start == 1, first == UInt8(ascii: "=") {
      add(.punctuation(.equal), start, position)
      return
    }
    if position - start == 2, first == UInt8(ascii: "-"), bytes[start + 1] == UInt8(ascii: ">") {
      add(.punctuation(.arrow), start, position)
      return
    }
    add(operatorKind(start, position, isLeft: isLeft), start, position)
  }

  /// By Swift's rule the white space around an operator decides what it is.
  private func operatorKind(_ start: Int, _ end: Int, isLeft: Bool) -> TokenKind {
    let isRight = isBoundRight(end, isBoundLeft: isLeft)
    if isLeft == isRight { return .infixOperator }
    return isLeft ? .postfixOperator : .prefixOperator
  }

  private func operatorEnd(from start: Int) -> Int {
    let allowsDots = bytes[start] == UInt8(ascii: ".")
    var end = start
    while end < bytes.count {
      let (value, length) = scalar(at: end)
      let isDot = value == 0x2E
      guard isDot ? allowsDots : end == start || CharacterClass.isOperatorPart(value) else { break }
      // A comment ends an operator, and so does a hole.
      if end > start, value == 0x2F {
        let next = byte(at: end + 1)
        if next == UInt8(ascii: "/") || next == UInt8(ascii: "*") { break }
      }
      if end > start, value == 0x3C, byte(at: end + 1) == UInt8(ascii: "#") { break }
      end += length
    }
    return end
  }
}
