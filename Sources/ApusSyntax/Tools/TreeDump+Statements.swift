import ApusText

extension TreeDump {
  func node(_ statement: Statement) -> Node {
    let plain = plain(statement)
    guard showsSpans, case .list(var parts) = plain, case .atom(let word)? = parts.first else {
      return plain
    }
    switch statement.kind {
    case .expression, .declaration: return plain
    default: break
    }
    parts[0] = head(word, statement.span)
    return .list(parts)
  }

  private func plain(_ statement: Statement) -> Node {
    switch statement.kind {
    case .expression(let value): node(value)
    case .declaration(let declaration): node(declaration)
    case .if(let value): node(value)
    case .guard(let conditions, let block):
      .list("guard", .list(conditions.map(node)), .list("else", block.statements.map(node)))
    case .while(let conditions, let block):
      .list([.atom("while"), .list(conditions.map(node))] + block.statements.map(node))
    case .repeat(let block, let condition):
      .list([.atom("repeat"), .list("while", node(condition))] + block.statements.map(node))
    case .for(let loop): node(loop)
    case .switch(let value): node(value)
    case .return(let value): .list("return", value.map(node))
    case .break(let label): .list("break", label.map { .atom($0) })
    case .continue(let label): .list("continue", label.map { .atom($0) })
    case .fallthrough: .list("fallthrough")
    case .throw(let value): .list("throw", node(value))
    case .defer(let block): .list("defer", block.statements.map(node))
    case .do(let block, let catches, _):
      .list([.atom("do")] + block.statements.map(node) + catches.map(node))
    case .labelled(let label, _, let statement): .list("label", .atom(label), node(statement))
    case .invalid: .atom("invalid")
    }
  }

  private func node(_ value: If) -> Node {
    var parts: [Node] = [
      .atom("if"), .list(value.conditions.map(node)),
      .list("then", value.then.statements.map(node)),
    ]
    switch value.otherwise {
    case .block(let block)?: parts.append(.list("else", block.statements.map(node)))
    case .if(let next, _)?: parts.append(.list("else", node(next)))
    case nil: break
    }
    return .list(parts)
  }

  private func node(_ condition: Condition) -> Node {
    switch condition {
    case .expression(let value): node(value)
    case .binding(let pattern, let type, let value, _):
      .list("bind", node(pattern), type.map { .list(":", node($0)) }, value.map(node))
    }
  }

  private func node(_ loop: For) -> Node {
    let header: Node = .list(
      "for", node(loop.pattern), loop.type.map { .list(":", node($0)) }, node(loop.sequence),
      loop.filter.map { .list("where", node($0)) })
    guard case .list(let parts) = header else { return header }
    return .list(parts + loop.body.statements.map(node))
  }

  private func node(_ value: Switch) -> Node {
    .list(
      [.atom("switch"), node(value.subject)]
        + value.cases.map { item in
          let header: [Node] =
            item.items.isEmpty
            ? [.atom("default")] : [.atom("case"), .list(item.items.map(node))]
          return .list(header + item.body.map(node))
        })
  }

  private func node(_ item: Switch.Item) -> Node {
    guard let filter = item.filter else { return node(item.pattern) }
    return .list("where", node(item.pattern), node(filter))
  }

  private func node(_ clause: Catch) -> Node {
    .list([.atom("catch"), .list(clause.items.map(node))] + clause.body.statements.map(node))
  }

  func node(_ pattern: Pattern) -> Node {
    switch pattern.kind {
    case .wildcard: .atom("_")
    case .name(let name): .atom(name)
    case .binding(let isVariable, let inner): .list(isVariable ? "var" : "let", node(inner))
    case .tuple(let elements): .list("tuple", elements.map(node))
    case .enumCase(let base, let name, let payload):
      payload.map { .list((base ?? "") + "." + name, $0.map(node)) }
        ?? .atom((base ?? "") + "." + name)
    case .optional(let inner): .list("?", node(inner))
    case .type(let type, let inner):
      inner.map { .list("as", node($0), node(type)) } ?? .list("is", node(type))
    case .expression(let value): .list("~=", node(value))
    case .invalid: .atom("invalid")
    }
  }

  private func node(_ element: Pattern.Element) -> Node {
    element.label.map { .list($0 + ":", node(element.pattern)) } ?? node(element.pattern)
  }
}
