import ApusSyntax
import ApusText

// Type parameters: what is asked of them, what they stand for, what is associated with them.
extension Checker {
  /// Runs with what a generic declaration sees, whose text may be of an earlier cell.
  func within<Result>(_ context: GenericContext, _ body: () -> Result) -> Result {
    let saved = (source, typeArguments, scopes, member, chain, initializing, extended)
    let isElsewhere = context.source.isLibrary != source.isLibrary
    if isElsewhere { program.swapNames() }
    if context.source !== source {
      source = context.source
      errors = TypeErrors(source: context.source)
    }
    (typeArguments, member) = (context.arguments, context.member)
    extended = context.extended
    (scopes, chain, initializing) = ([], nil, nil)
    defer {
      if isElsewhere { program.swapNames() }
      if context.source !== saved.0 { errors = TypeErrors(source: saved.0) }
      (source, typeArguments, scopes, member, chain, initializing, extended) = saved
    }
    return body()
  }

  /// Runs with more type arguments.
  func with<Result>(_ arguments: [String: Type], _ body: () -> Result) -> Result {
    let saved = typeArguments
    typeArguments.merge(arguments) { $1 }
    defer { typeArguments = saved }
    return body()
  }

  /// What the brackets and `where` say, in terms of the parameters themselves.
  func signature(of generics: Generics) -> GenericSignature {
    var signature = GenericSignature(parameters: generics.parameters.map(\.name))
    let own = Dictionary(
      signature.parameters.map { ($0, Type.parameter($0)) }, uniquingKeysWith: { $1 })
    with(own) {
      for parameter in generics.parameters {
        guard let bound = parameter.bound else { continue }
        signature.constraints += constraints(on: .parameter(parameter.name), bound)
      }
      signature.constraints += constraints(generics.requirements)
    }
    return signature
  }

  func constraints(
    _ requirements: [Generics.Requirement]
  ) -> [GenericSignature.Constraint] {
    requirements.flatMap { requirement -> [GenericSignature.Constraint] in
      let left = resolve(requirement.left)
      if left.isInvalid { return [] }
      guard requirement.isEquality else { return constraints(on: left, requirement.right) }
      let right = resolve(requirement.right)
      return right.isInvalid ? [] : [.same(left, right)]
    }
  }

  /// `T: P`, `T: P & Q`, `T: Base`, `S: Sequence<Int>`.
  private func constraints(
    on subject: Type, _ bound: TypeSyntax
  ) -> [GenericSignature.Constraint] {
    if case .composition(let parts) = bound.kind {
      return parts.flatMap { constraints(on: subject, $0) }
    }
    if let found = protocols(in: bound) {
      var result = found.map { GenericSignature.Constraint.conforms(subject, $0) }
      if case .name(_, let arguments) = bound.kind, let first = arguments.first,
        let associated = found.first?.all.lazy.compactMap(\.associated.first).first,
        case .parameter(let name) = subject
      {
        result.append(.same(.parameter("\(name).\(associated.name)"), resolve(first)))
      }
      return result
    }
    let type = resolve(bound)
    if case .nominal(let parent) = type, parent.kind == .class {
      return [.inherits(subject, parent)]
    }
    if !type.isInvalid { report(errors.notAProtocol(type, bound.span)) }
    return []
  }

  /// Types that stand for the parameters while a body is checked for all types at once.
  func archetypes(_ signature: GenericSignature) -> [String: Type] {
    var arguments: [String: Type] = [:]
    for name in signature.parameters { arguments[name] = .archetype(Archetype(name)) }
    for case .inherits(.parameter(let name), let type) in signature.constraints {
      arguments[name] = .nominal(type)
    }
    refine(&arguments, signature.constraints)
    return arguments
  }

  /// Adds to archetypes what constraints say of them.
  func refine(_ arguments: inout [String: Type], _ constraints: [GenericSignature.Constraint]) {
    // What is known of a parameter itself says what is associated with it.
    for case .conforms(.parameter(let name), let type) in constraints where !name.contains(".") {
      if case .archetype(let archetype) = arguments[name] { archetype.protocols.append(type) }
    }
    for case .same(let left, let right) in constraints { equate(left, right, &arguments) }
    for case .conforms(let subject, let type) in constraints {
      if case .archetype(let archetype) = substitute(subject, arguments),
        !archetype.protocols.contains(type)
      {
        archetype.protocols.append(type)
      }
    }
    requirementTables = [:]
  }

  private func equate(_ left: Type, _ right: Type, _ arguments: inout [String: Type]) {
    var (subject, value) = (left, right)
    if case .parameter = left {} else { (subject, value) = (right, left) }
    guard case .parameter(let path) = subject else { return }
    let type = substitute(value, arguments)
    guard let dot = path.lastIndex(of: ".") else { return arguments[path] = type }
    let name = String(path[path.index(after: dot)...])
    guard
      case .archetype(let owner) = substitute(.parameter(String(path[..<dot])), arguments)
    else { return }
    if case .archetype(let shared) = type,
      let own = owner.protocols.lazy.compactMap({ $0.associatedType(name) }).first
    {
      shared.protocols += own.bounds.filter { !shared.protocols.contains($0) }
    }
    owner.members[name] = type
  }

  /// The type with parameters replaced, and with them what is associated with them.
  func substitute(_ type: Type, _ bindings: [String: Type]) -> Type {
    guard type.isGeneric else { return type }
    switch type {
    case .parameter(let path):
      if let bound = bindings[path] { return bound }
      guard let dot = path.lastIndex(of: ".") else { return type }
      let base = substitute(.parameter(String(path[..<dot])), bindings)
      if base.isGeneric { return type }
      return memberType(of: base, String(path[path.index(after: dot)...])) ?? .invalid
    case .array(let element): return .array(substitute(element, bindings))
    case .inout(let inner): return .inout(substitute(inner, bindings))
    case .optional(let wrapped): return .optional(substitute(wrapped, bindings))
    case .dictionary(let key, let value):
      return .dictionary(substitute(key, bindings), substitute(value, bindings))
    case .tuple(let elements):
      return .tuple(elements.map { Type.Element($0.label, substitute($0.type, bindings)) })
    case .function(let parameters, let result, let thrown):
      return .function(
        parameters: parameters.map { substitute($0, bindings) },
        result: substitute(result, bindings), thrown: thrown.map { substitute($0, bindings) })
    case .metatype(let inner): return .metatype(substitute(inner, bindings))
    case .applied(let generic, let arguments):
      let arguments = arguments.map { substitute($0, bindings) }
      if arguments.contains(where: \.isInvalid) { return .invalid }
      return instance(of: generic, arguments, Span(0, 0))
    default: return type.substituting(bindings)
    }
  }

  /// The constraint that arguments do not satisfy, in words: the type and what it should be.
  func unmet(_ signature: GenericSignature, _ bindings: [String: Type]) -> UnmetConstraint? {
    for constraint in signature.constraints {
      switch constraint {
      case .conforms(let subject, let target):
        let type = substitute(subject, bindings)
        if !type.isGeneric, !conforms(type, to: target) {
          return UnmetConstraint(subject: subject, type: type, target: .conforms(target))
        }
      case .inherits(let subject, let parent):
        let type = substitute(subject, bindings)
        if case .nominal(let nominal) = type, nominal.isSubclass(of: parent) { continue }
        if type.isGeneric || type.isInvalid { continue }
        return UnmetConstraint(subject: subject, type: type, target: .inherits(.nominal(parent)))
      case .same(let left, let right):
        let (a, b) = (substitute(left, bindings), substitute(right, bindings))
        if a == b || a.isGeneric || b.isGeneric || a.isInvalid || b.isInvalid { continue }
        return UnmetConstraint(subject: left, type: a, target: .same(b))
      }
    }
    return nil
  }

  /// Whether a type still speaks of parameters, so that nothing of it runs.
  func isOpen(_ type: Type) -> Bool {
    switch type {
    case .archetype, .parameter, .applied: true
    case .array(let inner), .optional(let inner), .metatype(let inner), .inout(let inner):
      isOpen(inner)
    case .dictionary(let key, let value): isOpen(key) || isOpen(value)
    case .tuple(let elements): elements.contains { isOpen($0.type) }
    case .function(let parameters, let result, _):
      isOpen(result) || parameters.contains(where: isOpen)
    case .nominal(let nominal): nominal.arguments.contains(where: isOpen)
    default: false
    }
  }
}

/// A constraint that a type does not satisfy.
struct UnmetConstraint {
  enum Target {
    case conforms(ProtocolType)
    case inherits(Type)
    case same(Type)
  }

  let subject: Type
  let type: Type
  let target: Target
}
