extension LanguageForm {
  static let functions: [LanguageForm] = [
    LanguageForm(
      "Functions", "func",
      text: """
        A parameter has a label, which calls write; `_` for none, or two words for a label and a
        name. It may have a default. The last expression of a body of one line is its value.
        """,
      example: """
        func scaled(_ x: Double, by factor: Double = 2) -> Double { x * factor }

        print(scaled(3), scaled(3, by: 10))
        """),
    LanguageForm(
      "Any number of arguments",
      text: "`T...` takes any number of arguments, an array inside the function.",
      example: """
        func mean(_ numbers: Double...) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

        mean(1, 2, 6)
        """),
    LanguageForm(
      "Parameters that change", "inout",
      text: "An `inout` parameter changes the caller's variable, marked by `&`.",
      example: """
        func double(_ x: inout Int) { x *= 2 }

        var doubled = 21
        double(&doubled)
        doubled
        """),
    LanguageForm(
      "Closures",
      text: """
        A function without a name: `{ parameters in body }`, or `$0`, `$1` for the parameters. As the
        last argument it stands behind the brackets. It sees and changes the variables around it.
        """,
      example: """
        func makeCounter() -> () -> Int {
          var count = 0
          return {
            count += 1
            return count
          }
        }

        let counter = makeCounter()
        print(counter(), counter())
        ["bb", "a"].sorted { $0.count < $1.count }
        """),
    LanguageForm(
      "Functions as values",
      text: "`(Int) -> Int` is a type; functions, closures and operators are its values.",
      example: """
        func applyTwice(_ f: (Int) -> Int, _ x: Int) -> Int { f(f(x)) }

        print(applyTwice({ $0 + 3 }, 1), [3, 1, 2].sorted(by: >))
        """),
  ]

  static let errors: [LanguageForm] = [
    LanguageForm(
      "Throwing", "throws", "throw", "rethrows",
      text:
        "A function that may fail is marked `throws` and throws a value of a type that is an `Error`.",
      example: """
        enum LoadError: Error { case missing(String) }

        func load(_ name: String) throws -> Int {
          guard name == "weights" else { throw LoadError.missing(name) }
          return 42
        }
        """),
    LanguageForm(
      "Catching", "try", "catch",
      text: """
        A call that may throw is marked `try`. `do … catch` takes the error up by pattern; `try?` makes
        it `nil`. An error that no one takes up ends the cell and shows where it was thrown.
        """,
      example: """
        do {
          print(try load("weights"))
          print(try load("bias"))
        } catch LoadError.missing(let name) {
          print("there is no \\(name)")
        }
        print(try? load("bias") as Int?)
        """),
    LanguageForm(
      "Stopping the cell",
      text: """
        `precondition`, `assert` and `fatalError` stop the cell with a message; so do an index outside,
        an overflow and `nil` unwrapped by `!`. Nothing is lost.
        """,
      example: """
        let learningRate = 0.1
        precondition(learningRate > 0, "the rate is positive")
        """),
  ]
}
