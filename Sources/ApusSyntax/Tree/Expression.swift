import ApusText

/// An expression and where it stands.
package struct Expression: Sendable {
  package indirect enum Kind: Sendable {
    /// Digits without underscores and sign; the checker decides which type they become.
    case integer(UInt64)
    /// An integer literal that no 64-bit number holds; its text.
    case hugeInteger(String)
    case floating(Double)
    case boolean(Bool)
    case none  // `nil`
    case string([StringPart])
    case array([Expression])
    case dictionary([DictionaryEntry])
    /// `(1, b: 2)`, `()`, and a parenthesised expression, which is a tuple of one unlabelled element.
    case tuple([Argument])
    /// `x`, `$0`, `+`; `f(x:y:)` when a function is named by its labels, and so for members.
    case name(String)
    /// A type in the place of a value: `Set<Int>()`, `[String: Int]()`, `[Int].self`; a type that is
    /// only a name is a `name`.
    case type(TypeSyntax)
    /// `.float64`, whose type comes from the context.
    case implicitMember(String)
    /// `base.name`; `nameSpan` covers the name; tuple elements are `0`, `1`, ….
    case member(Expression, String, nameSpan: Span)
    /// `f(x, axis: 1) { … }`; trailing closures stand last, with `isTrailing` set.
    case call(Expression, [Argument])
    case `subscript`(Expression, [Argument])
    /// `-x`, `!x`, `..<3`, `...3`.
    case prefix(Operator, Expression)
    /// `1...`, `x!`.
    case postfix(Expression, Operator)
    /// Every infix operator, ranges and compound assignments included.
    case binary(Expression, Operator, Expression)
    case assign(Expression, Expression)
    case ternary(condition: Expression, then: Expression, otherwise: Expression)
    /// `...` alone, as in `x[..., 0]`.
    case unboundedRange
    case closure(Closure)
    /// `x as T`, `x as? T`, `x as! T`, `x is T`.
    case cast(Expression, CastKind, TypeSyntax)
    case `try`(TryKind, Expression)
    /// `x?` inside an optional chain.
    case optionalChain(Expression)
    /// `&x`.
    case inOut(Expression)
    /// `if` or `switch` used for its value.
    case statement(Statement)
    /// A hole in a handout, `<#what is wanted#>`.
    case hole(String)
    /// What the parser puts where it has reported an error.
    case invalid
  }

  package var kind: Kind
  package var span: Span

  package init(_ kind: Kind, _ span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// An operator as it is written, and where.
package struct Operator: Sendable {
  package var spelling: String
  package var span: Span

  package init(_ spelling: String, _ span: Span) {
    self.spelling = spelling
    self.span = span
  }
}

/// A piece of a string literal.
package enum StringPart: Sendable {
  case text(String)
  case interpolation(Expression)
}

package struct DictionaryEntry: Sendable {
  package var key: Expression
  package var value: Expression

  package init(key: Expression, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// An argument of a call, an element of a tuple, or an index of a subscript.
package struct Argument: Sendable {
  package var label: String?
  package var labelSpan: Span?
  package var value: Expression
  package var isTrailing: Bool

  package init(
    label: String? = nil, labelSpan: Span? = nil, value: Expression, isTrailing: Bool = false
  ) {
    self.label = label
    self.labelSpan = labelSpan
    self.value = value
    self.isTrailing = isTrailing
  }
}

package enum CastKind: Sendable {
  case coerce  // as
  case conditional  // as?
  case forced  // as!
  case test  // is
}

package enum TryKind: Sendable {
  case plain  // try
  case optional  // try?
  case forced  // try!
}

/// `{ [captures] (a: Int, b) -> Int in … }`.
package struct Closure: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var type: TypeSyntax?
    package var span: Span

    package init(name: String, type: TypeSyntax?, span: Span) {
      self.name = name
      self.type = type
      self.span = span
    }
  }

  /// `[x, y = f(x), weak self]`: what is read where the closure is made.
  package struct Capture: Sendable {
    package var name: String
    package var value: Expression
    package var isWeak: Bool
    package var isUnowned: Bool

    package init(name: String, value: Expression, isWeak: Bool, isUnowned: Bool = false) {
      self.name = name
      self.value = value
      self.isWeak = isWeak
      self.isUnowned = isUnowned
    }
  }

  package var captures: [Capture]
  /// Nil where the closure has no parameter list and may use `$0`.
  package var parameters: [Parameter]?
  package var result: TypeSyntax?
  package var throwing: TypeSyntax.Throwing?
  package var body: Block
  /// The largest `$n` that occurs directly in the body, or nil.
  package var highestImplicitParameter: Int?
  /// Whether it is written as a key path: `\.name`, `\Point.x`.
  package var isKeyPath = false

  package init(
    parameters: [Parameter]?, result: TypeSyntax?, throwing: TypeSyntax.Throwing?, body: Block,
    highestImplicitParameter: Int?, captures: [Capture] = []
  ) {
    self.captures = captures
    self.parameters = parameters
    self.result = result
    self.throwing = throwing
    self.body = body
    self.highestImplicitParameter = highestImplicitParameter
  }
}
