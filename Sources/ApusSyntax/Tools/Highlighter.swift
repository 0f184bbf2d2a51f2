import ApusText

/// What in a text has which class, for colouring it.
package struct Highlighter {
  package struct Piece: Equatable, Sendable {
    package var span: Span
    package var highlightClass: HighlightClass
  }

  /// The coloured pieces in the order of the text; what is between them stays plain.
  package static func pieces(of source: SourceText) -> [Piece] {
    let lexed = Lexer.lex(source)
    var pieces: [Piece] = lexed.comments.map { Piece(span: $0, highlightClass: .comment) }
    for (index, token) in lexed.tokens.enumerated() where token.start < token.end {
      guard var found = token.kind.highlightClass else { continue }
      if found == .name {
        let next = lexed.tokens[min(index + 1, lexed.tokens.count - 1)]
        let isMember = index > 0 && lexed.tokens[index - 1].kind == .punctuation(.period)
        found = refined(source, token, isMember: isMember, before: next)
      }
      pieces.append(Piece(span: token.span, highlightClass: found))
    }
    return pieces.sorted { $0.span.start < $1.span.start }
  }

  /// Names with a capital are types, names before a parenthesis are functions.
  private static func refined(
    _ source: SourceText, _ token: Token, isMember: Bool, before next: Token
  ) -> HighlightClass {
    if !isMember, source.slice(token.span).first?.isUppercase == true { return .type }
    let isCalled = next.kind == .punctuation(.leftParenthesis) && !next.flags.contains(.afterSpace)
    return isCalled ? .function : .name
  }
}
