import ApusText

/// What the checker has to say about patterns and switches.
extension TypeErrors {
  /// `end` is behind the switch's closing brace.
  func notExhaustive(_ missing: [String], _ span: Span, end: Int) -> Diagnostic {
    let place = Span(end - 1, end - 1)
    if missing.contains(where: { $0 == "_" || $0.isEmpty }) {
      return make(
        "not-exhaustive", "switch must be exhaustive: some values have no case", span,
        help: "add a 'default:'", fix: Diagnostic.Fix(place, "default: <#what to do#>\n"))
    }
    let list = missing.joined(separator: ", ")
    return make(
      "not-exhaustive",
      "switch must be exhaustive: \(list) \(missing.count == 1 ? "is" : "are") missing",
      span, help: "add the missing case\(missing.count == 1 ? "" : "s"), or 'default:'",
      fix: Diagnostic.Fix(
        place, missing.map { "case \($0): <#what to do#>\n" }.joined()))
  }

  func boundInOne(_ name: String, _ span: Span) -> Diagnostic {
    make("pattern-names", "'\(name)' must be bound in every pattern of a case", span)
  }

  func boundDifferently(
    _ name: String, _ first: Type, _ other: Type, _ span: Span
  ) -> Diagnostic {
    make(
      "pattern-names",
      "'\(name)' is '\(first)' in the first pattern of this case, but '\(other)' here", span)
  }

  func patternLabel(_ label: String, wanted: String, _ span: Span) -> Diagnostic {
    make("pattern-label", "this part is labelled '\(wanted):', not '\(label):'", span)
  }

  func casePayload(
    _ name: String, _ carried: [Type.Element], found: Int, _ span: Span
  ) -> Diagnostic {
    make(
      "tuple-pattern",
      carried.isEmpty
        ? "'.\(name)' carries no values"
        : "'.\(name)' carries \(Type.tuple(carried)), but this pattern has \(found) "
          + "part\(found == 1 ? "" : "s")", span)
  }

  func patternMismatch(_ pattern: Type, _ value: Type, _ span: Span) -> Diagnostic {
    make(
      "pattern-type", "a pattern of type '\(pattern)' cannot match values of type '\(value)'", span,
      labels: [Diagnostic.Label(span, "\(pattern)")])
  }

  func refutable(_ span: Span) -> Diagnostic {
    make(
      "refutable", "this pattern may not match, so it cannot declare anything here", span,
      help: "ask with 'if case' or 'guard case'")
  }

  func caseAfterDefault(_ span: Span) -> Diagnostic {
    make("after-default", "no case can stand behind 'default'", span)
  }

  func nothingToFallInto(_ span: Span) -> Diagnostic {
    make("fallthrough", "'fallthrough' has no case behind it to go to", span)
  }

  func fallsIntoNames(_ span: Span) -> Diagnostic {
    make("fallthrough", "'fallthrough' cannot go to a case that binds names", span)
  }
}
