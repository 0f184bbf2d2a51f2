extension Command {
  static let help = Command(
    name: "help", aliases: ["--help", "-h"], operands: ["[COMMAND]"],
    summary: "Show the commands, or what one command does.",
    perform: { arguments, context throws(CommandError) in
      let help = HelpText(commands: Command.all)
      guard let name = arguments.operands.first else {
        context.console.write(help.overview, to: .output)
        return .success
      }
      guard let command = Command.all.first(where: { $0.name == name }) else {
        throw .unknownCommand(name, known: Command.all.map(\.name))
      }
      context.console.write(help.text(of: command), to: .output)
      return .success
    })
}
