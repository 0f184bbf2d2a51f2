import ApusDisplay
import ApusValue

extension Builtin {
  /// What a program says to the world.
  static let output: [Builtin] = [
    Builtin(
      "print",
      #"func print(_ items: Any..., separator: String = " ", terminator: String = "\n")"#,
      summary: "Prints values as text, with a separator between them and a line's end after.",
      example: #"print("loss", 0.25)"#,
      evaluate: { call in
        let items = Elements(.any, call.registers.objects[0])
        var text = ""
        for index in 0..<items.count {
          if index > 0 { text += call.registers.string(1) }
          text += ValueText.describe(.any, 0, items[index].object)
        }
        // A description that has failed ends the call before anything of it is seen.
        guard call.machine.pendingError == nil else { return }
        call.machine.host?.write(text + call.registers.string(2), to: .stdout)
      }),
    Builtin(
      "fputs", "func fputs(_ text: String, _ file: File)",
      summary: "Writes text to stdout or stderr.",
      example: #"fputs("done\n", stdout)"#,
      evaluate: { call in
        let name = call.registers.string(1)
        call.machine.host?.write(
          call.registers.string(0), to: OutputStream(rawValue: name) ?? .stdout)
      }),
    Builtin(
      "debugPrint",
      #"func debugPrint(_ items: Any..., separator: String = " ", terminator: String = "\n")"#,
      summary: "Prints values with the quotes of texts.",
      example: #"debugPrint("a", ["b"])"#,
      evaluate: { call in
        let items = Elements(.any, call.registers.objects[0])
        let texts = (0..<items.count).map { ValueText.reflect(.any, 0, items[$0].object) }
        let text = texts.joined(separator: call.registers.string(1))
        call.machine.host?.write(text + call.registers.string(2), to: .stdout)
      }),
    file(.stdout, "Where a program's results go."),
    file(.stderr, "Where a program's complaints go."),
    Builtin(
      "readLine", "func readLine(strippingNewline: Bool = true) -> String?",
      summary: "Asks the user for a line of text; nil where there is no one to ask.",
      example: #"let name = readLine() ?? "nobody""#,
      evaluate: { call in
        let line = try call.ask("", isPassword: false)
        let end = call.registers.bool(0) ? "" : "\n"
        call.registers.set(line.map { StringObject($0 + end) })
      }),
  ]

  private static func file(_ stream: OutputStream, _ summary: String) -> Builtin {
    Builtin(
      stream.rawValue, "var \(stream.rawValue): File", summary: summary,
      example: #"fputs("text\n", \#(stream.rawValue))"#,
      evaluate: { call in call.registers.set(stream.rawValue) })
  }
}
