/// At which of the times that a breakpoint is reached it stops: `5`, `== 5`, `> 5`, `% 5`, ….
package struct HitRule: Sendable, Equatable {
  private static let tests: [(sign: String, holds: @Sendable (Int, Int) -> Bool)] = [
    (">=", { $0 >= $1 }), ("<=", { $0 <= $1 }), ("==", { $0 == $1 }), (">", { $0 > $1 }),
    ("<", { $0 < $1 }), ("=", { $0 == $1 }), ("%", { $1 != 0 && $0 % $1 == 0 }),
    ("", { $0 == $1 }),
  ]

  private let sign: String
  private let number: Int

  /// As a front end writes it; nil where it is no rule.
  package init?(_ text: String) {
    let text = text.filter { !$0.isWhitespace }
    guard let sign = Self.tests.first(where: { text.hasPrefix($0.sign) })?.sign,
      let number = Int(text.dropFirst(sign.count))
    else { return nil }
    (self.sign, self.number) = (sign, number)
  }

  package var text: String { "\(sign)\(number)" }

  /// Whether the breakpoint stops when it is reached for the `count`th time.
  func holds(at count: Int) -> Bool {
    Self.tests.first { $0.sign == sign }?.holds(count, number) ?? true
  }
}
