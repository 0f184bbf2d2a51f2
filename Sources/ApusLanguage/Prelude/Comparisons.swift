import ApusValue

extension Builtin {
  /// Comparisons of values that are no single words.
  static let comparisons: [Builtin] = [
    Builtin(
      "==", "func == <T>(a: T, b: T) -> Bool",
      "func == <A: StringProtocol, B: StringProtocol>(a: A, b: B) -> Bool",
      summary: "Whether two values are equal.", example: #""a" == "a""#,
      evaluate: { call in call.registers.set(equal(call)) }),
    Builtin(
      "!=", "func != <T>(a: T, b: T) -> Bool",
      "func != <A: StringProtocol, B: StringProtocol>(a: A, b: B) -> Bool",
      summary: "Whether two values differ.", example: "[1, 2] != [2, 1]",
      evaluate: { call in call.registers.set(!equal(call)) }),
    order("<", "Whether one value comes before another.") { Ordering.precedes($0, $1, $2) },
    order("<=", "Whether one value does not come after another.") {
      !Ordering.precedes($0, $2, $1)
    },
    order(">", "Whether one value comes after another.") { Ordering.precedes($0, $2, $1) },
    order(">=", "Whether one value does not come before another.") {
      !Ordering.precedes($0, $1, $2)
    },
    extreme("min", "The smallest of some values.", isMin: true),
    extreme("max", "The largest of some values.", isMin: false),
  ]

  private static func equal(_ call: BuiltinCall) -> Bool {
    // Texts of two kinds are held in the same way.
    let type = call.bindings.count == 2 ? Type.string : call.type("T")
    return Equality.holds(type, call.slot(0), call.slot(1))
  }

  private static func order(
    _ spelling: String, _ summary: String,
    _ holds: @escaping @Sendable (Type, Slot, Slot) -> Bool
  ) -> Builtin {
    Builtin(
      spelling, "func \(spelling) <T>(a: T, b: T) -> Bool", summary: summary,
      example: #""a" \#(spelling) "b""#,
      evaluate: { call in
        call.registers.set(holds(call.type("T"), call.slot(0), call.slot(1)))
      })
  }

  private static func extreme(_ name: String, _ summary: String, isMin: Bool) -> Builtin {
    Builtin(
      name, "func \(name)<T: Comparable>(_ a: T, _ b: T, _ rest: T...) -> T", summary: summary,
      example: "\(name)(2, 3)",
      evaluate: { call in
        let type = call.type("T")
        var best = call.slot(0)
        func look(at other: Slot) {
          // Of equal ones the first is the smallest and the last the largest.
          let isBetter =
            isMin
            ? Ordering.precedes(type, other, best) : !Ordering.precedes(type, other, best)
          if isBetter { best = other }
        }
        look(at: call.slot(1))
        let rest = call.elements(2, of: "T")
        for index in 0..<rest.count { look(at: rest[index]) }
        call.set(best, as: type)
      })
  }
}
