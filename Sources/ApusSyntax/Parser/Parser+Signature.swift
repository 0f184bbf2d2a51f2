import ApusText

extension Parser {
  /// Reads one declaration that needs no body, as the rows of the catalogue write it.
  package static func parseSignature(_ text: String) throws(Diagnostic) -> Declaration {
    let source = SourceText(text, name: "signature")
    var parser = Parser(source, operators: .standard)
    parser.allowsMissingBody = true
    let statement = parser.parseRecoveringStatement()
    if parser.diagnostics.isEmpty, parser.kind != .endOfText {
      parser.report(parser.errors.missingSeparator(parser.token.span, after: parser.previousEnd))
    }
    if let first = parser.allDiagnostics.first { throw first }
    guard case .declaration(let declaration) = statement.kind else {
      throw parser.errors.expectedDeclaration(statement.span, found: source.slice(statement.span))
    }
    return declaration
  }
}
