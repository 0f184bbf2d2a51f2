extension LanguageForm {
  static let collections: [LanguageForm] = [
    LanguageForm(
      "Arrays",
      text: """
        Values of one type in order. An index outside, negative ones too, stops the cell. Arrays are
        values: a copy is a copy.
        """,
      example: """
        var losses = [0.9, 0.5, 0.7]
        losses.append(0.4)
        losses[0] = 1
        print(losses.count, losses.min() ?? 0, losses[1...])
        losses.sorted()
        """),
    LanguageForm(
      "Dictionaries",
      text: "Values by key. Reading gives an optional, or a default; the keys keep their order.",
      example: """
        var tally: [String: Int] = [:]
        for token in ["to", "be", "or", "not", "to", "be"] { tally[token, default: 0] += 1 }
        tally["to"]
        """),
    LanguageForm(
      "Sets",
      text: "Each value once, for quick questions whether it is there.",
      example: """
        let stopWords: Set = ["a", "the"]
        ["the", "cat"].filter { !stopWords.contains($0) }
        """),
    LanguageForm(
      "Ranges",
      text: """
        `a..<b` goes up to b without it, `a...b` with it, `a...` and `..<b` are open.
        `stride(from:to:by:)` takes steps.
        """,
      example: """
        print(Array(0..<4), (1...3).contains(3))
        Array(stride(from: 1.0, to: 0, by: -0.25))
        """),
    LanguageForm(
      "Functions over elements",
      text: """
        `map`, `filter`, `reduce`, `zip`, `enumerated`, `sorted` and their kin take a closure for each
        element.
        """,
      example: """
        let squares = (1...4).map { $0 * $0 }
        print(squares.filter { $0 % 2 == 0 }, squares.reduce(0, +))
        for (i, x) in squares.enumerated() where i > 1 { print(i, x) }
        """),
  ]

  static let controlFlow: [LanguageForm] = [
    LanguageForm(
      "Conditions", "if", "else",
      text: """
        A condition is a `Bool`; several are joined by commas, `let` among them. An `if` whose
        branches are single expressions is a value.
        """,
      example: """
        let score = 71
        let grade = if score >= 90 { "A" } else if score >= 70 { "B" } else { "C" }
        grade
        """),
    LanguageForm(
      "Leaving early", "guard", "return",
      text: "`guard` goes on only where its condition holds; its `else` has to leave the scope.",
      example: """
        func inverse(of x: Double?) -> Double {
          guard let x, x != 0 else { return 0 }
          return 1 / x
        }

        inverse(of: 4)
        """),
    LanguageForm(
      "Choosing by pattern", "switch", "case", "default", "where", "fallthrough",
      text: """
        `switch` takes the first case that matches, and has to cover every value. Patterns are
        values, ranges, tuples, cases of enumerations, `let` with `where`, and types. No case falls
        into the next but by `fallthrough`.
        """,
      example: """
        func describe(_ point: (Int, Int)) -> String {
          switch point {
          case (0, 0): "the origin"
          case (_, 0), (0, _): "on an axis"
          case (let x, let y) where x == y: "on the diagonal"
          case (-2...2, -2...2): "near"
          default: "far"
          }
        }

        [(0, 0), (0, 5), (3, 3), (1, -2), (9, 1)].map(describe)
        """),
    LanguageForm(
      "Loops", "for", "in", "while", "repeat", "break", "continue",
      text: """
        `for … in` goes over a range, a collection or the rows of a tensor, `where` picks some.
        `while` asks before each turn, `repeat … while` after it. `break` and `continue` may name the
        label of an outer loop.
        """,
      example: """
        outer: for n in 2... {
          for d in 2..<n where n % d == 0 { continue outer }
          print(n)
          if n > 10 { break }
        }
        """),
    LanguageForm(
      "At the end of a scope", "defer", "do",
      text: """
        `defer` runs its statements when the scope is left, in whatever way. `do { … }` is a scope
        of its own.
        """,
      example: """
        do {
          defer { print("done") }
          print("working")
        }
        """),
  ]
}
