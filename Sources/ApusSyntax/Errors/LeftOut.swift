/// What Swift has and this language leaves out on purpose.
package enum LeftOut: Equatable, Sendable {
  case concurrency, macro, implicitlyUnwrapped, regularExpression
  case directive(String)

  /// Every one of them, as the reference lists them.
  package static let all: [LeftOut] = [
    .concurrency, .macro, .directive("#if"), .regularExpression, .implicitlyUnwrapped,
  ]

  /// What it is, with the verb that belongs to it.
  private var words: (subject: String, verb: String) {
    switch self {
    case .concurrency: ("concurrency (async, await, actor)", "is")
    case .macro: ("macros", "are")
    case .regularExpression: ("a regular expression between '/'", "is")
    case .implicitlyUnwrapped: ("an implicitly unwrapped optional 'T!'", "is")
    case .directive(let word):
      ("'\(word)' belongs to macros and conditional compilation, which", "are")
    }
  }

  /// What it is called in a list.
  package var subject: String {
    if case .directive(let word) = self {
      "conditional compilation ('\(word)')"
    } else {
      words.subject
    }
  }

  var sentence: String { "\(words.subject) \(words.verb)" }

  package var help: String? {
    switch self {
    case .concurrency: "a cell runs from top to bottom; call the function directly"
    case .macro, .regularExpression: nil
    case .implicitlyUnwrapped: "write `T?` and unwrap it with `if let` or `!`"
    case .directive: nil
    }
  }
}
