import ApusLanguage
import ApusNotebook
import ApusRunner

extension Command {
  private static let asNotebook = Option(
    "notebook", "Write a notebook, whose examples can be run, instead of Markdown.")
  private static let output = Option(
    "output", letter: "o", value: "OUT", "Write to a file instead of the standard output.")

  static let reference = Command(
    name: "reference", operands: ["[NAME]"],
    summary: "Show the language and everything that can be called, or one entry of it.",
    details: "NAME is that of a function, an operator, a member, a type or a keyword.",
    options: [asNotebook, output],
    perform: { arguments, context throws(CommandError) in
      let text: String
      if let name = arguments.operands.first {
        guard !arguments.has(asNotebook) else {
          throw .refused("one entry is no notebook; leave out NAME or '--\(asNotebook.name)'")
        }
        guard let entry = Inspection.prelude(name, prelude: .shared) else {
          let help = Inspection.suggestion(for: name).map { "; \($0)" } ?? ""
          throw .refused("there is nothing called '\(name)'\(help)")
        }
        text = entry.plain + "\n"
      } else {
        text =
          arguments.has(asNotebook)
          ? String(decoding: Notebook.reference.bytes(), as: UTF8.self) : Reference.markdown
      }
      guard let path = arguments[output] else {
        context.console.write(text, to: .output)
        return .success
      }
      do throws(File.Failure) {
        try File.write(Array(text.utf8), to: path)
      } catch {
        throw .file(error)
      }
      return .success
    })
}
