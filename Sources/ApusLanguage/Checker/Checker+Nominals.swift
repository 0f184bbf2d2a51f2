import ApusSyntax
import ApusText

extension Checker {
  /// Stored properties and cases.
  func readStored(_ nominal: Nominal, into type: NominalType) {
    for declaration in nominal.members {
      switch declaration.kind {
      case .variable(let variable) where !declaration.has("static"):
        for binding in variable.bindings where binding.accessors.isEmpty {
          readField(binding, variable, into: type)
        }
      case .enumCases(let cases):
        for item in cases {
          var payload: [Type.Element] = []
          for element in item.payload ?? [] {
            payload.append(Type.Element(element.label, resolve(element.type)))
          }
          type.cases.append(
            NominalType.Case(name: item.name, payload: payload, rawValue: item.rawValue))
        }
      default: break
      }
    }
  }

  private func readField(
    _ binding: Variable.Binding, _ variable: Variable, into type: NominalType
  ) {
    guard case .name(let name) = binding.pattern.kind else {
      return report(errors.notYet("this pattern in a type", binding.pattern.span))
    }
    var fieldType = binding.type.map(resolve)
    if fieldType == nil, let value = binding.value {
      fieldType = trial { check(value) }.result.type
      if fieldType == .invalid { _ = check(value) }
    }
    if type.kind == .enum {
      report(errors.storedInEnum(name, binding.pattern.span))
      return
    }
    if type.field(name) != nil { report(errors.redeclared(name, binding.pattern.span)) }
    guard let fieldType else {
      return report(
        errors.needsType("'\(name)'", binding.pattern.span, help: "write its type: \(name): Tensor")
      )
    }
    var value = binding.value
    if value == nil, fieldType.wrapped != nil, !variable.isConstant {
      value = Expression(.none, binding.pattern.span)
    }
    type.fields.append(
      NominalType.Field(
        name: name, type: fieldType, isConstant: variable.isConstant, defaultValue: value))
  }

  /// Methods, computed properties, initialisers and static members.
  func readFunctions(
    _ members: [Declaration], of owner: Type, into table: MemberTable, nominal: NominalType?
  ) {
    for declaration in members {
      let isStatic = declaration.has("static") || declaration.has("class")
      switch declaration.kind {
      case .function(let function):
        readFunction(function, declaration, isStatic, owner, table, nominal)
      case .variable(let variable):
        for binding in variable.bindings {
          if !binding.accessors.isEmpty {
            readProperty(binding, declaration, isStatic, owner, table)
          } else if isStatic {
            readStaticValue(binding, variable, table)
          } else if nominal?.members !== table {
            report(errors.storedInExtension(binding.pattern.span))
          }
        }
      case .nominal(let inner): report(errors.notYet("a type inside a type", inner.nameSpan))
      case .enumCases, .associatedType, .import, .operator, .typealias, .invalid: break
      }
    }
  }

  private func receiver(_ owner: Type, isMutating: Bool) -> UserFunction.Parameter {
    UserFunction.Parameter(
      label: nil, name: "self", type: owner, isVariadic: false, isInout: isMutating,
      defaultValue: nil)
  }

  private func readFunction(
    _ function: Function, _ declaration: Declaration, _ isStatic: Bool, _ owner: Type,
    _ table: MemberTable, _ nominal: NominalType?
  ) {
    let isClass = nominal?.kind == .class
    switch function.kind {
    case .function:
      let isOperator =
        !(function.name.unicodeScalars.first?.properties.isXIDStart ?? true)
        && function.name.first != "_"
      if isOperator { return declareOperator(function, declaration, owner) }
      let read = register(
        self.read(
          function, declaration, index: program.functionCount,
          receiver: isStatic
            ? nil : receiver(owner, isMutating: !isClass && declaration.has("mutating"))))
      if isStatic {
        add(read, to: &table.statics[function.name, default: []])
      } else {
        add(read, to: &table.methods[function.name, default: []])
        // What an extension adds cannot be overridden.
        if let nominal, isClass, nominal.members === table, read.template == nil {
          addToTable(read, nominal, isOverride: declaration.has("override"), function.nameSpan)
        }
      }
      later(read, function, owner, isStatic: isStatic)
    case .initializer(let isFailable):
      guard let nominal, nominal.kind == .struct || isClass && nominal.members === table else {
        return report(errors.notYet("this initialiser", function.nameSpan))
      }
      let own = isClass ? receiver(owner, isMutating: false) : nil
      if function.isGeneric {
        let read = readGeneric(function, declaration, receiver: own, initializes: nominal)
        return add(read, to: &table.methods["init", default: []])
      }
      let read = register(
        self.read(function, declaration, index: program.functionCount, receiver: own))
      if isFailable && isClass {
        report(errors.notYet("a class's 'init?'", function.nameSpan))
      }
      read.result = isClass ? .void : isFailable ? .optional(owner) : owner
      add(read, to: &table.methods["init", default: []])
      var item = PendingBody(
        function: read, block: function.body, span: function.nameSpan, member: (owner, false))
      item.initializes = nominal
      pending.append(item)
    case .deinitializer: report(errors.notYet("'deinit'", function.nameSpan))
    case .subscript:
      guard function.accessors.allSatisfy({ $0.kind == "get" }) else {
        return report(errors.notYet("a subscript that can be set", function.nameSpan))
      }
      let read = register(
        self.read(
          function, declaration, index: program.functionCount,
          receiver: receiver(owner, isMutating: false)))
      add(read, to: &table.methods["subscript", default: []])
      pending.append(
        PendingBody(
          function: read, block: function.body ?? function.accessors.first?.body,
          span: function.nameSpan, member: (owner, false)))
    }
  }

  /// Gives a function that was read its place among the machine's functions.
  func register(_ function: UserFunction) -> UserFunction {
    if function.template != nil { return function }
    program.functionCount += 1
    functions.append(function)
    return function
  }

  /// Puts a function beside its overloads; one with the same labels from an earlier cell goes.
  private func add(_ function: UserFunction, to overloads: inout [UserFunction]) {
    overloads.removeAll { old in
      old.fullName == function.fullName && !functions.contains { $0 === old }
    }
    overloads.append(function)
  }

  private func later(
    _ read: UserFunction, _ function: Function, _ owner: Type, isStatic: Bool
  ) {
    if let generic = read.template { return generic.owner = owner }
    pending.append(
      PendingBody(
        function: read, block: function.body, span: function.nameSpan, member: (owner, isStatic)))
  }

  private func addToTable(
    _ read: UserFunction, _ nominal: NominalType, isOverride: Bool, _ span: Span
  ) {
    if let place = nominal.table[read.fullName] {
      if !isOverride { report(errors.missingOverride(read.name, span)) }
      nominal.descriptor.functions[place] = read.index
      read.tableIndex = place
    } else {
      if isOverride { report(errors.nothingToOverride(read.name, span)) }
      read.tableIndex = nominal.descriptor.functions.count
      nominal.table[read.fullName] = nominal.descriptor.functions.count
      nominal.descriptor.functions.append(read.index)
    }
  }

  /// An operator of a type is a function beside the others of its spelling.
  private func declareOperator(
    _ function: Function, _ declaration: Declaration, _ owner: Type
  ) {
    let read = register(self.read(function, declaration, index: program.functionCount))
    var overloads: [UserFunction] = []
    if case .functions(let known) = program.names[function.name] { overloads = known }
    overloads.removeAll { $0.type == read.type }
    program.names[function.name] = .functions(overloads + [read])
    later(read, function, owner, isStatic: true)
  }

  private func readProperty(
    _ binding: Variable.Binding, _ declaration: Declaration, _ isStatic: Bool, _ owner: Type,
    _ table: MemberTable
  ) {
    guard case .name(let name) = binding.pattern.kind, let syntax = binding.type else {
      return report(
        errors.needsType("this property", binding.pattern.span, help: "write its type"))
    }
    let type = resolve(syntax)
    var getter: UserFunction?
    var setter: UserFunction?
    for accessor in binding.accessors {
      switch accessor.kind {
      case "get":
        let read = register(
          UserFunction(
            name: name, parameters: isStatic ? [] : [receiver(owner, isMutating: false)],
            result: type, documentation: declaration.documentation, source: source,
            index: program.functionCount))
        getter = read
        pending.append(
          PendingBody(
            function: read, block: accessor.body, span: binding.pattern.span,
            member: (owner, isStatic)))
      case "set" where !isStatic:
        let isClass =
          if case .nominal(let nominal) = owner { nominal.kind == .class } else { false }
        let value = UserFunction.Parameter(
          label: nil, name: accessor.parameter ?? "newValue", type: type, isVariadic: false,
          defaultValue: nil)
        let read = register(
          UserFunction(
            name: name, parameters: [receiver(owner, isMutating: !isClass), value], result: .void,
            documentation: nil, source: source, index: program.functionCount))
        setter = read
        pending.append(
          PendingBody(
            function: read, block: accessor.body, span: binding.pattern.span,
            member: (owner, false)))
      default: report(errors.notYet("'\(accessor.kind)'", accessor.span))
      }
    }
    guard let getter else { return }
    if isStatic {
      table.staticProperties[name] = getter
    } else {
      table.properties[name] = MemberTable.Property(type: type, getter: getter, setter: setter)
    }
  }

  /// `static let` is a variable of the session that only the type's name leads to.
  private func readStaticValue(
    _ part: Variable.Binding, _ variable: Variable, _ table: MemberTable
  ) {
    guard case .name(let name) = part.pattern.kind, let value = part.value else {
      return report(errors.needsDefault(source.slice(part.pattern.span), part.pattern.span))
    }
    let wanted = part.type.map(resolve)
    let typed = wanted.map { expect(value, $0) } ?? check(value)
    program.globalCount += 1
    let binding = Binding(
      name, wanted ?? typed.type, isConstant: variable.isConstant,
      home: .global(program.globalCount - 1))
    binding.isCaptured = true
    newGlobals.insert(program.globalCount - 1)
    table.staticValues[name] = binding
    staticValues.append(
      TypedStatement(.declare(binding, typed), part.pattern.span))
  }
}
