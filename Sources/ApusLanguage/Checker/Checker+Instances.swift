import ApusSyntax
import ApusText

// Generic types over arguments, and the members that templates give to types.
extension Checker {
  /// How many types and functions one cell may make from generic ones.
  private static let madeLimit = 4_000
  /// Of how many types one type may consist.
  private static let sizeLimit = 150

  /// A generic type over arguments: a pattern while parameters are left in them.
  func instance(of generic: GenericType, _ arguments: [Type], _ span: Span) -> Type {
    if arguments.contains(where: \.isGeneric) { return .applied(generic, arguments) }
    return nominal(generic, arguments, span).map { .nominal($0) } ?? .invalid
  }

  /// The one type for a generic type and its arguments.
  func nominal(_ generic: GenericType, _ arguments: [Type], _ span: Span) -> NominalType? {
    let key = Specialisations.Instance(generic: ObjectIdentifier(generic), arguments: arguments)
    if let known = program.generics.types[key] { return known }
    guard mayMake(generic.name, arguments, span) else { return nil }
    let context = context(of: generic, arguments)
    return within(context) {
      let (parent, protocols, rawType) = inheritance(
        generic.syntax, generic.syntax.kind == .class, reports: false)
      let type = NominalType(
        name: Type.list(generic.name, arguments),
        kind: NominalType.Kind(rawValue: generic.syntax.kind.rawValue) ?? .struct,
        documentation: generic.declaration.documentation, superclass: parent, origin: generic,
        arguments: arguments)
      type.rawType = rawType
      type.conform(to: protocols)
      program.generics.types[key] = type
      typeArguments[Self.ownKey] = .nominal(type)
      readAliases(generic.syntax.members, into: type.members)
      type.inheritFields()
      let (_, found) = trial { readStored(generic.syntax, into: type) }
      if diagnostics.isEmpty { report(found) }
      if type.kind == .class {
        type.inheritMethods()
        deferring(context, of: ObjectIdentifier(generic)) {
          readFunctions(
            generic.syntax.members, of: .nominal(type), into: type.members, nominal: type)
        }
      }
      // `extension Pair: Equatable where …`.
      for (template, _, arguments) in templates(of: .nominal(type))
      where !template.protocols.isEmpty && unmet(template.signature, arguments) == nil {
        type.conform(to: template.protocols)
      }
      if !isOpen(.nominal(type)) { noteConformances(of: .nominal(type)) }
      return type
    }
  }

  /// What the text of a generic type sees.
  func context(of generic: GenericType, _ arguments: [Type]) -> GenericContext {
    GenericContext(
      arguments: Dictionary(
        zip(generic.parameters, arguments), uniquingKeysWith: { $1 }),
      source: generic.source)
  }

  /// The same for a declared type; nil where it is not generic.
  func context(of type: Type) -> GenericContext? {
    guard case .nominal(let nominal) = type, let generic = nominal.origin else { return nil }
    var found = context(of: generic, nominal.arguments)
    found.arguments[Self.ownKey] = type
    return found
  }

  /// Refuses a growth without an end.
  func mayMake(_ name: String, _ arguments: [Type], _ span: Span) -> Bool {
    program.generics.madeCount += 1
    var budget = Self.sizeLimit
    arguments.forEach { $0.spend(&budget) }
    guard budget >= 0, program.generics.madeCount < Self.madeLimit else {
      if !hasGrown { report(errors.endlessGenerics(name, span)) }
      hasGrown = true
      return false
    }
    return true
  }

  /// Reads members whose bodies are checked when something calls them; of open types, never.
  private func deferring(
    _ context: GenericContext, of template: ObjectIdentifier, _ body: () -> Void
  ) {
    let before = pending
    let checksOpen = checkedTemplate == template
    pending = []
    let (_, found) = trial(body)
    if checksOpen || diagnostics.isEmpty { report(found) }
    let new = pending
    pending = before
    for var item in new {
      if item.context == nil { item.context = context }
      if isOpen(item.member?.owner ?? .void) || context.arguments.values.contains(where: isOpen) {
        guard checksOpen else { continue }
        item.isDiscarded = true
        pending.append(item)
      } else {
        program.generics.deferred[item.function.index] = item
      }
    }
  }

  /// Makes members of a template, whose bodies are to be checked for all types at once.
  func checkingOpen<Result>(_ template: AnyObject, _ body: () -> Result) -> Result {
    checkedTemplate = ObjectIdentifier(template)
    defer { checkedTemplate = nil }
    return body()
  }

  /// What generic types, extensions with parameters and extensions of protocols give to a type,
  /// what is nearest first.
  func templateTables(of type: Type) -> [MemberTable] {
    var tables: [MemberTable] = []
    for (template, owner, arguments) in templates(of: type) + protocolTemplates(of: type) {
      if let table = table(of: template, owner, arguments) { tables.append(table) }
    }
    return tables
  }

  /// Those that have a type of that name; the others may not be made yet while types are read.
  func templateTables(of type: Type, naming name: String) -> [MemberTable] {
    (templates(of: type) + protocolTemplates(of: type)).filter { $0.0.names(name) }.compactMap {
      table(of: $0, $1, $2)
    }
  }

  /// What the library gives to a declared type under one name, by a protocol.
  func libraryTables(of type: Type, named name: String) -> [MemberTable] {
    guard Library.members.contains(name) else { return [] }
    switch type {
    case .nominal, .error, .archetype: break
    case .existential, .function, .metatype, .invalid: return []
    default:
      // What the language's own types have of the rows comes first; their iterators are made in
      // another way.
      guard usesLibrary, name != "makeIterator", prelude.members(of: type, named: name).isEmpty
      else { return [] }
    }
    let givers =
      usesLibrary
      ? Library.shared.templates(giving: name)
      : Library.givers(of: name, among: program.generics.templates)
    return givers.compactMap { template, target in
      conforms(type, to: target) ? table(of: template, type, [:]) : nil
    }
  }

  /// Why a type lacks a member that others have by an extension; nil where no extension has it.
  func unmetMember(_ name: String, of type: Type) -> UnmetConstraint? {
    for (template, owner, arguments) in templates(of: type) + protocolTemplates(of: type)
    where template.gives(name) {
      let own = arguments.merging([Self.ownKey: owner]) { $1 }
      if let unmet = unmet(template.signature, own) { return unmet }
    }
    guard case .nominal(let nominal) = type, let origin = nominal.origin else { return nil }
    return within(context(of: origin, nominal.arguments)) {
      origin.syntax.members.lazy.compactMap { member in
        guard case .function(let function) = member.kind, function.name == name else { return nil }
        return self.unmet(self.signature(of: function.generics), [:])
      }.first
    }
  }

  /// Templates that are made for the type itself.
  func templates(of type: Type) -> [(MemberTemplate, Type, [String: Type])] {
    let known = program.generics.templates
    var found: [(MemberTemplate, Type, [String: Type])] = []
    if case .nominal(let nominal) = type {
      var current: NominalType? = nominal
      while let type = current {
        if let origin = type.origin {
          let context = context(of: origin, type.arguments)
          var own = known[.type(origin)] ?? []
          if usesLibrary, origin.source === Library.source {
            own += Library.shared.templates(of: origin)
          }
          found += own.map { ($0, .nominal(type), context.arguments) }
        }
        current = type.superclass
      }
    } else if !known.isEmpty, let (name, arguments) = Self.builtinArguments(of: type) {
      found += (known[.builtin(name)] ?? []).map { ($0, type, arguments) }
    }
    return found
  }

  /// Extensions of protocols to which the type conforms; what asks for more comes first.
  private func protocolTemplates(of type: Type) -> [(MemberTemplate, Type, [String: Type])] {
    // Those of the library are found by what they give.
    guard usesLibrary else { return [] }
    var found: [(template: MemberTemplate, target: ProtocolType)] = []
    for (owner, templates) in program.generics.templates {
      guard case .protocol(let target) = owner, conforms(type, to: target) else { continue }
      found += templates.map { ($0, target) }
    }
    found.sort { first, second in
      if first.target != second.target, first.target.inherits(from: second.target) { return true }
      if first.target != second.target, second.target.inherits(from: first.target) { return false }
      return first.template.signature.constraints.count
        > second.template.signature.constraints.count
    }
    return found.map { ($0.template, type, [:]) }
  }

  /// The members that a template makes for a type; nil where its `where` does not hold.
  @discardableResult
  func table(
    of template: MemberTemplate, _ owner: Type, _ arguments: [String: Type]
  ) -> MemberTable? {
    let key = Specialisations.Instance(generic: ObjectIdentifier(template), arguments: [owner])
    if let known = program.generics.tables[key] { return known }
    var arguments = arguments
    arguments[Self.ownKey] = owner
    guard unmet(template.signature, arguments) == nil else { return nil }
    let table = MemberTable()
    program.generics.tables[key] = table
    guard mayMake(template.syntax.name, [owner], template.syntax.nameSpan) else { return table }
    var context = GenericContext(arguments: arguments, source: template.source)
    if case .protocol(let target) = template.owner { context.extended = target }
    within(context) {
      var nominal: NominalType?
      if case .nominal(let type) = owner { nominal = type }
      readAliases(template.syntax.members, into: table)
      deferring(context, of: ObjectIdentifier(template)) {
        readFunctions(template.functions, of: owner, into: table, nominal: nominal)
      }
    }
    return table
  }

  /// `typealias` inside a type.
  func readAliases(_ members: [Declaration], into table: MemberTable) {
    for declaration in members {
      guard case .typealias(let name, let span, let generics, let type) = declaration.kind else {
        continue
      }
      guard generics.parameters.isEmpty else {
        report(errors.notYet("a 'typealias' with parameters", span))
        continue
      }
      table.aliases[name] = resolve(type)
    }
  }
}

extension MemberTemplate {
  /// Whether it has a `typealias` of that name.
  fileprivate func names(_ name: String) -> Bool {
    syntax.members.contains {
      if case .typealias(name, _, _, _) = $0.kind { true } else { false }
    }
  }

  func gives(_ name: String) -> Bool { syntax.members.contains { $0.declares(name) } }

  /// Its members without what a generic structure stores.
  var functions: [Declaration] {
    guard case .type = owner, syntax.kind != .extension else { return syntax.members }
    return syntax.members.filter { declaration in
      guard case .variable(let variable) = declaration.kind, !declaration.has("static") else {
        return true
      }
      return variable.bindings.contains { !$0.accessors.isEmpty }
    }
  }
}

extension Type {
  /// Takes one off for every type in it, and stops below zero, since it may double at each level.
  fileprivate func spend(_ budget: inout Int) {
    budget -= 1
    guard budget >= 0 else { return }
    switch self {
    case .array(let inner), .optional(let inner), .metatype(let inner): inner.spend(&budget)
    case .dictionary(let key, let value):
      key.spend(&budget)
      value.spend(&budget)
    case .tuple(let elements): elements.forEach { $0.type.spend(&budget) }
    case .function(let parameters, let result, _):
      (parameters + [result]).forEach { $0.spend(&budget) }
    case .nominal(let nominal): nominal.arguments.forEach { $0.spend(&budget) }
    default: break
    }
  }
}

extension Declaration {
  /// Whether it gives a member of that name.
  fileprivate func declares(_ name: String) -> Bool {
    switch kind {
    case .function(let function): function.name == name
    case .variable(let variable):
      variable.bindings.contains {
        if case .name(name) = $0.pattern.kind { true } else { false }
      }
    default: false
    }
  }
}
