import ApusValue

extension Builtin {
  private static func read(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, DictionaryObject) throws -> Void
  ) -> Builtin {
    Builtin(
      name, "extension Dictionary { \(declaration) }", summary: summary, example: example,
      evaluate: { call in try evaluate(call, call.registers.object(0)) })
  }

  /// Members of Dictionary.
  static let dictionaries: [Builtin] = [
    read("count", "var count: Int", "How many keys it has.", example: #"["a": 1].count"#) {
      $0.registers.set($1.count)
    },
    read("isEmpty", "var isEmpty: Bool", "Whether it has no keys.", example: #"["a": 1].isEmpty"#) {
      $0.registers.set($1.count == 0)
    },
    read(
      "keys", "var keys: [Key]", "Its keys, in the order in which they came.",
      example: #"["a": 1].keys"#
    ) { $0.registers.set($1.keys.object) },
    read(
      "values", "var values: [Value]", "Its values, in the order of the keys.",
      example: #"["a": 1].values"#
    ) { $0.registers.set($1.values.object) },
    read(
      "subscript", "subscript(_ key: Key) -> Value?", "The value of a key, or nil.",
      example: #"["a": 1]["a"] ?? 0"#
    ) { call, all in
      call.set(optional: all.value(for: call.slot(1)), as: all.values.type)
    },
    read(
      "subscript", "subscript(_ key: Key, default value: Value) -> Value",
      "The value of a key, or another value where the key is not there.",
      example: #"["a": 1]["b", default: 0]"#
    ) { call, all in
      call.set(all.value(for: call.slot(1)) ?? call.slot(2), as: all.values.type)
    },
    Builtin(
      "updateValue",
      "extension Dictionary { mutating func updateValue(_ value: Value, forKey key: Key) -> Value? }",
      summary: "Sets the value of a key; what it was before, or nil.",
      example: "var d = [\"a\": 1]\nd.updateValue(2, forKey: \"a\")",
      evaluate: { call in
        guard let slot = call.slot else { return }
        let all = call.machine.uniqueDictionary(slot)
        call.set(optional: all.update(call.slot(2), call.slot(1)), as: all.values.type)
      }),
    Builtin(
      "removeValue",
      "extension Dictionary { mutating func removeValue(forKey key: Key) -> Value? }",
      summary: "Takes a key out; what its value was, or nil.",
      example: "var d = [\"a\": 1]\nd.removeValue(forKey: \"a\")",
      evaluate: { call in
        guard let slot = call.slot else { return }
        let all = call.machine.uniqueDictionary(slot)
        call.set(optional: all.remove(call.slot(1)), as: all.values.type)
      }),
    read(
      "mapValues", "func mapValues<T>(_ transform: (Value) -> T) -> [Key: T]",
      "The same keys with what a function makes of each value.",
      example: #"["a": 1].mapValues { $0 + 1 }"#
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      let result = DictionaryObject(keys: all.keys.type, values: call.type("T"))
      for index in 0..<all.count {
        result.update(all.keys[index], try call.call(closure, [all.values[index]]))
      }
      call.registers.set(result)
    },
  ]
}
