import ApusDisplay
import ApusLanguage
import Synchronization

/// Keeps what a cell writes; no one answers its questions.
package final class SilentHost: Host {
  private let text = Mutex("")

  package init() {}

  package var output: String { text.withLock { $0 } }

  package func write(_ text: String, to stream: OutputStream) {
    self.text.withLock { $0 += text }
  }

  package func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool) {
    write(bundle.plain + "\n", to: .stdout)
  }

  package func clearOutput(wait: Bool) {}

  package func page(_ bundle: MIMEBundle) {
    write(bundle.plain + "\n", to: .stdout)
  }

  package func readLine(prompt: String, isPassword: Bool) throws -> String? { nil }
}
