/// Characters that come with copied text and look like ones that Swift has.
enum Lookalike {
  /// The curved quotation marks of word processors.
  static let quotes: [UInt32] = [0x201C, 0x201D, 0x2018, 0x2019, 0x201E]

  /// Operators as mathematics prints them.
  static let operators: [String: String] = [
    "−": "-", "×": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "⋅": "•", "∙": "•", "→": "->",
    "·": "•", "<>": "!=", "//": "/", "<-": "=", ":=": "=", "=>": "->",
  ]
}
