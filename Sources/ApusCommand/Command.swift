/// One thing the program does: a row from which parsing and help are made.
///
/// A new command is a file under `Commands/` and a line in `all`.
struct Command: Sendable {
  let name: String
  /// Other words for it.
  var aliases: [String] = []
  /// What may follow the name, as the help writes it: `NOTEBOOK`, or `[COMMAND]` where optional, and
  /// `[WORD…]` for any number of them.
  var operands: [String] = []
  let summary: String
  /// What the help of this command says beyond the summary.
  var details = ""
  var options: [Option] = []
  let perform: @Sendable (Arguments, Context) throws(CommandError) -> ExitStatus

  static let all: [Command] = [
    .kernel, .install, .uninstall, .run, .eval, .reference, .face, .version, .help,
  ]

  /// `apus run NOTEBOOK [--output OUT]`.
  var usage: String {
    (["apus", name] + operands + options.map { "[\($0.usage)]" }).joined(separator: " ")
  }

  /// Takes the words after the command's name apart.
  ///
  /// An option may stand anywhere, its value in the same word after `=` or in the next one. After
  /// `--`, all words are operands, as is any word that begins like a negative number.
  func parse(_ words: some Collection<String>) throws(CommandError) -> Arguments {
    var arguments = Arguments()
    var rest = Array(words)[...]
    var takesOptions = true
    while let word = rest.popFirst() {
      if takesOptions, word == "--" {
        takesOptions = false
      } else if takesOptions, Self.looksLikeOption(word) {
        let (option, inlineValue) = try self.option(in: word)
        if option.value == nil {
          guard inlineValue == nil else { throw .unexpectedValue(option) }
          arguments.set(option, "")
        } else {
          guard let value = inlineValue ?? rest.popFirst() else { throw .missingValue(option) }
          arguments.set(option, value)
        }
      } else {
        arguments.operands.append(word)
      }
    }
    guard !arguments.has(.help) else { return arguments }
    let takesMore = operands.last?.hasSuffix("…]") == true
    if arguments.operands.count > operands.count && !takesMore {
      throw .extraOperand(arguments.operands[operands.count])
    }
    if let missing = operands.dropFirst(arguments.operands.count).first, !missing.hasPrefix("[") {
      throw .missingOperand(missing)
    }
    return arguments
  }

  private static func looksLikeOption(_ word: String) -> Bool {
    let second = word.unicodeScalars.dropFirst().first
    return word.hasPrefix("-") && (second == "-" || second?.properties.isAlphabetic == true)
  }

  private func option(in word: String) throws(CommandError) -> (Option, value: String?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelling = String(parts.first ?? "")
    let known = options + [.help]
    guard
      let option = known.first(where: { option in
        spelling == "--\(option.name)" || option.letter.map { spelling == "-\($0)" } ?? false
      })
    else {
      throw .unknownOption(spelling, known: known.map { "--\($0.name)" })
    }
    return (option, parts.count > 1 ? String(parts[1]) : nil)
  }
}
