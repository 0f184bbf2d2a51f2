import ApusSyntax
import ApusText

extension Checker {
  /// `if` and `switch` used for their value: every branch is one expression, left in a binding.
  func checkStatementValue(
    _ statement: Statement, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    var type = wanted
    let probe = branches(of: statement)
    if case .if = statement.kind, probe.isEmpty { report(errors.branchlessValue(span)) }
    if type == nil {
      let types = trial { branchTypes(of: statement) }.result
      type =
        types.first { !$0.isFlexible && !$0.type.isInvalid && $0.type != .never }?.type
        ?? types.first { $0.type == .double }?.type ?? types.first?.type
    }
    guard !probe.isEmpty, let type, !type.isInvalid, !type.isVoid else {
      return TypedExpression(.block(check(statement), voidBinding), .void, span)
    }
    let result = Binding("result", type, isConstant: false, home: .local(owner: function))
    let statements: [TypedStatement]
    switch statement.kind {
    case .if(let conditional): statements = [valueIf(conditional, result, span)]
    case .switch(let choice): statements = [checkSwitch(choice, result: result, span)]
    default: return unsupported("this statement as a value", span)
    }
    return TypedExpression(.block(statements, result), type, span)
  }

  /// False, with a report, where some branches of a value have one and others have none; where
  /// nothing else tells the type, all have to have the same one.
  func branchesFit(_ statement: Statement, isAlone: Bool = false) -> Bool {
    let types = trial { branchTypes(of: statement) }.result.map(\.type)
      .filter { !$0.isInvalid && $0 != .never }
    if isAlone, let first = types.first, let other = types.first(where: { $0 != first }) {
      report(errors.mismatchedBranches(first, other, statement.span))
      return false
    }
    guard types.contains(where: \.isVoid), let other = types.first(where: { !$0.isVoid }) else {
      return true
    }
    let isFirst = types.first == other
    report(
      errors.mismatchedBranches(
        isFirst ? other : .void, isFirst ? .void : other, statement.span))
    return false
  }

  func hasVoidBranch(_ statement: Statement) -> Bool {
    trial { branchTypes(of: statement) }.result.contains { $0.type.isVoid }
  }

  /// Whether an `if` or a `switch` that is all of a function can be its value.
  func isValue(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .if(let conditional): !branches(of: statement).isEmpty && conditional.isOfExpressions
    case .switch(let choice): choice.cases.allSatisfy { $0.body.isOneExpression }
    default: false
    }
  }

  var voidBinding: Binding {
    Binding("nothing", .void, isConstant: true, home: .local(owner: function))
  }

  private func branches(of statement: Statement) -> [Expression] {
    func only(_ statements: [Statement]) -> [Expression] {
      guard statements.count == 1, case .expression(let value) = statements[0].kind else {
        return []
      }
      return [value]
    }
    func collect(_ conditional: If) -> [Expression] {
      var found = only(conditional.then.statements)
      switch conditional.otherwise {
      case .block(let block): found += only(block.statements)
      case .if(let next, _): found += collect(next)
      case nil: return []
      }
      return found
    }
    switch statement.kind {
    case .if(let conditional): return collect(conditional)
    case .switch(let choice): return choice.cases.flatMap { only($0.body) }
    default: return []
    }
  }

  /// The types of the branches' values, each with the names that it sees.
  private func branchTypes(of statement: Statement) -> [(type: Type, isFlexible: Bool)] {
    func only(_ statements: [Statement]) -> [(type: Type, isFlexible: Bool)] {
      guard statements.count == 1, case .expression(let value) = statements[0].kind else {
        return []
      }
      return [(check(value).type, value.isFlexible)]
    }
    switch statement.kind {
    case .if(let conditional):
      let then = inScope {
        _ = checkConditions(conditional.conditions)
        return only(conditional.then.statements)
      }
      switch conditional.otherwise {
      case .block(let block): return then + only(block.statements)
      case .if(let next, let span): return then + branchTypes(of: Statement(.if(next), span))
      case nil: return then
      }
    case .switch(let choice):
      let subject = check(choice.subject)
      return choice.cases.flatMap { item in
        inScope {
          if let first = item.items.first { _ = test(first.pattern, subject) }
          return only(item.body)
        }
      }
    default: return []
    }
  }

  private func valueIf(_ conditional: If, _ result: Binding, _ span: Span) -> TypedStatement {
    scopes.append(Names())
    let conditions = checkConditions(conditional.conditions)
    let then = inScope { branch(conditional.then.statements, result, conditional.then.span) }
    scopes.removeLast()
    var otherwise: [TypedStatement] = []
    switch conditional.otherwise {
    case .block(let block):
      otherwise = inScope { branch(block.statements, result, block.span) }
    case .if(let next, let span): otherwise = [valueIf(next, result, span)]
    case nil: report(errors.branchlessValue(span))
    }
    return TypedStatement(.if(conditions, then, otherwise), span)
  }

  /// A branch's statements; its only expression goes into the result where one is wanted.
  private func branch(
    _ statements: [Statement], _ result: Binding?, _ span: Span
  ) -> [TypedStatement] {
    guard let result else { return checkStatements(statements) }
    if statements.count == 1, case .expression(let expression) = statements[0].kind {
      let value = expect(expression, result.type)
      if value.type == .never { return [TypedStatement(.expression(value), expression.span)] }
      let assignment = TypedExpression(.assign(.binding(result), value), .void, expression.span)
      return [TypedStatement(.expression(assignment), expression.span)]
    }
    let typed = checkStatements(statements)
    if !typed.alwaysLeave { report(errors.branchValue(span)) }
    return typed
  }

  /// A `switch` as a chain of tests on a value that is evaluated once.
  func checkSwitch(_ choice: Switch, result: Binding?, _ span: Span) -> TypedStatement {
    let subject = check(choice.subject)
    let held = Binding("subject", subject.type, isConstant: true, home: .local(owner: function))
    let value = TypedExpression(.binding(held), subject.type, choice.subject.span)
    let flag = Binding("falls", .int, isConstant: false, home: .local(owner: function))
    var cases: [CheckedCase] = []
    var falls: [Fall] = []
    for (index, item) in choice.cases.enumerated() {
      if index > 0, choice.cases[index - 1].items.isEmpty {
        report(errors.caseAfterDefault(item.span))
      }
      let (checked, fall) = checkCase(item, value, flag, index, of: choice.cases.count, result)
      cases.append(checked)
      falls.append(fall)
    }
    let missing = missingPatterns(subject.type, cases)
    if !missing.isEmpty {
      report(errors.notExhaustive(missing, choice.subject.span, end: span.end))
    }
    let start = TypedStatement(.declare(held, subject), choice.subject.span)
    let isComplete = missing.isEmpty
    if falls.contains(where: \.isUsed) {
      return TypedStatement(
        .group([start] + sequence(cases, falls, flag, isComplete: isComplete, span)), span)
    }
    return TypedStatement(
      .group([start] + Self.chain(cases, otherwise: isComplete ? nil : [], span)), span)
  }

  private func checkCase(
    _ item: Switch.Case, _ value: TypedExpression, _ flag: Binding, _ index: Int, of count: Int,
    _ result: Binding?
  ) -> (CheckedCase, Fall) {
    scopes.append(Names())
    defer { scopes.removeLast() }
    loopCount += 1
    let fall = Fall(flag: flag, next: index + 1, isLast: index == count - 1, number: loopCount)
    loops.append(JumpTarget(number: loopCount, label: nil, kind: .block, fall: fall))
    defer { loops.removeLast() }
    var checked = checkCase(item.items, value, item.span) {
      fall.bindsNames = !(scopes.last?.entries.isEmpty ?? true)
      return inScope { branch(item.body, result, item.span) }
    }
    fall.leaves = checked.body.alwaysLeave
    if fall.isUsed {
      let never = TypedExpression(.word(0), .bool, Span(item.span.end, item.span.end))
      let once = Loop(kind: .repeatWhile(never), number: fall.number)
      checked.body = [TypedStatement(.loop(once, body: checked.body), item.span)]
    }
    return (checked, fall)
  }

  static func unreachable(_ span: Span) -> TypedStatement {
    TypedStatement(.expression(TypedExpression(.hole("unreachable"), .never, span)), span)
  }

  /// `fallthrough` names the next case and leaves this one.
  func checkFallthrough(_ span: Span) -> [TypedStatement] {
    guard let fall = loops.last(where: { $0.fall != nil })?.fall else {
      report(errors.jumpOutside("fallthrough", span))
      return []
    }
    if fall.isLast { report(errors.nothingToFallInto(span)) }
    fall.isUsed = true
    fall.span = span
    return [set(fall.flag, fall.next, span), TypedStatement(.break(fall.number), span)]
  }

  private func set(_ flag: Binding, _ value: Int, _ span: Span) -> TypedStatement {
    let word = TypedExpression(.word(value), .int, span)
    return TypedStatement(
      .expression(TypedExpression(.assign(.binding(flag), word), .void, span)), span)
  }

  /// The cases one after the other, where one falls into the next: the flag is -1 until a case is
  /// taken, -2 then, and otherwise the number of the case that is fallen into.
  private func sequence(
    _ cases: [CheckedCase], _ falls: [Fall], _ flag: Binding, isComplete: Bool, _ span: Span
  ) -> [TypedStatement] {
    func flagIs(_ value: Int) -> TypedExpression {
      TypedExpression(
        .scalar(
          .equalInt,
          [
            TypedExpression(.binding(flag), .int, span),
            TypedExpression(.word(value), .int, span),
          ]), .bool, span)
    }
    var statements = [
      TypedStatement(.declare(flag, TypedExpression(.word(-1), .int, span)), span)
    ]
    for (index, item) in cases.enumerated() {
      var conditions: [TypedCondition] = [.expression(flagIs(-1))] + item.conditions
      if index > 0, falls[index - 1].isUsed {
        if falls[index].bindsNames { report(errors.fallsIntoNames(falls[index - 1].span)) }
        let matches = match(item.conditions, [], nil, span)
        let first = TypedExpression(
          .shortCircuit(isAnd: true, flagIs(-1), matches), .bool, span)
        conditions = [
          .expression(
            TypedExpression(.shortCircuit(isAnd: false, flagIs(index), first), .bool, span))
        ]
      }
      statements.append(
        TypedStatement(.if(conditions, [set(flag, -2, span)] + item.body, []), span))
    }
    if isComplete, falls.allSatisfy(\.leaves) { statements.append(Self.unreachable(span)) }
    return statements
  }
}

extension [Statement] {
  fileprivate var isOneExpression: Bool {
    guard count == 1 else { return false }
    return switch self[0].kind {
    case .expression, .throw: true
    default: false
    }
  }
}

extension If {
  fileprivate var isOfExpressions: Bool {
    guard then.statements.isOneExpression else { return false }
    return switch otherwise {
    case .block(let block): block.statements.isOneExpression
    case .if(let next, _): next.isOfExpressions
    case nil: false
    }
  }
}
