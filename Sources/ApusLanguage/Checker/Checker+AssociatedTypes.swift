import ApusSyntax
import ApusText

// What types are associated with a type: `S.Element`, `Self.Item`.
extension Checker {
  /// The type called `name` inside another; nil where it has none.
  func memberType(of type: Type, _ name: String) -> Type? {
    switch type {
    case .invalid: return .invalid
    case .parameter(let path): return .parameter("\(path).\(name)")
    case .archetype(let archetype): return openMember(of: archetype, name)
    case .existential(let targets):
      // Of a value of protocol type no one knows more.
      return targets.contains { $0.associatedType(name) != nil } ? .any : nil
    case .nominal(let nominal):
      if let index = nominal.origin?.parameters.firstIndex(of: name) {
        return nominal.arguments[index]
      }
      if let alias = typeAlias(name, of: type) { return alias }
    default: break
    }
    if let builtin = builtinMember(of: type, name) { return builtin }
    if let alias = typeAlias(name, of: type) { return alias }
    return inferred(name, for: type)
  }

  private func builtinMember(of type: Type, _ name: String) -> Type? {
    if let parameter = Self.builtinArguments(of: type)?.arguments[name] { return parameter }
    switch name {
    case "Element": return Self.elements(of: type)?.element
    case "Iterator":
      return type.element.flatMap { iterator(over: type, $0) }.map { .nominal($0) }
    case "Index" where type.element != nil: return type.index
    case "Bound":
      if case .range(_, let bound) = type { return bound }
      return nil
    default: return nil
    }
  }

  /// The parameters of the language's own generic types, for extensions of them.
  static func builtinArguments(of type: Type) -> (name: String, arguments: [String: Type])? {
    switch type {
    case .array(let element): ("Array", ["Element": element])
    case .slice(let element): ("ArraySlice", ["Element": element])
    case .set(let element): ("Set", ["Element": element])
    case .optional(let wrapped): ("Optional", ["Wrapped": wrapped])
    case .dictionary(let key, let value): ("Dictionary", ["Key": key, "Value": value])
    default: nil
    }
  }

  /// An associated type of a type that is still open; it is made when it is first asked for.
  private func openMember(of archetype: Archetype, _ name: String) -> Type? {
    if let known = archetype.members[name] { return known }
    guard let found = archetype.protocols.lazy.compactMap({ $0.associatedType(name) }).first else {
      return nil
    }
    let made = Archetype("\(archetype.name).\(name)", found.bounds)
    archetype.members[name] = .archetype(made)
    for type in archetype.protocols.flatMap(\.all) {
      refineMember(made, name, type.constraints, of: archetype)
    }
    return .archetype(made)
  }

  /// What the protocol's `where` says of an associated type.
  private func refineMember(
    _ made: Archetype, _ name: String, _ constraints: [GenericSignature.Constraint],
    of owner: Archetype
  ) {
    let own = ["Self": Type.archetype(owner)]
    for constraint in constraints {
      switch constraint {
      case .conforms(.parameter("Self.\(name)"), let target): made.protocols.append(target)
      case .same(.parameter(let path), let value) where path.hasPrefix("Self.\(name)."):
        made.members[String(path.dropFirst("Self.\(name).".count))] = substitute(value, own)
      case .conforms, .inherits, .same: break
      }
    }
  }

  /// A `typealias` in the type or in an extension of it.
  private func typeAlias(_ name: String, of type: Type) -> Type? {
    let key = "\(type).\(name)"
    guard inferring.insert("alias " + key).inserted else { return nil }
    defer { inferring.remove("alias " + key) }
    if case .nominal(let nominal) = type {
      var current: NominalType? = nominal
      while let found = current {
        if let alias = found.members.aliases[name] { return alias }
        current = found.superclass
      }
    }
    return ownTables(of: type).lazy.compactMap { $0.aliases[name] }.first
  }

  /// What the members that fulfil the requirements say an associated type is.
  private func inferred(_ name: String, for type: Type) -> Type? {
    let key = "\(type).\(name)"
    guard inferring.insert(key).inserted else { return nil }
    defer { inferring.remove(key) }
    let found = declaredProtocols(of: type).flatMap(\.all).filter { $0.associatedType(name) != nil }
    guard let first = found.first, let associated = first.associatedType(name) else { return nil }
    let path = "Self.\(name)"
    for target in Set(declaredProtocols(of: type).flatMap(\.all)) {
      for requirement in target.requirements {
        if let type = inferred(path, from: requirement, for: type) { return type }
      }
      for case .same(.parameter(let other), .parameter(path)) in target.constraints {
        if let type = try? nonGeneric(substitute(.parameter(other), ["Self": type])) { return type }
      }
    }
    if let fallback = associated.fallback {
      let type = substitute(fallback, ["Self": type])
      return type.isInvalid ? nil : type
    }
    if name == "Iterator", conforms(type, toPrelude: "Collection"),
      let element = memberType(of: type, "Element")
    {
      return iterator(over: type, element).map { .nominal($0) }
    }
    // A sequence that is its own iterator.
    if name == "Iterator", let iterator = protocols["IteratorProtocol"],
      conforms(type, to: iterator)
    {
      return type
    }
    return nil
  }

  private func nonGeneric(_ type: Type) throws(UnknownType) -> Type {
    if type.isGeneric || type.isInvalid { throw UnknownType() }
    return type
  }

  private struct UnknownType: Error {}

  private func inferred(
    _ path: String, from requirement: ProtocolType.Requirement, for type: Type
  ) -> Type? {
    let wanted = requirement.function
    var bindings: [String: Type] = ["Self": type]
    switch requirement.kind {
    case .property:
      guard wanted.result.isGeneric else { return nil }
      var found: Type?
      if case .nominal(let nominal) = type, let index = nominal.field(wanted.name) {
        found = nominal.fields[index].type
      } else {
        found = ownTables(of: type).lazy.compactMap { $0.properties[wanted.name]?.type }.first
      }
      guard let found, wanted.result.bind(to: found, &bindings) else { return nil }
    case .method, .subscript:
      guard
        let own = ownMethods(wanted.name, of: type).first(where: {
          $0.fullName == wanted.fullName && $0.template == nil
        })
      else { return nil }
      for (mine, theirs) in zip(wanted.parameters.dropFirst(), own.parameters.dropFirst())
      where !mine.type.bind(to: theirs.type, &bindings) { return nil }
      guard wanted.result.bind(to: own.result, &bindings) else { return nil }
    case .initializer:
      guard case .nominal(let nominal) = type else { return nil }
      let all =
        nominal.initializers + ownTables(of: type).flatMap { $0.methods["init"] ?? [] }
      guard let own = all.first(where: { $0.fullName(ofCalls: nominal) == wanted.fullName })
      else { return nil }
      let parameters = own.parameters.dropFirst(nominal.kind == .class ? 1 : 0)
      for (mine, theirs) in zip(wanted.parameters, parameters)
      where !mine.type.bind(to: theirs.type, &bindings) { return nil }
    case .staticMethod, .staticProperty, .operator: return nil
    }
    return bindings[path]
  }

  /// Members that the type has itself, and not from an extension of a protocol.
  private func ownTables(of type: Type) -> [MemberTable] {
    var found = [program.extensions[type]].compactMap { $0 }
    if case .nominal(let nominal) = type { found.append(nominal.members) }
    return found
      + templates(of: type).compactMap { template, owner, arguments in
        table(of: template, owner, arguments)
      }
  }

  private func ownMethods(_ name: String, of type: Type) -> [UserFunction] {
    var found = ownTables(of: type).flatMap { $0.methods[name] ?? [] }
    if case .nominal(let nominal) = type { found += nominal.method(name) }
    return found
  }

  /// An associated type by its bare name, inside a type that conforms or an extension of it.
  func associatedInScope(_ name: String) -> Type? {
    guard let owner = typeArguments[Self.ownKey] ?? member?.owner else { return nil }
    switch owner {
    case .nominal(let nominal):
      guard nominal.name != name else { return nil }
      if let alias = nominal.members.aliases[name] { return alias }
      let isAssociated = declaredProtocols(of: owner).contains { $0.associatedType(name) != nil }
      return isAssociated ? memberType(of: owner, name) : nil
    case .archetype(let archetype):
      return archetype.protocols.contains { $0.associatedType(name) != nil }
        ? memberType(of: owner, name) : nil
    case .existential: return memberType(of: owner, name)
    case .parameter, .invalid: return nil
    default: return builtinMember(of: owner, name)
    }
  }
}

extension UserFunction {
  /// The name by which an initialiser is called.
  fileprivate func fullName(ofCalls type: NominalType) -> String {
    let given = parameters.dropFirst(type.kind == .class ? 1 : 0)
    return "\(name)(\(given.map { ($0.label ?? "_") + ":" }.joined()))"
  }
}
