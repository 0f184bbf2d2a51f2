import ApusValue

/// Which characters belong together, as Foundation's sets have it.
package final class CharacterSet: Sendable {
  private let isMember: @Sendable (Unicode.Scalar) -> Bool

  init(_ isMember: @escaping @Sendable (Unicode.Scalar) -> Bool) {
    self.isMember = isMember
  }

  func contains(_ scalar: Unicode.Scalar) -> Bool { isMember(scalar) }
}

extension Builtin {
  private static func set(
    _ name: String, _ summary: String, _ isMember: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> Builtin {
    Builtin(
      name, "extension CharacterSet { static var \(name): CharacterSet }", summary: summary,
      example: #""a 1".trimmingCharacters(in: .\#(name))"#,
      evaluate: { call in call.registers.set(CharacterSet(isMember)) })
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .spaceSeparator || scalar == "\t"
  }

  private static func isNewline(_ scalar: Unicode.Scalar) -> Bool {
    (0xA...0xD).contains(scalar.value) || [0x85, 0x2028, 0x2029].contains(scalar.value)
  }

  /// Sets of characters, for trimming and splitting.
  static let characterSets: [Builtin] = [
    set("whitespaces", "Spaces and tabs.") { isSpace($0) },
    set("newlines", "What ends a line.") { isNewline($0) },
    set("whitespacesAndNewlines", "Spaces, tabs and what ends a line.") {
      isSpace($0) || isNewline($0)
    },
    set("letters", "Letters of all alphabets, with their marks.") {
      switch $0.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark:
        true
      default: false
      }
    },
    set("decimalDigits", "The digits.") { $0.properties.generalCategory == .decimalNumber },
    set("punctuationCharacters", "Full stops, commas, brackets, quotes.") {
      switch $0.properties.generalCategory {
      case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
        .initialPunctuation, .finalPunctuation, .otherPunctuation:
        true
      default: false
      }
    },
    set("alphanumerics", "Letters with their marks, and numbers.") {
      switch $0.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
        true
      default: false
      }
    },
    set("uppercaseLetters", "Capital letters.") {
      [.uppercaseLetter, .titlecaseLetter].contains($0.properties.generalCategory)
    },
    set("lowercaseLetters", "Small letters.") { $0.properties.generalCategory == .lowercaseLetter },
    set("symbols", "Signs of mathematics and of currencies, and others.") {
      switch $0.properties.generalCategory {
      case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
      default: false
      }
    },
    member(
      of: "CharacterSet", "inverted", "var inverted: CharacterSet",
      summary: "All characters that are not in the set.",
      example: #""a-b".components(separatedBy: CharacterSet.letters.inverted)"#
    ) { call in
      let set: CharacterSet = call.registers.object(0)
      call.registers.set(CharacterSet { !set.contains($0) })
    },
    member(
      of: "CharacterSet", "union", "func union(_ other: CharacterSet) -> CharacterSet",
      summary: "The characters of both sets.",
      example: #""a 1.".trimmingCharacters(in: .whitespaces.union(.punctuationCharacters))"#
    ) { call in
      let (one, two): (CharacterSet, CharacterSet) = (
        call.registers.object(0), call.registers.object(1)
      )
      call.registers.set(CharacterSet { one.contains($0) || two.contains($0) })
    },
    member(
      of: "CharacterSet", "contains", "func contains(_ scalar: UnicodeScalar) -> Bool",
      summary: "Whether a code point is in the set.",
      example: #""a1".unicodeScalars.map { CharacterSet.letters.contains($0) }"#
    ) { call in
      let set: CharacterSet = call.registers.object(0)
      let code = UInt32(truncatingIfNeeded: call.registers.object(1, as: WordBox.self).word)
      call.registers.set(Unicode.Scalar(code).map { set.contains($0) } ?? false)
    },
    Builtin(
      "CharacterSet", "extension CharacterSet { init(charactersIn text: String) }",
      summary: "The characters of a text.",
      example: ##""#a#".trimmingCharacters(in: CharacterSet(charactersIn: "#"))"##,
      evaluate: { call in
        let scalars = Set(call.registers.string(0).unicodeScalars)
        call.registers.set(CharacterSet { scalars.contains($0) })
      }),
  ]

  private static func test(
    _ name: String, _ summary: String, _ sample: String,
    _ holds: @escaping @Sendable (Character) -> Bool
  ) -> Builtin {
    property(name, "Bool", summary, sample) { call, character in
      call.registers.set(holds(character))
    }
  }

  private static func property(
    _ name: String, _ type: String, _ summary: String, _ sample: String,
    _ read: @escaping @Sendable (BuiltinCall, Character) -> Void
  ) -> Builtin {
    member(
      of: "Character", name, "var \(name): \(type)", summary: summary,
      example:
        "let c: Character = \"\(sample)\"\nprint(c.\(name)\(type.hasSuffix("?") ? " ?? 0" : ""))"
    ) { call in
      if let character = call.registers.string(0).first { read(call, character) }
    }
  }

  /// Members of Character.
  static let characters: [Builtin] = [
    member(
      of: "Character", "Character", "init(_ text: String)", "init(_ text: Substring)",
      "init(_ text: Character)", summary: "The only character of a text.",
      example: #"Character("a")"#,
      refusals: [
        (#"let s = "ab""# + "\nCharacter(s)", "a Character is one character, and this text has 2")
      ]
    ) { call in
      let text = call.registers.string(0)
      guard text.count == 1 else {
        throw MachineError(
          "character", "a Character is one character, and this text has \(text.count)")
      }
      call.registers.set(text)
    },
    test("isLetter", "Whether it is a letter.", "a") { $0.isLetter },
    test("isNumber", "Whether it is a digit or another number.", "5") { $0.isNumber },
    test("isWholeNumber", "Whether it is a whole number.", "5") { $0.isWholeNumber },
    test("isHexDigit", "Whether it is one of 0 to 9 and a to f.", "f") { $0.isHexDigit },
    test("isWhitespace", "Whether it is a space, a tab or a line's end.", " ") { $0.isWhitespace },
    test("isNewline", "Whether it ends a line.", " ") { $0.isNewline },
    test("isUppercase", "Whether it is a capital letter.", "A") { $0.isUppercase },
    test("isLowercase", "Whether it is a small letter.", "a") { $0.isLowercase },
    test("isCased", "Whether it is a letter with a capital.", "a") { $0.isCased },
    test("isPunctuation", "Whether it is a full stop, a comma, a bracket or the like.", "!") {
      $0.isPunctuation
    },
    test("isSymbol", "Whether it is a symbol such as a currency sign.", "+") { $0.isSymbol },
    test("isMathSymbol", "Whether it is a sign of mathematics.", "+") { $0.isMathSymbol },
    test("isASCII", "Whether it is one of the 128 characters of ASCII.", "a") { $0.isASCII },
    property("asciiValue", "Int?", "Its number in ASCII, or nil.", "a") {
      $0.set(optional: $1.asciiValue.map { Int($0) })
    },
    property("wholeNumberValue", "Int?", "The number that it is, or nil.", "7") {
      $0.set(optional: $1.wholeNumberValue)
    },
    property("hexDigitValue", "Int?", "The digit of base 16 that it is, or nil.", "f") {
      $0.set(optional: $1.hexDigitValue)
    },
    member(
      of: "Character", "uppercased", "func uppercased() -> String",
      summary: "The character as a capital.", example: #"Character("a").uppercased()"#
    ) { call in call.registers.set(call.registers.string(0).uppercased()) },
    member(
      of: "Character", "lowercased", "func lowercased() -> String",
      summary: "The character as a small letter.", example: #"Character("A").lowercased()"#
    ) { call in call.registers.set(call.registers.string(0).lowercased()) },
    property("description", "String", "The character as a text.", "a") {
      $0.registers.set(String($1))
    },
  ]
}
