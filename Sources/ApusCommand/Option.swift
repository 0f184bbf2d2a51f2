/// One option of a command; its help is made from it.
struct Option: Hashable, Sendable {
  /// Without the dashes.
  let name: String
  let letter: Character?
  /// What stands for its value in the help; nil where it has none.
  let value: String?
  let summary: String

  init(_ name: String, letter: Character? = nil, value: String? = nil, _ summary: String) {
    self.name = name
    self.letter = letter
    self.value = value
    self.summary = summary
  }

  /// What every command has.
  static let help = Option("help", letter: "h", "Show this help.")

  /// What every command has that runs cells.
  static let memory = Option(
    "memory", value: "SIZE",
    "Let variables take no more memory than SIZE, such as 500M, 8G or 50%.")

  /// `--output OUT`.
  var usage: String { "--\(name)" + (value.map { " \($0)" } ?? "") }

  /// `-o, --output OUT`.
  var spelling: String { (letter.map { "-\($0), " } ?? "    ") + usage }
}
