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
    /// Whether a function is kept, to be called later.
    package var isEscaping = false
    package var defaultValue: Expression?

    /// What the row's closure sees: an array where the parameter is variadic.
    package var received: Type { isVariadic ? .array(type) : type }
  }

  /// What a form asks of a generic parameter: `Element: Comparable`, `R.Bound == Index`.
  package struct Requirement: Sendable {
    package var parameter: String
    /// Of the parameter as a sequence or a range: `Element` or `Bound`.
    package var part: String?
    /// What it has to conform to; nil where it has to be `type`.
    package var name: String?
    package var type: Type?
  }

  package let row: Row
  package let name: String
  package let kind: Kind
  /// The type it is a member of.
  package let owner: Type?
  /// What its row stands under: a type's or a protocol's name, without parameters.
  package let ownerName: String?
  package let isMutating: Bool
  /// Whether what goes wrong in it is an error that can be caught.
  package let isThrowing: Bool
  /// Whether a property can be set, which the method `set` with its name does.
  package let isSettable: Bool
  package let generics: [String]
  package let requirements: [Requirement]
  /// `self` first, for methods, properties and subscripts.
  package let parameters: [Parameter]
  package let result: Type
  /// The form as the row writes it.
  package let signature: String
  /// The first form of the same row, which `evaluate` sees; nil where this is it.
  package let first: Callable?

  package init(
    row: Row, name: String, kind: Kind, owner: Type?, ownerName: String?, isMutating: Bool,
    isThrowing: Bool = false, isSettable: Bool = false, generics: [String],
    requirements: [Requirement],
    parameters: [Parameter], result: Type,
    signature: String, first: Callable?
  ) {
    self.row = row
    self.name = name
    self.kind = kind
    self.owner = owner
    self.ownerName = ownerName
    self.isMutating = isMutating
    self.isThrowing = isThrowing
    self.isSettable = isSettable
    self.generics = generics
    self.requirements = requirements
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

  /// The method that sets a property that can be set.
  package var setter: String { "set" + name.prefix(1).uppercased() + name.dropFirst() }

  /// Whether it takes functions, which may do anything before they return.
  package var takesFunctions: Bool {
    parameters.contains { if case .function = $0.type.unwrapped { true } else { false } }
  }

  /// What the owner's generic parameters are for a receiver; nil where it has no such member.
  package func bindings(for receiver: Type) -> [String: Type]? {
    var bindings: [String: Type] = [:]
    guard let owner, owner.bind(to: receiver, &bindings) else { return nil }
    bindings["Self"] = receiver
    guard let ownerName, Type.protocols.contains(ownerName) else { return bindings }
    bindings["SubSequence"] = receiver.subSequence
    bindings["Index"] = receiver.index
    if case .range(_, let bound) = receiver { bindings["Bound"] = bound }
    return bindings
  }

  /// Binds what follows from a requirement: the elements of a sequence that is bound.
  package func complete(_ bindings: inout [String: Type]) {
    for requirement in requirements {
      guard let type = requirement.type else { continue }
      if let bound = requirement.bound(bindings) {
        _ = type.bind(to: bound, &bindings)
      } else if requirement.part == nil {
        let whole = type.substituting(bindings)
        if !whole.isGeneric { bindings[requirement.parameter] = whole }
      }
    }
  }

  /// The first requirement that types do not meet.
  package func unmet(
    _ bindings: [String: Type], conforms: (Type, String) -> Bool
  ) -> (Requirement, Type)? {
    for requirement in requirements {
      guard let bound = requirement.bound(bindings) else { continue }
      let isMet =
        requirement.type.map { $0.substituting(bindings).accepts(bound) }
        ?? requirement.name.map { conforms(bound, $0) } ?? true
      if !isMet { return (requirement, bound) }
    }
    return nil
  }

  /// The parameters `evaluate` sees.
  package var received: [Parameter] { (first ?? self).parameters }
}

extension Callable.Requirement {
  /// The type that it speaks of, where that is known.
  fileprivate func bound(_ bindings: [String: Type]) -> Type? {
    guard let type = bindings[parameter] else { return nil }
    switch (part, type) {
    case ("Element", _): return type.element ?? .invalid
    case ("Bound", .range(_, let bound)): return bound
    default: return type
    }
  }
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
