import ApusLanguage

extension Command {
  static let version = Command(
    name: "version", aliases: ["--version"], summary: "Show the version of Apus.",
    perform: { _, context throws(CommandError) in
      context.console.write("apus \(LanguageInfo.implementationVersion)\n", to: .output)
      return .success
    })
}
