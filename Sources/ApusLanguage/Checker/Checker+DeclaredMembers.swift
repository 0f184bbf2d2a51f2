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
      ?? libraryTables(of: type, named: name).lazy.compactMap { $0.properties[name] }.first
  }

  /// Methods of one name, of the type or of an extension.
  func methods(_ name: String, of type: Type) -> [UserFunction] {
    var own: [UserFunction] = []
    if case .nominal(let nominal) = type { own = nominal.method(name) }
    // What a type has of its own hides what extensions of protocols give to it.
    let added = extensions(of: type) + libraryTables(of: type, named: name)
    for function in added.flatMap({ $0.methods[name] ?? [] })
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
      return allTables(of: owner).contains { $0.staticNames.contains(name) }
        ? Expression(.name("Self"), span) : nil
    }
    var isMember = extensions(of: owner).contains { $0.names.contains(name) }
    if case .nominal(let type) = owner {
      isMember = isMember || type.memberNames.contains(name)
    } else if hasOwnMembers(name) {
      isMember = isMember || !prelude.members(of: owner, named: name).isEmpty
    }
    isMember = isMember || !libraryTables(of: owner, named: name).isEmpty
    if !isMember, hasOwnMembers(name), let element = element(of: owner) {
      isMember = !prelude.members(of: .array(element), named: name).isEmpty
    }
    if isMember { return Expression(.name("self"), span) }
    return nil
  }

  /// Whether a name may mean what a type of the language has by itself: not a function such as `max`
  /// in an extension of a protocol that promises no sequence.
  private func hasOwnMembers(_ name: String) -> Bool {
    guard let extended, !prelude.functions(named: name).isEmpty else { return true }
    return extended.all.contains { $0.name == "Sequence" }
  }

  /// A stored property's value.
  func fieldValue(
    of receiver: TypedExpression, _ name: String, _ span: Span
  ) -> TypedExpression? {
    guard case .nominal(let type) = receiver.type, let index = type.field(name) else { return nil }
    let field = type.fields[index]
    let slot = type.slot(of: index)
    if field.reference != .strong {
      let kept = TypedExpression(.element(receiver, slot), .weakReference, span)
      return strengthened(kept, field.type, span)
    }
    if field.type.isWord || field.type.wrapped != nil {
      return TypedExpression(.element(receiver, slot), field.type, span)
    }
    return TypedExpression(.field(receiver, slot, name: name), field.type, span)
  }

  /// A stored or computed property's value, or nil where the type has none of that name.
  func declaredMember(
    of receiver: TypedExpression, _ name: String, _ span: Span
  ) -> TypedExpression? {
    let computed = property(name, of: receiver.type)
    if computed == nil || computed?.isStored == true || name == directField,
      let stored = fieldValue(of: receiver, name, span)
    {
      return stored
    }
    if let computed {
      raise(computed.getter.thrown, span)
      return methodCall(computed.getter, [receiver], span)
    }
    if name == "description", conforms(receiver.type, toPrelude: "CustomStringConvertible") {
      return TypedExpression(.interpolation([receiver]), .string, span)
    }
    if case .nominal(let type) = receiver.type, name == "rawValue", type.rawType != nil {
      return rawValues(type, receiver, span)
    }
    return nil
  }

  func declaredMethods(of receiver: TypedExpression, named name: String) -> [Candidate] {
    methods(name, of: receiver.type).map { Candidate($0, receiver: receiver) }
  }

  /// A value whose type says what calling it means; where the call may change it, it stands at
  /// `receiver`.
  func callValue(
    _ value: TypedExpression, _ arguments: [Argument], receiver: Receiver?, wanted: Type?,
    _ span: Span
  ) -> TypedExpression? {
    let candidates = declaredMethods(of: value, named: "callAsFunction")
    guard !candidates.isEmpty else { return nil }
    return resolve(
      candidates, arguments, receiver: receiver, wanted: wanted, span, nameSpan: value.span)
  }

  func declaredStatic(
    of type: Type, _ name: String, _ span: Span, on receiver: TypedExpression? = nil
  ) -> TypedExpression? {
    if case .nominal(let nominal) = type, name == "allCases",
      conforms(type, toPrelude: "CaseIterable")
    {
      let cases = nominal.cases.indices.map { TypedExpression(.word($0), type, span) }
      return TypedExpression(.array(cases), .array(type), span)
    }
    return staticPlace(of: type, name, isRead: true, on: receiver, span).map { place in
      if case .computed(_, let property, _, _) = place { raise(property.getter.thrown, span) }
      return value(of: place, span)
    }
  }

  /// Where a static property stands, or the functions that it has.
  func staticPlace(
    of type: Type, _ name: String, isRead: Bool = false, on receiver: TypedExpression? = nil,
    _ span: Span
  ) -> Place? {
    for table in allTables(of: type) + libraryTables(of: type, named: name) {
      let isWatched = !isRead && name != directField && table.staticProperties[name] != nil
      if let binding = table.staticValues[name], !isWatched {
        use(binding)
        return .binding(binding)
      }
      if let property = table.staticProperties[name] {
        let owner = property.getter.parameters.isEmpty ? nil : ownClass(type, receiver, span)
        return .computed(
          owner.map { .value($0) } ?? .none, property, arguments: [], type: property.type)
      }
    }
    return nil
  }

  /// The class that a static function is called on: as written, or as a value says.
  func ownClass(_ type: Type, _ receiver: TypedExpression?, _ span: Span) -> TypedExpression {
    receiver ?? TypedExpression(.word(0), .metatype(type), span)
  }

  /// `Self` in a function of a class: the class of `self`, or the one it is called on.
  func dynamicSelf(_ span: Span) -> TypedExpression? {
    guard let owner = member?.owner, owner.isClass, case .binding(let own) = lookUp("self") else {
      return nil
    }
    use(own)
    let value = TypedExpression(.binding(own), own.type, span)
    if own.type == .metatype(owner) { return value }
    return own.type == owner ? TypedExpression(.typeOf(value), .metatype(owner), span) : nil
  }

  /// What a call of static functions may mean.
  func candidates(
    static functions: [UserFunction], of type: Type, _ receiver: TypedExpression?, _ span: Span
  ) -> [Candidate] {
    functions.map { function in
      function.parameters.first?.name == "self"
        ? Candidate(function, receiver: ownClass(type, receiver, span))
        : Candidate(function, as: .user(function))
    }
  }

  /// The tables of a type and of the classes it inherits from.
  func allTables(of type: Type) -> [MemberTable] {
    var found = tables(of: type)
    if case .nominal(var nominal) = type {
      while let parent = nominal.superclass {
        nominal = parent
        found.append(parent.members)
      }
    }
    return found
  }

  func declaredStaticCall(
    of type: Type, _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?,
    on receiver: TypedExpression? = nil, _ span: Span
  ) -> TypedExpression? {
    if case .nominal(let nominal) = type {
      if name == "init" {
        if let made = dynamicInstance(
          of: nominal, arguments, on: receiver, wanted: wanted, span, nameSpan: nameSpan)
        {
          return made
        }
        return construct(nominal, arguments, wanted: wanted, span, nameSpan: nameSpan)
      }
      if let index = nominal.caseIndex(name, carrying: true) {
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
    let functions = staticFunctions(of: type, named: name)
    guard name != "init" else { return nil }
    if functions.isEmpty {
      // What the property holds is called.
      guard let held = declaredStatic(of: type, name, nameSpan, on: receiver) else { return nil }
      if let call = callValue(held, arguments, receiver: nil, wanted: wanted, span) { return call }
      return Candidate(value: held, name: name).map {
        resolve([$0], arguments, wanted: wanted, span, nameSpan: nameSpan)
      }
    }
    return resolve(
      candidates(static: functions, of: type, receiver, nameSpan), arguments, wanted: wanted,
      span, nameSpan: nameSpan)
  }

  /// Static functions of one name; those of a class hide the superclass's with the same head.
  func staticFunctions(of type: Type, named name: String) -> [UserFunction] {
    var functions: [UserFunction] = []
    for function in allTables(of: type).flatMap({ $0.statics[name] ?? [] })
    where !functions.contains(where: { $0.key == function.key }) {
      functions.append(function)
    }
    return functions
  }
}
