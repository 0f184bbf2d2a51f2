import ApusText

/// What the checker has to say about functions that stand without their arguments.
extension TypeErrors {
  func severalForms(of name: String, _ span: Span, _ count: Int) -> Diagnostic {
    needsType(
      count == 1 ? "'\(name)' without its arguments" : "'\(name)', which has several forms,", span,
      help: "call it in a closure: { x in \(name.replacing(".init", with: ""))(x) }")
  }

  func readOnlyKeyPath(_ span: Span) -> Diagnostic {
    make(
      "read-only", "what this key path leads to cannot be changed", span,
      help: "a WritableKeyPath leads to a 'var'")
  }

  func mutatingValue(_ name: String, _ span: Span) -> Diagnostic {
    make(
      "mutating-value", "'\(name)' changes what it is called on, and cannot be a value", span,
      help: "call it where the change is to happen: x.\(name)(…)")
  }

  func unfitFunction(
    _ name: String, _ wanted: Type, _ span: Span, forms: [String]
  ) -> Diagnostic {
    make(
      "type-mismatch", "no form of '\(name)' is '\(wanted.unwrapped)'", span,
      notes: forms.prefix(4).map { "there is \($0)" },
      help: "call it in a closure: { x in … }")
  }
}
