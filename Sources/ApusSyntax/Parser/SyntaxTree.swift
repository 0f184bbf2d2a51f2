import ApusText

/// What the parser made of a text: every statement it could read, and all independent errors.
package struct SyntaxTree: Sendable {
  package var source: SourceText
  package var statements: [Statement]
  package var diagnostics: [Diagnostic]
  /// The operators that hold after this text, for the next one.
  package var operators: OperatorTable

  package init(
    source: SourceText, statements: [Statement], diagnostics: [Diagnostic],
    operators: OperatorTable = .standard
  ) {
    self.source = source
    self.statements = statements
    self.diagnostics = diagnostics
    self.operators = operators
  }
}
