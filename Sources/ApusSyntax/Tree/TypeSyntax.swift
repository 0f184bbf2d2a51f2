import ApusText

/// A type as it is written, and where it stands.
package struct TypeSyntax: Sendable {
  package indirect enum Kind: Sendable {
    /// `Int`, `Set<Int>`, `Self`, `_`.
    case name(String, [TypeSyntax])
    /// `Outer.Inner`.
    case member(TypeSyntax, String)
    case array(TypeSyntax)
    case dictionary(TypeSyntax, TypeSyntax)
    case optional(TypeSyntax)
    case tuple([Element])
    case function([Element], TypeSyntax, Throwing?)
    case some(TypeSyntax)
    case any(TypeSyntax)
    case `inout`(TypeSyntax)
    case composition([TypeSyntax])
    case invalid
  }

  package struct Element: Sendable {
    package var label: String?
    package var type: TypeSyntax

    package init(label: String?, type: TypeSyntax) {
      self.label = label
      self.type = type
    }
  }

  /// `throws`, `throws(Failure)`, `rethrows`.
  package struct Throwing: Sendable {
    /// The type of error, where it is written.
    package var type: TypeSyntax?
    package var isRethrowing: Bool

    package init(type: TypeSyntax?, isRethrowing: Bool) {
      self.type = type
      self.isRethrowing = isRethrowing
    }
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}
