import ApusValue

extension Builtin {
  private static func row(
    _ name: String, _ declaration: String, _ summary: String, example: String,
    _ evaluate: @escaping @Sendable (BuiltinCall, Elements) throws -> Void
  ) -> Builtin {
    elements("Sequence", name, declaration, summary, example: example, evaluate)
  }

  /// What takes a function of each element: of arrays, sets, dictionaries, ranges, texts.
  static let sequences: [Builtin] = [
    row(
      "map", "func map<T>(_ transform: (Element) -> T) -> [T]",
      "What a function makes of each element.", example: "[1, 2, 3].map { $0 * 2 }"
    ) { call, all in
      let transform = call.function(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count { results.append(try transform(all[index])) }
      call.registers.set(results.object)
    },
    row(
      "compactMap", "func compactMap<T>(_ transform: (Element) -> T?) -> [T]",
      "What a function makes of each element, without nil.",
      example: #"["1", "x"].compactMap { Int($0) }"#
    ) { call, all in
      let transform = call.function(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        if let value = results.payload(of: try transform(all[index]).object) {
          results.append(value)
        }
      }
      call.registers.set(results.object)
    },
    row(
      "flatMap",
      "func flatMap<T, S: Sequence>(_ transform: (Element) -> S) -> [T] where S.Element == T",
      "The elements of the sequences that a function makes of each element.",
      example: "[1, 2].flatMap { [$0, $0] }"
    ) { call, all in
      let transform = call.function(1)
      var results = Elements(call.type("T"))
      for index in 0..<all.count {
        let part = try transform(all[index]).object
        results.append(contentsOf: try Elements(of: call.type("S"), part))
        guard results.count <= Elements.limit else { throw MachineError.tooLarge("array") }
      }
      call.registers.set(results.object)
    },
    filter("Sequence", "[Element]", example: "[1, 2, 3].filter { $0 > 1 }"),
    filter("Set", "Set<Element>", example: "Set([1, 2, 3]).filter { $0 > 1 }"),
    filter("String", of: "Character", "String", example: #""a1b2".filter { $0.isLetter }"#),
    row(
      "forEach", "func forEach(_ body: (Element) -> Void)",
      "Calls a function with each element.", example: "[1, 2].forEach { print($0) }"
    ) { call, all in
      let body = call.function(1)
      for index in 0..<all.count { _ = try body(all[index]) }
    },
    row(
      "reduce", "func reduce<R>(_ initial: R, _ combine: (R, Element) -> R) -> R",
      "The elements combined one after the other.", example: "[1, 2, 3].reduce(0, +)"
    ) { call, all in
      let combine = call.function(2)
      if let result = combine.fold(call.slot(1), all, as: call.type("R")) {
        return call.registers.set(result)
      }
      var result = call.slot(1)
      for index in 0..<all.count { result = try combine(result, all[index]) }
      call.set(result, as: call.type("R"))
    },
    row(
      "reduce", "func reduce<R>(into initial: R, _ change: (inout R, Element) -> Void) -> R",
      "A value that a function changes with each element.",
      example: #""abca".reduce(into: [Character: Int]()) { $0[$1, default: 0] += 1 }"#
    ) { call, all in
      let change = call.function(2)
      var result = call.slot(1)
      call.registers.objects[1] = nil
      for index in 0..<all.count { try change.change(&result, all[index]) }
      call.set(result, as: call.type("R"))
    },
    row(
      "allSatisfy", "func allSatisfy(_ predicate: (Element) -> Bool) -> Bool",
      "Whether a condition holds for every element.", example: "[1, 2].allSatisfy { $0 > 0 }"
    ) { call, all in
      let predicate = call.function(1)
      call.registers.set(try (0..<all.count).allSatisfy { try predicate.holds(all[$0]) })
    },
    row(
      "contains", "func contains(where predicate: (Element) -> Bool) -> Bool",
      "Whether a condition holds for some element.", example: "[1, 2].contains { $0 > 1 }"
    ) { call, all in
      let predicate = call.function(1)
      call.registers.set(try (0..<all.count).contains { try predicate.holds(all[$0]) })
    },
    row(
      "count", "func count(where predicate: (Element) -> Bool) -> Int",
      "For how many elements a condition holds.", example: "[1, 2, 3].count { $0 > 1 }"
    ) { call, all in
      let predicate = call.function(1)
      var count = 0
      for index in 0..<all.count where try predicate.holds(all[index]) { count += 1 }
      call.registers.set(count)
    },
    row(
      "first", "func first(where predicate: (Element) -> Bool) -> Element?",
      "The first element for which a condition holds, or nil.",
      example: "[1, 2, 3].first { $0 > 1 } ?? 0"
    ) { call, all in
      let predicate = call.function(1)
      let index = try (0..<all.count).first { try predicate.holds(all[$0]) }
      call.set(optional: index.map { all[$0] }, as: all.type)
    },
    row(
      "last", "func last(where predicate: (Element) -> Bool) -> Element?",
      "The last element for which a condition holds, or nil.",
      example: "[1, 2, 3].last { $0 < 3 } ?? 0"
    ) { call, all in
      let predicate = call.function(1)
      let index = try (0..<all.count).last { try predicate.holds(all[$0]) }
      call.set(optional: index.map { all[$0] }, as: all.type)
    },
    row(
      "min", "func min(by precedes: (Element, Element) -> Bool) -> Element?",
      "The first element in an order that a function gives, or nil.",
      example: #"["aa", "b"].min { $0.count < $1.count } ?? "none""#
    ) { call, all in
      let precedes = call.function(1)
      let best = try (0..<all.count).min { try precedes.holds(all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    row(
      "max", "func max(by precedes: (Element, Element) -> Bool) -> Element?",
      "The last element in an order that a function gives, or nil.",
      example: #"["aa", "b"].max { $0.count < $1.count } ?? "none""#
    ) { call, all in
      let precedes = call.function(1)
      let best = try (0..<all.count).max { try precedes.holds(all[$0], all[$1]) }
      call.set(optional: best.map { all[$0] }, as: all.type)
    },
    row(
      "sorted", "func sorted(by precedes: (Element, Element) -> Bool) -> [Element]",
      "The elements in the order that a function gives.", example: "[1, 3, 2].sorted(by: >)"
    ) { call, all in
      call.registers.set(try call.function(1).sorted(all).object)
    },
  ]

  private static func filter(
    _ owner: String, of element: String = "Element", _ result: String, example: String
  ) -> Builtin {
    elements(
      owner, "filter", "func filter(_ isIncluded: (\(element)) -> Bool) -> \(result)",
      "The elements for which a condition holds.", example: example
    ) { call, all in
      let isIncluded = call.function(1)
      var results = Elements(all.type)
      for index in 0..<all.count where try isIncluded.holds(all[index]) {
        results.append(all[index])
      }
      call.registers.set(
        owner == "Sequence" ? results.object : results.object(as: call.type("Self")))
    }
  }
}

extension RowFunction {
  /// The elements in the order that the function gives.
  func sorted(_ all: Elements) throws -> Elements {
    if let operation = scalar, let sorted = Ordering.sorted(all, by: operation) { return sorted }
    let order = try (0..<all.count).sorted { try holds(all[$0], all[$1]) }
    var results = Elements(all.type)
    for index in order { results.append(all[index]) }
    return results
  }

  /// The one instruction that the function is, as `+` and `<` are.
  private var scalar: Opcode? {
    let code = closure.chunk.instructions
    // What stands behind the return is never reached.
    guard code.count >= 2, code[1].opcode == .returnWord, code[1].a == code[0].a,
      code[0].b == 0, code[0].c == 1, closure.chunk.captures.isEmpty
    else { return nil }
    return code[0].opcode
  }

  /// The numbers combined without a call for each; nil where the function is not a plain sum or
  /// product.
  func fold(_ initial: Slot, _ all: Elements, as type: Type) -> Int? {
    guard let scalar, all.type == type else { return nil }
    // What is too large is left to the function, so that the error stands where it is written.
    func integers(_ combine: (Int, Int) -> (Int, Bool)) -> Int? {
      var result = initial.word
      for word in all.words {
        let (next, isTooLarge) = combine(result, word)
        if isTooLarge { return nil }
        result = next
      }
      return result
    }
    switch scalar {
    case .addInt:
      return integers {
        let (sum, isTooLarge) = $0.addingReportingOverflow($1)
        return (sum, isTooLarge)
      }
    case .multiplyInt:
      return integers {
        let (product, isTooLarge) = $0.multipliedReportingOverflow(by: $1)
        return (product, isTooLarge)
      }
    case .addDouble:
      return all.words.reduce(Double(bits: initial.word)) { $0 + Double(bits: $1) }.word
    case .multiplyDouble:
      return all.words.reduce(Double(bits: initial.word)) { $0 * Double(bits: $1) }.word
    default: return nil
    }
  }
}
