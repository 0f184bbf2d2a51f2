/// A character that is typed by its TeX name and the Tab key: `\bullet` for `•`.
package struct Symbol: Sendable {
  package let name: String
  package let text: String

  private init(_ name: String, _ text: String) {
    self.name = name
    self.text = text
  }

  /// As a list shows it: an accent needs a letter to stand on.
  package var shown: String {
    text.unicodeScalars.allSatisfy { $0.properties.isDiacritic || $0.value == 0x20D7 }
      ? "x" + text : text
  }

  package static let all: [Symbol] =
    operators + letters + accents + digits("_", "₀₁₂₃₄₅₆₇₈₉") + digits("^", "⁰¹²³⁴⁵⁶⁷⁸⁹")

  private static let operators = [
    Symbol("bullet", "•"), Symbol("cdot", "⋅"), Symbol("times", "×"), Symbol("otimes", "⊗"),
    Symbol("odot", "⊙"), Symbol("oplus", "⊕"), Symbol("circ", "∘"),
  ]

  private static let letters: [Symbol] = zip(
    [
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa",
      "lambda", "mu", "nu", "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi",
      "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega",
      "ell", "hbar",
    ], "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩℓℏ"
  ).map { Symbol($0, String($1)) }

  /// Put behind a letter: `x\hat` gives x̂.
  private static let accents = [
    Symbol("hat", "\u{302}"), Symbol("bar", "\u{304}"), Symbol("tilde", "\u{303}"),
    Symbol("dot", "\u{307}"), Symbol("vec", "\u{20D7}"),
  ]

  private static func digits(_ mark: String, _ characters: String) -> [Symbol] {
    characters.enumerated().map { Symbol("\(mark)\($0)", String($1)) }
  }

  /// The name behind a backslash that ends at an offset, and where the backslash stands.
  static func prefix(in bytes: [UInt8], before offset: Int) -> (start: Int, name: String)? {
    var start = offset
    while start > 0, offset - start < 16 {
      let byte = bytes[start - 1]
      if byte == UInt8(ascii: "\\") {
        return (start - 1, String(decoding: bytes[start..<offset], as: UTF8.self))
      }
      guard
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
          || byte == UInt8(ascii: "^")
      else { return nil }
      start -= 1
    }
    return nil
  }
}
