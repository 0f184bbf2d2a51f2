import ApusText

extension TreeDump {
  func node(_ expression: Expression) -> Node {
    guard showsSpans else { return plain(expression) }
    switch plain(expression) {
    case .atom(let text): return .atom("\(text)@\(expression.span.start)..\(expression.span.end)")
    case .list(var parts):
      if case .atom(let word)? = parts.first { parts[0] = head(word, expression.span) }
      return .list(parts)
    }
  }

  private func plain(_ expression: Expression) -> Node {
    switch expression.kind {
    case .integer(let value): .atom(String(value))
    case .hugeInteger(let digits): .list("huge", .atom(digits))
    case .floating(let value): .atom(String(value))
    case .boolean(let value): .atom(String(value))
    case .none: .atom("nil")
    case .string(let parts): string(parts)
    case .array(let elements): .list("array", elements.map(node))
    case .dictionary(let entries):
      .list("dictionary", entries.map { .list([node($0.key), node($0.value)]) })
    case .tuple(let elements): .list("tuple", elements.map(node))
    case .name(let name): .atom(name)
    case .type(let type): .list("type", node(type))
    case .implicitMember(let name): .atom("." + name)
    case .member(let base, let name, _): .list(".", node(base), .atom(name))
    case .call(let callee, let arguments):
      .list([.atom("call"), node(callee)] + arguments.map(node))
    case .subscript(let base, let arguments):
      .list([.atom("subscript"), node(base)] + arguments.map(node))
    case .prefix(let symbol, let operand): .list("prefix", .atom(symbol.spelling), node(operand))
    case .postfix(let operand, let symbol): .list("postfix", node(operand), .atom(symbol.spelling))
    case .binary(let left, let symbol, let right): .list(symbol.spelling, node(left), node(right))
    case .assign(let left, let right): .list("=", node(left), node(right))
    case .ternary(let condition, let then, let otherwise):
      .list("?:", node(condition), node(then), node(otherwise))
    case .unboundedRange: .atom("...")
    case .closure(let closure): node(closure)
    case .cast(let operand, let kind, let type): .list(word(kind), node(operand), node(type))
    case .try(let kind, let operand): .list(word(kind), node(operand))
    case .optionalChain(let operand): .list("chain", node(operand))
    case .inOut(let operand): .list("inout", node(operand))
    case .statement(let statement): .list("value", node(statement))
    case .hole(let text): .list("hole", quoted(text))
    case .invalid: .atom("invalid")
    }
  }

  private func string(_ parts: [StringPart]) -> Node {
    if parts.isEmpty { return quoted("") }
    if parts.count == 1, case .text(let text) = parts[0] { return quoted(text) }
    return .list(
      "string",
      parts.map { part in
        switch part {
        case .text(let text): quoted(text)
        case .interpolation(let value): node(value)
        }
      })
  }

  func node(_ argument: Argument) -> Node {
    let value = node(argument.value)
    if argument.isTrailing {
      return .list("trailing", argument.label.map { .atom($0 + ":") }, value)
    }
    return argument.label.map { .list($0 + ":", value) } ?? value
  }

  private func word(_ kind: CastKind) -> String {
    switch kind {
    case .coerce: "as"
    case .conditional: "as?"
    case .forced: "as!"
    case .test: "is"
    }
  }

  private func word(_ kind: TryKind) -> String {
    switch kind {
    case .plain: "try"
    case .optional: "try?"
    case .forced: "try!"
    }
  }

  private func node(_ closure: Closure) -> Node {
    var parts: [Node] = [.atom("closure")]
    if !closure.captures.isEmpty {
      parts.append(
        .list(
          "captures",
          closure.captures.map {
            .list($0.isWeak ? "weak" : "let", .atom($0.name), node($0.value))
          }))
    }
    if let parameters = closure.parameters {
      parts.append(
        .list(
          parameters.map { parameter in
            parameter.type.map { .list(parameter.name + ":", node($0)) } ?? .atom(parameter.name)
          }))
    } else if let highest = closure.highestImplicitParameter {
      parts.append(.atom("$\(highest)"))
    }
    if let throwing = closure.throwing { parts.append(node(throwing)) }
    if let result = closure.result { parts.append(.list("->", node(result))) }
    return .list(parts + closure.body.statements.map(node))
  }

  func node(_ type: TypeSyntax) -> Node {
    switch type.kind {
    case .name(let name, let arguments):
      arguments.isEmpty ? .atom(name) : .list(name, arguments.map(node))
    case .member(let base, let name): .list("type.", node(base), .atom(name))
    case .array(let element): .list("[]", node(element))
    case .dictionary(let key, let value): .list("[:]", node(key), node(value))
    case .optional(let wrapped): .list("?", node(wrapped))
    case .tuple(let elements): .list("tuple", elements.map(node))
    case .function(let parameters, let result, let throwing):
      .list("func", .list(parameters.map(node)), throwing.map(node), node(result))
    case .some(let type): .list("some", node(type))
    case .any(let type): .list("any", node(type))
    case .inout(let type): .list("inout", node(type))
    case .composition(let parts): .list("&", parts.map(node))
    case .invalid: .atom("invalid")
    }
  }

  func node(_ throwing: TypeSyntax.Throwing) -> Node {
    let word = throwing.isRethrowing ? "rethrows" : "throws"
    return throwing.type.map { .list(word, node($0)) } ?? .atom(word)
  }

  func node(_ element: TypeSyntax.Element) -> Node {
    element.label.map { .list($0 + ":", node(element.type)) } ?? node(element.type)
  }
}
