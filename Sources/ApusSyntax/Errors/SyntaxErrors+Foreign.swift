import ApusText

/// What Python and other languages write otherwise.
extension SyntaxErrors {
  func foreignStatement(
    _ span: Span, _ word: String, help: String, meant: String? = nil
  ) -> Diagnostic {
    make(
      "'\(word)' does not start a statement here", span, help: meant == nil ? help : nil,
      fix: meant.map { (span, $0) })
  }

  func foreignValue(_ span: Span, _ word: String, meant: String) -> Diagnostic {
    make("'\(word)' is written '\(meant)'", span, fix: (span, meant))
  }

  func foreignOperator(_ span: Span, _ word: String, meant: String) -> Diagnostic {
    make("'\(word)' is written '\(meant)'", span, fix: (span, meant))
  }

  func foreignNot(_ span: Span) -> Diagnostic {
    make("'not' is written '!', directly before what it negates", span, fix: (span, "!"))
  }

  func matrixProduct(_ span: Span, around index: Int, in tokens: [Token]) -> Diagnostic {
    make(
      "the matrix product is written '•'", span,
      help: "`a • b` (type `\\bullet` and Tab), or `matmul(a, b)`", fix: (span, "•"))
  }

  func pythonIs(_ span: Span, isNegated: Bool, isNothing: Bool) -> Diagnostic {
    let meant = isNegated ? "!= nil" : "== nil"
    return make(
      "'is' asks for a type", span,
      help: isNothing ? nil : "write `!(x is Int)`, or `x != y` for two values",
      fix: isNothing ? (span, meant) : nil)
  }

  func conditionalExpression(_ span: Span, fix: String) -> Diagnostic {
    make("a choice between two values is written with '? :'", span, fix: (span, fix))
  }

  func lambda(_ span: Span, closure: String?) -> Diagnostic {
    make(
      "a function without a name is a closure in braces", span,
      help: closure == nil ? "write `{ x in x + 1 }`" : nil, fix: closure.map { (span, $0) })
  }

  func comprehension(_ span: Span, fix: String?) -> Diagnostic {
    make(
      "a list is made from another by 'map' and 'filter'", span,
      help: fix == nil ? "write `xs.map { x in … }`" : nil, fix: fix.map { (span, $0) })
  }

  /// `1:3`, `:`, `1:`, `::2`.
  func slice(
    _ span: Span, lower: SliceBound?, upper: SliceBound?, hasStep: Bool
  ) -> Diagnostic {
    let headline = "a part of an axis is written as a range"
    if hasStep {
      return make(headline, span, help: "with a step: `.stride(from: 0, to: n, by: 2)`")
    }
    let first = lower.map { $0.isNegative ? "(\($0.text))" : $0.text }
    let last = upper.map { $0.isNegative ? "(\($0.text))" : $0.text }
    switch (lower, upper) {
    case (nil, nil): return make(headline, span, fix: (span, "0..."))
    case (_, nil): return make(headline, span, fix: (span, "\(first ?? "0")..."))
    case (nil, _): return make(headline, span, fix: (span, "..<\(last ?? "")"))
    case (let lower?, let upper?):
      if lower.isNegative == upper.isNegative {
        let space = upper.isNegative ? " " : ""
        return make(headline, span, fix: (span, "\(lower.text)\(space)..<\(space)\(upper.text)"))
      }
      return make(
        headline, span,
        help: "count both ends from the same side, such as `\(first ?? "0")..<x.dim(0) - 1`")
    }
  }

  func namedArgument(_ span: Span, _ name: String, meant: String, value: String) -> Diagnostic {
    make(
      "an argument's name is followed by ':'", span, fix: (span, "\(meant): \(value)"))
  }

  func pythonImport(_ span: Span, module: String) -> Diagnostic {
    make(
      "an import names one module and gives it no other name", span,
      help: "nothing need be imported here: `Tensor`, `Linear`, `exp`, … are there")
  }

  func colonBlock(_ span: Span, _ what: String, fix: (Span, String)?) -> Diagnostic {
    make(
      "the body of '\(what)' stands in braces, not behind ':'", span,
      notes: ["indentation has no meaning here"],
      help: fix == nil ? "write `\(what) … { … }`" : nil, fix: fix)
  }

  func wordWithColon(_ span: Span) -> Diagnostic {
    make("\(described(source.slice(span))) starts no block here", span)
  }

  func elseIf(_ span: Span, _ word: String) -> Diagnostic {
    make("'\(word)' is written 'else if'", span, fix: (span, "else if"))
  }

  func annotationWithoutLet(_ span: Span, _ name: String) -> Diagnostic {
    make(
      "a variable is declared with 'let' or 'var'", span,
      help: "`let` if it stays as it is, `var` if it changes", fix: (span, "var \(name)"))
  }

  func typeBeforeName(_ span: Span, type: String, name: String) -> Diagnostic {
    make(
      "a variable is declared with 'let' or 'var'", span,
      help: "write `let \(name) = …`, or `let \(name): \(type) = …` with its type")
  }

  func printWithoutParentheses(_ span: Span) -> Diagnostic {
    make("the arguments of 'print' stand in parentheses", span, help: "write `print(…)`")
  }

  func newBeforeCall(_ span: Span, _ name: String) -> Diagnostic {
    make("a value is made by calling its type, without 'new'", span, fix: (span, ""))
  }

  func basesInParentheses(_ span: Span, name: String, bases: String) -> Diagnostic {
    make(
      "what a type inherits stands behind ':'", span,
      help: "write `class \(name): \(bases) { … }`")
  }

  func selfParameter(_ span: Span, through end: Int) -> Diagnostic {
    make(
      "'self' is there in every method and is no parameter", span,
      fix: (Span(span.start, end), ""))
  }

  func dictionaryInBraces(_ span: Span, fix: String) -> Diagnostic {
    make("a dictionary stands in square brackets", span, fix: (span, fix))
  }

  func starredParameter(_ span: Span, _ spelling: String) -> Diagnostic {
    make(
      "any number of arguments is written with '...' behind the type", span,
      help: "write `_ values: Int...`")
  }

  func colonForArrow(_ span: Span) -> Diagnostic {
    make("the type of the result stands behind '->'", span, fix: (span, " ->"))
  }
}
