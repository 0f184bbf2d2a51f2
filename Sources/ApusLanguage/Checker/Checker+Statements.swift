import ApusSyntax
import ApusText

extension Checker {
  /// The statements of a block, functions among them declared first.
  func checkStatements(_ statements: [Statement]) -> [TypedStatement] {
    declareTypes(in: statements)
    declareFunctions(in: statements)
    declaredNames.append(Set(statements.flatMap(\.declaredNames)))
    defer { declaredNames.removeLast() }
    return statements.flatMap { check($0) }
  }

  func checkBlock(_ block: Block) -> [TypedStatement] {
    inScope { checkStatements(block.statements) }
  }

  func check(_ statement: Statement) -> [TypedStatement] {
    let span = statement.span
    if skips(span) { return [] }
    switch statement.kind {
    case .expression(let expression):
      let value = check(expression)
      // What a call of another initialiser does when that one fails is done here.
      if case .block(let statements, let result) = value.kind, result.type.isVoid,
        function.isFailable
      {
        return [TypedStatement(.group(statements), span)]
      }
      return [TypedStatement(.expression(value), span)]
    case .declaration(let declaration): return check(declaration)
    case .if(let conditional): return [checkIf(conditional, span)]
    case .guard(let conditions, let block): return checkGuard(conditions, block, span)
    case .while(let conditions, let block): return [checkWhile(conditions, block, nil, span)]
    case .repeat(let block, let condition): return [checkRepeat(block, condition, nil, span)]
    case .for(let loop): return [checkFor(loop, nil, span)]
    case .labelled(let label, _, let inner): return checkLabelled(label, inner, span)
    case .switch(let choice):
      return breakable(.switch, nil, span) { [checkSwitch(choice, result: nil, span)] }
    case .return(let value): return [checkReturn(value, span)]
    case .break(let label): return jump("break", label, span) { .break($0) }
    case .continue(let label): return jump("continue", label, span) { .continue($0) }
    case .fallthrough: return checkFallthrough(span)
    case .throw(let value): return checkThrow(value, span)
    case .defer(let block): return checkDefer(block, span)
    case .do(let block, let catches, let throwing): return checkDo(block, catches, throwing, span)
    case .invalid: return []
    }
  }

  func notYet(_ what: String, _ span: Span) -> [TypedStatement] {
    report(errors.notYet(what, span))
    return []
  }

  private func jump(
    _ word: String, _ label: String?, _ span: Span, make: (Int) -> TypedStatement.Kind
  ) -> [TypedStatement] {
    if let label {
      guard let loop = loops.last(where: { $0.label == label }),
        word == "break" || loop.kind == .loop
      else {
        report(isDeferring ? errors.leavesDefer(word, span) : errors.unknownLabel(label, span))
        return []
      }
      return [TypedStatement(make(loop.number), span)]
    }
    let loop = loops.last { $0.kind == .loop || word == "break" && $0.kind == .switch }
    guard let loop else {
      report(isDeferring ? errors.leavesDefer(word, span) : errors.jumpOutside(word, span))
      return []
    }
    return [TypedStatement(make(loop.number), span)]
  }

  private func checkReturn(_ value: Expression?, _ span: Span) -> TypedStatement {
    guard function !== cell, !isDeferring else {
      report(isDeferring ? errors.leavesDefer("return", span) : errors.returnOutside(span))
      return TypedStatement(.group([]), span)
    }
    if let type = initializing, function.enclosing == nil {
      return returnFromInitializer(of: type, value, span)
    }
    guard let value else {
      if isInferring, inferredResult == nil { inferredResult = .void }
      if !isInferring, !function.result.isVoid, !function.result.isInvalid {
        report(
          errors.mismatch(
            expected: function.result, found: .void, span, context: "'\(function.name)'"))
      }
      return TypedStatement(.return(nil), span)
    }
    if isInferring {
      let typed = check(value, wanted: inferredResult)
      if let known = inferredResult {
        return TypedStatement(.return(coerce(typed, to: known, context: "this closure")), span)
      }
      inferredResult = typed.type
      return TypedStatement(.return(typed), span)
    }
    let typed = expect(value, function.result, context: "the result of '\(function.name)'")
    return TypedStatement(.return(typed), span)
  }

  func checkConditions(_ conditions: [Condition]) -> [TypedCondition] {
    conditions.flatMap { condition -> [TypedCondition] in
      switch condition {
      case .expression(let expression): return [.expression(checkCondition(expression))]
      case .binding(let pattern, let type, let value, let span):
        guard let (name, isConstant) = pattern.simpleName else {
          return checkCaseCondition(pattern, value, span)
        }
        let source = value ?? Expression(.name(name), pattern.span)
        let optional = check(source, wanted: type.map { .optional(resolve($0)) })
        guard let wrapped = optional.type.wrapped else {
          if !optional.type.isInvalid { report(errors.unwrapsNonOptional(optional.type, span)) }
          _ = declare(name, optional.type, isConstant: isConstant, at: pattern.span)
          return []
        }
        let binding = declare(name, wrapped, isConstant: isConstant, at: pattern.span)
        return [.unwrap(binding, optional)]
      }
    }
  }

  /// `if case .some(let x) = value`.
  private func checkCaseCondition(
    _ pattern: Pattern, _ value: Expression?, _ span: Span
  ) -> [TypedCondition] {
    guard let value else {
      report(errors.needsDefault("this pattern", pattern.span))
      return []
    }
    let subject = check(value)
    let held = Binding("subject", subject.type, isConstant: true, home: .local(owner: function))
    let reference = TypedExpression(.binding(held), subject.type, value.span)
    let (conditions, declarations) = test(pattern, reference)
    let start = TypedStatement(.declare(held, subject), value.span)
    let yes = TypedExpression(.word(1), .bool, span)
    let end: [TypedCondition] = declarations.isEmpty ? [] : [.statements(declarations, yes)]
    return [.statements([start], yes)] + conditions + end
  }

  private func checkIf(_ conditional: If, _ span: Span) -> TypedStatement {
    scopes.append(Names())
    let conditions = checkConditions(conditional.conditions)
    let then = checkBlock(conditional.then)
    scopes.removeLast()
    var otherwise: [TypedStatement] = []
    switch conditional.otherwise {
    case .block(let block): otherwise = checkBlock(block)
    case .if(let next, let span): otherwise = [checkIf(next, span)]
    case nil: break
    }
    return TypedStatement(.if(conditions, then, otherwise), span)
  }

  private func checkGuard(
    _ conditions: [Condition], _ block: Block, _ span: Span
  ) -> [TypedStatement] {
    let otherwise = checkBlock(block)
    if !otherwise.alwaysLeave { report(errors.guardFallsThrough(block.span)) }
    return [TypedStatement(.if(checkConditions(conditions), [], otherwise), span)]
  }

  private func inLoop(
    _ label: String?, _ body: (Int) -> TypedStatement.Kind, _ span: Span
  ) -> TypedStatement {
    loopCount += 1
    loops.append(JumpTarget(number: loopCount, label: label, kind: .loop))
    defer { loops.removeLast() }
    return TypedStatement(body(loopCount), span)
  }

  /// A statement that `break` leaves: where one does, it is the only turn of a loop.
  func breakable(
    _ kind: JumpTarget.Kind, _ label: String?, _ span: Span, _ body: () -> [TypedStatement]
  ) -> [TypedStatement] {
    loopCount += 1
    let number = loopCount
    loops.append(JumpTarget(number: number, label: label, kind: kind))
    let statements = body()
    loops.removeLast()
    guard statements.breaks(number) else { return statements }
    let never = TypedExpression(.word(0), .bool, Span(span.end, span.end))
    return [
      TypedStatement(
        .loop(Loop(kind: .repeatWhile(never), number: number), body: statements), span)
    ]
  }

  private func checkLabelled(
    _ label: String, _ inner: Statement, _ span: Span
  ) -> [TypedStatement] {
    switch inner.kind {
    case .while(let conditions, let block): return [checkWhile(conditions, block, label, span)]
    case .repeat(let block, let condition): return [checkRepeat(block, condition, label, span)]
    case .for(let loop): return [checkFor(loop, label, span)]
    case .switch(let choice):
      return breakable(.switch, label, span) { [checkSwitch(choice, result: nil, span)] }
    case .if(let conditional):
      return breakable(.block, label, span) { [checkIf(conditional, span)] }
    case .do(let block, let catches, let throwing):
      return breakable(.block, label, span) { checkDo(block, catches, throwing, span) }
    default: return notYet("a label on this statement", span)
    }
  }

  private func checkWhile(
    _ conditions: [Condition], _ block: Block, _ label: String?, _ span: Span
  ) -> TypedStatement {
    inLoop(
      label,
      { number in
        inScope {
          let conditions = checkConditions(conditions)
          return .loop(
            Loop(kind: .while(conditions), number: number), body: checkBlock(block))
        }
      }, span)
  }

  private func checkRepeat(
    _ block: Block, _ condition: Expression, _ label: String?, _ span: Span
  ) -> TypedStatement {
    inLoop(
      label,
      { number in
        let body = checkBlock(block)
        return .loop(
          Loop(kind: .repeatWhile(checkCondition(condition)), number: number), body: body)
      }, span)
  }

  private func checkFor(_ loop: For, _ label: String?, _ span: Span) -> TypedStatement {
    let bounds = integerBounds(loop.sequence)
    let sequence = bounds == nil ? check(loop.sequence) : nil
    return inLoop(
      label,
      { number in
        inScope {
          if let (from, to, isClosed) = bounds {
            let (binding, body) = loopParts(loop, .int)
            return .loop(
              Loop(
                kind: .range(binding, from: from, to: to, isClosed: isClosed), number: number),
              body: body)
          }
          if let sequence, let turns = ownTurns(loop, sequence, number) { return turns }
          if let sequence, let counted = rangeLoop(loop, sequence, number) { return counted }
          guard let sequence, let (conversion, element) = Self.elements(of: sequence.type) else {
            if let sequence, !sequence.type.isInvalid, sequence.type != .never {
              report(errors.notASequence(sequence.type, loop.sequence.span))
            }
            let body = loopParts(loop, .invalid).body
            // A hole of a handout is reached before any turn.
            if let sequence, sequence.type == .never {
              return .group([TypedStatement(.expression(sequence), sequence.span)])
            }
            return .group(body)
          }
          var values = sequence
          if let conversion {
            values = TypedExpression(
              .convert(conversion, sequence), .array(element), sequence.span)
          } else {
            values.type = .array(element)
          }
          let (binding, body) = loopParts(loop, element)
          return .loop(Loop(kind: .elements(binding, values), number: number), body: body)
        }
      }, span)
  }

  /// A loop over the Ints of a range that is a value, which needs no array of them.
  private func rangeLoop(
    _ loop: For, _ range: TypedExpression, _ number: Int
  ) -> TypedStatement.Kind? {
    guard case .range(let kind, .int) = range.type, [.range, .closed, .from].contains(kind) else {
      return nil
    }
    let held = Binding("range", range.type, isConstant: true, home: .local(owner: function))
    let value = TypedExpression(.binding(held), range.type, range.span)
    let from = TypedExpression(.element(value, 0), .int, range.span)
    let to =
      kind == .from
      ? TypedExpression(.word(.max), .int, range.span)
      : TypedExpression(.element(value, 1), .int, range.span)
    let (binding, body) = loopParts(loop, .int)
    let counted = Loop(
      kind: .range(binding, from: from, to: to, isClosed: kind != .range), number: number)
    return .group([
      TypedStatement(.declare(held, range), range.span),
      TypedStatement(.loop(counted, body: body), loop.body.span),
    ])
  }

  /// The bounds of `a..<b` and `a...b` written in the loop's head, which need no range value.
  private func integerBounds(
    _ expression: Expression
  ) -> (TypedExpression, TypedExpression, Bool)? {
    switch expression.kind {
    case .binary(let left, let op, let right) where op.spelling == "..<" || op.spelling == "...":
      if isDownwards(left, op, right, expression.span) {
        let none = TypedExpression(.invalid, .int, expression.span)
        return (none, none, false)
      }
      let (first, second) = (check(left, wanted: .int), check(right, wanted: .int))
      return (
        coerce(first, to: .int, context: "a range"), coerce(second, to: .int, context: "a range"),
        op.spelling == "..."
      )
    case .tuple(let elements) where elements.count == 1: return integerBounds(elements[0].value)
    default: return nil
    }
  }

  /// The variable that takes each element, and the body with what takes the element apart.
  func loopParts(_ loop: For, _ element: Type) -> (Binding, body: [TypedStatement]) {
    let pattern = loop.pattern
    if let (name, isConstant) = pattern.simpleName {
      if let syntax = loop.type {
        let type = resolve(syntax)
        if !type.accepts(element) {
          report(errors.mismatch(expected: type, found: element, pattern.span, context: nil))
        }
      }
      let binding = declare(name, element, isConstant: isConstant, at: pattern.span)
      binding.isLoopVariable = true
      return (binding, loopBody(loop))
    }
    let whole = Binding("_", element, isConstant: true, home: .local(owner: function))
    let value = TypedExpression(.binding(whole), element, pattern.span)
    // `for case`: elements that the pattern does not take are passed over.
    let (tests, declarations) = test(pattern, value)
    let body = declarations + loopBody(loop)
    if tests.isEmpty { return (whole, body) }
    return (whole, [TypedStatement(.if(tests, body, []), pattern.span)])
  }

  private func loopBody(_ loop: For) -> [TypedStatement] {
    let filter = loop.filter.map(checkCondition)
    let body = checkBlock(loop.body)
    guard let filter else { return body }
    return [TypedStatement(.if([.expression(filter)], body, []), loop.body.span)]
  }

  /// Declarations for the names in a tuple pattern.
  func destructure(
    _ pattern: Pattern, _ value: TypedExpression, isConstant: Bool
  ) -> [TypedStatement] {
    switch pattern.kind {
    case .wildcard: return [TypedStatement(.expression(value), pattern.span)]
    case .name(let name):
      let binding = declare(name, value.type, isConstant: isConstant, at: pattern.span)
      return [TypedStatement(.declare(binding, value), pattern.span)]
    case .binding(let isVariable, let inner):
      return destructure(inner, value, isConstant: !isVariable)
    case .tuple(let parts):
      if parts.count == 1, parts[0].label == nil {
        return destructure(parts[0].pattern, value, isConstant: isConstant)
      }
      guard case .tuple(let elements) = value.type, elements.count == parts.count else {
        if !value.type.isInvalid {
          report(errors.tuplePattern(wanted: parts.count, found: value.type, pattern.span))
        }
        return parts.flatMap {
          destructure($0.pattern, .invalid(pattern.span), isConstant: isConstant)
        }
      }
      let whole = Binding("tuple", value.type, isConstant: true, home: .local(owner: function))
      let reference = TypedExpression(.binding(whole), value.type, value.span)
      var statements = [TypedStatement(.declare(whole, value), pattern.span)]
      for (index, part) in parts.enumerated() {
        let element = TypedExpression(
          .element(reference, index), elements[index].type, part.pattern.span)
        statements += destructure(part.pattern, element, isConstant: isConstant)
      }
      return statements + [TypedStatement(.letGo(whole), pattern.span)]
    case .enumCase, .optional, .type, .expression:
      report(errors.refutable(pattern.span))
      return []
    case .invalid: return []
    }
  }
}

extension Statement {
  /// The variables that it declares by itself.
  fileprivate var declaredNames: [String] {
    guard case .declaration(let declaration) = kind,
      case .variable(let variable) = declaration.kind
    else { return [] }
    return variable.bindings.compactMap { $0.pattern.simpleName?.0 }
  }
}

extension Pattern {
  /// `x`, `let x`, `var x`.
  var simpleName: (String, isConstant: Bool)? {
    switch kind {
    case .name(let name): (name, true)
    case .binding(let isVariable, let inner):
      inner.simpleName.map { ($0.0, !isVariable) }
    default: nil
    }
  }
}
