import ApusSyntax
import ApusText

extension Checker {
  /// Types may be used before the line that declares them: first their names, then what they
  /// store, then the heads of their functions; bodies come last of all.
  func declareTypes(in statements: [Statement]) {
    var nominals: [DeclaredNominal] = []
    var extensions: [Nominal] = []
    var aliases: [DeclaredAlias] = []
    for statement in statements {
      guard case .declaration(let declaration) = statement.kind else { continue }
      switch declaration.kind {
      case .nominal(let nominal) where nominal.kind == .extension: extensions.append(nominal)
      case .nominal(let nominal):
        nominals.append(DeclaredNominal(nominal: nominal, declaration: declaration))
      case .typealias(let name, let span, let generics, let syntax):
        if let generic = generics.parameters.first {
          report(errors.notYet("a generic 'typealias'", generic.span))
        }
        aliases.append(DeclaredAlias(name: name, span: span, syntax: syntax, outer: nil))
      default: break
      }
    }
    guard !(nominals.isEmpty && extensions.isEmpty && aliases.isEmpty) else { return }
    var declared: [(NominalType, Nominal)] = []
    for item in superclassesFirst(nominals) { declare(item, nil, &declared, &aliases) }
    declare(aliases)
    for (type, nominal) in declared {
      type.inheritFields()
      inHome(of: type) { readStored(nominal, into: type) }
    }
    markOverridden(declared)
    for (type, nominal) in declared {
      type.inheritMethods()
      inHome(of: type) {
        readFunctions(nominal.members, of: .nominal(type), into: type.members, nominal: type)
        checkInitializers(of: type, nominal)
      }
    }
    for nominal in extensions { readExtension(nominal) }
  }

  /// A class's superclass may stand behind it.
  private func superclassesFirst(_ nominals: [DeclaredNominal]) -> [DeclaredNominal] {
    var waiting = nominals
    var ordered: [DeclaredNominal] = []
    while !waiting.isEmpty {
      let names = Set(waiting.map(\.nominal.name))
      let index =
        waiting.firstIndex { item in
          !item.nominal.inherits.contains { syntax in
            if case .name(let name, _) = syntax.kind {
              return name != item.nominal.name && names.contains(name)
            }
            return false
          }
        } ?? 0
      ordered.append(waiting.remove(at: index))
    }
    return ordered
  }

  /// A type and those inside it.
  private func declare(
    _ item: DeclaredNominal, _ outer: NominalType?,
    _ declared: inout [(NominalType, Nominal)], _ aliases: inout [DeclaredAlias]
  ) {
    guard let type = declareType(item.nominal, item.declaration, outer) else { return }
    declared.append((type, item.nominal))
    var inner: [DeclaredNominal] = []
    for member in item.nominal.members {
      switch member.kind {
      case .nominal(let nominal):
        inner.append(DeclaredNominal(nominal: nominal, declaration: member))
      case .typealias(let name, let span, _, let syntax):
        aliases.append(DeclaredAlias(name: name, span: span, syntax: syntax, outer: type))
      default: break
      }
    }
    inHome(of: type) {
      for item in superclassesFirst(inner) { declare(item, type, &declared, &aliases) }
    }
  }

  /// Aliases may name each other in any order.
  private func declare(_ aliases: [DeclaredAlias]) {
    var waiting = aliases
    func resolve(_ alias: DeclaredAlias) -> Type {
      guard let outer = alias.outer else { return self.resolve(alias.syntax) }
      return inHome(of: outer) { self.resolve(alias.syntax) }
    }
    while !waiting.isEmpty {
      let index = waiting.firstIndex { alias in trial { resolve(alias) }.errors.isEmpty } ?? 0
      let alias = waiting.remove(at: index)
      let type = resolve(alias)
      if let outer = alias.outer {
        outer.members.types[alias.name] = type
      } else {
        enter(alias.name, .alias(type), at: alias.span)
      }
    }
  }

  /// Gives a type's name its meaning, where the statement stands.
  private func enter(_ name: String, _ entry: Names.Entry, at span: Span) {
    if isTopLevel {
      if declaredHere.contains(name) { report(errors.redeclared(name, span)) }
      declaredHere.insert(name)
      program.names[name] = entry
    } else if let last = scopes.indices.last {
      if scopes[last][name] != nil { report(errors.redeclared(name, span)) }
      scopes[last][name] = entry
    }
  }

  private func declareType(
    _ nominal: Nominal, _ declaration: Declaration, _ outer: NominalType?
  ) -> NominalType? {
    guard let kind = NominalType.Kind(rawValue: nominal.kind.rawValue) else { return nil }
    if let generic = nominal.generics.parameters.first {
      report(errors.notYet("a generic type", generic.span))
      genericNames.formUnion(nominal.generics.parameters.map(\.name))
    }
    var superclass: NominalType?
    var conformances: Set<String> = []
    var rawType: Type?
    for syntax in nominal.inherits {
      let known = trial { resolve(syntax) }.result
      if kind == .class, case .nominal(let parent) = known, parent.kind == .class {
        superclass = parent
        if parent.isFinal { report(errors.finalClass(parent.name, syntax.span)) }
        continue
      }
      if kind == .enum, [.int, .string, .double].contains(known) {
        rawType = known
        continue
      }
      guard case .name(let name, _) = syntax.kind else { continue }
      if Self.protocols.contains(name) {
        conformances.insert(name)
      } else {
        report(
          errors.unknownType(
            name, syntax.span, suggestion: Spelling.suggest(name, among: Self.protocols)))
      }
    }
    let type = NominalType(
      name: nominal.name, kind: kind, documentation: declaration.documentation,
      superclass: superclass)
    type.outer = outer
    type.isFinal = declaration.has("final")
    type.conformances = conformances
    type.rawType = rawType
    type.scopes = scopes
    if let outer {
      if outer.members.types[nominal.name] != nil {
        report(errors.redeclared(nominal.name, nominal.nameSpan))
      }
      outer.members.types[nominal.name] = .nominal(type)
    } else {
      enter(nominal.name, .type(type), at: nominal.nameSpan)
    }
    return type
  }

  /// Protocols of the standard library that a type may name; what they ask for is made here.
  private static let protocols = [
    "Equatable", "Hashable", "Comparable", "CaseIterable", "CustomStringConvertible", "Error",
    "Sendable", "Codable", "Identifiable",
  ]

  private func readExtension(_ nominal: Nominal) {
    let owner = resolve(nominal.type)
    guard !owner.isInvalid else { return }
    let table = MemberTable(program.extensions[owner])
    program.extensions[owner] = table
    var extended: NominalType?
    if case .nominal(let type) = owner { extended = type }
    var declared: [(NominalType, Nominal)] = []
    var aliases: [DeclaredAlias] = []
    for member in nominal.members {
      guard case .nominal(let inner) = member.kind else { continue }
      guard let extended else {
        report(errors.notYet("a type inside an extension of '\(owner)'", inner.nameSpan))
        continue
      }
      inHome(of: extended) {
        declare(
          DeclaredNominal(nominal: inner, declaration: member), extended, &declared, &aliases)
      }
    }
    for (type, inner) in declared {
      inHome(of: type) {
        readStored(inner, into: type)
        readFunctions(inner.members, of: .nominal(type), into: type.members, nominal: type)
      }
    }
    let outer = member
    member = (owner, true)
    defer { member = outer }
    readFunctions(nominal.members, of: owner, into: table, nominal: extended)
  }

  /// The line of the declaration itself; everything was read before.
  func checkNominal(_ nominal: Nominal, _ declaration: Declaration) -> [TypedStatement] {
    if nominal.kind == .protocol { return notYet("'protocol'", nominal.nameSpan) }
    return []
  }

  /// Checks where only a type's own names are visible, as in its members.
  func inHome<Result>(of type: NominalType, _ body: () -> Result) -> Result {
    let outer = (member, scopes, initializing)
    (member, scopes, initializing) = ((.nominal(type), true), type.scopes, nil)
    defer { (member, scopes, initializing) = outer }
    return body()
  }
}

/// A type's declaration that was met.
private struct DeclaredNominal {
  let nominal: Nominal
  let declaration: Declaration
}

private struct DeclaredAlias {
  let name: String
  let span: Span
  let syntax: TypeSyntax
  let outer: NominalType?
}
