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
      for branch in probe where !branch.isFlexible {
        type = trial { check(branch) }.result.type
        if let found = type, !found.isInvalid, found != .never { break }
      }
      if type == nil, let first = probe.first { type = trial { check(first) }.result.type }
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
    case nil: report(errors.notExhaustive("'else'", span))
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
    var chain: [(conditions: [[TypedCondition]], body: [TypedStatement])] = []
    var covered = Set<Int>()
    var isComplete = false
    for item in choice.cases {
      scopes.append(Names())
      defer { scopes.removeLast() }
      var alternatives: [[TypedCondition]] = []
      var setUp: [TypedStatement] = []
      if item.items.isEmpty {
        alternatives = [[]]
        isComplete = true
      }
      for alternative in item.items {
        let (conditions, declarations) = test(alternative.pattern, value)
        setUp += declarations
        if alternative.filter == nil {
          if conditions.isEmpty { isComplete = true }
          if let word = constantCase(alternative.pattern, subject.type) { covered.insert(word) }
        }
        alternatives.append(conditions)
      }
      var body = branch(item.body, result, item.span)
      if let filter = item.items.first?.filter {
        // The filter may use what the pattern binds, so it is tested after the pattern.
        let test = guarded(setUp, checkCondition(filter))
        alternatives = alternatives.map { $0 + [.expression(test)] }
      }
      body = setUp + body
      chain.append((alternatives, body))
    }
    if !isComplete {
      if let missing = missingCases(subject.type, covered) {
        report(errors.notExhaustive(missing, choice.subject.span))
      } else if let last = choice.cases.last, last.items.allSatisfy({ $0.filter == nil }) {
        // What no other case took is the last one's, without a test.
        chain[chain.count - 1].conditions = [[]]
      }
    }
    var statement: [TypedStatement] = []
    for (alternatives, body) in chain.reversed() {
      var otherwise = statement
      if alternatives.count > 1, let merged = merge(alternatives, span) {
        statement = [TypedStatement(.if([.expression(merged)], body, otherwise), span)]
        continue
      }
      for conditions in alternatives.reversed() {
        otherwise = [TypedStatement(.if(conditions, body, otherwise), span)]
      }
      statement = otherwise
    }
    return TypedStatement(
      .group([TypedStatement(.declare(held, subject), choice.subject.span)] + statement), span)
  }

  /// A filter together with the declarations that it reads.
  private func guarded(
    _ setUp: [TypedStatement], _ filter: TypedExpression
  ) -> TypedExpression {
    guard !setUp.isEmpty else { return filter }
    let held = Binding("passes", .bool, isConstant: false, home: .local(owner: function))
    let store = TypedStatement(
      .expression(TypedExpression(.assign(.binding(held), filter), .void, filter.span)),
      filter.span)
    return TypedExpression(.block(setUp + [store], held), .bool, filter.span)
  }

  private func merge(_ alternatives: [[TypedCondition]], _ span: Span) -> TypedExpression? {
    var merged: TypedExpression?
    for conditions in alternatives {
      var all = TypedExpression(.word(1), .bool, span)
      for (index, condition) in conditions.enumerated() {
        guard case .expression(let test) = condition else { return nil }
        all =
          index == 0
          ? test : TypedExpression(.shortCircuit(isAnd: true, all, test), .bool, span)
      }
      merged =
        merged.map {
          TypedExpression(.shortCircuit(isAnd: false, $0, all), .bool, span)
        } ?? all
    }
    return merged
  }

  /// What has to hold for a pattern to match, and what it then declares.
  func test(
    _ pattern: Pattern, _ value: TypedExpression
  ) -> ([TypedCondition], [TypedStatement]) {
    switch pattern.kind {
    case .wildcard, .invalid: return ([], [])
    case .name, .binding(_, _):
      if case .binding(let isVariable, let inner) = pattern.kind {
        if case .tuple = inner.kind {
          return ([], destructure(inner, value, isConstant: !isVariable))
        }
      }
      return ([], destructure(pattern, value, isConstant: true))
    case .tuple(let parts):
      guard case .tuple(let elements) = value.type, elements.count == parts.count else {
        report(errors.tuplePattern(wanted: parts.count, found: value.type, pattern.span))
        return ([], [])
      }
      var conditions: [TypedCondition] = []
      var declarations: [TypedStatement] = []
      for (index, part) in parts.enumerated() {
        let element = TypedExpression(
          .element(value, index), elements[index].type, part.pattern.span)
        let (more, further) = test(part.pattern, element)
        conditions += more
        declarations += further
      }
      return (conditions, declarations)
    case .expression(let expression):
      let span = expression.span
      let typed = check(expression, wanted: value.type)
      return ([.expression(matches(typed, value, Operator("~=", span), span))], [])
    case .enumCase(_, let name, let payload) where value.type.isDeclaredEnum:
      return testCase(name, payload, value, pattern.span)
    case .enumCase(_, let name, nil):
      let typed = checkImplicitMember(name, nil, wanted: value.type, pattern.span)
      return ([.expression(binary(Operator("==", pattern.span), typed, value, pattern.span))], [])
    case .enumCase, .optional, .type:
      report(errors.notYet("this pattern", pattern.span))
      return ([], [])
    }
  }

  /// A case of a declared enumeration: its number, and patterns for what it carries.
  private func testCase(
    _ name: String, _ payload: [Pattern.Element]?, _ value: TypedExpression, _ span: Span
  ) -> ([TypedCondition], [TypedStatement]) {
    guard case .nominal(let type) = value.type else { return ([], []) }
    guard let index = type.cases.firstIndex(where: { $0.name == name }) else {
      reportUnknownMember(name, of: .metatype(value.type), span)
      return ([], [])
    }
    let tag =
      type.isWord
      ? value : TypedExpression(.element(value, 0), .int, span)
    let test = TypedExpression(
      .scalar(.equalInt, [tag, TypedExpression(.word(index), .int, span)]), .bool, span)
    var conditions: [TypedCondition] = [.expression(test)]
    var declarations: [TypedStatement] = []
    let carried = type.cases[index].payload
    guard let payload else { return (conditions, []) }
    guard payload.count == carried.count else {
      report(errors.tuplePattern(wanted: payload.count, found: .tuple(carried), span))
      return (conditions, [])
    }
    for (offset, part) in payload.enumerated() {
      let element = TypedExpression(
        .element(value, offset + 1), carried[offset].type, part.pattern.span)
      let (more, further) = self.test(part.pattern, element)
      conditions += more
      declarations += further
    }
    return (conditions, declarations)
  }

  private func constantCase(_ pattern: Pattern, _ type: Type) -> Int? {
    if case .enumCase(_, let name, let payload) = pattern.kind, case .nominal(let nominal) = type,
      payload?.allSatisfy({ $0.pattern.alwaysMatches }) ?? true
    {
      return nominal.cases.firstIndex { $0.name == name }
    }
    switch pattern.kind {
    case .enumCase(_, let name, nil):
      let found = trial { checkImplicitMember(name, nil, wanted: type, pattern.span) }.result
      if case .word(let word) = found.kind { return word }
      return nil
    case .expression(let expression):
      if case .boolean(let value) = expression.kind { return value ? 1 : 0 }
      if case .implicitMember = expression.kind,
        case .word(let word) = trial({ check(expression, wanted: type) }).result.kind
      {
        return word
      }
      return nil
    default: return nil
    }
  }

  private func missingCases(_ type: Type, _ covered: Set<Int>) -> String? {
    switch type {
    case .invalid: return nil
    case .bool:
      let missing = [(0, "false"), (1, "true")].filter { !covered.contains($0.0) }.map(\.1)
      return missing.isEmpty ? nil : missing.joined(separator: ", ")
    case .nominal(let nominal) where nominal.kind == .enum:
      let missing = nominal.cases.enumerated().filter { !covered.contains($0.offset) }
      return missing.isEmpty
        ? nil : missing.map { ".\($0.element.name)" }.joined(separator: ", ")
    case .enumeration:
      let missing = staticNames(of: type).enumerated().filter { !covered.contains($0.offset) }
      return missing.isEmpty ? nil : missing.map { ".\($0.element)" }.joined(separator: ", ")
    default: return "some values"
    }
  }
}

extension Type {
  fileprivate var isDeclaredEnum: Bool {
    if case .nominal(let type) = self { type.kind == .enum } else { false }
  }
}

extension Pattern {
  /// Whether it only takes names.
  fileprivate var alwaysMatches: Bool {
    switch kind {
    case .wildcard, .name: true
    case .binding(_, let inner): inner.alwaysMatches
    case .tuple(let parts): parts.allSatisfy(\.pattern.alwaysMatches)
    case .enumCase, .optional, .type, .expression, .invalid: false
    }
  }
}

extension [Statement] {
  fileprivate var isOneExpression: Bool {
    guard count == 1, case .expression = self[0].kind else { return false }
    return true
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
