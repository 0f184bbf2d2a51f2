import ApusValue

extension Builtin {
  /// Comparisons of values that are no single words.
  static let comparisons: [Builtin] = [
    Builtin(
      "==", "func == <T>(a: T, b: T) -> Bool",
      summary: "Whether two values are equal.", example: #""a" == "a""#,
      evaluate: { call in
        call.registers.set(Equality.holds(call.type("T"), call.slot(0), call.slot(1)))
      }),
    Builtin(
      "!=", "func != <T>(a: T, b: T) -> Bool",
      summary: "Whether two values differ.", example: "[1, 2] != [2, 1]",
      evaluate: { call in
        call.registers.set(!Equality.holds(call.type("T"), call.slot(0), call.slot(1)))
      }),
    string("<", "Whether a string comes before another.") { $0 < $1 },
    string("<=", "Whether a string does not come after another.") { $0 <= $1 },
    string(">", "Whether a string comes after another.") { $0 > $1 },
    string(">=", "Whether a string does not come before another.") { $0 >= $1 },
    Builtin(
      "+", "extension String { static func + (a: String, b: String) -> String }",
      summary: "Joins two strings.", example: #""atten" + "tion""#,
      evaluate: { call in
        let (a, b) = (call.registers.string(0), call.registers.string(1))
        guard a.utf8.count + b.utf8.count <= Elements.limit else {
          throw MachineError.tooLarge("text")
        }
        let size = a.utf8.count + b.utf8.count
        try MachineError.checkRoom(for: "a text of \(size) bytes", bytes: size)
        call.registers.set(a + b)
      }),
    Builtin(
      "+", "func + <Element>(a: [Element], b: [Element]) -> [Element]",
      summary: "Joins two arrays.", example: "[1, 2] + [3]",
      evaluate: { call in
        var joined = call.elements(0)
        let second = call.elements(1)
        guard joined.count + second.count <= Elements.limit else {
          throw MachineError.tooLarge("array")
        }
        let count = joined.count + second.count
        try MachineError.checkRoom(for: "an array of \(count) elements", bytes: 8 * count)
        joined.append(contentsOf: second)
        call.registers.set(joined.object)
      }),
  ]

  private static func string(
    _ spelling: String, _ summary: String, _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> Builtin {
    Builtin(
      spelling, "extension String { static func \(spelling) (a: String, b: String) -> Bool }",
      summary: summary, example: #""a" \#(spelling) "b""#,
      evaluate: { call in
        call.registers.set(holds(call.registers.string(0), call.registers.string(1)))
      })
  }
}
