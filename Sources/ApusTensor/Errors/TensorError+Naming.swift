/// How an error names arguments: by the row's parameters, or by what stands in the program.
extension TensorError {
  /// A message and a help in which a mark stands for each argument.
  package struct Marked: Sendable, Equatable {
    package var message: String
    package var help: String?

    /// The text with a name for each mark.
    package static func text(_ marked: String, naming name: (Int) -> String) -> String {
      var result = ""
      var digits: String?
      for character in marked {
        switch character {
        case "\u{1}": digits = ""
        case "\u{2}":
          result += digits.flatMap(Int.init).map(name) ?? ""
          digits = nil
        default:
          if digits == nil { result.append(character) } else { digits?.append(character) }
        }
      }
      return result
    }
  }

  /// What stands for an argument until it is named.
  static func mark(_ argument: Int) -> String { "\u{1}\(argument)\u{2}" }

  /// Keeps the marked texts, and names the arguments by the row's parameters.
  mutating func nameArguments(_ names: [String]) {
    let marked = Marked(message: message, help: help)
    func name(_ index: Int) -> String { names.indices.contains(index) ? names[index] : "x" }
    message = Marked.text(message, naming: name)
    help = help.map { Marked.text($0, naming: name) }
    if marked.message != message || marked.help != help { self.marked = marked }
  }
}
