import ApusValue

extension Builtin {
  private static func higher(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    Builtin(
      name, "extension Array { \(declaration) }", summary: summary, example: example,
      evaluate: { call in try evaluate(call, call.elements(0)) })
  }

  /// Functions that take functions.
  static let arrayFunctions: [Builtin] = [
    higher(
      "map", "func map<T>(_ transform: (Element) -> T) -> [T]",
      "What a function makes of each element.", example: "[1, 2, 3].map { $0 * 2 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count { results.append(try call.call(closure, [all[index]])) }
      call.registers.set(results.object)
    },
    higher(
      "filter", "func filter(_ isIncluded: (Element) -> Bool) -> [Element]",
      "The elements for which a condition holds.", example: "[1, 2, 3].filter { $0 > 1 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var results = Elements(all.type)
      for index in 0..<all.count where try call.call(closure, [all[index]]).word != 0 {
        results.append(all[index])
      }
      call.registers.set(results.object)
    },
    higher(
      "compactMap", "func compactMap<T>(_ transform: (Element) -> T?) -> [T]",
      "What a function makes of each element, without nil.",
      example: #"["1", "x"].compactMap { Int($0) }"#
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        if let value = results.payload(of: try call.call(closure, [all[index]]).object) {
          results.append(value)
        }
      }
      call.registers.set(results.object)
    },
    higher(
      "flatMap", "func flatMap<T>(_ transform: (Element) -> [T]) -> [T]",
      "The elements of the arrays that a function makes of each element.",
      example: "[1, 2].flatMap { [$0, $0] }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        let part = Elements(call.type("T"), try call.call(closure, [all[index]]).object)
        for position in 0..<part.count { results.append(part[position]) }
      }
      call.registers.set(results.object)
    },
    higher(
      "first", "func first(where predicate: (Element) -> Bool) -> Element?",
      "The first element for which a condition holds, or nil.",
      example: "[1, 2, 3].first { $0 > 1 } ?? 0"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      let index = try (0..<all.count).first { try call.call(closure, [all[$0]]).word != 0 }
      call.set(optional: index.map { all[$0] }, as: all.type)
    },
    higher(
      "firstIndex", "func firstIndex(where predicate: (Element) -> Bool) -> Int?",
      "Where a condition first holds, or nil.", example: "[1, 2, 3].firstIndex { $0 > 1 } ?? 0"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      let index = try (0..<all.count).first { try call.call(closure, [all[$0]]).word != 0 }
      call.set(optional: index.map { ($0, nil) }, as: .int)
    },
    higher(
      "reduce", "func reduce<R>(_ initial: R, _ combine: (R, Element) -> R) -> R",
      "The elements combined one after the other.", example: "[1, 2, 3].reduce(0) { $0 + $1 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(2)
      var result = call.slot(1)
      for index in 0..<all.count { result = try call.call(closure, [result, all[index]]) }
      call.set(result, as: call.type("R"))
    },
    higher(
      "forEach", "func forEach(_ body: (Element) -> Void)",
      "Calls a function with each element.", example: "[1, 2].forEach { print($0) }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      for index in 0..<all.count { _ = try call.call(closure, [all[index]]) }
    },
    higher(
      "allSatisfy", "func allSatisfy(_ predicate: (Element) -> Bool) -> Bool",
      "Whether a condition holds for every element.", example: "[1, 2].allSatisfy { $0 > 0 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var holds = true
      for index in 0..<all.count where holds {
        holds = try call.call(closure, [all[index]]).word != 0
      }
      call.registers.set(holds)
    },
    higher(
      "contains", "func contains(where predicate: (Element) -> Bool) -> Bool",
      "Whether a condition holds for some element.", example: "[1, 2].contains { $0 > 1 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      var holds = false
      for index in 0..<all.count where !holds {
        holds = try call.call(closure, [all[index]]).word != 0
      }
      call.registers.set(holds)
    },
    higher(
      "sorted", "func sorted(by precedes: (Element, Element) -> Bool) -> [Element]",
      "The elements in the order that a function gives.", example: "[1, 3, 2].sorted { $0 > $1 }"
    ) { call, all in
      let closure: ClosureObject = call.registers.object(1)
      let order = try (0..<all.count).sorted { first, second in
        try call.call(closure, [all[first], all[second]]).word != 0
      }
      var results = Elements(all.type)
      for index in order { results.append(all[index]) }
      call.registers.set(results.object)
    },
  ]
}
