import ApusDisplay
import ApusLanguage

/// Prints a cell's code and gives it back; fails where the code is `fail`.
final class EchoEvaluator: Evaluator {
  func run(_ cell: Cell, host: any Host) -> CellOutcome {
    if cell.code == "fail" {
      return CellOutcome(
        error: CellError(
          name: "TypeError", value: "no", traceback: ["\u{1B}[1;31mTypeError\u{1B}[0m: no"]))
    }
    host.write("ran\n", to: .stdout)
    return CellOutcome(result: MIMEBundle(plain: cell.code))
  }

  func evaluate(_ expression: String, host: any Host) -> Result<MIMEBundle, CellError> {
    .success(MIMEBundle(plain: expression))
  }

  func completions(in code: String, at offset: Int) -> Completion {
    Completion(items: [], replacing: offset..<offset)
  }

  func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle? { nil }

  func completeness(of code: String) -> Completeness { .complete }

  func interrupt() {}
}
