import ApusText

extension SyntaxErrors {
  func unknownOperator(
    _ span: Span, _ spelling: String, fixity: String
  ) -> Diagnostic {
    make(
      "there is no \(fixity) operator '\(spelling)'", span,
      help: Habit.find(spelling, .operator)?.advice)
  }

  func lookalikeOperator(_ span: Span, _ spelling: String, meant: String) -> Diagnostic {
    make("'\(spelling)' is written '\(meant)'", span, fix: (span, meant))
  }

  /// - Parameter isSpaced: Blanks stand around it, so that `+=` may have been meant by `=+`.
  func gluedOperators(
    _ span: Span, infix: String, prefix: String, isSpaced: Bool
  ) -> Diagnostic {
    make(
      "'\(infix)\(prefix)' is read as one operator", span,
      help: "put spaces around '\(infix)'", fix: isSpaced ? nil : (span, " \(infix) \(prefix)"))
  }

  func gluedRange(_ span: Span, range: String, rest: String, operand: String) -> Diagnostic {
    make(
      "'\(range)\(rest)' is read as one operator", span,
      fix: (span, "\(range)(\(rest)\(operand))"))
  }

  func gluedUnequal(_ span: Span, _ spelling: String) -> Diagnostic {
    make(
      "without spaces this '!' belongs to the value before it", span,
      fix: (span, " \(spelling) "))
  }

  func negativeStart(_ span: Span, text: String) -> Diagnostic {
    make(
      "'-' would apply to the whole range", span, fix: (span, "(\(text))..."))
  }

  func spaceBeforePostfix(_ span: Span, previousEnd: Int, _ spelling: String) -> Diagnostic {
    make(
      "'\(spelling)' without an upper bound stands directly behind the lower one", span,
      fix: (Span(previousEnd, span.end), spelling == "..." ? "..." : spelling))
  }

  func spaceBehindPrefix(_ span: Span, _ spelling: String, operandStart: Int) -> Diagnostic {
    make(
      "'\(spelling)' stands directly before what it applies to", span,
      fix: (Span(span.start, operandStart), spelling))
  }

  func unevenSpacing(_ span: Span, _ spelling: String, isPrefix: Bool) -> Diagnostic {
    let place = isPrefix ? "behind" : "before"
    return make(
      "'\(spelling)' needs the same on both sides, and there is no space \(place) it", span,
      fix: (span, isPrefix ? "\(spelling) " : " \(spelling)"))
  }

  func chainedOperators(
    _ span: Span, _ spelling: String, first: Operator, between middle: String
  ) -> Diagnostic {
    let orders = ["<", "<=", ">", ">="]
    let isOrder = orders.contains(spelling) && orders.contains(first.spelling)
    return make(
      "'\(first.spelling)' and '\(spelling)' cannot follow one another", span,
      labels: [Diagnostic.Label(first.span, "the first is here")],
      help: isOrder
        ? nil
        : ["==", "!="].contains(spelling)
          ? "write `a == b && b == c`" : "put one of them in parentheses",
      fix: isOrder ? (span, "&& \(middle) \(spelling)") : nil)
  }

  func unrelatedOperators(_ span: Span, _ spelling: String, first: Operator) -> Diagnostic {
    make(
      "neither of '\(first.spelling)' and '\(spelling)' binds tighter than the other", span,
      labels: [Diagnostic.Label(first.span, "the first is here")],
      help: "put one of them in parentheses")
  }

  func incrementOperator(_ span: Span, _ spelling: String, operand: String) -> Diagnostic {
    let symbol = spelling == "++" ? "+=" : "-="
    return make(
      "there is no operator '\(spelling)'", span, fix: (span, "\(operand) \(symbol) 1"))
  }

  func starredArgument(_ span: Span, _ spelling: String) -> Diagnostic {
    make(
      "'\(spelling)' does not spread a list into arguments", span,
      help: "pass the array itself, or each value by its name")
  }

  func ternaryWithoutColon(_ span: Span, question: Span) -> Diagnostic {
    make(
      "expected ':' and the other value of '? :'", span,
      labels: [Diagnostic.Label(question, "the condition ends here")])
  }

  func tryOnTheRight(_ span: Span) -> Diagnostic {
    make(
      "'try' cannot stand to the right of an operator", span,
      help: "put one `try` at the start of the expression; it covers all of it")
  }

  func operatorWithoutFixity(_ span: Span) -> Diagnostic {
    make("an operator is declared with 'prefix', 'infix' or 'postfix' before 'operator'", span)
  }

  func expectedOperator(_ span: Span) -> Diagnostic {
    make("expected an operator, found \(described(source.slice(span)))", span)
  }

  func unknownPrecedenceGroup(_ span: Span, _ name: String) -> Diagnostic {
    make(
      "there is no precedence group '\(name)'", span,
      help: "such as `AdditionPrecedence` or `MultiplicationPrecedence`")
  }

  func unknownGroupAttribute(_ span: Span, _ name: String, _ known: [String]) -> Diagnostic {
    make(
      "a precedence group has no '\(name)'", span,
      help: "it may have \(known.map { "`\($0)`" }.joined(separator: ", "))")
  }
}
