import ApusSyntax
import ApusText

// What a declared type stores.
extension Checker {
  /// Stored properties and cases.
  func readStored(_ nominal: Nominal, into type: NominalType) {
    for declaration in nominal.members where !skips(nominal.nameSpan) {
      switch declaration.kind {
      case .variable(let variable) where !declaration.isStatic:
        if declaration.has("override") { continue }
        for binding in variable.bindings where binding.isStored {
          readField(binding, variable, declaration, into: type)
        }
      case .enumCases(let cases):
        for item in cases {
          if type.caseIndex(item.name) != nil, item.payload == nil {
            report(errors.redeclared(item.name, item.nameSpan))
          }
          var payload: [Type.Element] = []
          for element in item.payload ?? [] {
            payload.append(Type.Element(element.label, resolve(element.type)))
          }
          type.add(
            NominalType.Case(
              name: item.name, payload: payload, defaultValues: item.defaultValues,
              rawValue: rawValue(of: item, in: type)))
        }
      default: break
      }
    }
  }

  private func readField(
    _ binding: Variable.Binding, _ variable: Variable, _ declaration: Declaration,
    into type: NominalType
  ) {
    let span = binding.pattern.span
    guard case .name(let name) = binding.pattern.kind else {
      return report(errors.notYet("this pattern in a type", span))
    }
    if type.kind == .enum { return report(errors.storedInEnum(name, span)) }
    if type.field(name) != nil { report(errors.redeclared(name, span)) }
    let isLazy = declaration.has("lazy")
    var fieldType = binding.type.map(resolve)
    if fieldType == nil, let value = binding.value {
      let (found, faults) = trial { inferred(value, selfType: isLazy ? .nominal(type) : nil) }
      if !faults.isEmpty, !isLazy, postponedProperties != nil {
        postponedProperties?.append(
          PostponedProperty(
            name: name, place: .field(type, type.fields.count), value: value, span: span))
      } else {
        report(faults)
      }
      fieldType = found
    }
    guard let fieldType else {
      return report(
        errors.needsType("'\(name)'", span, help: "write its type: \(name): Tensor"))
    }
    if isLazy {
      guard binding.value != nil else { return report(errors.needsDefault(name, span)) }
      type.fields.append(
        NominalType.Field(
          name: NominalType.lazyStorage(of: name), type: .optional(fieldType), isConstant: false,
          defaultValue: Expression(.none, span)))
      return
    }
    var value = binding.value
    if value == nil, fieldType.wrapped != nil, !variable.isConstant {
      value = Expression(.none, span)
    }
    var field = NominalType.Field(
      name: name, type: fieldType, isConstant: variable.isConstant, defaultValue: value)
    if let reference = NominalType.Reference(declaration) {
      field.reference = reference
      let target = reference == .weak ? fieldType.wrapped : fieldType.wrapped ?? fieldType
      if target?.isReference != true, !fieldType.isInvalid {
        report(errors.weakType(declaration.has("weak") ? "weak" : "unowned", fieldType, span))
        field.reference = .strong
      }
    }
    type.fields.append(field)
  }

  /// Reads what types store and the heads of their functions; first values that name functions which
  /// come later are looked at behind those.
  func postponing(_ declared: [(NominalType, Nominal)], _ body: () -> Void) {
    let outer = postponedProperties
    postponedProperties = []
    body()
    settlePostponed(declared)
    unsettledProperties += postponedProperties ?? []
    postponedProperties = outer
    let observers = postponedObservers
    postponedObservers = observers.filter { isUnsettled($0.name, of: $0.owner) }
    for item in observers where !isUnsettled(item.name, of: item.owner) { item.read() }
  }

  /// Finds the types that can be found by now.
  func settlePostponed(_ declared: [(NominalType, Nominal)]) {
    guard var waiting = postponedProperties else { return }
    for index in waiting.indices { waiting[index].declared = declared.map(\.0) }
    // The first value of one may name another.
    var count = waiting.count + 1
    while waiting.count < count {
      count = waiting.count
      waiting.removeAll { property in
        let (isKnown, errors) = trial { settle(property) }
        return isKnown && errors.isEmpty
      }
    }
    postponedProperties = waiting
  }

  /// Whether the type of a stored property is still to be found.
  func isUnsettled(_ name: String, of type: NominalType) -> Bool {
    type.field(name).map { type.fields[$0].type.isInvalid } ?? false
  }

  /// The same for first values that name functions outside of types, once these are known.
  func settleProperties() {
    let properties = unsettledProperties
    unsettledProperties = []
    for property in properties {
      let before = diagnostics.count
      if !settle(property), diagnostics.count == before {
        report(
          errors.needsType("'\(property.name)'", property.span, help: "write its type behind it"))
      }
    }
    let observers = postponedObservers
    postponedObservers = []
    for item in observers { item.read() }
  }

  /// Finds the type; false where something in the first value has none yet.
  private func settle(_ property: PostponedProperty) -> Bool {
    let type: Type
    switch property.place {
    case .field(let owner, let index):
      type = inHome(of: owner) { inferred(property.value) }
      for heir in property.declared where heir.isSubclass(of: owner) {
        heir.fields[index].type = type
      }
    case .staticValue(let binding, let owner, let scopes):
      type = inHome(UserFunction.Home(member: (owner, true), scopes: scopes)) {
        with([Self.ownKey: owner]) { inferred(property.value) }
      }
      binding.type = type
    }
    return !type.isInvalid
  }

  /// The type of a property's first value.
  ///
  /// Where it names variables that this cell declares, their types are found first: the lines that
  /// declare them come later.
  func inferred(_ value: Expression, selfType: Type? = nil) -> Type {
    let outer = (scopes, member)
    defer { (scopes, member) = outer }
    if let selfType {
      member = (selfType, false)
      var names = Names()
      names["self"] = .binding(
        Binding("self", selfType, isConstant: false, home: .local(owner: function)))
      scopes.append(names)
    }
    let (first, found) = trial { check(value) }
    if found.isEmpty { return first.type }
    var names = Names()
    for (name, part) in cellVariables {
      guard program.names[name] == nil else { continue }
      let type =
        part.type.map { syntax in trial { resolve(syntax) }.result }
        ?? part.value.map { value in trial { check(value) }.result.type }
      guard let type, !type.isInvalid else { continue }
      names[name] = .binding(Binding(name, type, isConstant: false, home: .local(owner: function)))
    }
    scopes.insert(names, at: 0)
    let (second, remaining) = trial { check(value) }
    if !remaining.isEmpty { report(found) }
    return second.type
  }

  /// Gives stored properties that a subclass of the same cell overrides functions of their own, so
  /// that the instance can tell which are meant.
  func markOverridden(_ declared: [(NominalType, Nominal)]) {
    for (type, nominal) in declared {
      for declaration in nominal.members where declaration.has("override") {
        guard case .variable(let variable) = declaration.kind else { continue }
        for binding in variable.bindings {
          guard case .name(let name) = binding.pattern.kind, var owner = type.superclass else {
            continue
          }
          while let parent = owner.superclass, parent.field(name) != nil { owner = parent }
          guard owner.field(name) != nil, owner.members.properties[name] == nil else { continue }
          if declared.contains(where: { $0.0 === owner }) {
            owner.overridden.insert(name)
          } else {
            report(errors.lateOverride(name, owner.name, binding.pattern.span))
          }
        }
      }
    }
  }
}

/// A property whose first value tells its type, once the heads of all functions are known.
struct PostponedProperty {
  enum Place {
    case field(NominalType, Int)
    case staticValue(Binding, of: Type, scopes: [Names])
  }

  let name: String
  let place: Place
  let value: Expression
  let span: Span
  /// The types that are declared with it, which may inherit it.
  var declared: [NominalType] = []
}

/// The observers of a stored property whose type is not known yet.
struct PostponedObservers {
  let name: String
  let owner: NominalType
  let read: () -> Void
}

extension Declaration {
  /// Whether it is a member of the type and not of its values.
  var isStatic: Bool { has("static") || has("class") }
}

extension Variable.Binding {
  /// Whether it has a place of its own, watched or not.
  var isStored: Bool {
    accessors.allSatisfy { $0.kind == "willSet" || $0.kind == "didSet" }
  }
}

extension NominalType.Reference {
  /// `weak` and `unowned`.
  fileprivate init?(_ declaration: Declaration) {
    if declaration.has("weak") {
      self = .weak
    } else if declaration.has("unowned") {
      self = .unowned
    } else {
      return nil
    }
  }
}
