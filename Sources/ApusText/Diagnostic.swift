/// One thing that is wrong in a program, as data; `DiagnosticRenderer` turns it into text.
package struct Diagnostic: Error, Sendable {
  /// What stands under one part of the source.
  package struct Label: Sendable, Equatable {
    package var span: Span
    package var text: String

    package init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// A replacement that is certain to be what was meant.
  package struct Fix: Sendable, Equatable {
    package var span: Span
    package var replacement: String

    package init(_ span: Span, _ replacement: String) {
      self.span = span
      self.replacement = replacement
    }
  }

  /// A call on the way to a run-time error: where it stands and what it calls.
  package struct Frame: Sendable {
    package var function: String
    /// The names of what the function is called with.
    package var parameters: [String]
    package var source: SourceText
    package var span: Span

    package init(
      function: String, parameters: [String] = [], source: SourceText, span: Span
    ) {
      self.function = function
      self.parameters = parameters
      self.source = source
      self.span = span
    }
  }

  package enum Severity: String, Sendable {
    case error, warning
  }

  /// The kind of fault, which becomes the `ename` of a Jupyter error.
  package enum Phase: String, Sendable {
    case syntax = "SyntaxError"
    case type = "TypeError"
    case shape = "ShapeError"
    case runtime = "RuntimeError"
    case interrupted = "Interrupted"
  }

  /// A stable name such as `shape-mismatch`.
  package var id: String
  package var phase: Phase
  package var severity: Severity = .error
  /// One sentence without a full stop that states the rule and the facts.
  package var headline: String
  package var source: SourceText
  /// What the caret stands under.
  package var span: Span
  package var labels: [Label] = []
  package var notes: [String] = []
  /// What to do, where that is known.
  package var help: String?
  package var fix: Fix?
  /// The student's own calls, innermost first.
  package var trace: [Frame] = []

  package init(
    _ id: String, _ phase: Phase, _ headline: String, in source: SourceText, at span: Span,
    labels: [Label] = [], notes: [String] = [], help: String? = nil, fix: Fix? = nil
  ) {
    self.id = id
    self.phase = phase
    self.headline = headline
    self.source = source
    self.span = span
    self.labels = labels
    self.notes = notes
    self.help = help
    self.fix = fix
  }
}
