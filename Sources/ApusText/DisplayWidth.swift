/// How many columns of a fixed-width font a character takes (Unicode Standard Annex 11, and emoji).
package enum DisplayWidth {
  package static func of(_ text: some Sequence<Character>) -> Int {
    text.reduce(0) { $0 + of($1) }
  }

  /// 0 for marks without width, 2 for East Asian wide characters and emoji, otherwise 1.
  package static func of(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 {
      return first.value == 0xAD ? 0 : character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1
    }
    if isZeroWidth(first) { return 0 }
    if isWide(first.value) || first.properties.isEmojiPresentation { return 2 }
    return character.unicodeScalars.contains("\u{FE0F}") ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  private static func isWide(_ value: UInt32) -> Bool {
    guard value >= 0x1100 else { return false }
    return wide.contains { $0.contains(value) }
  }

  /// Blocks whose characters are all wide, which is near enough for carets.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF,
    0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x1B000...0x1B2FF, 0x1F1E6...0x1F1FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
  ]
}
