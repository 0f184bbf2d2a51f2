import ApusText

/// What the checker says of forms of other languages and libraries, and of what Swift lets pass and
/// then traps.
extension TypeErrors {
  func foreign(_ name: String, _ span: Span, _ fix: Diagnostic.Fix) -> Diagnostic {
    make("unknown-name", "there is no '\(name)' here", span, fix: fix)
  }

  func membership(_ span: Span, _ word: String, fix: String) -> Diagnostic {
    make(
      "membership", "'\(word)' does not test for membership", span, fix: Diagnostic.Fix(span, fix))
  }

  func foreignModule(_ name: String, _ span: Span, _ fix: Diagnostic.Fix) -> Diagnostic {
    make(
      "unknown-name", "there is no '\(name)' here: names have no module in front", span, fix: fix)
  }

  func foreignMember(
    _ name: String, of type: Type, _ span: Span, advice: String, _ fix: Diagnostic.Fix?
  ) -> Diagnostic {
    make(
      "unknown-member", "a value of type '\(type)' has no member '\(name)'", span,
      help: fix == nil ? advice : nil, fix: fix)
  }

  func unknownModule(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "unknown-module", "there is no module '\(name)'", span,
      help: "nothing need be imported: leave the line out")
  }

  func uncalledMethod(_ name: String, _ span: Span, takesNothing: Bool) -> Diagnostic {
    make(
      "uncalled", "'\(name)' is a method", span,
      help: takesNothing ? nil : "call it: \(name)(…)",
      fix: takesNothing ? Diagnostic.Fix(Span(span.end, span.end), "()") : nil)
  }

  func calledProperty(_ name: String, _ span: Span, parentheses: Span?) -> Diagnostic {
    make(
      "not-callable", "'\(name)' is a property: it is read without parentheses", span,
      fix: parentheses.map { Diagnostic.Fix($0, "") })
  }

  func logic(_ spelling: String, _ span: Span) -> Diagnostic {
    make(
      "operands", "'\(spelling)' works on Bool; for tensors it is '.\(spelling)'", span,
      fix: Diagnostic.Fix(span, ".\(spelling)"))
  }

  func signBeforePower(_ sign: String, _ operand: String, _ power: String, _ span: Span)
    -> Diagnostic
  {
    make(
      "sign-before-power", "it is not plain whether '\(sign)' or '**' comes first", span,
      notes: ["in Swift the sign binds tighter, in Python the power"],
      help: "write (\(sign)\(operand)) ** \(power), or \(sign)(\(operand) ** \(power))")
  }

  func downwards(_ lower: String, _ upper: String, _ spelling: String, _ span: Span) -> Diagnostic {
    let label = spelling == "..." ? "through" : "to"
    return make(
      "range", "a range goes upwards, but \(lower) is greater than \(upper)", span,
      fix: Diagnostic.Fix(span, "stride(from: \(lower), \(label): \(upper), by: -1)"))
  }

  func mixedEnds(_ span: Span, fix: Diagnostic.Fix?) -> Diagnostic {
    make(
      "range", "one end counts from the start and the other from the end", span,
      help: fix == nil ? "count both from the same side: 1..<x.dim(0) - 1" : nil, fix: fix)
  }

  func negativeIndex(_ span: Span, fix: Diagnostic.Fix?) -> Diagnostic {
    make(
      "index-out-of-range", "an array counts from 0 and has no negative indices", span,
      help: fix == nil ? "its last element is .last, or [x.count - 1]" : nil, fix: fix)
  }

  func foreignForm(_ name: String, _ span: Span, _ fix: Diagnostic.Fix) -> Diagnostic {
    make("no-form", "'\(name)' does not take this", span, fix: fix)
  }

  func wrongOrder(
    _ label: String, in function: String, _ span: Span, signature: String, _ fix: Diagnostic.Fix
  ) -> Diagnostic {
    make(
      "wrong-order", "the arguments of '\(function)' stand in another order", span,
      notes: ["it is declared as \(signature)"], fix: fix)
  }

  /// What a hole of a handout says when it is reached.
  static func hole(_ text: String, wanted: Type?) -> String {
    let text = text.split(separator: " ").joined(separator: " ")
    guard let wanted, !wanted.isInvalid, wanted != .any, !wanted.isGeneric, !wanted.isVoid else {
      return text.isEmpty ? "there is still a hole here" : "still to do here: \(text)"
    }
    return "\(article(wanted)) is wanted here" + (text.isEmpty ? "" : ": \(text)")
  }

  /// `a Tensor`, `an Int`, `a value of type [Int]`.
  private static func article(_ type: Type) -> String {
    let name = "\(type)"
    guard name.first?.isLetter == true else { return "a value of type \(name)" }
    return (["A", "E", "I", "O"].contains(name.first) ? "an " : "a ") + name
  }
}
