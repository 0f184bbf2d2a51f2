import ApusSyntax
import ApusText

// Properties that functions stand behind: computed, watched, lazy and static ones.
extension Checker {
  func readVariable(
    _ binding: Variable.Binding, _ variable: Variable, _ declaration: Declaration,
    _ home: MemberHome
  ) {
    let span = binding.pattern.span
    guard case .name(let name) = binding.pattern.kind else {
      return report(errors.notYet("this pattern in a type", span))
    }
    if declaration.isStatic {
      if binding.isStored { readStaticValue(name, binding, variable, home) }
      if !binding.accessors.isEmpty { readProperty(name, binding, declaration, home) }
      return
    }
    guard binding.isStored else { return readProperty(name, binding, declaration, home) }
    if declaration.has("override") {
      guard !binding.accessors.isEmpty else {
        return report(errors.storedOverride(name, span))
      }
      return readWatched(name, binding, declaration, home)
    }
    guard home.isOwn else { return report(errors.storedInExtension(span)) }
    if declaration.has("lazy") { return readLazy(name, binding, home) }
    guard !binding.accessors.isEmpty else { return }
    if let owner = home.nominal, postponedProperties != nil, isUnsettled(name, of: owner) {
      postponedObservers.append(
        PostponedObservers(name: name, owner: owner) { [self] in
          inHome(of: owner) { readWatched(name, binding, declaration, home) }
        })
    } else {
      readWatched(name, binding, declaration, home)
    }
  }

  /// `var x: T { get { … } set { … } }`.
  private func readProperty(
    _ name: String, _ binding: Variable.Binding, _ declaration: Declaration, _ home: MemberHome
  ) {
    let span = binding.pattern.span
    let isStatic = declaration.isStatic
    if isStatic, binding.isStored {
      return readWatchedStatic(name, binding, home)
    }
    guard let syntax = binding.type else {
      return report(errors.needsType("this property", span, help: "write its type"))
    }
    let type = resolve(syntax)
    var getter: UserFunction?
    var setter: UserFunction?
    for accessor in binding.accessors {
      switch accessor.kind {
      case "get":
        let read = makeGetter(name, type, home, isStatic: isStatic)
        read.modifiers = Set(declaration.modifiers.map(\.name))
        read.documentation = declaration.documentation
        read.thrown = resolve(accessor.throwing)
        getter = read
        if isStatic { addToTable(static: read, declaration, home) }
        later(read, accessor.body, span, home, isStatic: isStatic)
      case "set":
        let read = makeSetter(
          name, type, home, isStatic: isStatic, parameter: accessor.parameter ?? "newValue")
        setter = read
        if isStatic { addToTable(static: read, declaration, home) }
        later(read, accessor.body, span, home, isStatic: isStatic)
      default: report(errors.watchedComputed(accessor.kind, accessor.span))
      }
    }
    guard let getter else { return report(errors.getterMissing(name, span)) }
    var property = MemberTable.Property(type: type, getter: getter, setter: setter)
    if !isStatic {
      complete(&property, name, declaration.has("override"), home, span)
      home.table.properties[name] = property
    } else {
      home.table.staticProperties[name] = property
    }
  }

  /// Gives a class's property its entries in the table; one that overrides keeps the setter that
  /// it does not replace.
  private func complete(
    _ property: inout MemberTable.Property, _ name: String, _ isOverride: Bool,
    _ home: MemberHome, _ span: Span
  ) {
    addToTable(property.getter, home, isOverride: isOverride, span)
    if let setter = property.setter {
      let isKnown = home.nominal?.table[setter.key] != nil
      addToTable(setter, home, isOverride: isOverride && isKnown, span)
    } else if isOverride {
      property.setter = home.nominal?.superclass?.property(name)?.setter
    }
  }

  private func makeGetter(
    _ name: String, _ type: Type, _ home: MemberHome, isStatic: Bool, isMutating: Bool = false
  ) -> UserFunction {
    register(
      UserFunction(
        name: name,
        parameters: isStatic
          ? [ownClass(home)].compactMap { $0 } : [receiver(home, isMutating: isMutating)],
        result: type, documentation: nil, source: source, index: program.functionCount))
  }

  private func makeSetter(
    _ name: String, _ type: Type, _ home: MemberHome, isStatic: Bool,
    parameter: String = "newValue", suffix: String = "set"
  ) -> UserFunction {
    let value = UserFunction.Parameter(
      label: nil, name: parameter, type: type, isVariadic: false, defaultValue: nil)
    return register(
      UserFunction(
        name: "\(name).\(suffix)",
        parameters: (isStatic
          ? [ownClass(home)].compactMap { $0 } : [receiver(home, isMutating: true)]) + [value],
        result: .void,
        documentation: nil, source: source, index: program.functionCount))
  }

  /// A function without a text of its own.
  private func made(
    _ function: UserFunction, _ span: Span, _ home: MemberHome,
    _ body: @escaping (FunctionBody) -> [TypedStatement]
  ) {
    var item = PendingBody(
      function: function, block: nil, span: span, member: (home.owner, false))
    item.made = body
    pending.append(item)
  }

  /// The observers of a property, each a function that gets the other value.
  private func observers(
    _ name: String, _ type: Type, _ binding: Variable.Binding, _ home: MemberHome, isStatic: Bool
  ) -> (willSet: UserFunction?, didSet: UserFunction?) {
    var found: (willSet: UserFunction?, didSet: UserFunction?)
    for accessor in binding.accessors {
      let isBefore = accessor.kind == "willSet"
      let read = makeSetter(
        name, type, home, isStatic: isStatic,
        parameter: accessor.parameter ?? (isBefore ? "newValue" : "oldValue"),
        suffix: accessor.kind)
      if isBefore { found.willSet = read } else { found.didSet = read }
      later(
        read, accessor.body, accessor.span, home, isStatic: isStatic, direct: name)
    }
    return found
  }

  /// `var x = v { willSet { … } didSet { … } }`: a setter that calls them around the change.
  private func readWatched(
    _ name: String, _ binding: Variable.Binding, _ declaration: Declaration, _ home: MemberHome
  ) {
    let span = binding.pattern.span
    guard let nominal = home.nominal else { return }
    let inherited = nominal.superclass?.property(name)
    let isOverride = declaration.has("override")
    let index = nominal.field(name)
    guard let type = index.map({ nominal.fields[$0].type }) ?? inherited?.type else {
      if isOverride { report(errors.nothingToOverride(name, span)) }
      return
    }
    let (willSet, didSet) = observers(name, type, binding, home, isStatic: false)
    let setter = makeSetter(name, type, home, isStatic: false)
    made(setter, span, home) { [self] body in
      let (own, value) = (body.parameters[0], body.parameters[1])
      let current = TypedExpression(.binding(own), own.type, span)
      let new = TypedExpression(.binding(value), type, span)
      let receiver =
        home.isClass
        ? current : TypedExpression(.inoutArgument(.binding(own), current), own.type, span)
      func call(_ function: UserFunction, _ argument: TypedExpression) -> TypedStatement {
        TypedStatement(
          .expression(TypedExpression(.callFunction(function, [receiver, argument]), .void, span)),
          span)
      }
      let old = Binding("oldValue", type, isConstant: true, home: .local(owner: body))
      var statements: [TypedStatement] = []
      let place = index.map {
        home.isClass
          ? Place.instance(current, nominal.slot(of: $0), type: type)
          : Place.element(.binding(own), $0, type: type)
      }
      if didSet != nil {
        var value = place.map { self.value(of: $0, span) }
        if isOverride, let inherited {
          value = TypedExpression(.callFunction(inherited.getter, [current]), type, span)
        }
        statements.append(TypedStatement(.declare(old, value), span))
      }
      if let willSet { statements.append(call(willSet, new)) }
      if isOverride, let setter = inherited?.setter {
        statements.append(call(setter, new))
      } else if let place {
        statements.append(
          TypedStatement(.expression(TypedExpression(.assign(place, new), .void, span)), span))
      }
      if let didSet {
        statements.append(call(didSet, TypedExpression(.binding(old), type, span)))
      }
      return statements
    }
    let getter = inherited?.getter ?? storedGetter(name, type, home, span)
    var property = MemberTable.Property(type: type, getter: getter, setter: setter)
    property.isStored = index != nil && inherited == nil
    if isOverride {
      addToTable(setter, home, isOverride: true, span)
    } else if home.isClass {
      addToTable(getter, home, isOverride: false, span)
      addToTable(setter, home, isOverride: false, span)
      property.isStored = !nominal.overridden.contains(name)
    }
    nominal.overridden.remove(name)
    home.table.properties[name] = property
  }

  /// A getter that reads what is stored.
  private func storedGetter(
    _ name: String, _ type: Type, _ home: MemberHome, _ span: Span
  ) -> UserFunction {
    let getter = makeGetter(name, type, home, isStatic: false)
    made(getter, span, home) { [self] body in
      let own = TypedExpression(.binding(body.parameters[0]), home.owner, span)
      let value = fieldValue(of: own, name, span) ?? .invalid(span)
      return [TypedStatement(.return(value), span)]
    }
    return getter
  }

  /// A stored property of a class that a subclass overrides is read and set by functions.
  func makeOverridable(_ name: String, _ home: MemberHome) {
    guard let nominal = home.nominal, let index = nominal.field(name) else { return }
    let span = Span(0, 0)
    let type = nominal.fields[index].type
    let getter = storedGetter(name, type, home, span)
    let setter = makeSetter(name, type, home, isStatic: false)
    made(setter, span, home) { body in
      let own = TypedExpression(.binding(body.parameters[0]), home.owner, span)
      let value = TypedExpression(.binding(body.parameters[1]), type, span)
      let place = Place.instance(own, nominal.slot(of: index), type: type)
      return [
        TypedStatement(.expression(TypedExpression(.assign(place, value), .void, span)), span)
      ]
    }
    addToTable(getter, home, isOverride: false, span)
    addToTable(setter, home, isOverride: false, span)
    home.table.properties[name] = MemberTable.Property(type: type, getter: getter, setter: setter)
  }

  /// `lazy var x = v`: an optional that the getter fills.
  private func readLazy(_ name: String, _ binding: Variable.Binding, _ home: MemberHome) {
    let span = binding.pattern.span
    let storage = NominalType.lazyStorage(of: name)
    guard let nominal = home.nominal, let index = nominal.field(storage), let value = binding.value,
      let type = nominal.fields[index].type.wrapped
    else { return }
    let place = Expression(
      .member(Expression(.name("self"), span), storage, nameSpan: span), span)
    func statement(_ expression: Expression) -> Statement {
      Statement(.expression(expression), span)
    }
    // `if self.storage == nil { self.storage = v }`, then what is stored there.
    let isEmpty = Condition.expression(
      Expression(.binary(place, Operator("==", span), Expression(.none, span)), span))
    let fill = Block([statement(Expression(.assign(place, value), value.span))], span)
    let unwrapped = Expression(.postfix(place, Operator("!", span)), span)
    let getter = makeGetter(name, type, home, isStatic: false, isMutating: true)
    later(
      getter,
      Block(
        [
          Statement(.if(If(conditions: [isEmpty], then: fill, otherwise: nil)), span),
          Statement(.return(unwrapped), span),
        ], span), span, home, isStatic: false)
    let setter = makeSetter(name, type, home, isStatic: false)
    later(
      setter,
      Block(
        [statement(Expression(.assign(place, Expression(.name("newValue"), span)), span))], span),
      span, home, isStatic: false)
    var property = MemberTable.Property(type: type, getter: getter, setter: setter)
    complete(&property, name, false, home, span)
    home.table.properties[name] = property
  }

  /// `static let` is a variable of the session that only the type's name leads to; it gets its value
  /// when it is first used.
  private func readStaticValue(
    _ name: String, _ part: Variable.Binding, _ variable: Variable, _ home: MemberHome
  ) {
    let span = part.pattern.span
    let written = part.type.map(resolve)
    var value = part.value
    if value == nil, let written, written.wrapped != nil, !variable.isConstant {
      value = Expression(.none, span)
    }
    guard let value else { return report(errors.needsDefault(name, span)) }
    let isPostponed =
      written == nil && postponedProperties != nil && !value.isConstant && part.accessors.isEmpty
    let type = written ?? (isPostponed ? .invalid : inferred(value))
    program.globalCount += 1
    let index = program.globalCount - 1
    let binding = Binding(name, type, isConstant: variable.isConstant, home: .global(index))
    binding.isCaptured = true
    newGlobals.insert(index)
    home.table.staticValues[name] = binding
    if isPostponed {
      postponedProperties?.append(
        PostponedProperty(
          name: name, place: .staticValue(binding, of: home.owner, scopes: scopes), value: value,
          span: span))
    }
    if value.isConstant, !type.isInvalid {
      let typed = expect(value, type)
      staticValues.append(TypedStatement(.declare(binding, typed), span))
      return
    }
    let initializer = register(
      UserFunction(
        name: name, parameters: [], result: .void, documentation: nil, source: source,
        index: program.functionCount))
    binding.initializer = initializer
    var item = PendingBody(
      function: initializer, block: nil, span: span, member: (home.owner, true))
    item.scopes = scopes
    item.made = { [self] _ in
      [TypedStatement(.declare(binding, expect(value, binding.type)), span)]
    }
    pending.append(item)
  }

  private func readWatchedStatic(
    _ name: String, _ part: Variable.Binding, _ home: MemberHome
  ) {
    let span = part.pattern.span
    guard let binding = home.table.staticValues[name] else { return }
    let type = binding.type
    let (willSet, didSet) = observers(name, type, part, home, isStatic: true)
    let setter = makeSetter(name, type, home, isStatic: true)
    let getter = makeGetter(name, type, home, isStatic: true)
    let current = TypedExpression(.binding(binding), type, span)
    made(getter, span, home) { _ in [TypedStatement(.return(current), span)] }
    made(setter, span, home) { body in
      let own = body.parameters.dropLast().map { TypedExpression(.binding($0), $0.type, span) }
      func call(_ function: UserFunction, _ argument: TypedExpression) -> TypedStatement {
        TypedStatement(
          .expression(TypedExpression(.callFunction(function, own + [argument]), .void, span)),
          span)
      }
      let new = body.parameters.last.map { TypedExpression(.binding($0), type, span) } ?? current
      let old = Binding("oldValue", type, isConstant: true, home: .local(owner: body))
      var statements = [TypedStatement(.declare(old, current), span)]
      if let willSet { statements.append(call(willSet, new)) }
      statements.append(
        TypedStatement(
          .expression(TypedExpression(.assign(.binding(binding), new), .void, span)), span))
      if let didSet {
        statements.append(call(didSet, TypedExpression(.binding(old), type, span)))
      }
      return statements
    }
    home.table.staticProperties[name] = MemberTable.Property(
      type: type, getter: getter, setter: setter)
  }
}

extension Expression {
  /// Whether it has its value before anything runs.
  fileprivate var isConstant: Bool {
    switch kind {
    case .integer, .hugeInteger, .floating, .boolean, .none: true
    case .string(let parts):
      parts.allSatisfy { if case .text = $0 { true } else { false } }
    case .array(let elements): elements.allSatisfy(\.isConstant)
    case .dictionary(let entries): entries.allSatisfy { $0.key.isConstant && $0.value.isConstant }
    case .prefix(let op, let operand): op.spelling == "-" && operand.isConstant
    case .tuple(let elements): elements.allSatisfy { $0.value.isConstant }
    default: false
    }
  }
}
