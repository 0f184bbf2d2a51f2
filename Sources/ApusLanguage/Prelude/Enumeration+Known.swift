import ApusGrad

extension Enumeration {
  /// Those of the catalogue and those of the standard library.
  static let known: [Enumeration] =
    all + [
      Enumeration(
        name: "FloatingPointRoundingRule",
        cases: [
          "toNearestOrAwayFromZero", "toNearestOrEven", "up", "down", "towardZero",
          "awayFromZero",
        ],
        summary: "Where a number goes when it is rounded."),
      Enumeration(
        name: "FloatingPointSign", cases: ["plus", "minus"], summary: "The sign of a number."),
      Enumeration(
        name: "Mirror.DisplayStyle",
        cases: [
          "struct", "class", "enum", "tuple", "optional", "collection", "dictionary", "set",
        ],
        summary: "What kind of value a mirror shows."),
      Enumeration(
        name: "String.Encoding", cases: ["utf8"], summary: "How a text stands in a file."),
    ]

  /// The rule that a word means.
  static func roundingRule(_ word: Int) -> FloatingPointRoundingRule {
    let rules: [FloatingPointRoundingRule] = [
      .toNearestOrAwayFromZero, .toNearestOrEven, .up, .down, .towardZero, .awayFromZero,
    ]
    return rules.indices.contains(word) ? rules[word] : .toNearestOrAwayFromZero
  }
}
