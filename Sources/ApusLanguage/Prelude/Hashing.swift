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
      })
  ]
}
