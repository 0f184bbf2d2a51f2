import ApusText

/// What the parser made of a text: every statement it could read, and all independent errors.
package struct SyntaxTree: Sendable {
  package var source: SourceText
  package var statements: [Statement]
  package var diagnostics: [Diagnostic]

  package init(source: SourceText, statements: [Statement], diagnostics: [Diagnostic]) {
    self.source = source
    self.statements = statements
    self.diagnostics = diagnostics
  }
}
