import ApusDisplay

package enum OutputStream: String, Sendable {
  case stdout, stderr
}

/// Where a running cell's output goes and its input comes from.
///
/// Called from the thread that runs the cell, in the order of the program.
package protocol Host: AnyObject, Sendable {
  func write(_ text: String, to stream: OutputStream)

  /// Shows a value; an update replaces what was shown under the same id.
  func display(_ bundle: MIMEBundle, id: String?, isUpdate: Bool)

  func clearOutput(wait: Bool)

  /// Text for the front end's pager, as `help(softmax)` gives.
  func page(_ bundle: MIMEBundle)

  /// A line from the user, or nil where there is no one to ask.
  func readLine(prompt: String, isPassword: Bool) throws -> String?

  /// Puts code into a new cell below the running one, or in the place of the running one's.
  func setNextInput(_ code: String, replaces: Bool)

  /// Shows what went wrong in a function that was called outside a cell.
  func fail(_ error: CellError)

  /// Hands on at once what was printed.
  func flush()

  /// Opens a conversation with the front end's target of that name; nil where there is no front end.
  func openComm(
    _ target: String, _ message: CommMessage, listener: any CommListener
  ) -> (any Comm)?
}

extension Host {
  package func setNextInput(_ code: String, replaces: Bool) {}

  package func fail(_ error: CellError) {
    write(error.traceback.joined(separator: "\n") + "\n", to: .stderr)
  }

  package func flush() {}

  package func openComm(
    _ target: String, _ message: CommMessage, listener: any CommListener
  ) -> (any Comm)? { nil }
}
