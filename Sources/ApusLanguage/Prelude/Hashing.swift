import ApusValue

extension Builtin {
  /// What a type's own `hash(into:)` works with.
  static let hashing: [Builtin] = [
    Builtin(
      "combine", "extension Hasher { mutating func combine<T>(_ value: T) }",
      summary: "Makes a value count for the hash.",
      example: """
        struct Card: Hashable {
          let suit: String
          func hash(into hasher: inout Hasher) { hasher.combine(suit) }
        }
        [Card(suit: "clubs"): 1].count
        """,
      evaluate: { call in
        guard let object = call.slot?.pointee else { return }
        let hasher: HasherObject = held(object)
        hasher.parts.append(DictionaryObject.key(call.type("T"), call.slot(1)))
      }),
    member(
      of: "Hasher", "Hasher", "init()", summary: "A hash of nothing yet.",
      example: "var hasher = Hasher()\nhasher.combine(1)"
    ) { call in call.registers.set(HasherObject()) },
    Builtin(
      "finalize", "extension Hasher { mutating func finalize() -> Int }",
      summary: "The hash of what was combined, another one in another run.",
      example: "var hasher = Hasher()\nhasher.combine(1)\nlet hash = hasher.finalize()",
      evaluate: { call in
        guard let object = call.slot?.pointee else { return }
        let hasher: HasherObject = held(object)
        call.registers.set(hasher.parts.hashValue)
      }),
  ]
}
