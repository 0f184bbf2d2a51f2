import ApusText

/// Whether a text could be run as it stands or waits for more, for a console's Enter key.
package enum TextCompleteness: Equatable, Sendable {
  case complete
  /// More is to come, indented by this.
  case incomplete(indent: String)
  case invalid

  package static func of(_ source: SourceText) -> TextCompleteness {
    let lexed = Lexer.lex(source)
    if lexed.isUnfinished { return .incomplete(indent: "") }
    var parser = Parser(source, operators: .standard)
    let tree = parser.parseCell()
    guard let first = tree.diagnostics.first else { return .complete }
    // Brackets are reported where they open, so the place of the first mistake does not tell.
    let isOpen = first.id == "unclosed-bracket" && parser.reachedEndInBracket
    guard isOpen || parser.ranOut else { return .invalid }
    return .incomplete(indent: indent(source, lexed.tokens))
  }

  /// The indentation of the last line, and one level more behind an opening bracket.
  private static func indent(_ source: SourceText, _ tokens: [Token]) -> String {
    guard let last = tokens.dropLast().last else { return "" }
    let line = source.line(source.lineNumber(of: last.start))
    let margin = String(line.prefix { $0 == " " || $0 == "\t" })
    if case .punctuation(let mark) = last.kind, mark.closing != nil {
      return margin + unit(source)
    }
    // Behind the parameters of a closure, not in the header of a loop.
    let isLoop = line.drop { $0 == " " || $0 == "\t" }.hasPrefix("for ")
    if last.kind == .keyword(.in), !isLoop { return margin + unit(source) }
    return margin
  }

  /// How the text is indented: by its first indented line, otherwise by two blanks.
  private static func unit(_ source: SourceText) -> String {
    for number in 1...min(source.lineCount, 200) {
      let margin = source.line(number).prefix { $0 == " " || $0 == "\t" }
      if !margin.isEmpty { return margin.first == "\t" ? "\t" : String(margin.prefix(8)) }
    }
    return "  "
  }
}
