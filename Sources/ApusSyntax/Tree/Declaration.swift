import ApusText

/// A declaration, its modifiers, and where it stands.
package struct Declaration: Sendable {
  package indirect enum Kind: Sendable {
    case variable(Variable)
    case function(Function)
    /// `struct`, `class`, `enum`, `protocol`, `extension`.
    case nominal(Nominal)
    case enumCases([EnumCase])
    case `typealias`(name: String, nameSpan: Span, generics: Generics, type: TypeSyntax)
    case associatedType(name: String, nameSpan: Span, bounds: [TypeSyntax])
    case `import`(String)
    /// `infix operator **: PowerPrecedence`: fixity, spelling, precedence group; a
    /// `precedencegroup` is one too, whose fixity is that word. `SyntaxTree.operators` has both.
    case `operator`(fixity: String, spelling: String, group: String?)
    case invalid
  }

  package var kind: Kind
  /// `static`, `mutating`, `@discardableResult`, `private`, … in order.
  package var modifiers: [Modifier]
  /// The `///` comment above it.
  package var documentation: String?
  package var span: Span

  package init(
    _ kind: Kind, modifiers: [Modifier] = [], documentation: String? = nil, _ span: Span
  ) {
    self.kind = kind
    self.modifiers = modifiers
    self.documentation = documentation
    self.span = span
  }

  package func has(_ modifier: String) -> Bool {
    modifiers.contains { $0.name == modifier }
  }
}

package struct Modifier: Sendable {
  package var name: String
  package var span: Span

  package init(_ name: String, _ span: Span) {
    self.name = name
    self.span = span
  }
}

/// `let a = 1, (b, c): (Int, Int) = p`.
package struct Variable: Sendable {
  package struct Binding: Sendable {
    package var pattern: Pattern
    package var type: TypeSyntax?
    package var value: Expression?
    package var accessors: [Accessor]

    package init(
      pattern: Pattern, type: TypeSyntax?, value: Expression?, accessors: [Accessor] = []
    ) {
      self.pattern = pattern
      self.type = type
      self.value = value
      self.accessors = accessors
    }
  }

  package var isConstant: Bool
  package var bindings: [Binding]

  package init(isConstant: Bool, bindings: [Binding]) {
    self.isConstant = isConstant
    self.bindings = bindings
  }
}

/// `get`, `set(v)`, `willSet`, `didSet`; a computed property's bare body is a `get`.
package struct Accessor: Sendable {
  package var kind: String
  package var parameter: String?
  /// Nil in a protocol's requirement.
  package var body: Block?
  package var throwing: TypeSyntax.Throwing?
  package var span: Span

  package init(
    kind: String, parameter: String?, body: Block?, throwing: TypeSyntax.Throwing? = nil,
    span: Span
  ) {
    self.kind = kind
    self.parameter = parameter
    self.throwing = throwing
    self.body = body
    self.span = span
  }
}

/// `func`, `init`, `deinit` and `subscript`: whatever has parameters and a body.
package struct Function: Sendable {
  package struct Parameter: Sendable {
    /// The label at the call; nil for `_`.
    package var label: String?
    package var name: String
    package var nameSpan: Span
    package var type: TypeSyntax
    package var isVariadic: Bool
    package var defaultValue: Expression?
    /// `@escaping`, `@autoclosure`, a result builder's name.
    package var attributes: [Modifier]
    package var span: Span

    package init(
      label: String?, name: String, nameSpan: Span, type: TypeSyntax, isVariadic: Bool = false,
      defaultValue: Expression? = nil, attributes: [Modifier] = [], span: Span
    ) {
      self.label = label
      self.name = name
      self.nameSpan = nameSpan
      self.type = type
      self.isVariadic = isVariadic
      self.defaultValue = defaultValue
      self.attributes = attributes
      self.span = span
    }
  }

  package enum Kind: Sendable {
    case function
    /// True for `init?`.
    case initializer(isFailable: Bool)
    case deinitializer
    case `subscript`
  }

  package var kind: Kind
  /// `softmax`, `+`, `init`, `deinit`, `subscript`.
  package var name: String
  package var nameSpan: Span
  package var generics: Generics
  package var parameters: [Parameter]
  package var throwing: TypeSyntax.Throwing?
  package var result: TypeSyntax?
  /// Nil for a requirement of a protocol and for a signature of the catalogue.
  package var body: Block?
  /// A subscript's `get` and `set`.
  package var accessors: [Accessor]

  package init(
    kind: Kind, name: String, nameSpan: Span, generics: Generics = Generics(),
    parameters: [Parameter], throwing: TypeSyntax.Throwing? = nil, result: TypeSyntax?,
    body: Block?,
    accessors: [Accessor] = []
  ) {
    self.kind = kind
    self.name = name
    self.nameSpan = nameSpan
    self.generics = generics
    self.parameters = parameters
    self.throwing = throwing
    self.result = result
    self.body = body
    self.accessors = accessors
  }
}

/// `<T: Comparable, U> … where U == T.Element`.
package struct Generics: Sendable {
  package struct Parameter: Sendable {
    package var name: String
    package var bound: TypeSyntax?
    package var span: Span

    package init(name: String, bound: TypeSyntax?, span: Span) {
      self.name = name
      self.bound = bound
      self.span = span
    }
  }

  package struct Requirement: Sendable {
    package var left: TypeSyntax
    /// True for `==`, false for `:`.
    package var isEquality: Bool
    package var right: TypeSyntax

    package init(left: TypeSyntax, isEquality: Bool, right: TypeSyntax) {
      self.left = left
      self.isEquality = isEquality
      self.right = right
    }
  }

  package var parameters: [Parameter]
  package var requirements: [Requirement]

  package init(parameters: [Parameter] = [], requirements: [Requirement] = []) {
    self.parameters = parameters
    self.requirements = requirements
  }
}

package struct Nominal: Sendable {
  package enum Kind: String, Sendable {
    case `struct`, `class`, `enum`, `protocol`, `extension`
  }

  package var kind: Kind
  /// The extended type's syntax for an extension; otherwise a plain name.
  package var type: TypeSyntax
  package var name: String
  package var nameSpan: Span
  package var generics: Generics
  package var inherits: [TypeSyntax]
  package var members: [Declaration]

  package init(
    kind: Kind, type: TypeSyntax, name: String, nameSpan: Span, generics: Generics,
    inherits: [TypeSyntax], members: [Declaration]
  ) {
    self.kind = kind
    self.type = type
    self.name = name
    self.nameSpan = nameSpan
    self.generics = generics
    self.inherits = inherits
    self.members = members
  }
}

/// `case circle(radius: Double) = 1`.
package struct EnumCase: Sendable {
  package var name: String
  package var nameSpan: Span
  package var payload: [TypeSyntax.Element]?
  /// What stands for a part of the payload that is left out, by its place.
  package var defaultValues: [Int: Expression]
  package var rawValue: Expression?

  package init(
    name: String, nameSpan: Span, payload: [TypeSyntax.Element]?,
    defaultValues: [Int: Expression] = [:], rawValue: Expression?
  ) {
    self.defaultValues = defaultValues
    self.name = name
    self.nameSpan = nameSpan
    self.payload = payload
    self.rawValue = rawValue
  }
}
