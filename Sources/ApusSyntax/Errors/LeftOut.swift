/// What Swift has and this language leaves out on purpose.
package enum LeftOut: Equatable, Sendable {
  case concurrency, macro, implicitlyUnwrapped, regularExpression
  case directive(String)

  var sentence: String {
    switch self {
    case .concurrency: "concurrency (async, await, actor) is"
    case .macro: "macros are"
    case .regularExpression: "a regular expression between '/' is"
    case .implicitlyUnwrapped: "an implicitly unwrapped optional 'T!' is"
    case .directive(let word): "'\(word)' belongs to macros and conditional compilation, which are"
    }
  }

  var help: String? {
    switch self {
    case .concurrency: "a cell runs from top to bottom; call the function directly"
    case .macro, .regularExpression: nil
    case .implicitlyUnwrapped: "write `T?` and unwrap it with `if let` or `!`"
    case .directive: nil
    }
  }
}
