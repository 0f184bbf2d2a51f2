import ApusGrad
import ApusSyntax

/// One form of one row of the prelude, read: what may be called, with what, giving what.
package final class Callable: Sendable {
  package enum Row: Sendable {
    case operation(Operation)
    case builtin(Builtin)
  }

  package enum Kind: Sendable {
    case function, method, staticMethod, property, staticProperty, initializer, `subscript`
    case infix, prefix
    /// A name with a value, such as `stderr`.
    case variable
  }

  package struct Parameter: Sendable {
    package var label: String?
    package var name: String
    /// The type of one argument.
    package var type: Type
    package var isVariadic: Bool
    package var defaultValue: Expression?

    /// What the row's closure sees: an array where the parameter is variadic.
    package var received: Type { isVariadic ? .array(type) : type }
  }

  package let row: Row
  package let name: String
  package let kind: Kind
  /// The type it is a member of.
  package let owner: Type?
  package let isMutating: Bool
  package let generics: [String]
  /// `self` first, for methods, properties and subscripts.
  package let parameters: [Parameter]
  package let result: Type
  /// The form as the row writes it.
  package let signature: String
  /// The first form of the same row, which `evaluate` sees; nil where this is it.
  package let first: Callable?

  package init(
    row: Row, name: String, kind: Kind, owner: Type?, isMutating: Bool, generics: [String],
    parameters: [Parameter], result: Type, signature: String, first: Callable?
  ) {
    self.row = row
    self.name = name
    self.kind = kind
    self.owner = owner
    self.isMutating = isMutating
    self.generics = generics
    self.parameters = parameters
    self.result = result
    self.signature = signature
    self.first = first
  }

  /// Whether parameter 0 is `self`.
  package var hasSelf: Bool {
    switch kind {
    case .method, .property, .subscript: true
    case .function, .staticMethod, .staticProperty, .initializer, .infix, .prefix, .variable: false
    }
  }

  /// The parameters `evaluate` sees.
  package var received: [Parameter] { (first ?? self).parameters }
}

extension Callable.Row {
  package var name: String {
    switch self {
    case .operation(let row): row.name
    case .builtin(let row): row.name
    }
  }

  package var forms: [String] {
    switch self {
    case .operation(let row): row.forms
    case .builtin(let row): row.forms
    }
  }

  package var summary: String {
    switch self {
    case .operation(let row): row.summary
    case .builtin(let row): row.summary
    }
  }

  package var formula: String {
    switch self {
    case .operation(let row): row.formula
    case .builtin(let row): row.formula
    }
  }

  package var example: String {
    switch self {
    case .operation(let row): row.example
    case .builtin(let row): row.example
    }
  }

  /// The rule for shapes, where it is an operation on tensors.
  package var shape: String? {
    if case .operation(let row) = self { row.shape } else { nil }
  }

  /// Calls it refuses, each with the sentence it answers.
  package var refusals: [(code: String, sentence: String)] {
    switch self {
    case .operation(let row): row.refusalCodes
    case .builtin(let row): row.refusals
    }
  }
}
