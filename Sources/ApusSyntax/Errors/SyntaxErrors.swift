import ApusText

/// Every diagnostic of lexer and parser: one constructor each, whose name is its id.
///
/// The sentences stand here and nowhere else. A fix is given only where it is certain.
package struct SyntaxErrors: Sendable {
  let source: SourceText

  /// Makes a diagnostic whose id is the name of the calling function, `unclosedBracket` being
  /// `unclosed-bracket`.
  func make(
    _ headline: String, _ span: Span, labels: [Diagnostic.Label] = [], notes: [String] = [],
    help: String? = nil, fix: (Span, String)? = nil, function: String = #function
  ) -> Diagnostic {
    Diagnostic(
      SyntaxErrors.id(of: function), .syntax, headline, in: source, at: span, labels: labels,
      notes: notes, help: help, fix: fix.map { Diagnostic.Fix($0.0, $0.1) })
  }

  private static func id(of function: String) -> String {
    var id = ""
    for character in function.prefix(while: { $0 != "(" }) {
      if character.isUppercase { id += "-" }
      id += character.lowercased()
    }
    return id
  }

  /// A span with the blanks behind it, for a fix that takes a word away.
  func withBlanks(_ span: Span) -> Span {
    var end = span.end
    while end < source.bytes.count, source.bytes[end] == 0x20 { end += 1 }
    return Span(span.start, end)
  }

  /// What stands at a place, for a sentence.
  func described(_ text: String) -> String {
    text.isEmpty ? "the end of the cell" : "'\(text.prefix(40))'"
  }

  func nestedTooDeeply(_ span: Span) -> Diagnostic {
    make(
      "this is nested too deeply to be read", span,
      help: "give inner parts names with `let`, or move them to functions")
  }

  func expressionTooLong(_ span: Span, limit: Int) -> Diagnostic {
    make(
      "this expression has more than \(limit) parts", span,
      help: "put the values in an array and add them with `reduce(0, +)`")
  }

  func expectedExpression(_ span: Span, found: String) -> Diagnostic {
    make("expected an expression, found \(described(found))", span)
  }

  func missingOperand(_ span: Span, of symbol: String, _ symbolSpan: Span) -> Diagnostic {
    make(
      "expected a value behind '\(symbol)'", symbolSpan)
  }

  func expectedName(_ span: Span, _ what: String) -> Diagnostic {
    make("expected the name of \(what), found \(described(source.slice(span)))", span)
  }

  func reservedName(_ span: Span, _ word: String) -> Diagnostic {
    make(
      "'\(word)' is a word of the language and cannot be a name", span,
      help: "choose another name, or put it in back-ticks: `\(word)`")
  }

  func reservedWordInExpression(_ span: Span, _ word: String) -> Diagnostic {
    make("expected an expression, found the word '\(word)'", span)
  }

  func expectedType(_ span: Span) -> Diagnostic {
    make("expected a type, found \(described(source.slice(span)))", span)
  }

  func expectedBlock(_ span: Span, _ what: String) -> Diagnostic {
    make("expected '{' to open the body of '\(what)'", span)
  }

  func unclosedBracket(_ span: Span, _ bracket: String, end: Int) -> Diagnostic {
    let closing = Punctuation(rawValue: bracket)?.closing?.rawValue ?? bracket
    return make(
      "this '\(bracket)' is never closed", span,
      labels: [Diagnostic.Label(Span(end, end), "expected '\(closing)' here")])
  }

  func unexpectedInBrackets(_ span: Span, closing: String) -> Diagnostic {
    make("expected '\(closing)', found \(described(source.slice(span)))", span)
  }

  func strayClosing(_ span: Span, _ bracket: String) -> Diagnostic {
    make("this '\(bracket)' closes nothing", span)
  }

  func unclosedGenerics(_ span: Span) -> Diagnostic {
    make("expected '>' to close the list of types", span)
  }

  func missingComma(_ span: Span, after: Int) -> Diagnostic {
    make("expected ',' between two values", span, fix: (Span(after, after), ","))
  }

  func missingSeparator(_ span: Span, after: Int) -> Diagnostic {
    make(
      "two statements on one line need ';' between them", span,
      help: "start \(described(source.slice(span))) on a new line")
  }

  func extraSemicolon(_ span: Span) -> Diagnostic {
    make(
      "there is no statement for this ';' to end", span, help: "leave it out", fix: (span, ""))
  }

  func missingMember(_ span: Span, end: Span) -> Diagnostic {
    make("expected the name of a member behind '.'", span)
  }

  func missingDictionaryValue(_ span: Span) -> Diagnostic {
    make("this key has no value", span, help: "write `key: value`")
  }

  func missingArgumentValue(_ span: Span, _ label: String) -> Diagnostic {
    make("expected a value behind '\(label):'", span)
  }

  func expectedKeyPath(_ span: Span) -> Diagnostic {
    make("expected '.' and the name of a member behind '\\'", span)
  }

  func tupleWithoutParentheses(_ span: Span, fix: (Span, String)?) -> Diagnostic {
    make(
      "a tuple needs parentheses", span,
      help: fix == nil ? "write `(a, b) = (b, a)`, or `swap(&a, &b)`" : nil, fix: fix)
  }

  func implicitParameterOutsideClosure(_ span: Span) -> Diagnostic {
    make("'\(source.slice(span))' stands for an argument of a closure, and this is in none", span)
  }

  func tupleParameter(_ span: Span) -> Diagnostic {
    make(
      "a closure's parameter cannot be taken apart in its list", span,
      help: "name it, and write `let (a, b) = pair` in the body")
  }

  func expectedInOfClosure(_ span: Span) -> Diagnostic {
    make("expected 'in' behind the closure's parameters", span)
  }

  func unknownAttribute(_ span: Span, suggestion: String?) -> Diagnostic {
    make(
      "there is no attribute '\(source.slice(span))'", span,
      fix: suggestion.map { (span, "@\($0)") })
  }

  func leftOut(_ span: Span, _ what: LeftOut) -> Diagnostic {
    make(what.sentence, span, help: what.help)
  }
}
