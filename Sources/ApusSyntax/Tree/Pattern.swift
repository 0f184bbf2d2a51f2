import ApusText

/// A pattern and where it stands.
package struct Pattern: Sendable {
  package indirect enum Kind: Sendable {
    case wildcard
    /// A name that becomes a variable, inside `let` or `var` or on the left of a declaration.
    case name(String)
    /// `let p` and `var p` around a pattern; true for `var`.
    case binding(isVariable: Bool, Pattern)
    case tuple([Element])
    /// `.some(p)`, `Shape.circle(radius: p)`; the base is the type's name where it is written.
    case enumCase(base: String?, name: String, payload: [Element]?)
    /// `p?`.
    case optional(Pattern)
    /// `is T` and `p as T`.
    case type(TypeSyntax, Pattern?)
    /// Anything compared with `~=`.
    case expression(Expression)
    case invalid
  }

  package struct Element: Sendable {
    package var label: String?
    package var pattern: Pattern

    package init(label: String?, pattern: Pattern) {
      self.label = label
      self.pattern = pattern
    }
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}
