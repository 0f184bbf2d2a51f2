import ApusText

extension SyntaxErrors {
  func missingCondition(_ span: Span, _ what: String) -> Diagnostic {
    make("expected a \(what == "switch" ? "value" : "condition") behind '\(what)'", span)
  }

  func assignmentInCondition(_ span: Span, between left: Span, and right: Span) -> Diagnostic {
    make(
      "'=' assigns and does not compare", span,
      fix: (span, "\(source.slice(left)) == \(source.slice(right))"))
  }

  func expectedEqualInCondition(_ span: Span) -> Diagnostic {
    make("expected '=' and the value that the pattern is matched with", span)
  }

  func guardWithoutElse(_ span: Span) -> Diagnostic {
    make("expected 'else' behind the condition of 'guard'", span)
  }

  func repeatWithoutWhile(_ span: Span) -> Diagnostic {
    make("expected 'while' and a condition behind the body of 'repeat'", span)
  }

  func doWhile(_ span: Span) -> Diagnostic {
    make("a loop with its condition at the end starts with 'repeat'", span, fix: (span, "repeat"))
  }

  func expectedIn(_ span: Span) -> Diagnostic {
    make("expected 'in' and what to loop over", span)
  }

  func cStyleFor(_ span: Span) -> Diagnostic {
    make(
      "'for' goes through a sequence and counts by a range", span,
      help: "write `for i in 0..<n { … }`, or `stride(from: 0, to: n, by: 2)` for other steps")
  }

  func parenthesisedFor(_ span: Span, _ source: SourceText) -> Diagnostic {
    make(
      "the header of 'for' has no parentheses", span,
      fix: (span, source.slice(Span(span.start + 1, span.end - 1))))
  }

  func patternWithoutParentheses(_ span: Span, _ text: String) -> Diagnostic {
    make("several variables stand in parentheses", span, fix: (span, "(\(text))"))
  }

  func caseOutsideSwitch(_ span: Span, _ word: String) -> Diagnostic {
    make("'\(word)' stands only directly inside 'switch'", span)
  }

  func wordWithoutBeginning(_ span: Span, _ word: Keyword) -> Diagnostic {
    let needed: String
    switch word {
    case .else: needed = "an 'if' whose '}' it follows"
    case .catch: needed = "a 'do' whose '}' it follows"
    case .in: needed = "a 'for' before it"
    default: needed = "a declaration or a case before it"
    }
    return make("'\(word.rawValue)' needs \(needed)", span)
  }

  func expectedCase(_ span: Span) -> Diagnostic {
    make("expected 'case' or 'default' inside 'switch'", span)
  }

  func expectedColonAfterCase(_ span: Span, after: Int) -> Diagnostic {
    make("expected ':' behind the patterns of 'case'", span, fix: (Span(after, after), ":"))
  }

  func emptyCase(_ span: Span) -> Diagnostic {
    make(
      "this case does nothing, and a case must hold a statement", span,
      help: "write `break` in it, or several patterns in one case: `case 1, 2:`")
  }

  func expectedDeclaration(_ span: Span, found: String) -> Diagnostic {
    make("expected a declaration, found \(described(found))", span)
  }

  func staticOutsideType(_ span: Span, _ word: String) -> Diagnostic {
    make("'\(word)' stands only inside a type", span, fix: (withBlanks(span), ""))
  }

  func labelInFunctionType(_ span: Span) -> Diagnostic {
    make(
      "the parameters of a function type have no labels", span,
      help: "write only their types, or `_ name: Int`")
  }

  func closureAsStatement(_ span: Span) -> Diagnostic {
    make(
      "a statement cannot start with a closure", span,
      help: "write `do { … }` for a block, or give the closure a name with `let`")
  }

  func expectedEqual(_ span: Span) -> Diagnostic {
    make("expected '=' and a type", span)
  }

  func equalityForAssignment(_ span: Span) -> Diagnostic {
    make("'==' compares and does not assign", span, fix: (span, "="))
  }

  func missingColonBeforeType(_ span: Span, after: Int) -> Diagnostic {
    make("expected ':' before the type", span, fix: (Span(after, after), ":"))
  }

  func expectedAccessor(_ span: Span) -> Diagnostic {
    make(
      "expected 'get', 'set', 'willSet' or 'didSet', found \(described(source.slice(span)))", span)
  }

  func missingBody(_ span: Span, _ name: String, after: Int) -> Diagnostic {
    make("expected '{' and the body of '\(name)'", span)
  }

  func missingParameterList(_ span: Span, _ name: String, after: Int) -> Diagnostic {
    make("expected '(' and the parameters of '\(name)'", span)
  }

  func parameterWithoutType(_ span: Span, _ name: String) -> Diagnostic {
    make(
      "the parameter '\(name)' needs a type", span, help: "such as `\(name): Tensor`")
  }

  func inoutBeforeName(_ span: Span) -> Diagnostic {
    make("'inout' stands before the type", span, help: "write `x: inout Int`")
  }

  func throwsBehindResult(_ span: Span) -> Diagnostic {
    make("'throws' stands before '->'", span)
  }

  func subscriptWithoutResult(_ span: Span) -> Diagnostic {
    make("expected '->' and the type of the subscript", span)
  }

  func expectedRequirement(_ span: Span) -> Diagnostic {
    make("expected ':' or '==' in the requirement", span)
  }

  func switchCaseInEnum(_ span: Span) -> Diagnostic {
    make("a case of an enum has no ':' behind it", span)
  }

  func periodBeforeCaseName(_ span: Span) -> Diagnostic {
    make("a case is declared without '.'", span, fix: (span, ""))
  }
}
