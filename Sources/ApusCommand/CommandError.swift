import ApusText

/// Why a command did not do what it was asked to.
enum CommandError: Error {
  case unknownCommand(String, known: [String])
  case unknownOption(String, known: [String])
  case missingValue(Option)
  case unexpectedValue(Option)
  case badValue(Option, String, expected: String)
  case missingOperand(String)
  case extraOperand(String)
  case exclusive([Option])
  case file(File.Failure)
  /// Anything else about the world, in one sentence without a full stop.
  case refused(String)

  /// Whether a look at the help is of use.
  var isAboutUsage: Bool {
    switch self {
    case .file, .refused: false
    default: true
    }
  }
}

extension CommandError: CustomStringConvertible {
  /// One sentence without a full stop.
  var description: String {
    switch self {
    case .unknownCommand(let name, let known):
      "there is no command '\(name)'" + Self.suggestion(name, among: known)
    case .unknownOption(let name, let known):
      "there is no option '\(name)'" + Self.suggestion(name, among: known)
    case .missingValue(let option):
      "the option '--\(option.name)' needs a value: \(option.usage)"
    case .unexpectedValue(let option):
      "the option '--\(option.name)' takes no value"
    case .badValue(let option, let value, let expected):
      "the value of '--\(option.name)' must be \(expected), not '\(value)'"
    case .missingOperand(let name):
      "\(name) is missing"
    case .extraOperand(let word):
      "'\(word)' is one word too many"
    case .exclusive(let options):
      options.map { "'--\($0.name)'" }.joined(separator: " and ") + " exclude each other"
    case .file(let failure):
      failure.description
    case .refused(let sentence):
      sentence
    }
  }

  private static func suggestion(_ word: String, among known: [String]) -> String {
    Spelling.suggest(word, among: known).map { "; did you mean '\($0)'?" } ?? ""
  }
}
