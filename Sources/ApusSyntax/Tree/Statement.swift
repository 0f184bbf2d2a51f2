import ApusText

/// A statement and where it stands.
package struct Statement: Sendable {
  package indirect enum Kind: Sendable {
    case expression(Expression)
    case declaration(Declaration)
    case `if`(If)
    case `guard`([Condition], Block)
    case `while`([Condition], Block)
    case `repeat`(Block, Expression)
    case `for`(For)
    case `switch`(Switch)
    case `return`(Expression?)
    case `break`(String?)
    case `continue`(String?)
    case `fallthrough`
    case `throw`(Expression)
    case `defer`(Block)
    /// `do throws(Failure) { … } catch { … }`.
    case `do`(Block, [Catch], throwing: TypeSyntax.Throwing?)
    /// `outer: for …`; the label and its span.
    case labelled(String, Span, Statement)
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

/// Statements between braces; the span covers the braces.
package struct Block: Sendable {
  package var statements: [Statement]
  package var span: Span

  package init(_ statements: [Statement], _ span: Span) {
    self.statements = statements
    self.span = span
  }
}

/// One comma-separated condition of `if`, `guard` or `while`.
package enum Condition: Sendable {
  case expression(Expression)
  /// `let x = y`, `var x = y`, `case .some(let x) = y`; `let x` alone has no value.
  ///
  /// `let x = y` unwraps and is a `binding` pattern of a name or `_`; `case let x = y`, which does
  /// not unwrap, is that pattern in a tuple of one.
  case binding(Pattern, TypeSyntax?, Expression?, Span)
}

package struct If: Sendable {
  package indirect enum Otherwise: Sendable {
    case block(Block)
    case `if`(If, Span)
  }

  package var conditions: [Condition]
  package var then: Block
  package var otherwise: Otherwise?

  package init(conditions: [Condition], then: Block, otherwise: Otherwise?) {
    self.conditions = conditions
    self.then = then
    self.otherwise = otherwise
  }
}

package struct For: Sendable {
  package var pattern: Pattern
  package var type: TypeSyntax?
  package var sequence: Expression
  package var filter: Expression?
  package var body: Block

  package init(
    pattern: Pattern, type: TypeSyntax?, sequence: Expression, filter: Expression?, body: Block
  ) {
    self.pattern = pattern
    self.type = type
    self.sequence = sequence
    self.filter = filter
    self.body = body
  }
}

package struct Switch: Sendable {
  package struct Item: Sendable {
    package var pattern: Pattern
    package var filter: Expression?

    package init(pattern: Pattern, filter: Expression?) {
      self.pattern = pattern
      self.filter = filter
    }
  }

  /// One `case a, b where c:` or, with no items, `default:`.
  package struct Case: Sendable {
    package var items: [Item]
    package var body: [Statement]
    package var span: Span

    package init(items: [Item], body: [Statement], span: Span) {
      self.items = items
      self.body = body
      self.span = span
    }
  }

  package var subject: Expression
  package var cases: [Case]

  package init(subject: Expression, cases: [Case]) {
    self.subject = subject
    self.cases = cases
  }
}

/// `catch`, `catch let error`, `catch Failure.tooLong where …`.
package struct Catch: Sendable {
  package var items: [Switch.Item]
  package var body: Block
  package var span: Span

  package init(items: [Switch.Item], body: Block, span: Span) {
    self.items = items
    self.body = body
    self.span = span
  }
}
