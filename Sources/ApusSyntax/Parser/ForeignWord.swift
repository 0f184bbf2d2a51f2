/// Words that open a statement in another language and are plain names in this one.
struct ForeignWord {
  /// What must follow for the word to be meant as a statement.
  enum Follower {
    case name, colon, expression, end
  }

  var word: String
  var followers: Set<Follower>
  var help: String

  static let rows: [ForeignWord] = [
    .init("def", [.name], "write `func f(x: Tensor) -> Tensor { … }`"),
    .init("function", [.name], "write `func f(x: Int) -> Int { … }`"),
    .init("fn", [.name], "write `func f(x: Int) -> Int { … }`"),
    .init("elif", [.expression], "write `else if … { … }` behind the `}` of the `if`"),
    .init("pass", [.end], "leave the braces empty: `{ }`"),
    .init("except", [.name, .colon], "write `do { try … } catch { … }`"),
    .init("finally", [.colon], "write `defer { … }` at the start of the block"),
    .init("raise", [.name], "write `throw`"),
    .init("with", [.name], "call a function that takes a closure, such as `noGrad { … }`"),
    .init("from", [.name], "nothing need be imported: `Tensor`, `Linear`, … are there"),
    .init("del", [.name], "a variable goes by itself; set an optional to `nil`"),
    .init("global", [.name], "a function sees the variables outside it"),
    .init("nonlocal", [.name], "a function sees the variables outside it"),
    .init("yield", [.name, .expression], "collect the values in an array and return it"),
    .init("assert", [.expression], "write `assert(…)`"),
    .init("const", [.name], "write `let`"),
    .init("val", [.name], "write `let`"),
    .init("foreach", [.name, .expression], "write `for x in xs { … }`"),
    .init("unless", [.name], "write `if !… { … }`"),
    .init("until", [.name], "write `while !… { … }`"),
  ]

  static let bySpelling = Dictionary(uniqueKeysWithValues: rows.map { ($0.word, $0) })

  init(_ word: String, _ followers: Set<Follower>, _ help: String) {
    self.word = word
    self.followers = followers
    self.help = help
  }

  /// Names of values in other languages and what they are here.
  static let values: [String: String] = [
    "True": "true", "False": "false", "None": "nil", "null": "nil", "NULL": "nil",
    "nullptr": "nil", "undefined": "nil",
  ]

  /// Named arguments of PyTorch and NumPy and what they are here.
  static let labels: [String: String] = [
    "dim": "axis", "keepdim": "keepDims", "keepdims": "keepDims",
  ]

  /// Operators written as words.
  static let operators: [String: String] = ["and": "&&", "or": "||"]
}
