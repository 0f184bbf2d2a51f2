/// Marks with one spelling and no other meaning.
package enum Punctuation: String, CaseIterable, Sendable {
  case leftParenthesis = "("
  case rightParenthesis = ")"
  case leftBracket = "["
  case rightBracket = "]"
  case leftBrace = "{"
  case rightBrace = "}"
  case comma = ","
  case semicolon = ";"
  case colon = ":"
  case period = "."
  case equal = "="
  case arrow = "->"
  case at = "@"
  case backslash = "\\"
  case underscore = "_"
  /// `?` directly behind what it belongs to.
  case question = "?"
  /// `!` directly behind what it belongs to.
  case exclamation = "!"

  static let byByte: [UInt8: Punctuation] = Dictionary(
    uniqueKeysWithValues: "()[]{},;:@\\".utf8.compactMap { byte in
      Punctuation(rawValue: String(UnicodeScalar(byte))).map { (byte, $0) }
    })

  /// The mark that closes this one.
  package var closing: Punctuation? {
    switch self {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    case .leftBrace: .rightBrace
    default: nil
    }
  }

  package var isClosing: Bool {
    self == .rightParenthesis || self == .rightBracket || self == .rightBrace
  }
}

/// What a token is; keywords and marks know their spelling, everything else reads it in the text.
package enum TokenKind: Equatable, Sendable {
  case endOfText
  case identifier
  /// `$0`.
  case implicitParameter
  case keyword(Keyword)
  case punctuation(Punctuation)
  case integer
  case floating
  /// The opening quotes with their `#`s, a piece of text, `\(`, its `)`, and the closing quotes.
  case stringStart, stringText, interpolationStart, interpolationEnd, stringEnd
  case prefixOperator, infixOperator, postfixOperator
  /// `<#what is wanted#>`.
  case hole
  /// `#if`, `#selector`, ….
  case directive
  /// Something the lexer has already complained about.
  case invalid

  /// How an editor colours it; nil for what is left plain.
  package var highlightClass: HighlightClass? {
    switch self {
    case .keyword: .keyword
    case .integer, .floating: .number
    case .stringStart, .stringText, .stringEnd: .string
    case .interpolationStart, .interpolationEnd: .interpolation
    case .prefixOperator, .infixOperator, .postfixOperator: .operator
    case .identifier, .implicitParameter: .name
    case .hole: .hole
    case .directive: .directive
    case .invalid: .invalid
    case .endOfText: nil
    case .punctuation(let mark):
      switch mark {
      case .equal, .arrow, .question, .exclamation: .operator
      case .at: .attribute
      case .underscore: .keyword
      default: .punctuation
      }
    }
  }
}

/// The classes a highlighter tells apart.
package enum HighlightClass: String, CaseIterable, Sendable {
  case keyword, number, string, interpolation, `operator`, name, type, function, hole, directive
  case attribute, punctuation, comment, invalid
}
