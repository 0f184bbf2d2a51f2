/// The help, made from the table of commands.
struct HelpText {
  let commands: [Command]

  var overview: String {
    let rows = commands.map { (([$0.name] + $0.operands).joined(separator: " "), $0.summary) }
    return """
      Apus runs notebooks in a tensor language that is a subset of Swift.

      Usage: apus COMMAND

      \(Self.table(rows))

      'apus help COMMAND' says more about a command. Variables may take three quarters of the
      machine's memory, or what --memory or the environment variable \(MemorySize.variable) says:
      500M, 8G, 50%.

      """
  }

  func text(of command: Command) -> String {
    let options = (command.options + [.help]).map { ($0.spelling, $0.summary) }
    let details = command.details.isEmpty ? "" : "\n\(command.details)\n"
    return """
      Usage: \(command.usage)

      \(command.summary)
      \(details)
      \(Self.table(options))

      """
  }

  /// Two columns, indented.
  private static func table(_ rows: [(String, String)]) -> String {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { left, right in
      "  " + left + String(repeating: " ", count: width - left.count + 3) + right
    }.joined(separator: "\n")
  }
}
