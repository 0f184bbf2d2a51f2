/// Finds the command that a command line asks for and runs it; every message of a fault ends here.
package struct CommandLineTool {
  let context: Context
  var commands = Command.all

  init(context: Context) {
    self.context = context
  }

  /// Runs the words after the program's name in this process; gives its exit status.
  package static func process(_ words: [String]) -> Int32 {
    CommandLineTool(context: .process).run(words).rawValue
  }

  func run(_ words: [String]) -> ExitStatus {
    defer { context.console.flush() }
    guard let name = words.first else {
      context.console.write(HelpText(commands: commands).overview, to: .error)
      return .badUsage
    }
    guard let command = commands.first(where: { $0.name == name || $0.aliases.contains(name) })
    else {
      return fail(.unknownCommand(name, known: commands.map(\.name)))
    }
    do throws(CommandError) {
      let arguments = try command.parse(words.dropFirst())
      if arguments.has(.help) {
        context.console.write(HelpText(commands: commands).text(of: command), to: .output)
        return .success
      }
      if command.options.contains(.memory) { try MemorySize.apply(arguments, context) }
      return try command.perform(arguments, context)
    } catch {
      return fail(error, of: command)
    }
  }

  private func fail(_ error: CommandError, of command: Command? = nil) -> ExitStatus {
    context.console.write("apus: \(error)\n", to: .error)
    if error.isAboutUsage {
      let help = command.map { "apus help \($0.name)" } ?? "apus help"
      context.console.write("See '\(help)'.\n", to: .error)
    }
    return .badUsage
  }
}
