import ApusText

/// A piece of the text with its kind and what stands around it.
package struct Token: Sendable {
  package struct Flags: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    /// A line ended between the token before and this one.
    package static let startsLine = Flags(rawValue: 1)
    /// There is white space or a comment between the token before and this one.
    package static let afterSpace = Flags(rawValue: 2)
    /// An identifier in back-ticks.
    package static let isEscaped = Flags(rawValue: 4)
    /// A literal that the text ends in the middle of.
    package static let isUnterminated = Flags(rawValue: 8)
  }

  package var kind: TokenKind
  package var flags: Flags
  // 32 bits keep a token in 12 bytes: a cell of 5 MB has millions of them.
  private var low: UInt32
  private var high: UInt32

  init(_ kind: TokenKind, _ start: Int, _ end: Int, _ flags: Flags = []) {
    self.kind = kind
    self.flags = flags
    self.low = UInt32(truncatingIfNeeded: start)
    self.high = UInt32(truncatingIfNeeded: end)
  }

  package var start: Int {
    get { Int(low) }
    set { low = UInt32(truncatingIfNeeded: newValue) }
  }

  package var end: Int {
    get { Int(high) }
    set { high = UInt32(truncatingIfNeeded: newValue) }
  }

  package var span: Span { Span(start, end) }
  package var startsLine: Bool { flags.contains(.startsLine) }
  package var isAfterSpace: Bool { flags.contains(.afterSpace) }

  var isOperator: Bool {
    kind == .prefixOperator || kind == .infixOperator || kind == .postfixOperator
  }
}
