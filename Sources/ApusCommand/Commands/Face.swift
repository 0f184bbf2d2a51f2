import ApusLanguage

extension Command {
  static let face = Command(
    name: "face", summary: "Print the Swift declarations of the public module Apus.",
    perform: { _, context throws(CommandError) in
      context.console.write(PublicFace.source, to: .output)
      return .success
    })
}
