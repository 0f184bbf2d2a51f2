import ApusSyntax
import ApusText

// The types, protocols and extensions of a cell, in the order in which they can be understood.
extension Checker {
  /// Types may be used before the line that declares them: first their names, then what they
  /// store, then the heads of their functions; bodies come last of all.
  func declareTypes(in statements: [Statement]) {
    var nominals: [DeclaredNominal] = []
    var extensions: [Nominal] = []
    var aliases: [DeclaredAlias] = []
    var hasProtocols = false
    for statement in statements {
      guard case .declaration(let declaration) = statement.kind else { continue }
      switch declaration.kind {
      case .nominal(let nominal) where nominal.kind == .extension: extensions.append(nominal)
      case .nominal(let nominal) where nominal.kind == .protocol: hasProtocols = true
      case .nominal(let nominal):
        nominals.append(DeclaredNominal(nominal: nominal, declaration: declaration))
      case .typealias(let name, let span, let generics, let syntax):
        aliases.append(
          DeclaredAlias(name: name, span: span, generics: generics, syntax: syntax, outer: nil))
      default: break
      }
    }
    guard hasProtocols || !(nominals.isEmpty && extensions.isEmpty && aliases.isEmpty) else {
      return
    }
    if !isTopLevel {
      for item in nominals where !item.nominal.generics.parameters.isEmpty {
        report(errors.notYet("a generic type inside a block", item.nominal.nameSpan))
      }
    }
    let generic = isTopLevel ? declareGenerics(nominals) : []
    let protocols = isTopLevel ? declareProtocols(in: statements) : []
    for (type, _) in generic { type.signature = signature(of: type.syntax.generics) }
    var declared: [(NominalType, Nominal)] = []
    let plain = nominals.filter { $0.nominal.generics.parameters.isEmpty }
    for item in superclassesFirst(plain) where !skips(item.nominal.nameSpan) {
      declare(item, nil, &declared, &aliases)
    }
    declare(aliases)
    readRequirements(of: protocols)
    var templates: [(MemberTemplate, Nominal)] = []
    postponing(declared) {
      for (type, nominal) in declared where !skips(nominal.nameSpan) {
        type.inheritFields()
        inHome(of: type) { readStored(nominal, into: type) }
      }
      settlePostponed(declared)
      markOverridden(declared)
      templates = extensions.compactMap { nominal in
        template(for: nominal).map { ($0, nominal) }
      }
      for (type, nominal) in declared where !skips(nominal.nameSpan) {
        type.inheritMethods()
        inHome(of: type) {
          readFunctions(nominal.members, of: .nominal(type), into: type.members, nominal: type)
          checkInitializers(of: type, nominal)
        }
      }
      let read = Set(templates.map(\.1.nameSpan.start))
      for nominal in extensions where !read.contains(nominal.nameSpan.start) {
        readExtension(nominal)
      }
    }
    for (type, _) in generic { checkOpen(type) }
    for (template, _) in templates { checkOpen(template) }
    for (type, nominal) in declared where !skips(nominal.nameSpan) {
      if checkConformances(of: .nominal(type), type.protocols, nominal.nameSpan) {
        noteConformances(of: .nominal(type))
      }
    }
  }

  private func note(_ name: String, _ span: Span, _ entry: Names.Entry) {
    if isTopLevel {
      if declaredHere.contains(name) { report(errors.redeclared(name, span)) }
      declaredHere.insert(name)
      program.names[name] = entry
    } else if let last = scopes.indices.last {
      if scopes[last][name] != nil { report(errors.redeclared(name, span)) }
      scopes[last][name] = entry
    }
  }

  private func declareGenerics(_ nominals: [DeclaredNominal]) -> [(GenericType, Nominal)] {
    nominals.filter { !$0.nominal.generics.parameters.isEmpty }.map { item in
      let (nominal, declaration) = (item.nominal, item.declaration)
      let type = GenericType(nominal, declaration, source: source)
      note(nominal.name, nominal.nameSpan, .generic(type))
      if nominal.kind != .class {
        program.generics.templates[.type(type), default: []].append(
          MemberTemplate(.type(type), nominal, source: source, signature: .none))
      }
      return (type, nominal)
    }
  }

  func declareType(
    _ nominal: Nominal, _ declaration: Declaration, _ outer: NominalType?
  ) -> NominalType? {
    guard let kind = NominalType.Kind(rawValue: nominal.kind.rawValue) else { return nil }
    let (parent, protocols, rawType) = inheritance(nominal, kind == .class, reports: true)
    if let parent, parent.isFinal {
      report(errors.finalClass(parent.name, nominal.inherits.first?.span ?? nominal.nameSpan))
    }
    let type = NominalType(
      name: nominal.name, kind: kind, documentation: declaration.documentation,
      superclass: parent)
    type.conform(to: protocols)
    type.rawType = rawType
    type.outer = outer
    type.isFinal = declaration.has("final")
    type.scopes = scopes
    guard let outer else {
      note(nominal.name, nominal.nameSpan, .type(type))
      return type
    }
    if outer.members.aliases[nominal.name] != nil {
      report(errors.redeclared(nominal.name, nominal.nameSpan))
    }
    outer.members.aliases[nominal.name] = .nominal(type)
    return type
  }

  /// What stands behind a type's colon: a superclass, protocols, the type of raw values.
  func inheritance(
    _ nominal: Nominal, _ isClass: Bool, reports: Bool
  ) -> (NominalType?, [ProtocolType], Type?) {
    var parent: NominalType?
    var found: [ProtocolType] = []
    var rawType: Type?
    for syntax in nominal.inherits {
      if let more = protocols(in: syntax) {
        for target in more where target.row?.synthesis == .refused && reports {
          report(errors.cannotConform(target.name, syntax.span))
        }
        found += more
        continue
      }
      let (type, faults) = trial { resolve(syntax) }
      if case .nominal(let superclass) = type, superclass.kind == .class, isClass {
        parent = superclass
      } else if nominal.kind == .enum, Self.rawTypes.contains(type) {
        rawType = type
      } else if reports, let what = LeftOut.named(source.slice(syntax.span)) {
        report(errors.leftOut(what, syntax.span))
      } else if reports {
        report(
          faults.isEmpty
            ? [errors.notAProtocol(type, syntax.span)]
            : [
              errors.unknownType(
                source.slice(syntax.span), syntax.span,
                suggestion: Spelling.suggest(source.slice(syntax.span), among: typeNames))
            ])
      }
    }
    return (parent, found, rawType)
  }

  /// What an extension of something with parameters, or of a protocol, is made from; nil for one of
  /// a single type.
  private func template(for nominal: Nominal) -> MemberTemplate? {
    guard case .name(let name, let arguments) = nominal.type.kind, arguments.isEmpty else {
      return nil
    }
    var owner: MemberTemplate.Owner
    var parameters: [String]
    var own: [String: Type] = [:]
    switch global(name) {
    case .generic(let generic):
      (owner, parameters) = (.type(generic), generic.parameters)
      own[Self.ownKey] = generic.pattern
    case .protocol(let target):
      (owner, parameters) = (.protocol(target), ["Self"])
    case nil:
      if let target = protocols[name] {
        (owner, parameters) = (.protocol(target), ["Self"])
      } else if let known = Self.builtinParameters[name] {
        (owner, parameters) = (.builtin(name), known)
      } else {
        return nil
      }
    default: return nil
    }
    if case .protocol(let target) = owner {
      for associated in target.all.flatMap(\.associated) {
        own[associated.name] = .parameter("Self.\(associated.name)")
      }
    }
    for parameter in parameters { own[parameter] = .parameter(parameter) }
    var signature = GenericSignature(parameters: parameters)
    with(own) { signature.constraints = constraints(nominal.generics.requirements) }
    let template = MemberTemplate(owner, nominal, source: source, signature: signature)
    template.protocols = nominal.inherits.compactMap { syntax in
      let found = protocols(in: syntax)
      if found == nil {
        report(errors.unknownType(source.slice(syntax.span), syntax.span, suggestion: nil))
      }
      return found
    }.flatMap { $0 }
    program.generics.templates[owner, default: []].append(template)
    return template
  }

  /// The parameters of the language's own generic types.
  static let builtinParameters = [
    "Array": ["Element"], "ArraySlice": ["Element"], "Set": ["Element"],
    "Optional": ["Wrapped"], "Dictionary": ["Key", "Value"],
  ]

  private func readExtension(_ nominal: Nominal) {
    let owner = resolve(nominal.type)
    guard !owner.isInvalid else { return }
    if let first = nominal.generics.requirements.first {
      report(errors.notYet("'where' on an extension of one type", first.left.span))
    }
    let table = MemberTable(program.extensions[owner])
    program.extensions[owner] = table
    var extended: NominalType?
    if case .nominal(let type) = owner { extended = type }
    let (_, found, _) = inheritance(nominal, false, reports: true)
    program.generics.conformances[owner, default: []] += found
    with([Self.ownKey: owner]) { readAliases(nominal.members, into: table) }
    declareInner(of: nominal, owner, extended)
    let outer = member
    member = (owner, true)
    readFunctions(nominal.members, of: owner, into: table, nominal: extended)
    member = outer
    if checkConformances(of: owner, found, nominal.nameSpan) { noteConformances(of: owner) }
  }

  /// Checks a generic type with archetypes for its parameters.
  private func checkOpen(_ generic: GenericType) {
    let open = archetypes(generic.signature)
    let arguments = generic.parameters.map { open[$0] ?? .invalid }
    let made = checkingOpen(generic) { nominal(generic, arguments, generic.syntax.nameSpan) }
    guard let type = made else { return }
    let context = context(of: generic, arguments)
    if type.kind != .class, let own = program.generics.templates[.type(generic)]?.first {
      checkingOpen(own) { _ = table(of: own, .nominal(type), context.arguments) }
    }
    within(context) { _ = inheritance(generic.syntax, type.kind == .class, reports: true) }
    checkConformances(of: .nominal(type), type.protocols, generic.syntax.nameSpan)
  }

  /// Checks an extension with archetypes for the parameters of what it extends.
  private func checkOpen(_ template: MemberTemplate) {
    var open: [String: Type] = [:]
    var owner: Type
    switch template.owner {
    case .type(let generic):
      open = archetypes(generic.signature)
      refine(&open, template.signature.constraints)
      owner =
        nominal(
          generic, generic.parameters.map { open[$0] ?? .invalid }, template.syntax.nameSpan
        ).map { .nominal($0) } ?? .invalid
    case .builtin(let name):
      open = archetypes(template.signature)
      owner = TypeResolver.generic[name]?.substituting(open) ?? .invalid
    case .protocol(let target):
      let own = Archetype("Self", [target])
      open["Self"] = .archetype(own)
      refine(&open, template.signature.constraints)
      owner = .archetype(own)
    }
    guard !owner.isInvalid else { return }
    checkingOpen(template) { _ = table(of: template, owner, open) }
    checkConformances(of: owner, template.protocols, template.syntax.nameSpan)
  }

  /// The line of the declaration itself; everything was read before.
  func checkNominal(_ nominal: Nominal, _ declaration: Declaration) -> [TypedStatement] {
    if nominal.kind == .protocol, !isTopLevel {
      return notYet("a protocol inside a block", nominal.nameSpan)
    }
    return []
  }

  /// An alias at the place of a statement, or in a type.
  func enter(_ alias: DeclaredAlias, _ type: Type) {
    if let outer = alias.outer {
      outer.members.aliases[alias.name] = type
    } else {
      note(alias.name, alias.span, .alias(type))
      let parameters = alias.generics.parameters.map(\.name)
      program.aliasParameters[alias.name] = parameters.isEmpty ? nil : parameters
    }
  }
}
