extension LanguageForm {
  static let cells: [LanguageForm] = [
    LanguageForm(
      "A cell and its value", "import",
      text: """
        A cell is checked as a whole before anything in it runs. The value of its last expression is
        shown below it; a last line that only declares or assigns shows nothing. `import` is accepted
        and does nothing: everything is there already.
        """,
      example: """
        import Foundation

        let side = 3.0
        side * side
        """),
    LanguageForm(
      "Later cells",
      text: """
        What a cell declares stays for the later ones. A later cell may declare the name again, with
        another type too. A cell that fails keeps what it had done before the failure.
        """,
      example: """
        side + 1
        """),
    LanguageForm(
      "Comments",
      text: """
        `//` begins a comment that ends with its line; `/*` and `*/` enclose one, and nest. `///` before
        a declaration documents it, and shows when the name is inspected.
        """,
      example: """
        /// The area of a circle. /* not the outline */
        func area(radius: Double) -> Double { Double.pi * radius * radius }

        area(radius: 2)  // about 12.6
        """),
    LanguageForm(
      "Holes",
      text: """
        `<#…#>` marks what is still to be written. A cell with holes is checked and runs up to the
        first one that is reached, which says what it wants.
        """,
      example: """
        func half(_ x: Double) -> Double {
          if x < 0 { return <#what to do with a negative number#> }
          return x / 2
        }

        half(5)
        """),
  ]

  static let values: [LanguageForm] = [
    LanguageForm(
      "Constants and variables", "let", "var",
      text: """
        `let` gives a value a name for good; `var` makes a variable. The type is inferred from the
        value, or written behind a colon.
        """,
      example: """
        let rate = 0.5
        var total: Double = 10
        total -= rate
        total
        """),
    LanguageForm(
      "Numbers",
      text: """
        `Int` has 64 bits and stops the cell where a result does not fit; `Double` and `Float` follow
        IEEE 754. They never mix by themselves: `Double(n)` and `Int(x)` convert.
        """,
      example: """
        let steps = 1_000
        let warm = 0x1F + 0b101
        Double(steps) * 1e-3 + Double(warm)
        """),
    LanguageForm(
      "Operators",
      text: """
        `+ - * / %`, comparisons, `&& || !`, `? :`, the bit operators `& | ^ ~ << >>`, and `&+ &- &*`
        that wrap around. An operator has the same space, or none, on both sides.
        """,
      example: """
        let seconds = 7_384
        print(seconds / 3600, seconds % 3600 / 60, seconds % 60)
        seconds > 3600 && seconds % 2 == 0 ? "long and even" : "other"
        """),
    LanguageForm(
      "Booleans and nothing", "true", "false", "nil",
      text: "`Bool` is `true` or `false` and no number. `nil` is the absence of a value.",
      example: """
        let isTrained = false
        let bestLoss: Double? = nil
        print(!isTrained, bestLoss == nil)
        """),
    LanguageForm(
      "Strings",
      text: """
        Text stands between double quotes, over several lines between three of them, raw between
        `#"` and `"#`. `\\(…)` puts a value into it. A string counts characters as people do.
        """,
      example: #"""
        let word = "naïve"
        print("\(word) has \(word.count) letters")
        print(String(format: "%.3f", 2.0 / 3))
        word.uppercased()
        """#),
    LanguageForm(
      "Tuples",
      text: "A few values in round brackets, with names or without; taken apart by a pattern.",
      example: """
        let result = (loss: 0.25, steps: 40)
        let (lossValue, stepCount) = result
        print(result.loss == lossValue, stepCount)
        """),
    LanguageForm(
      "Optionals",
      text: """
        `T?` holds a value or `nil`. `if let` and `guard let` unwrap it, `??` gives a default, `?.`
        goes on only where there is a value, and `!` insists and stops the cell on `nil`.
        """,
      example: """
        let counts = ["cat": 2]
        if let n = counts["cat"] { print(n) }
        print(counts["dog"] ?? 0, counts["cat"]?.description ?? "none")
        """),
    LanguageForm(
      "Types by name", "typealias", "as", "is", "Any",
      text: """
        `typealias` gives a type another name. `x as T` says the type of a literal, `x as? T` asks
        whether an `Any` or an instance of a class is a `T`, and `is` only tells.
        """,
      example: """
        typealias Sentence = [String]
        let mixed: [Any] = [1, "two", 3.0]
        let texts = mixed.compactMap { $0 as? String }
        print(texts, mixed[0] is Int)
        """),
  ]
}
