import ApusSyntax
import ApusText

// Protocols as they are declared.
extension Checker {
  /// Names first, then what each asks for, since protocols may speak of each other.
  func declareProtocols(in statements: [Statement]) -> [(ProtocolType, Nominal)] {
    var declared: [(ProtocolType, Nominal)] = []
    for statement in statements {
      guard case .declaration(let declaration) = statement.kind,
        case .nominal(let nominal) = declaration.kind, nominal.kind == .protocol
      else { continue }
      if declaredHere.contains(nominal.name) {
        report(errors.redeclared(nominal.name, nominal.nameSpan))
      }
      declaredHere.insert(nominal.name)
      let type = ProtocolType(name: nominal.name, documentation: declaration.documentation)
      program.names[nominal.name] = .protocol(type)
      declared.append((type, nominal))
    }
    for (type, nominal) in declared { readParents(nominal, into: type) }
    for (type, nominal) in declared { readAssociated(nominal, into: type) }
    return declared
  }

  /// What protocols ask for, once all types have their names.
  func readRequirements(of declared: [(ProtocolType, Nominal)]) {
    for (type, nominal) in declared {
      with(scope(of: type)) {
        type.constraints = constraints(nominal.generics.requirements)
        for declaration in nominal.members { readRequirement(declaration, into: type) }
      }
    }
  }

  private func readParents(_ nominal: Nominal, into type: ProtocolType) {
    for syntax in nominal.inherits {
      guard let found = protocols(in: syntax) else {
        report(
          errors.unknownType(
            source.slice(syntax.span), syntax.span,
            suggestion: Spelling.suggest(source.slice(syntax.span), among: typeNames)))
        continue
      }
      for parent in found {
        if parent.reaches(type) {
          report(errors.circularProtocol(type.name, syntax.span))
        } else {
          type.parents.append(parent)
        }
      }
    }
  }

  /// What names mean inside a protocol.
  private func scope(of type: ProtocolType) -> [String: Type] {
    var names: [String: Type] = ["Self": .parameter("Self")]
    for associated in type.all.flatMap(\.associated) {
      names[associated.name] = .parameter("Self.\(associated.name)")
    }
    return names
  }

  private func readAssociated(_ nominal: Nominal, into type: ProtocolType) {
    for declaration in nominal.members {
      guard case .associatedType(let name, _, let bounds) = declaration.kind else { continue }
      type.associated.append(
        ProtocolType.AssociatedType(
          name: name, bounds: bounds.flatMap { protocols(in: $0) ?? [] }, fallback: nil))
    }
  }

  private func readRequirement(_ declaration: Declaration, into type: ProtocolType) {
    let isStatic = declaration.has("static") || declaration.has("class")
    switch declaration.kind {
    case .function(let function): readRequirement(function, declaration, isStatic, into: type)
    case .variable(let variable):
      for binding in variable.bindings {
        guard case .name(let name) = binding.pattern.kind, let syntax = binding.type,
          !variable.isConstant, !binding.accessors.isEmpty
        else {
          report(errors.propertyRequirement(binding.pattern.span))
          continue
        }
        let result = resolve(syntax)
        let own = isStatic ? [] : [selfParameter(isMutating: false)]
        let getter = requirementHead(name, own, result, declaration)
        var setter: UserFunction?
        if binding.accessors.contains(where: { $0.kind == "set" }) {
          let value = UserFunction.Parameter(
            label: nil, name: "newValue", type: result, isVariadic: false, defaultValue: nil)
          let own = isStatic ? [] : [selfParameter(isMutating: true)]
          setter = requirementHead(name, own + [value], .void, declaration)
        }
        add(
          isStatic ? .staticProperty : .property, getter, setter, declaration, to: type)
      }
    case .associatedType, .invalid: break
    case .nominal, .enumCases, .typealias, .import, .operator:
      report(errors.notYet("this in a protocol", declaration.span))
    }
  }

  private func readRequirement(
    _ written: Function, _ declaration: Declaration, _ isStatic: Bool,
    into type: ProtocolType
  ) {
    let function = written.naming(someParameters: ())
    if let body = function.body { report(errors.requirementBody(function.name, body.span)) }
    var plain = function
    plain.generics = Generics()
    var own = [selfParameter(isMutating: declaration.has("mutating"))]
    let kind: ProtocolType.Requirement.Kind
    switch function.kind {
    case .function:
      let isOperator =
        !(function.name.unicodeScalars.first?.properties.isXIDStart ?? true)
        && function.name.first != "_"
      kind = isOperator ? .operator : isStatic ? .staticMethod : .method
    case .initializer: kind = .initializer
    case .subscript: kind = .subscript
    case .deinitializer: return report(errors.notYet("'deinit' in a protocol", function.nameSpan))
    }
    if kind == .operator || kind == .staticMethod || kind == .initializer { own = [] }
    let parameters = Dictionary(
      function.generics.parameters.map { ($0.name, Type.parameter($0.name)) },
      uniquingKeysWith: { $1 })
    let head = with(parameters) {
      read(plain, declaration, index: -1, receiver: own.first)
    }
    if case .initializer(let isFailable) = function.kind {
      head.result = isFailable ? .optional(.parameter("Self")) : .parameter("Self")
    }
    if !function.generics.parameters.isEmpty {
      let generic = GenericFunction(
        function, declaration, context: GenericContext(arguments: typeArguments, source: source),
        signature: signature(of: function.generics), isStatic: isStatic)
      generic.dependents = head.parameters.map(\.type).flatMap(\.paths) + head.result.paths
      head.template = generic
    }
    var setter: UserFunction?
    if kind == .subscript, function.accessors.contains(where: { $0.kind == "set" }) {
      let value = UserFunction.Parameter(
        label: nil, name: "newValue", type: head.result, isVariadic: false)
      setter = requirementHead(
        "subscript.set",
        [selfParameter(isMutating: true)] + head.parameters.dropFirst() + [value], .void,
        declaration)
    }
    add(kind, head, setter, declaration, to: type)
  }

  private func selfParameter(isMutating: Bool) -> UserFunction.Parameter {
    UserFunction.Parameter(
      label: nil, name: "self", type: .parameter("Self"), isVariadic: false, isInout: isMutating,
      defaultValue: nil)
  }

  private func requirementHead(
    _ name: String, _ parameters: [UserFunction.Parameter], _ result: Type,
    _ declaration: Declaration
  ) -> UserFunction {
    UserFunction(
      name: name, parameters: parameters, result: result,
      documentation: declaration.documentation, source: source, index: -1)
  }

  private func add(
    _ kind: ProtocolType.Requirement.Kind, _ head: UserFunction, _ setter: UserFunction?,
    _ declaration: Declaration, to type: ProtocolType
  ) {
    let requirement = ProtocolType.Requirement(
      kind, head, setter: setter, text: source.slice(declaration.span), declaration.span)
    type.requirements.append(requirement)
  }
}

extension ProtocolType {
  /// Whether it is another protocol or inherits from it, while protocols are still being read.
  fileprivate func reaches(_ other: ProtocolType) -> Bool {
    self == other || parents.contains { $0.reaches(other) }
  }
}
