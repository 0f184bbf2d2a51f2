import ApusDisplay
import Synchronization

@testable import ApusLanguage

/// Keeps what a cell writes; no one answers its questions.
final class SilentHost: Host {
  private let text = Mutex("")

  var output: String { text.withLock { $0 } }

  func write(_ text: String, to stream: OutputStream) {
    self.text.withLock { $0 += text }
  }

  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    write(bundle.plain + "\n", to: .stdout)
  }

  func clearOutput(wait: Bool) {}

  func page(_ bundle: MIMEBundle) {
    write(bundle.plain + "\n", to: .stdout)
  }

  func readLine(prompt: String, isPassword: Bool) throws -> String? { nil }
}

extension Session {
  /// Runs one cell in a session of its own.
  static func outcome(of code: String) -> CellOutcome {
    Session().run(Cell(code: code, number: 1), host: SilentHost())
  }
}
