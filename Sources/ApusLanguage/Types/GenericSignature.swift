import ApusSyntax
import ApusText

/// The parameters in angle brackets, and what is asked of the types they stand for.
package struct GenericSignature {
  package enum Constraint {
    case conforms(Type, ProtocolType)
    case inherits(Type, NominalType)
    case same(Type, Type)
  }

  package var parameters: [String] = []
  package var constraints: [Constraint] = []

  package static let none = GenericSignature()
}

/// Where a generic declaration is read: what its type parameters stand for, and its text.
package struct GenericContext {
  package var arguments: [String: Type]
  package var source: SourceText
  package var member: (owner: Type, isStatic: Bool)?
  /// The protocol whose extension it stands in.
  package var extended: ProtocolType?
}

/// A `struct`, `class` or `enum` with parameters: each list of arguments makes a type of its own.
package final class GenericType: @unchecked Sendable {
  package let name: String
  package let syntax: Nominal
  package let declaration: Declaration
  package let source: SourceText
  package var signature = GenericSignature.none

  package init(_ syntax: Nominal, _ declaration: Declaration, source: SourceText) {
    name = syntax.name
    self.syntax = syntax
    self.declaration = declaration
    self.source = source
  }

  package var parameters: [String] { syntax.generics.parameters.map(\.name) }

  /// Itself over its own parameters.
  package var pattern: Type { .applied(self, parameters.map { .parameter($0) }) }

  /// Whether it declares an initialiser, so that the one with its fields is not there by itself.
  package var hasInitializer: Bool {
    syntax.members.contains {
      if case .function(let function) = $0.kind, case .initializer = function.kind {
        true
      } else {
        false
      }
    }
  }

  package var outline: String {
    "\(syntax.kind.rawValue) \(name)<\(parameters.joined(separator: ", "))>"
  }
}

extension GenericType: Hashable {
  package static func == (left: GenericType, right: GenericType) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}

/// A function with type parameters: each list of arguments makes a function of its own.
package final class GenericFunction: @unchecked Sendable {
  package let syntax: Function
  package let declaration: Declaration
  package let context: GenericContext
  package var signature: GenericSignature
  package let isStatic: Bool
  /// The type whose values it makes, for an initialiser.
  var initializes: NominalType?
  /// The type of which it is a static member.
  var owner: Type?
  /// Types of its head that follow from others: `S.Element`.
  package var dependents: [String] = []

  init(
    _ syntax: Function, _ declaration: Declaration, context: GenericContext,
    signature: GenericSignature, isStatic: Bool
  ) {
    self.syntax = syntax
    self.declaration = declaration
    self.context = context
    self.signature = signature
    self.isStatic = isStatic
  }
}

/// The members of a generic type, or of an extension of a type with parameters or of a protocol:
/// for each extended type they are made anew.
package final class MemberTemplate: @unchecked Sendable {
  /// What the members are given to.
  package enum Owner: Hashable {
    case type(GenericType)
    /// `Array`, `Dictionary` and `Optional`.
    case builtin(String)
    case `protocol`(ProtocolType)
  }

  package let owner: Owner
  package let syntax: Nominal
  package let source: SourceText
  package var signature: GenericSignature
  /// What the extended types conform to by it.
  package var protocols: [ProtocolType] = []

  init(
    _ owner: Owner, _ syntax: Nominal, source: SourceText, signature: GenericSignature
  ) {
    self.owner = owner
    self.syntax = syntax
    self.source = source
    self.signature = signature
  }
}

/// What a session knows of generic declarations, as a value: a cell that fails leaves it as it was.
package struct Specialisations {
  package struct Instance: Hashable {
    var generic: ObjectIdentifier
    var arguments: [Type]
  }

  package struct Conformance: Hashable {
    package var type: Type
    package var target: ProtocolType
  }

  package struct Witness: Hashable {
    package var requirement: ProtocolType.Requirement
    package var isSetter: Bool
    package var type: Type
  }

  var types: [Instance: NominalType] = [:]
  /// How many types and functions have been made from generic ones.
  var madeCount = 0
  var functions: [Instance: UserFunction] = [:]
  var templates: [MemberTemplate.Owner: [MemberTemplate]] = [:]
  var tables: [Instance: MemberTable] = [:]
  /// Bodies that are checked and compiled when something calls them, by the function's index.
  var deferred: [Int: PendingBody] = [:]
  /// Conformances that extensions of types without parameters declare, and of declared types.
  var conformances: [Type: [ProtocolType]] = [:]
  /// Protocols whose values are held without knowing their type.
  var existentials: Set<ProtocolType> = []
  /// What the machine asks when it runs.
  package var dynamic = DynamicTypes()

  package init() {}
}

/// What the machine has to find out about a value whose type is known only when it runs.
package struct DynamicTypes {
  /// The functions that fulfil a requirement for a value of a type, by index.
  package var witnesses: [Specialisations.Witness: Int] = [:]
  package var conformances: Set<Specialisations.Conformance> = []
  /// Functions that a type has for what the machine otherwise does in general.
  package var own: [Specialisations.Witness: Int] = [:]

  package init() {}

  /// Whether a value's own type conforms.
  func conforms(_ type: Type, to target: ProtocolType) -> Bool {
    if let row = target.row, row.holds(type) { return true }
    let conformance = Specialisations.Conformance(type: type, target: target)
    if conformances.contains(conformance) { return true }
    guard case .nominal(let nominal) = type, let parent = nominal.superclass else { return false }
    return conforms(.nominal(parent), to: target)
  }

  /// The function by which values of a type, or of a class that it inherits from, fulfil a
  /// requirement.
  func witness(
    _ requirement: ProtocolType.Requirement, isSetter: Bool, for type: Type
  ) -> Int? {
    let key = Specialisations.Witness(requirement: requirement, isSetter: isSetter, type: type)
    if let index = witnesses[key] { return index }
    guard case .nominal(let nominal) = type, let parent = nominal.superclass else { return nil }
    return witness(requirement, isSetter: isSetter, for: .nominal(parent))
  }
}
