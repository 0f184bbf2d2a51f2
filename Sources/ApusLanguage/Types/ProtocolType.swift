import ApusSyntax
import ApusText

/// A protocol: of the standard library, from its table, or one that a cell declares.
///
/// The types in its requirements speak of the conforming type as the parameter `Self`, and of the
/// types associated with it as `Self.Item`.
package final class ProtocolType: @unchecked Sendable {
  package struct AssociatedType {
    package var name: String
    package var bounds: [ProtocolType]
    package var fallback: Type?
  }

  /// One member that conforming types have.
  package final class Requirement: @unchecked Sendable {
    package enum Kind {
      case method, property, `subscript`, initializer, staticMethod, staticProperty, `operator`
    }

    package let kind: Kind
    /// The head; of an instance member `self` is the first parameter, of a property it is `get`.
    package let function: UserFunction
    package let setter: UserFunction?
    /// The declaration as it is written.
    package let text: String
    package let span: Span
    /// Whether conforming types have it by themselves.
    package var isGiven = false

    init(_ kind: Kind, _ function: UserFunction, setter: UserFunction?, text: String, _ span: Span)
    {
      self.kind = kind
      self.function = function
      self.setter = setter
      self.text = text
      self.span = span
    }
  }

  package let name: String
  package let documentation: String?
  package var parents: [ProtocolType] = []
  package var associated: [AssociatedType] = []
  package var requirements: [Requirement] = []
  /// What `where` says of `Self` and its associated types.
  package var constraints: [GenericSignature.Constraint] = []
  /// Where it is a protocol of the standard library, its row.
  package var row: PreludeProtocol?

  package init(name: String, documentation: String?) {
    self.name = name
    self.documentation = documentation
  }

  /// It and every protocol it inherits from, each once, itself first.
  package private(set) lazy var all: [ProtocolType] = {
    var found: [ProtocolType] = []
    func add(_ type: ProtocolType) {
      guard !found.contains(type) else { return }
      found.append(type)
      type.parents.forEach(add)
    }
    add(self)
    return found
  }()

  package func inherits(from other: ProtocolType) -> Bool { all.contains(other) }

  /// Whether it wants a member of the type itself with this name.
  func requiresStatic(_ name: String) -> Bool {
    all.contains { type in
      type.requirements.contains {
        [.staticMethod, .staticProperty].contains($0.kind) && $0.function.name == name
      }
    }
  }

  package func associatedType(_ name: String) -> AssociatedType? {
    all.lazy.flatMap(\.associated).first { $0.name == name }
  }

  /// Its head, as inspection shows it.
  package var outline: String {
    let bases = parents.isEmpty ? "" : ": " + parents.map(\.name).joined(separator: ", ")
    return
      (["protocol \(name)\(bases) {"] + associated.map { "  associatedtype \($0.name)" }
      + requirements.map { "  \($0.text)" } + ["}"]).joined(separator: "\n")
  }
}

extension ProtocolType: Hashable {
  package static func == (left: ProtocolType, right: ProtocolType) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}

extension ProtocolType.Requirement: Hashable {
  package static func == (left: ProtocolType.Requirement, right: ProtocolType.Requirement) -> Bool {
    left === right
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}

/// A generic parameter while the body it belongs to is checked for every type it may stand for.
package final class Archetype: @unchecked Sendable {
  package let name: String
  package var protocols: [ProtocolType]
  /// What is known of the types associated with it.
  package var members: [String: Type] = [:]
  /// Whether it stands for what an empty literal holds, and is the first type that it meets.
  package let isLearning: Bool
  package private(set) var learned: Type?

  package init(_ name: String, _ protocols: [ProtocolType] = [], isLearning: Bool = false) {
    self.name = name
    self.protocols = protocols
    self.isLearning = isLearning
  }

  /// Takes a type for what it stands for, if it is the first.
  func meets(_ type: Type) -> Bool {
    if learned == nil, type != .archetype(self), !type.isGeneric { learned = type }
    return true
  }
}

extension Archetype: Hashable {
  package static func == (left: Archetype, right: Archetype) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
