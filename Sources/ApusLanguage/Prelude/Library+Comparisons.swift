extension LibraryRow {
  /// What comparisons, hashes and numbers of one's own come with.
  static let comparisons = [
    LibraryRow(
      members: ["zero"], summary: "What nothing is added by, where a number can be written as 0.",
      example: """
        struct Cents: AdditiveArithmetic, ExpressibleByIntegerLiteral {
          var count: Int
          init(integerLiteral value: Int) { count = value }
          static func + (a: Cents, b: Cents) -> Cents { Cents(integerLiteral: a.count + b.count) }
          static func - (a: Cents, b: Cents) -> Cents { Cents(integerLiteral: a.count - b.count) }
        }
        print(Cents.zero.count)
        """,
      declaration: """
        extension AdditiveArithmetic where Self: ExpressibleByIntegerLiteral {
          static var zero: Self { 0 }
        }
        """),
    LibraryRow(
      "ComparisonResult",
      members: ["compare", "caseInsensitiveCompare"],
      summary: "Which of two texts comes first.",
      example: """
        print("b".compare("a"))
        print(["b", "A"].sorted { $0.caseInsensitiveCompare($1) == .orderedAscending })
        """,
      declaration: """
        enum ComparisonResult: Int {
          case orderedAscending = -1, orderedSame, orderedDescending
        }

        extension StringProtocol {
          func compare(_ other: String) -> ComparisonResult {
            let own = String(self)
            return own < other ? .orderedAscending : own > other ? .orderedDescending : .orderedSame
          }
        }

        extension StringProtocol {
          func caseInsensitiveCompare(_ other: String) -> ComparisonResult {
            let (a, b) = (String(self).lowercased(), other.lowercased())
            return a < b ? .orderedAscending : a > b ? .orderedDescending : .orderedSame
          }
        }
        """),
    LibraryRow(
      members: ["hashValue"], summary: "A number that equal values have in common.",
      example: #"print("a".hashValue == "a".hashValue)"#,
      declaration: """
        extension Hashable {
          var hashValue: Int {
            var hasher = Hasher()
            hasher.combine(self)
            return hasher.finalize()
          }
        }
        """),
  ]
}
