import ApusSyntax
import ApusText

/// What the checker has to say about types and names; every sentence is made here.
package struct TypeErrors {
  package let source: SourceText

  func make(
    _ id: String, _ headline: String, _ span: Span, labels: [Diagnostic.Label] = [],
    notes: [String] = [], help: String? = nil, fix: Diagnostic.Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      id, .type, headline, in: source, at: span, labels: labels, notes: notes, help: help,
      fix: fix)
  }

  func unknownName(
    _ name: String, _ span: Span, suggestion: String?, help: String?, isCertain: Bool = false
  ) -> Diagnostic {
    make(
      "unknown-name", "there is no '\(name)' here", span,
      help: help ?? suggestion.map { "did you mean '\($0)'?" },
      fix: isCertain ? suggestion.map { Diagnostic.Fix(span, $0) } : nil)
  }

  func leftOut(_ what: LeftOut, _ span: Span) -> Diagnostic {
    make("left-out", what.sentence, span, help: what.help)
  }

  func extraneousAmpersand(_ span: Span, before inner: Span) -> Diagnostic {
    make(
      "ampersand", "'&' stands only before an argument that the function takes as 'inout'", span,
      help: "without it the value itself is given; there are no pointers here",
      fix: Diagnostic.Fix(Span(span.start, inner.start), ""))
  }

  func unknownType(
    _ name: String, _ span: Span, suggestion: String?, help: String? = nil
  ) -> Diagnostic {
    make(
      "unknown-type", "there is no type '\(name)'", span,
      help: help ?? suggestion.map { "did you mean '\($0)'?" },
      fix: suggestion.map { Diagnostic.Fix(span, $0) })
  }

  func typeArity(_ name: String, wanted: Int, _ span: Span) -> Diagnostic {
    make(
      "type-arguments", "'\(name)' takes \(wanted) type\(wanted == 1 ? "" : "s") in angle brackets",
      span)
  }

  func unknownMember(
    _ name: String, of type: Type, _ span: Span, suggestion: String?, help: String?,
    isCertain: Bool = true
  ) -> Diagnostic {
    let owner =
      if case .metatype(let inner) = type { "type '\(inner)'" } else { "a value of type '\(type)'" }
    return make(
      "unknown-member", "\(owner) has no member '\(name)'", span,
      help: help ?? suggestion.map { "did you mean '\($0)'?" },
      fix: help == nil && isCertain ? suggestion.map { Diagnostic.Fix(span, $0) } : nil)
  }

  func optionalMember(_ name: String, of type: Type, _ span: Span) -> Diagnostic {
    make(
      "optional",
      "'\(name)' is a member of '\(type.wrapped ?? type)', but this is optional: \(type)",
      span, help: "unwrap it first: 'if let', '??' or '!'")
  }

  func heterogeneous(
    _ first: Type, _ second: Type, _ shared: String?, _ span: Span
  ) -> Diagnostic {
    make(
      "type-mismatch",
      "heterogeneous array literal: it holds '\(first)' and '\(second)'", span,
      help: "say what it is to hold: let list: [\(shared.map { "any \($0)" } ?? "Any")] = […]")
  }

  func mismatchedBranches(_ first: Type, _ second: Type, _ span: Span) -> Diagnostic {
    make(
      "type-mismatch", "branches have mismatching types '\(first)' and '\(second)'", span,
      help: "every branch gives a value of the same type")
  }

  func mismatch(
    expected: Type, found: Type, _ span: Span, context: String?, help: String? = nil
  ) -> Diagnostic {
    make(
      "type-mismatch",
      context.map { "\($0) wants '\(expected)', but this is '\(found)'" }
        ?? "this should be '\(expected)', but it is '\(found)'",
      span, labels: [Diagnostic.Label(span, "\(found)")],
      help: help ?? Self.conversionHelp(from: found, to: expected))
  }

  private static func conversionHelp(from found: Type, to expected: Type) -> String? {
    switch (found, expected) {
    case (.int, .double): "convert it: Double(…)"
    case (.double, .int): "convert it: Int(…), which drops the fraction"
    case (.tensor, .double): "a tensor with one element becomes a number with .item(), or Double(…)"
    case (.tensor, .bool):
      "comparing tensors gives a tensor: ask Bool(….all()) or Bool(….any())"
    case (.int, .tensor), (.double, .tensor): "make it a tensor: Tensor(…)"
    case (.optional(let inner), let wanted) where wanted.accepts(inner):
      "it may be nil: unwrap it with 'if let', '??' or '!'"
    case (.int, .string), (.double, .string), (.tensor, .string), (.bool, .string):
      #"make it text: "\(…)""#
    case (.int, .bool): "compare it: … != 0"
    case (.substring, .string), (.character, .string): "make it a text of its own: String(…)"
    case (.string, .character): "a Character is one character: Character(…)"
    case (let found, .array(let element)) where found.element == element:
      "make an array of it: Array(…)"
    default: nil
    }
  }

  /// A type without what a row asks for.
  func unmet(_ name: String, _ type: Type, of function: String, _ span: Span) -> Diagnostic {
    switch name {
    case "Comparable":
      make(
        "not-comparable", "values of type '\(type)' have no order of their own", span,
        help: "say which comes first: x.sorted { a, b in … }")
    case "Hashable": notHashable(type, span)
    case "Equatable":
      make(
        "not-equatable", "values of type '\(type)' cannot be compared", span,
        help: "say what to look for: contains { x in … }")
    case "StringProtocol":
      make(
        "type-mismatch", "'\(function)' is for texts, and these are of type '\(type)'", span,
        help: #"make texts of them: x.map { "\($0)" }"#)
    default:
      make("type-mismatch", "'\(function)' does not work on values of type '\(type)'", span)
    }
  }

  func numberedCharacter(_ span: Span) -> Diagnostic {
    make(
      "text-index", "a text has no numbers for its characters", span,
      help: "take an array of them: Array(text)[0]; or a part: text.prefix(3), text.dropFirst()")
  }

  func notOneCharacter(_ span: Span) -> Diagnostic {
    make(
      "not-a-character", "a Character is exactly one character", span,
      help: "a text of any length is a String")
  }

  func operands(
    _ spelling: String, _ left: TypedExpression, _ right: TypedExpression, _ span: Span,
    help: String?, fix: Diagnostic.Fix?
  ) -> Diagnostic {
    make(
      "operands", "'\(spelling)' does not work on '\(left.type)' and '\(right.type)'", span,
      labels: [
        Diagnostic.Label(left.span, "\(left.type)"), Diagnostic.Label(right.span, "\(right.type)"),
      ], help: help, fix: fix)
  }

  func operand(_ spelling: String, _ operand: TypedExpression, _ span: Span) -> Diagnostic {
    make(
      "operands", "'\(spelling)' does not work on '\(operand.type)'", span,
      labels: [Diagnostic.Label(operand.span, "\(operand.type)")])
  }

  func unknownOperator(_ spelling: String, _ span: Span, help: String?) -> Diagnostic {
    make("unknown-operator", "there is no operator '\(spelling)'", span, help: help)
  }

  func notCallable(_ type: Type, _ span: Span) -> Diagnostic {
    make("not-callable", "a value of type '\(type)' cannot be called", span)
  }

  func missingArgument(
    _ parameter: String, in function: String, _ span: Span, signature: String
  ) -> Diagnostic {
    make(
      "missing-argument", "'\(function)' also needs the argument \(parameter)", span,
      notes: ["it is declared as \(signature)"])
  }

  func extraArgument(in function: String, _ span: Span, signature: String) -> Diagnostic {
    make(
      "extra-argument", "'\(function)' does not take this argument", span,
      notes: ["it is declared as \(signature)"])
  }

  func missingLabel(
    _ label: String, in function: String, _ span: Span, signature: String, fix: Diagnostic.Fix?
  ) -> Diagnostic {
    make(
      "missing-label", "'\(function)' wants the label '\(label):' here", span,
      notes: ["it is declared as \(signature)"], help: fix == nil ? "write '\(label): …'" : nil,
      fix: fix)
  }

  func wrongLabel(
    _ label: String, in function: String, _ span: Span, value: Span, suggestion: String?,
    signature: String, isCertain: Bool, advice: String?
  ) -> Diagnostic {
    make(
      "wrong-label", "'\(function)' has no argument labelled '\(label):' here", span,
      notes: ["it is declared as \(signature)"],
      help: advice
        ?? suggestion.map { $0 == "_" ? "leave the label out" : "did you mean '\($0):'?" },
      fix: isCertain
        ? suggestion.map {
          $0 == "_" ? Diagnostic.Fix(Span(span.start, value.start), "") : Diagnostic.Fix(span, $0)
        } : nil)
  }

  func noForm(
    of function: String, takes types: [Type], _ span: Span, forms: [String], label: String?
  ) -> Diagnostic {
    make(
      "no-form",
      "no form of '\(function)' takes (\(types.map(\.description).joined(separator: ", ")))", span,
      notes: forms.prefix(6).map { "there is \($0)" },
      help: label.map { "write \(function)(\($0): …), which takes anything" })
  }

  func needsType(_ what: String, _ span: Span, help: String) -> Diagnostic {
    make("needs-type", "\(what) does not tell its type", span, help: help)
  }

  func notInBuilder(_ builder: String, _ span: Span) -> Diagnostic {
    make(
      "builder", "this cannot stand in a block that '\(builder)' makes a value of", span,
      help: "expressions, 'let', 'if' and 'for' over one name can")
  }

  func constant(
    _ name: String, _ span: Span, isParameter: Bool, isLoopVariable: Bool = false,
    declaration: (source: String, span: Span)? = nil
  ) -> Diagnostic {
    if isLoopVariable {
      return make(
        "constant", "'\(name)' cannot be changed: 'for' gives it its value in each turn", span,
        help: "for steps of another size, 'while' or stride(from:to:by:)")
    }
    let isHere = declaration?.source == source.name
    let place = isHere ? "" : declaration.map { " in \($0.source)" } ?? ""
    return make(
      "constant", "'\(name)' cannot be changed: it is \(isParameter ? "a parameter" : "a 'let'")",
      span,
      help: isParameter
        ? "copy it first: var copy = \(name)" : isHere ? nil : "declare it with 'var'\(place)",
      fix: isHere ? declaration.map { Diagnostic.Fix($0.span, "var") } : nil)
  }

  func notAssignable(_ span: Span) -> Diagnostic {
    make("not-assignable", "nothing can be assigned to this", span)
  }

  func condition(_ type: Type, _ span: Span) -> Diagnostic {
    make(
      "condition", "a condition is a Bool, but this is '\(type)'", span,
      labels: [Diagnostic.Label(span, "\(type)")],
      help: type == .tensor
        ? "comparing tensors gives a tensor: ask Bool(….all()) or Bool(….any())"
        : type.isNumber ? "compare it: … != 0" : type.wrapped != nil ? "compare it: … != nil" : nil)
  }

  func unwrapsNonOptional(_ type: Type, _ span: Span) -> Diagnostic {
    make("not-optional", "this is never nil: its type is '\(type)'", span)
  }

  func notASequence(_ type: Type, _ span: Span) -> Diagnostic {
    make(
      "not-a-sequence", "'for' cannot go over '\(type)'", span,
      help: type == .int ? "write a range: 0..<n" : nil)
  }

  func tuplePattern(wanted: Int, found: Type, _ span: Span) -> Diagnostic {
    make("tuple-pattern", "this pattern has \(wanted) parts, but the value is '\(found)'", span)
  }

  func missingReturn(_ function: String, _ type: Type, _ span: Span) -> Diagnostic {
    make(
      "missing-return", "'\(function)' can end without returning its '\(type)'", span,
      help: "end every way through it with 'return'")
  }

  func returnOutside(_ span: Span) -> Diagnostic {
    make("return-outside", "'return' stands only inside a function", span)
  }

  func jumpOutside(_ word: String, _ span: Span) -> Diagnostic {
    make(
      "jump-outside",
      "'\(word)' stands only inside a \(word == "fallthrough" ? "'switch'" : "loop")", span)
  }

  func unknownLabel(_ label: String, _ span: Span) -> Diagnostic {
    make("unknown-label", "no loop around this is labelled '\(label)'", span)
  }

  func redeclared(_ name: String, _ span: Span) -> Diagnostic {
    make("redeclared", "'\(name)' is declared twice in the same place", span)
  }

  func usedBeforeDeclared(_ name: String, _ span: Span) -> Diagnostic {
    make("used-early", "'\(name)' is used before the line that declares it", span)
  }

  func usedUnassigned(
    _ name: String, isConstant: Bool, isInClosure: Bool, _ span: Span
  ) -> Diagnostic {
    make(
      "unassigned",
      "\(isConstant ? "constant" : "variable") '\(name)' is "
        + (isInClosure ? "captured by a closure" : "used") + " before it has a value", span,
      help: "give it one on every way here: \(name) = …")
  }

  func assignedTwice(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "assigned-twice", "constant '\(name)' may have its value already, and it gets one only once",
      span, help: "declare it with 'var', to change it")
  }

  func neverAssigned(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "unassigned", "'\(name)' has no value where the cell ends", span,
      help: "give it one on every way through the cell: \(name) = …")
  }

  func ragged(first: Int, here: Int, firstSpan: Span, _ span: Span) -> Diagnostic {
    Diagnostic(
      "ragged", .shape, "the rows of a tensor have the same length: \(first) and \(here) differ",
      in: source, at: span,
      labels: [
        Diagnostic.Label(firstSpan, "\(first) here"), Diagnostic.Label(span, "\(here) here"),
      ])
  }

  func integerTooBig(_ type: Type, _ span: Span) -> Diagnostic {
    make("integer-range", "this integer is too large for '\(type)'", span)
  }

  func guardFallsThrough(_ span: Span) -> Diagnostic {
    make(
      "guard-exit", "the 'else' of a 'guard' has to leave: return, break, continue or an error",
      span)
  }

  func notYet(_ what: String, _ span: Span) -> Diagnostic {
    make("not-yet", "\(what) is not part of the language yet", span)
  }

  func closureArity(wanted: Int, found: Int, _ span: Span) -> Diagnostic {
    make(
      "closure-parameters",
      "this closure gets \(wanted) argument\(wanted == 1 ? "" : "s"), but takes \(found)", span)
  }

  func branchValue(_ span: Span) -> Diagnostic {
    make("branch-value", "this branch has to end in one expression, its value", span)
  }

  func missingAmpersand(_ function: String, _ span: Span) -> Diagnostic {
    make(
      "ampersand", "'\(function)' changes this argument, so it is written with '&'", span,
      fix: Diagnostic.Fix(Span(span.start, span.start), "&"))
  }

  func readOnly(_ name: String, _ span: Span) -> Diagnostic {
    make("read-only", "'\(name)' is computed and cannot be set", span, help: "give it a 'set'")
  }

  func noSuper(_ span: Span) -> Diagnostic {
    make("no-super", "'super' stands inside a class that inherits from another", span)
  }

  func missingOverride(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "override", "'\(name)' is already a method of the superclass", span,
      help: "write 'override' in front of it")
  }

  func nothingToOverride(_ name: String, _ span: Span) -> Diagnostic {
    make("override", "the superclass has no method '\(name)' to override", span)
  }

  func storedInEnum(_ name: String, _ span: Span) -> Diagnostic {
    make("stored-property", "an enum stores nothing besides its cases", span)
  }

  func storedInExtension(_ span: Span) -> Diagnostic {
    make("stored-property", "an extension cannot add stored properties", span)
  }

  func notHashable(_ type: Type, _ span: Span) -> Diagnostic {
    make(
      "not-hashable", "values of type '\(type)' cannot be keys", span,
      help: "keys are numbers, texts, or types that say ': Hashable'")
  }

  func branchlessValue(_ span: Span) -> Diagnostic {
    make(
      "branch-value", "an 'if' gives a value only where each branch is one expression", span,
      help: "it needs an 'else' too: if … { 1 } else { 2 }")
  }

  func uncalled(_ name: String, _ span: Span) -> Diagnostic {
    make("uncalled", "'\(name)' is a function", span, help: "call it: \(name)(…)")
  }

  func needsBody(_ name: String, _ span: Span) -> Diagnostic {
    make("needs-body", "'\(name)' has no body", span, help: "write { … } after it")
  }

  func interrupted(_ span: Span) -> Diagnostic {
    Diagnostic(
      "interrupted", .interrupted, "the cell was interrupted while it was being checked",
      in: source, at: span)
  }

  func tooMany(_ span: Span) -> Diagnostic {
    make(
      "too-many-errors", "there are too many errors: what comes from here on was not checked", span)
  }

  func tooDeep(_ span: Span) -> Diagnostic {
    make("too-deep", "this expression is nested too deeply", span)
  }

  func needsDefault(_ name: String, _ span: Span) -> Diagnostic {
    make("needs-value", "'\(name)' needs a value", span, help: "write '= …' after it")
  }
}
