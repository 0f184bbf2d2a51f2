import ApusValue

extension Builtin {
  /// Making and joining arrays.
  static let arrays: [Builtin] = [
    member(
      of: "Array", "Array", "init()", summary: "An array without elements.", example: "[Double]()"
    ) { call in call.registers.set(Elements(call.type("Element")).object) },
    member(
      of: "Array", "Array", "init(_ elements: some Sequence<Element>)",
      summary: "The elements of a sequence as an array.", example: "Array(0..<3)"
    ) { call in
      var elements = call.elements(0)
      elements.start = 0
      call.registers.set(elements.object)
    },
    member(
      of: "ArraySlice", "ArraySlice", "init(_ elements: some Sequence<Element>)",
      summary: "The elements of a sequence as a part of an array that starts at 0.",
      example: "ArraySlice([1, 2, 3])"
    ) { call in call.registers.set(call.elements(0).object) },
    member(
      of: "Array", "Array", "init(repeating element: Element, count: Int)",
      summary: "An array of one element several times.",
      example: "[Double](repeating: 0, count: 3)"
    ) { call in
      try call.repeated(call.slot(0), call.registers.int(1), call.type("Element"), "an array")
    },
    indices("ArraySlice", example: "for i in [5, 6].dropFirst().indices { print(i) }"),
    indices("Array", example: "for i in [5, 6].indices { print(i) }"),
    index(
      "startIndex", "The index of the first element.", example: "[1, 2, 3].suffix(2).startIndex"
    ) {
      $0.start
    },
    index("endIndex", "One more than the last index.", example: "[1, 2].endIndex") {
      $0.start + $0.count
    },
    plus("[Element]", "Joins an array with the elements of a sequence.", example: "[1, 2] + [3]"),
    plus(
      "ArraySlice<Element>", "Joins a part of an array with the elements of a sequence.",
      example: "[1, 2].dropLast() + [3]"),
  ]

  private static func indices(_ owner: String, example: String) -> Builtin {
    elements(
      owner, "indices", "var indices: Range<Int>", "The range of its indices.", example: example
    ) { call, all in
      call.registers.set(Record(words: [all.start, all.start + all.count], objects: [nil, nil]))
    }
  }

  private static func index(
    _ name: String, _ summary: String, example: String,
    _ value: @escaping @Sendable (Elements) -> Int
  ) -> Builtin {
    elements("MutableCollection", name, "var \(name): Int", summary, example: example) {
      $0.registers.set(value($1))
    }
  }

  private static func plus(_ type: String, _ summary: String, example: String) -> Builtin {
    Builtin(
      "+", "func + <Element>(a: \(type), b: some Sequence<Element>) -> \(type)",
      summary: summary, example: example,
      evaluate: { call in
        var joined = call.elements(0)
        let second = call.elements(1)
        guard joined.count + second.count <= Elements.limit else {
          throw MachineError.tooLarge("array")
        }
        let count = joined.count + second.count
        try MachineError.checkRoom(for: "an array of \(count) elements", bytes: 8 * count)
        joined.append(contentsOf: second)
        call.registers.set(type.hasPrefix("[") ? joined.object : joined.slice)
      })
  }
}
