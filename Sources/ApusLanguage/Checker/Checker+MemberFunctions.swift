import ApusSyntax
import ApusText

// The heads of a type's functions; their bodies are checked when all names are known.
extension Checker {
  /// Methods, computed properties, initialisers and static members.
  func readFunctions(
    _ members: [Declaration], of owner: Type, into table: MemberTable, nominal: NominalType?
  ) {
    let home = MemberHome(owner: owner, table: table, nominal: nominal)
    for declaration in members where !isStopped {
      switch declaration.kind {
      case .function(let function): readFunction(function, declaration, home)
      case .variable(let variable):
        for binding in variable.bindings { readVariable(binding, variable, declaration, home) }
      case .nominal(let inner) where nominal?.origin != nil:
        report(errors.notYet("a type inside a generic type", inner.nameSpan))
      case .nominal, .typealias, .enumCases, .associatedType, .import, .operator, .invalid: break
      }
    }
    if let nominal, nominal.members === table {
      for name in nominal.overridden { makeOverridable(name, home) }
      for (maker, declaration) in makers(members, of: nominal) {
        readFunction(maker, declaration, home)
      }
    }
  }

  func receiver(_ home: MemberHome, isMutating: Bool) -> UserFunction.Parameter {
    UserFunction.Parameter(
      label: nil, name: "self", type: home.owner, isVariadic: false,
      isInout: isMutating && !home.isClass, defaultValue: nil)
  }

  /// A class's static functions are given the class that they are called on.
  func ownClass(_ home: MemberHome) -> UserFunction.Parameter? {
    guard home.isClass else { return nil }
    return UserFunction.Parameter(
      label: nil, name: "self", type: .metatype(home.owner), isVariadic: false)
  }

  private func readFunction(
    _ function: Function, _ declaration: Declaration, _ home: MemberHome
  ) {
    // `func total() -> T where T: Numeric`: only types that satisfy it have it.
    if !function.generics.requirements.isEmpty, function.generics.parameters.isEmpty,
      unmet(signature(of: function.generics), [:]) != nil
    {
      return
    }
    switch function.kind {
    case .function:
      if function.isOperator { return declareOperator(function, declaration, home.owner) }
      let isStatic = declaration.isStatic
      let own =
        !isStatic
        ? receiver(home, isMutating: declaration.has("mutating"))
        : function.isGeneric ? nil : ownClass(home)
      let read = register(
        self.read(function, declaration, index: program.functionCount, receiver: own))
      if isStatic {
        checkStaticOverride(read, declaration, home, function.nameSpan)
        addToTable(static: read, declaration, home)
        add(read, to: &home.table.statics[function.name, default: []], function.nameSpan)
      } else {
        add(read, to: &home.table.methods[function.name, default: []], function.nameSpan)
        if read.template == nil {
          addToTable(read, home, isOverride: declaration.has("override"), function.nameSpan)
        }
      }
      later(read, function.body, function.nameSpan, home, isStatic: isStatic)
    case .initializer(let isFailable): readInitializer(function, declaration, isFailable, home)
    case .deinitializer: readDeinitializer(function, declaration, home)
    case .subscript: readSubscript(function, declaration, home)
    }
  }

  /// A class method that a subclass declares again.
  private func checkStaticOverride(
    _ read: UserFunction, _ declaration: Declaration, _ home: MemberHome, _ span: Span
  ) {
    guard home.isOwn, let parent = home.nominal?.superclass else { return }
    let old = staticFunctions(of: .nominal(parent), named: read.name)
      .first { $0.key == read.key }
    if let old {
      if !declaration.has("override") {
        report(errors.missingOverride(read.name, span))
      } else if old.modifiers.contains("static") || old.modifiers.contains("final") {
        report(errors.overridesFinal(read.name, span))
      }
    } else if declaration.has("override") {
      report(errors.nothingToOverride(read.name, span))
    }
  }

  private func readInitializer(
    _ function: Function, _ declaration: Declaration, _ isFailable: Bool, _ home: MemberHome
  ) {
    guard let nominal = home.nominal else {
      return readConversion(function, isFailable, home)
    }
    if home.isClass, !home.isOwn, !declaration.has("convenience") {
      return report(errors.designatedInExtension(nominal.name, function.nameSpan))
    }
    let own = home.isClass ? receiver(home, isMutating: false) : nil
    if function.isGeneric {
      let read = readGeneric(function, declaration, receiver: own, initializes: nominal)
      return add(read, to: &home.table.methods["init", default: []], function.nameSpan)
    }
    let read = register(
      self.read(function, declaration, index: program.functionCount, receiver: own))
    read.isFailable = isFailable
    read.result =
      home.isClass
      ? (isFailable ? .bool : .void) : isFailable ? .optional(home.owner) : home.owner
    add(read, to: &home.table.methods["init", default: []], function.nameSpan)
    var item = PendingBody(
      function: read, block: function.body, span: function.nameSpan, member: (home.owner, false))
    item.initializes = nominal
    item.scopes = scopes
    pending.append(item)
  }

  private func readDeinitializer(
    _ function: Function, _ declaration: Declaration, _ home: MemberHome
  ) {
    guard home.isClass, home.isOwn, let nominal = home.nominal else {
      return report(errors.deinitOutsideClass(function.nameSpan))
    }
    let read = register(
      UserFunction(
        name: "deinit", parameters: [receiver(home, isMutating: false)], result: .void,
        documentation: nil, source: source, index: program.functionCount))
    nominal.descriptor.deinitializer = read.index
    program.endsInstances = true
    later(read, function.body, function.nameSpan, home, isStatic: false)
  }

  private func readSubscript(
    _ function: Function, _ declaration: Declaration, _ home: MemberHome
  ) {
    if function.isGeneric {
      return report(errors.notYet("a subscript with type parameters", function.nameSpan))
    }
    let isStatic = declaration.isStatic
    let own = isStatic ? [ownClass(home)].compactMap { $0 } : [receiver(home, isMutating: false)]
    let getter = register(
      self.read(
        function, declaration, index: program.functionCount, receiver: own.first))
    let isOverride = declaration.has("override")
    let get = function.accessors.first { $0.kind == "get" }
    if let thrown = resolve(get?.throwing) { getter.thrown = thrown }
    let body = function.body ?? function.accessors.first { $0.kind == "get" }?.body
    if isStatic {
      addToTable(static: getter, declaration, home)
      add(getter, to: &home.table.statics["subscript", default: []], function.nameSpan)
    } else {
      add(getter, to: &home.table.methods["subscript", default: []], function.nameSpan)
      addToTable(getter, home, isOverride: isOverride, function.nameSpan)
    }
    later(getter, body, function.nameSpan, home, isStatic: isStatic)
    for accessor in function.accessors where accessor.kind != "get" {
      guard accessor.kind == "set" else {
        report(errors.notYet("'\(accessor.kind)' of a subscript", accessor.span))
        continue
      }
      let value = UserFunction.Parameter(
        label: nil, name: accessor.parameter ?? "newValue", type: getter.result, isVariadic: false)
      let setter = register(
        UserFunction(
          name: "subscript.set",
          parameters: (isStatic ? own : [receiver(home, isMutating: true)])
            + getter.parameters.dropFirst(own.count) + [value],
          result: .void, documentation: nil, source: source, index: program.functionCount))
      getter.setter = setter
      if isStatic {
        addToTable(static: setter, declaration, home)
      } else {
        addToTable(setter, home, isOverride: isOverride, function.nameSpan)
      }
      later(setter, accessor.body, accessor.span, home, isStatic: isStatic)
    }
  }

  /// Gives a function that was read its place among the machine's functions.
  func register(_ function: UserFunction) -> UserFunction {
    if function.template != nil { return function }
    // What it was read with may have brought others along.
    function.index = program.functionCount
    program.functionCount += 1
    functions.append(function)
    return function
  }

  /// Puts a function beside its overloads; one with the same labels from an earlier cell goes.
  private func add(
    _ function: UserFunction, to overloads: inout [UserFunction], _ span: Span
  ) {
    if overloads.contains(where: { old in
      old.key == function.key && old.result == function.result
        && functions.contains { $0 === old }
    }) {
      report(errors.redeclared(function.fullName, span))
    }
    overloads.removeAll { old in
      old.fullName == function.fullName && !functions.contains { $0 === old }
        && !(old.template != nil && old.source === source)
    }
    overloads.append(function)
  }

  func later(
    _ read: UserFunction, _ body: Block?, _ span: Span, _ home: MemberHome, isStatic: Bool,
    direct: String? = nil
  ) {
    if let generic = read.template { return generic.owner = home.owner }
    var item = PendingBody(
      function: read, block: body, span: span, member: (home.owner, isStatic))
    item.scopes = scopes
    item.directField = direct
    pending.append(item)
  }

  /// Gives a method of a class its entry in the table by which instances find it; what an
  /// extension adds cannot be overridden.
  func addToTable(
    _ read: UserFunction, _ home: MemberHome, isOverride: Bool, _ span: Span
  ) {
    guard home.isClass, home.isOwn, let nominal = home.nominal else { return }
    if let place = nominal.table[read.key] {
      if !isOverride { report(errors.missingOverride(read.name, span)) }
      if nominal.finalKeys.contains(read.key) { report(errors.overridesFinal(read.name, span)) }
      nominal.descriptor.functions[place] = read.index
      read.tableIndex = place
    } else {
      if isOverride { report(errors.nothingToOverride(read.name, span)) }
      read.tableIndex = nominal.descriptor.functions.count
      nominal.table[read.key] = nominal.descriptor.functions.count
      nominal.descriptor.functions.append(read.index)
    }
    if read.modifiers.contains("final") { nominal.finalKeys.insert(read.key) }
  }

  /// The same for a function of the class itself, which a subclass may have in its own way.
  func addToTable(static read: UserFunction, _ declaration: Declaration, _ home: MemberHome) {
    guard home.isClass, home.isOwn, let nominal = home.nominal, read.template == nil else { return }
    let key = "static \(read.key)"
    if let place = nominal.table[key] {
      nominal.descriptor.functions[place] = read.index
      read.tableIndex = place
    } else if declaration.has("class") {
      read.tableIndex = nominal.descriptor.functions.count
      nominal.table[key] = nominal.descriptor.functions.count
      nominal.descriptor.functions.append(read.index)
    }
  }

  /// An operator of a type is a function beside the others of its spelling.
  private func declareOperator(
    _ function: Function, _ declaration: Declaration, _ owner: Type
  ) {
    let read = register(self.read(function, declaration, index: program.functionCount))
    enter(operator: read, function.nameSpan)
    if let generic = read.template { return generic.owner = owner }
    var item = PendingBody(
      function: read, block: function.body, span: function.nameSpan, member: (owner, true))
    item.scopes = scopes
    pending.append(item)
  }
}

/// The type whose members are read, and where they go.
struct MemberHome {
  let owner: Type
  let table: MemberTable
  /// The declared type, also where this is an extension of it.
  let nominal: NominalType?

  var isClass: Bool { nominal?.kind == .class }
  /// Whether this is the type's declaration and no extension.
  var isOwn: Bool { nominal?.members === table }
}

extension Function {
  /// Whether its name is an operator.
  var isOperator: Bool { Self.isOperator(name) }

  static func isOperator(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    return !first.properties.isXIDStart && first != "_" && first != "$"
  }
}
