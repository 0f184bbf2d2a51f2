import ApusSyntax
import ApusText

// Members of types that the program declares, and of extensions of the language's own.
extension Checker {
  /// What extensions have given to a type and to the classes it inherits from.
  func extensions(of type: Type) -> [MemberTable] {
    var found = [program.extensions[type], requirementTable(for: type)].compactMap { $0 }
    if case .nominal(var nominal) = type {
      while let parent = nominal.superclass {
        nominal = parent
        if let table = program.extensions[.nominal(parent)] { found.append(table) }
      }
    }
    return found + templateTables(of: type)
  }

  /// A type's own table, where it is declared, and those of its extensions.
  func tables(of type: Type) -> [MemberTable] {
    guard case .nominal(let nominal) = type else { return extensions(of: type) }
    return [nominal.members] + extensions(of: type)
  }

  /// A computed property, of the type or of an extension.
  func property(_ name: String, of type: Type) -> MemberTable.Property? {
    if case .nominal(let nominal) = type, let own = nominal.property(name) { return own }
    return extensions(of: type).lazy.compactMap { $0.properties[name] }.first
  }

  /// Methods of one name, of the type or of an extension.
  func methods(_ name: String, of type: Type) -> [UserFunction] {
    var own: [UserFunction] = []
    if case .nominal(let nominal) = type { own = nominal.method(name) }
    // What a type has of its own hides what extensions of protocols give to it.
    for function in extensions(of: type).flatMap({ $0.methods[name] ?? [] })
    where !own.contains(where: { $0.hides(function) }) {
      own.append(function)
    }
    return own
  }

  /// `self` or the type's name, where a name inside a member means another member.
  func implicitBase(_ name: String, _ span: Span) -> Expression? {
    guard let member, name != "self", name != "super", name != "Self" else { return nil }
    for scope in scopes where scope[name] != nil { return nil }
    let owner = member.owner
    if member.isStatic {
      return tables(of: owner).contains { $0.staticNames.contains(name) }
        ? Expression(.name("Self"), span) : nil
    }
    var isMember = extensions(of: owner).contains { $0.names.contains(name) }
    if case .nominal(let type) = owner {
      isMember = isMember || type.memberNames.contains(name)
    } else {
      isMember = isMember || !prelude.members(of: owner, named: name).isEmpty
    }
    if !isMember, let element = element(of: owner) {
      isMember = !prelude.members(of: .array(element), named: name).isEmpty
    }
    if isMember { return Expression(.name("self"), span) }
    return nil
  }

  /// A stored property's value.
  func fieldValue(
    of receiver: TypedExpression, _ name: String, _ span: Span
  ) -> TypedExpression? {
    guard case .nominal(let type) = receiver.type, let index = type.field(name) else { return nil }
    let field = type.fields[index]
    let slot = type.slot(of: index)
    if field.type.isWord || field.type.wrapped != nil {
      return TypedExpression(.element(receiver, slot), field.type, span)
    }
    return TypedExpression(.field(receiver, slot, name: name), field.type, span)
  }

  /// A stored or computed property's value, or nil where the type has none of that name.
  func declaredMember(
    of receiver: TypedExpression, _ name: String, _ span: Span
  ) -> TypedExpression? {
    if let stored = fieldValue(of: receiver, name, span) { return stored }
    if let property = property(name, of: receiver.type) {
      return methodCall(property.getter, [receiver], span)
    }
    if name == "description", conforms(receiver.type, toPrelude: "CustomStringConvertible") {
      return TypedExpression(.interpolation([receiver]), .string, span)
    }
    if case .nominal(let type) = receiver.type, name == "rawValue", type.rawType != nil {
      return rawValues(type, receiver, span)
    }
    return nil
  }

  private func rawValues(
    _ type: NominalType, _ receiver: TypedExpression, _ span: Span
  ) -> TypedExpression {
    let raw = type.rawType ?? .int
    let held = Binding("case", receiver.type, isConstant: true, home: .local(owner: function))
    let result = Binding("raw", raw, isConstant: false, home: .local(owner: function))
    var chain: TypedExpression?
    for index in type.cases.indices.reversed() {
      let value = rawValue(type, index, span)
      let test = TypedExpression(
        .scalar(
          .equalInt,
          [
            TypedExpression(.binding(held), receiver.type, span),
            TypedExpression(.word(index), receiver.type, span),
          ]), .bool, span)
      chain = chain.map { TypedExpression(.ternary(test, value, $0), raw, span) } ?? value
    }
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(held, receiver), span),
          TypedStatement(.declare(result, chain ?? .invalid(span)), span),
        ], result), raw, span)
  }

  func declaredMethods(of receiver: TypedExpression, named name: String) -> [Candidate] {
    methods(name, of: receiver.type).map { Candidate($0, receiver: receiver) }
  }

  /// A value whose type says what calling it means.
  func callValue(
    _ value: TypedExpression, _ arguments: [Argument], wanted: Type?, _ span: Span
  ) -> TypedExpression? {
    let candidates = declaredMethods(of: value, named: "callAsFunction")
    guard !candidates.isEmpty else { return nil }
    return resolve(candidates, arguments, wanted: wanted, span, nameSpan: value.span)
  }

  func declaredStatic(of type: Type, _ name: String, _ span: Span) -> TypedExpression? {
    if case .nominal(let nominal) = type, name == "allCases",
      conforms(type, toPrelude: "CaseIterable")
    {
      let cases = nominal.cases.indices.map { TypedExpression(.word($0), type, span) }
      return TypedExpression(.array(cases), .array(type), span)
    }
    for table in tables(of: type) {
      if let binding = table.staticValues[name] {
        use(binding)
        return TypedExpression(.binding(binding), binding.type, span)
      }
      if let getter = table.staticProperties[name] { return methodCall(getter, [], span) }
    }
    return nil
  }

  func declaredStaticCall(
    of type: Type, _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?,
    _ span: Span
  ) -> TypedExpression? {
    if case .nominal(let nominal) = type {
      if name == "init" {
        return construct(nominal, arguments, wanted: wanted, span, nameSpan: nameSpan)
      }
      if let index = nominal.cases.firstIndex(where: { $0.name == name && !$0.payload.isEmpty }) {
        if nominal.origin != nil { noteConformances(of: type) }
        return resolve(
          [Candidate(nominal, case: index)], arguments, wanted: wanted, span, nameSpan: nameSpan)
      }
    }
    if name == "init", let table = requirementTable(for: type) {
      if let value = openConversion(to: type, arguments, span) { return value }
      let made = table.methods["init"] ?? []
      guard !made.isEmpty else { return nil }
      return resolve(
        made.map { Candidate($0, as: .user($0)) }, arguments, wanted: wanted, span,
        nameSpan: nameSpan)
    }
    if name == "init", let value = openConversion(to: type, arguments, span) { return value }
    let functions = tables(of: type).flatMap { $0.statics[name] ?? [] }
    guard !functions.isEmpty else { return nil }
    return resolve(
      functions.map { Candidate($0, as: .user($0)) }, arguments, wanted: wanted, span,
      nameSpan: nameSpan)
  }

  /// An operator that the program declares for these operands.
  func declaredOperator(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    if let value = requiredOperator(op.spelling, [left, right], span) { return value }
    for function in ownOperators(op.spelling, left.type, right.type)
    where function.parameters.count == 2 {
      if function.template != nil {
        if let call = genericOperator(function, left, right, span) { return call }
        continue
      }
      if let first = convert(left, to: function.parameters[0].type),
        let second = convert(right, to: function.parameters[1].type)
      {
        return TypedExpression(.callFunction(function, [first, second]), function.result, span)
      }
    }
    return caseOrder(op, left, right, span) ?? derivedOperator(op, left, right, span)
  }

  /// `super.init(…)` and `super.method(…)`.
  func superCall(
    _ name: String, _ arguments: [Argument], _ baseSpan: Span, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    guard case .nominal(let type) = member?.owner, let parent = type.superclass,
      case .binding(let own) = lookUp("self")
    else {
      report(errors.noSuper(baseSpan))
      return .invalid(span)
    }
    use(own)
    let receiver = TypedExpression(.binding(own), .nominal(type), baseSpan)
    let functions = name == "init" ? parent.initializers : methods(name, of: .nominal(parent))
    if functions.isEmpty {
      if name == "init", arguments.isEmpty { return TypedExpression(.word(0), .void, span) }
      reportUnknownMember(name, of: .nominal(parent), nameSpan)
      return .invalid(span)
    }
    let call = resolve(
      functions.map { Candidate($0, receiver: receiver) }, arguments, wanted: nil, span,
      nameSpan: nameSpan)
    // The parent's own function, whatever the instance overrides.
    if case .callMethod(let function, _, let values) = call.kind {
      return TypedExpression(.callFunction(function, values), call.type, span)
    }
    return call
  }

  /// Where `base.name` stands, for a stored or computed property; nil where it is neither.
  func declaredPlace(
    _ base: Expression, _ name: String, _ nameSpan: Span, _ span: Span
  ) -> (place: Place?, Void)? {
    let (receiver, found) = trial { check(base) }
    guard found.isEmpty else { return nil }
    guard case .nominal(let type) = receiver.type else {
      guard let property = property(name, of: receiver.type) else { return nil }
      return (computed(property, base, receiver, nameSpan, isReference: false), ())
    }
    let isReference = type.kind == .class
    if let index = type.field(name) {
      let field = type.fields[index]
      function.assignedFields.insert(name)
      let isOwn = if case .name("self") = base.kind { true } else { false }
      let initializes = isOwn && initializing != nil
      if field.isConstant && !initializes {
        report(errors.constant(name, nameSpan, isParameter: false))
        return (nil, ())
      }
      if isReference {
        return (.instance(check(base), type.slot(of: index), type: field.type), ())
      }
      return (inner(base).map { .element($0, index, type: field.type) }, ())
    }
    guard let property = property(name, of: receiver.type) else { return nil }
    return (computed(property, base, receiver, nameSpan, isReference: isReference), ())
  }

  private func computed(
    _ property: MemberTable.Property, _ base: Expression, _ receiver: TypedExpression,
    _ nameSpan: Span, isReference: Bool
  ) -> Place? {
    guard property.setter != nil else {
      report(errors.readOnly(property.getter.name, nameSpan))
      return nil
    }
    var value = check(base)
    if !isReference {
      guard let place = inner(base) else { return nil }
      value = TypedExpression(.inoutArgument(place, value), receiver.type, receiver.span)
    }
    return .computed(value, property, arguments: [], type: property.type)
  }

  /// An assignment; of a computed property it is a call of its setter.
  func assign(_ value: TypedExpression, to place: Place, _ span: Span) -> TypedExpression {
    guard case .computed(let base, let property, let arguments, _) = place,
      let setter = property.setter
    else { return TypedExpression(.assign(place, value), .void, span) }
    return methodCall(setter, [base] + arguments + [value], span)
  }
}
