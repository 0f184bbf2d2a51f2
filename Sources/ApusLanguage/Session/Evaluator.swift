import ApusDisplay
import ApusText

/// What a kernel or a runner asks of the language; `Session` is the real one.
///
/// `run` blocks and is called by one thread at a time; the others may be called from any thread
/// while a cell runs.
package protocol Evaluator: AnyObject, Sendable {
  /// Runs a cell; what it prints and displays goes to the host while it runs.
  func run(_ cell: Cell, host: any Host) -> CellOutcome

  /// The value of one expression, without side effects on the history; for `user_expressions`.
  func evaluate(_ expression: String, host: any Host) -> Result<MIMEBundle, CellError>

  /// What may stand at a position, given in UTF-8 bytes.
  func completions(in code: String, at offset: Int) -> Completion

  /// What is known of the name at a position, given in UTF-8 bytes; `detail` 0 or 1.
  func inspection(in code: String, at offset: Int, detail: Int) -> MIMEBundle?

  /// Whether a cell could be run as it stands.
  func completeness(of code: String) -> Completeness

  /// Stops the running cell soon, with every variable kept; does nothing when none runs.
  func interrupt()

  /// Who stops cells at breakpoints; nil where they cannot be stopped.
  var debugger: Debugger? { get }

  /// What front ends may open conversations with.
  var commTargets: [any CommTarget] { get }
}

extension Evaluator {
  package var debugger: Debugger? { nil }

  package var commTargets: [any CommTarget] { [] }
}

/// A cell to run.
package struct Cell: Sendable {
  package var code: String
  /// The execution count; diagnostics say `cell 3`.
  package var number: Int
  /// The front end's id of the cell, where it has one.
  package var id: String?

  package init(code: String, number: Int, id: String? = nil) {
    self.code = code
    self.number = number
    self.id = id
  }
}

/// How a cell ended.
package struct CellOutcome: Sendable {
  /// What the last expression was worth, where it was worth something.
  package var result: MIMEBundle?
  package var error: CellError?

  package init(result: MIMEBundle? = nil, error: CellError? = nil) {
    self.result = result
    self.error = error
  }
}

/// A failed cell, ready for Jupyter's `error` message.
package struct CellError: Error, Sendable {
  /// `TypeError`, `ShapeError`, `Interrupted`, ….
  package var name: String
  /// The headline.
  package var value: String
  /// Rendered lines with ANSI colours.
  package var traceback: [String]
  package var diagnostics: [Diagnostic]
  /// Whether the cell had begun to run, so that what came before the fault is done.
  package var hasBegun = false

  package init(name: String, value: String, traceback: [String], diagnostics: [Diagnostic] = []) {
    self.name = name
    self.value = value
    self.traceback = traceback
    self.diagnostics = diagnostics
  }
}

package enum Completeness: Equatable, Sendable {
  case complete
  /// More is to come, indented by this.
  case incomplete(indent: String)
  case invalid
}

/// What may stand at the cursor.
package struct Completion: Sendable {
  package struct Item: Sendable, Equatable {
    /// What is inserted.
    package var text: String
    /// `function`, `variable`, `type`, `method`, `property`, `keyword`, `enum case`, `label`.
    package var kind: String
    /// The type or signature, for display beside it.
    package var signature: String

    package init(text: String, kind: String, signature: String) {
      self.text = text
      self.kind = kind
      self.signature = signature
    }
  }

  package var items: [Item]
  /// What an item replaces, in UTF-8 bytes of the code.
  package var replacing: Range<Int>

  package init(items: [Item], replacing: Range<Int>) {
    self.items = items
    self.replacing = replacing
  }
}
