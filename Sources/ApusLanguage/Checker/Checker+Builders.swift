import ApusSyntax
import ApusText

// Result builders: what stands in a block becomes calls of the builder's functions before anything
// is checked (The Swift Programming Language, Attributes, resultBuilder).
extension Checker {
  /// A closure for a parameter that has a builder, as the builder makes it; others as they are.
  func built(_ expression: Expression, by builder: NominalType?) -> Expression {
    guard let builder, case .closure(var closure) = expression.kind,
      !closure.body.statements.contains(where: \.isReturn)
    else { return expression }
    closure.body = built(closure.body, builder)
    return Expression(.closure(closure), expression.span)
  }

  private func built(_ block: Block, _ builder: NominalType) -> Block {
    var kept: [Statement] = []
    var parts: [Expression] = []
    for statement in block.statements {
      switch statement.kind {
      case .declaration: kept.append(statement)
      case .expression(let value): parts.append(part(value, builder))
      case .if(let choice): parts.append(part(choice, builder, statement.span))
      case .for(let loop):
        guard let repeated = part(loop, builder, statement.span) else { fallthrough }
        parts.append(repeated)
      default:
        report(errors.notInBuilder(builder.name, statement.span))
      }
    }
    let whole = call(builder, "buildBlock", parts, block.span)
    let result =
      has(builder, "buildFinalResult")
      ? call(builder, "buildFinalResult", [whole], block.span) : whole
    return Block(kept + [Statement(.return(result), block.span)], block.span)
  }

  private func part(_ value: Expression, _ builder: NominalType) -> Expression {
    has(builder, "buildExpression")
      ? call(builder, "buildExpression", [value], value.span) : value
  }

  private func part(_ choice: If, _ builder: NominalType, _ span: Span) -> Expression {
    func chosen(_ then: Expression, _ otherwise: Expression) -> Expression {
      func block(_ value: Expression) -> Block {
        Block([Statement(.expression(value), value.span)], value.span)
      }
      let statement = If(
        conditions: choice.conditions, then: block(then), otherwise: .block(block(otherwise)))
      return Expression(.statement(Statement(.if(statement), span)), span)
    }
    let first = value(of: choice.then, builder)
    guard let other = choice.otherwise else {
      // Swift makes an optional of it first.
      let some = Expression(
        .call(Expression(.name("Optional"), span), [Argument(value: first)]), first.span)
      return call(
        builder, "buildOptional", [chosen(some, Expression(.none, span))], span)
    }
    let second =
      switch other {
      case .block(let block): value(of: block, builder)
      case .if(let next, let span): part(next, builder, span)
      }
    return chosen(
      call(builder, "buildEither", [first], first.span, label: "first"),
      call(builder, "buildEither", [second], second.span, label: "second"))
  }

  /// A loop over one name, each turn's block a part of an array.
  private func part(_ loop: For, _ builder: NominalType, _ span: Span) -> Expression? {
    let name: String
    switch loop.pattern.kind {
    case .name(let written) where loop.filter == nil: name = written
    case .wildcard where loop.filter == nil: name = "_"
    default: return nil
    }
    let body = Closure(
      parameters: [Closure.Parameter(name: name, type: loop.type, span: loop.pattern.span)],
      result: nil, throwing: nil, body: built(loop.body, builder), highestImplicitParameter: nil)
    let map = Expression(.member(loop.sequence, "map", nameSpan: loop.sequence.span), span)
    let parts = Expression(
      .call(map, [Argument(value: Expression(.closure(body), loop.body.span), isTrailing: true)]),
      span)
    return call(builder, "buildArray", [parts], span)
  }

  private func value(of block: Block, _ builder: NominalType) -> Expression {
    let made = built(block, builder)
    if made.statements.count == 1, case .return(let value?) = made.statements[0].kind {
      return value
    }
    let closure = Closure(
      parameters: nil, result: nil, throwing: nil, body: made, highestImplicitParameter: nil)
    return Expression(.call(Expression(.closure(closure), block.span), []), block.span)
  }

  private func has(_ builder: NominalType, _ function: String) -> Bool {
    !staticFunctions(of: .nominal(builder), named: function).isEmpty
  }

  private func call(
    _ builder: NominalType, _ function: String, _ arguments: [Expression], _ span: Span,
    label: String? = nil
  ) -> Expression {
    let callee = Expression(
      .member(Expression(.name(builder.name), span), function, nameSpan: span), span)
    return Expression(
      .call(callee, arguments.map { Argument(label: label, value: $0) }), span)
  }
}

extension Statement {
  fileprivate var isReturn: Bool {
    if case .return = kind { true } else { false }
  }
}
