import ApusDisplay
import ApusLanguage

/// Shows what a cell gives in a terminal: everything in its form as text.
final class ConsoleHost: Host {
  private let console: Console
  private let hasInput: Bool

  /// `hasInput` says whether the standard input is the user's, to answer questions with.
  init(_ console: Console, hasInput: Bool) {
    self.console = console
    self.hasInput = hasInput
  }

  func write(_ text: String, to stream: OutputStream) {
    console.write(text, to: stream == .stdout ? .output : .error)
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    console.write(bundle.plain + "\n", to: .output)
  }

  /// What was printed stays.
  func clearOutput(wait: Bool) {}

  func page(_ bundle: MIMEBundle) { display(bundle, id: nil, isUpdate: false) }

  func readLine(prompt: String, isPassword: Bool) throws -> String? {
    guard hasInput else { return nil }
    console.flush()
    return TerminalInput.line(prompt: prompt, isPassword: isPassword)
  }
}
