import ApusText

extension TreeDump {
  func node(_ declaration: Declaration) -> Node {
    var parts: [Node]
    switch plain(declaration) {
    case .atom(let word): parts = [.atom(word)]
    case .list(let found): parts = found
    }
    if showsSpans, case .atom(let word)? = parts.first {
      parts[0] = head(word, declaration.span)
    }
    if !declaration.modifiers.isEmpty {
      parts.append(.list("modifiers", declaration.modifiers.map { .atom($0.name) }))
    }
    if let documentation = declaration.documentation {
      parts.append(.list("doc", quoted(documentation)))
    }
    return .list(parts)
  }

  private func plain(_ declaration: Declaration) -> Node {
    switch declaration.kind {
    case .variable(let variable):
      .list(variable.isConstant ? "let" : "var", variable.bindings.map(node))
    case .function(let function): node(function)
    case .nominal(let nominal): node(nominal)
    case .enumCases(let cases): .list("cases", cases.map(node))
    case .typealias(let name, _, let generics, let type):
      .list("typealias", .atom(name), node(generics), node(type))
    case .associatedType(let name, _, let bounds):
      .list([.atom("associatedtype"), .atom(name)] + bounds.map(node))
    case .import(let path): .list("import", .atom(path))
    case .operator(let fixity, let spelling, let group):
      .list("operator", .atom(fixity), .atom(spelling), group.map { .atom($0) })
    case .invalid: .list("invalid")
    }
  }

  private func node(_ binding: Variable.Binding) -> Node {
    .list(
      [node(binding.pattern)]
        + [binding.type.map { .list(":", node($0)) }, binding.value.map { .list("=", node($0)) }]
        .compactMap { $0 } + binding.accessors.map(node))
  }

  private func node(_ accessor: Accessor) -> Node {
    .list(
      [.atom(accessor.kind)] + (accessor.parameter.map { [.atom("(\($0))")] } ?? [])
        + (accessor.body?.statements.map(node) ?? [.atom("required")]))
  }

  private func node(_ function: Function) -> Node {
    var name = function.name
    if case .initializer(isFailable: true) = function.kind { name += "?" }
    var parts: [Node] = [.atom("func"), .atom(name)]
    if let generics = node(function.generics) { parts.append(generics) }
    parts.append(.list(function.parameters.map(node)))
    if let throwing = function.throwing { parts.append(node(throwing)) }
    if let result = function.result { parts.append(.list("->", node(result))) }
    parts += function.accessors.map(node)
    if let body = function.body { parts.append(.list("body", body.statements.map(node))) }
    return .list(parts)
  }

  private func node(_ parameter: Function.Parameter) -> Node {
    let label = parameter.label ?? "_"
    let name = label == parameter.name ? label : label + "/" + parameter.name
    return .list(
      name + ":", node(parameter.type), parameter.isVariadic ? .atom("...") : nil,
      parameter.defaultValue.map { .list("=", node($0)) },
      parameter.attributes.isEmpty
        ? nil : .list("modifiers", parameter.attributes.map { .atom($0.name) }))
  }

  private func node(_ generics: Generics) -> Node? {
    if generics.parameters.isEmpty, generics.requirements.isEmpty { return nil }
    var parts: [Node] = generics.parameters.map { parameter in
      parameter.bound.map { .list(parameter.name + ":", node($0)) } ?? .atom(parameter.name)
    }
    parts += generics.requirements.map {
      .list("where", node($0.left), .atom($0.isEquality ? "==" : ":"), node($0.right))
    }
    return .list("generic", parts)
  }

  private func node(_ nominal: Nominal) -> Node {
    var parts: [Node] = [.atom(nominal.kind.rawValue), node(nominal.type)]
    if let generics = node(nominal.generics) { parts.append(generics) }
    if !nominal.inherits.isEmpty { parts.append(.list(":", nominal.inherits.map(node))) }
    return .list(parts + nominal.members.map(node))
  }

  private func node(_ enumCase: EnumCase) -> Node {
    .list(
      "case", .atom(enumCase.name), enumCase.payload.map { .list("payload", $0.map(node)) },
      enumCase.defaultValues.isEmpty
        ? nil
        : .list(
          "defaults",
          enumCase.defaultValues.sorted { $0.key < $1.key }.map {
            .list("=", .atom("\($0.key)"), node($0.value))
          }),
      enumCase.rawValue.map { .list("=", node($0)) })
  }
}
