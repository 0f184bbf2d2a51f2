import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    refusals: [(code: String, sentence: String)] = [],
    _ evaluate: @escaping @Sendable (BuiltinCall, DictionaryObject) throws -> Void
  ) -> Builtin {
    member(
      of: "Dictionary", name, declaration, summary: summary, example: example, refusals: refusals
    ) { call in try evaluate(call, call.registers.object(0)) }
  }

  private static func change(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ body: @escaping @Sendable (BuiltinCall, DictionaryObject) throws -> Void
  ) -> Builtin {
    member(
      of: "Dictionary", name, "mutating \(declaration)", summary: summary, example: example
    ) { call in
      guard let slot = call.slot else { return }
      try body(call, call.machine.uniqueDictionary(slot))
    }
  }

  /// Members of Dictionary.
  static let dictionaries: [Builtin] = [
    row(
      "keys", "var keys: Set<Key>", "Its keys, in the order in which they came.",
      example: #"["a": 1].keys.sorted()"#
    ) { $0.registers.set(DictionaryObject(keysOf: $1)) },
    row(
      "values", "var values: some Sequence<Value>", "Its values, in the order of the keys.",
      example: #"["a": 1].values.max() ?? 0"#
    ) { $0.registers.set($1.values.object) },
    row(
      "subscript", "subscript(_ key: Key) -> Value?", "The value of a key, or nil.",
      example: #"["a": 1]["a"] ?? 0"#
    ) { call, all in
      call.set(optional: all.value(for: call.slot(1)), as: all.values.type)
    },
    row(
      "subscript", "subscript(_ key: Key, default value: Value) -> Value",
      "The value of a key, or another value where the key is not there.",
      example: #"["a": 1]["b", default: 0]"#
    ) { call, all in
      call.set(all.value(for: call.slot(1)) ?? call.slot(2), as: all.values.type)
    },
    change(
      "updateValue", "func updateValue(_ value: Value, forKey key: Key) -> Value?",
      "Sets the value of a key; what it was before, or nil.",
      example: "var d = [\"a\": 1]\nd.updateValue(2, forKey: \"a\") ?? 0"
    ) { call, all in
      call.set(optional: all.update(call.slot(2), call.slot(1)), as: all.values.type)
    },
    change(
      "removeValue", "func removeValue(forKey key: Key) -> Value?",
      "Takes a key out; what its value was, or nil.",
      example: "var d = [\"a\": 1]\nd.removeValue(forKey: \"a\") ?? 0"
    ) { call, all in
      call.set(optional: all.remove(call.slot(1)), as: all.values.type)
    },
    change(
      "popFirst", "func popFirst() -> (key: Key, value: Value)?",
      "Takes some key with its value out; nil where there is none.",
      example: "var d = [\"a\": 1]\nd.popFirst()?.value ?? 0"
    ) { call, all in
      guard all.count > 0 else { return call.registers.set(nil as AnyObject?) }
      // The last one goes without moving the others.
      let (key, value) = (all.keys[all.count - 1], all.values[all.count - 1])
      all.remove(key)
      call.registers.set(BuiltinCall.record(key, value))
    },
    change(
      "reserveCapacity", "func reserveCapacity(_ count: Int)",
      "Makes room for keys to come; here it does nothing.",
      example: "var d: [String: Int] = [:]\nd.reserveCapacity(100)"
    ) { _, _ in },
    change(
      "removeAll", "func removeAll()", "Takes all keys out.",
      example: "var d = [\"a\": 1]\nd.removeAll()"
    ) { call, all in
      call.slot?.pointee = DictionaryObject(keys: all.keys.type, values: all.values.type)
    },
    row(
      "mapValues", "func mapValues<T>(_ transform: (Value) -> T) -> [Key: T]",
      "The same keys with what a function makes of each value.",
      example: #"["a": 1].mapValues { $0 + 1 }"#
    ) { call, all in
      let transform = call.function(1)
      let result = DictionaryObject(keys: all.keys.type, values: call.type("T"))
      for index in 0..<all.count {
        result.update(all.keys[index], try transform(all.values[index]))
      }
      call.registers.set(result)
    },
    row(
      "compactMapValues", "func compactMapValues<T>(_ transform: (Value) -> T?) -> [Key: T]",
      "The keys for which a function makes something of the value, with that.",
      example: #"["a": "1", "b": "x"].compactMapValues { Int($0) }"#
    ) { call, all in
      let transform = call.function(1)
      let result = DictionaryObject(keys: all.keys.type, values: call.type("T"))
      for index in 0..<all.count {
        let made = try transform(all.values[index]).object
        if let value = result.values.payload(of: made) { result.update(all.keys[index], value) }
      }
      call.registers.set(result)
    },
    row(
      "filter",
      "func filter(_ isIncluded: ((key: Key, value: Value)) -> Bool) -> [Key: Value]",
      "The keys and values for which a condition holds.",
      example: #"["a": 1, "b": 2].filter { $0.value > 1 }"#
    ) { call, all in
      let isIncluded = call.function(1)
      let result = DictionaryObject(keys: all.keys.type, values: all.values.type)
      for index in 0..<all.count {
        let pair = BuiltinCall.record(all.keys[index], all.values[index])
        if try isIncluded.holds((0, pair)) { result.update(all.keys[index], all.values[index]) }
      }
      call.registers.set(result)
    },
    row(
      "merging",
      "func merging(_ other: [Key: Value], uniquingKeysWith combine: (Value, Value) -> Value) "
        + "-> [Key: Value]",
      "Both together; a function says the value of a key that is in both.",
      example: #"["a": 1].merging(["a": 2, "b": 3]) { $0 + $1 }"#
    ) { call, all in
      let result = DictionaryObject(all)
      try result.merge(call.registers.object(1), call.function(2))
      call.registers.set(result)
    },
    change(
      "merge",
      "func merge(_ other: [Key: Value], uniquingKeysWith combine: (Value, Value) -> Value)",
      "Takes in another; a function says the value of a key that is in both.",
      example: "var d = [\"a\": 1]\nd.merge([\"a\": 2]) { old, new in new }"
    ) { call, all in
      try all.merge(call.registers.object(1), call.function(2))
    },
  ]

  /// Making dictionaries.
  static let dictionariesMade: [Builtin] = [
    member(
      of: "Dictionary", "Dictionary", "init()", summary: "A dictionary without keys.",
      example: "[String: Int]()"
    ) { call in
      call.registers.set(DictionaryObject(keys: call.type("Key"), values: call.type("Value")))
    },
    member(
      of: "Dictionary", "Dictionary",
      "init(uniqueKeysWithValues pairs: some Sequence<(Key, Value)>) where Key: Hashable",
      summary: "A dictionary of pairs whose keys all differ.",
      example: #"Dictionary(uniqueKeysWithValues: zip(["a", "b"], 1...2))"#,
      refusals: [
        (
          "Dictionary(uniqueKeysWithValues: [(1, 2), (1, 3)])",
          "the key 1 is there twice, and keys have to differ"
        )
      ]
    ) { call in
      let result = DictionaryObject(keys: call.type("Key"), values: call.type("Value"))
      try call.eachPair { key, value in
        if result.update(key, value) != nil {
          let text = ValueText.reflect(result.keys.type, key.word, key.object)
          throw MachineError(
            "key", "the key \(text) is there twice, and keys have to differ",
            help:
              "say which value to keep: Dictionary(pairs, uniquingKeysWith: { first, _ in first })")
        }
      }
      call.registers.set(result)
    },
    member(
      of: "Dictionary", "Dictionary",
      "init(_ pairs: some Sequence<(Key, Value)>, "
        + "uniquingKeysWith combine: (Value, Value) -> Value) where Key: Hashable",
      summary: "A dictionary of pairs; a function says the value of a key that comes twice.",
      example: #"Dictionary([("a", 1), ("a", 2)], uniquingKeysWith: +)"#
    ) { call in
      let combine = call.function(1)
      let result = DictionaryObject(keys: call.type("Key"), values: call.type("Value"))
      try call.eachPair { key, value in
        let old = result.value(for: key)
        result.update(key, try old.map { try combine($0, value) } ?? value)
      }
      call.registers.set(result)
    },
    Builtin(
      "Dictionary",
      "extension Dictionary { init<S>(grouping values: some Sequence<S>, by key: (S) -> Key) "
        + "where Value == [S], Key: Hashable }",
      summary: "The elements of a sequence in groups, by what a function makes of each.",
      example: "Dictionary(grouping: 1...6) { $0 % 3 }",
      evaluate: { call in
        let (all, keyOf) = (call.elements(0, of: "S"), call.function(1))
        var groups: [Elements] = []
        let places = DictionaryObject(keys: call.type("Key"), values: .int)
        for index in 0..<all.count {
          let key = try keyOf(all[index])
          let place = places.value(for: key)?.word ?? groups.count
          if place == groups.count {
            places.update(key, (place, nil))
            groups.append(Elements(all.type))
          }
          groups[place].append(all[index])
        }
        let result = DictionaryObject(keys: call.type("Key"), values: .array(all.type))
        for (index, group) in groups.enumerated() {
          result.update(places.keys[index], (0, group.object))
        }
        call.registers.set(result)
      }),
  ]
}

extension DictionaryObject {
  fileprivate func merge(_ other: DictionaryObject, _ combine: RowFunction) throws {
    for index in 0..<other.count {
      let key = other.keys[index]
      let old = value(for: key)
      update(key, try old.map { try combine($0, other.values[index]) } ?? other.values[index])
    }
  }
}

extension BuiltinCall {
  /// Goes over the pairs of keys and values that argument 0 has.
  fileprivate func eachPair(_ body: (Slot, Slot) throws -> Void) rethrows {
    for pair in registers.object(0, as: ObjectArray.self).elements {
      let record = held(pair, as: Record.self)
      try body((record.words[0], record.objects[0]), (record.words[1], record.objects[1]))
    }
  }
}
