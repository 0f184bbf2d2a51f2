@_exported import Corpus

@testable import ApusLanguage

extension Session {
  /// Runs one cell in a session of its own.
  static func outcome(of code: String) -> CellOutcome {
    Session().run(Cell(code: code, number: 1), host: SilentHost())
  }
}
