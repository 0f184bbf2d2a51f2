import ApusSyntax
import ApusText

/// One `case` or `catch`: what has to hold, what is done then, and its patterns.
struct CheckedCase {
  var conditions: [TypedCondition]
  var body: [TypedStatement]
  /// What it takes of all values, for every alternative without a condition of its own.
  var spaces: [PatternSpace]
}

extension Checker {
  /// A case with its alternatives and its body; the names it binds are in the innermost scope.
  func checkCase(
    _ items: [Switch.Item], _ value: TypedExpression, _ span: Span, body: () -> [TypedStatement]
  ) -> CheckedCase {
    let spaces = items.filter { $0.filter == nil }.map { space(of: $0.pattern, value.type) }
    if items.count < 2 {
      var conditions: [TypedCondition] = []
      if let item = items.first {
        let (tests, declarations) = test(item.pattern, value)
        let filter = item.filter.map(checkCondition)
        conditions = tests
        if !declarations.isEmpty || filter != nil {
          conditions.append(.statements(declarations, filter ?? holds(span)))
        }
      }
      return CheckedCase(
        conditions: conditions, body: body(), spaces: items.isEmpty ? [.all] : spaces)
    }
    let (declarations, matches) = alternatives(items, value, span)
    let conditions: [TypedCondition] =
      declarations.isEmpty ? [.expression(matches)] : [.statements(declarations, matches)]
    return CheckedCase(conditions: conditions, body: body(), spaces: spaces)
  }

  private func holds(_ span: Span) -> TypedExpression { TypedExpression(.word(1), .bool, span) }

  /// Several patterns of one case, as one test; they bind the same names, which the first declares.
  private func alternatives(
    _ items: [Switch.Item], _ value: TypedExpression, _ span: Span
  ) -> ([TypedStatement], TypedExpression) {
    var shared: [String: Binding] = [:]
    var merged: TypedExpression?
    for (index, item) in items.enumerated() {
      scopes.append(Names())
      let (tests, found) = test(item.pattern, value)
      let own = bindings(in: scopes.removeLast())
      if index == 0 {
        shared = own
        for (name, binding) in own { scopes[scopes.count - 1][name] = .binding(binding) }
      }
      reportDifferent(own, shared, item.pattern.span)
      let assignments = found.map { assigning($0, own, to: shared) }
      let filter = item.filter.map(checkCondition)
      let matches = match(tests, assignments, filter, item.pattern.span)
      merged =
        merged.map { TypedExpression(.shortCircuit(isAnd: false, $0, matches), .bool, span) }
        ?? matches
    }
    let declarations = shared.keys.sorted().compactMap { name in
      shared[name].map { TypedStatement(.declare($0, nil), span) }
    }
    return (declarations, merged ?? holds(span))
  }

  private func bindings(in names: Names) -> [String: Binding] {
    names.entries.compactMapValues { if case .binding(let binding) = $0 { binding } else { nil } }
  }

  private func reportDifferent(
    _ own: [String: Binding], _ shared: [String: Binding], _ span: Span
  ) {
    for name in Set(own.keys).union(shared.keys).sorted() {
      guard let first = shared[name], let other = own[name] else {
        report(errors.boundInOne(name, span))
        continue
      }
      if first.type != other.type, !first.type.isInvalid, !other.type.isInvalid {
        report(errors.boundDifferently(name, first.type, other.type, span))
      }
    }
  }

  /// A declaration of one alternative as an assignment to what the first alternative declares.
  private func assigning(
    _ statement: TypedStatement, _ own: [String: Binding], to shared: [String: Binding]
  ) -> TypedStatement {
    guard case .declare(let binding, let value?) = statement.kind,
      own[binding.name] === binding, let target = shared[binding.name]
    else { return statement }
    let store = TypedExpression(.assign(.binding(target), value), .void, statement.span)
    return TypedStatement(.expression(store), statement.span)
  }

  /// Conditions as one truth value; what they assign stays assigned.
  func match(
    _ tests: [TypedCondition], _ assignments: [TypedStatement], _ filter: TypedExpression?,
    _ span: Span
  ) -> TypedExpression {
    var plain: TypedExpression?
    let isPlain = tests.allSatisfy(\.declaresNothing) && assignments.isEmpty
    if isPlain {
      let parts =
        tests.compactMap { condition -> TypedExpression? in
          if case .expression(let test) = condition { test } else { nil }
        } + [filter].compactMap { $0 }
      for part in parts {
        plain =
          plain.map { TypedExpression(.shortCircuit(isAnd: true, $0, part), .bool, span) } ?? part
      }
      return plain ?? holds(span)
    }
    let matches = Binding("matches", .bool, isConstant: false, home: .local(owner: function))
    let no = TypedStatement(.declare(matches, TypedExpression(.word(0), .bool, span)), span)
    let yes = TypedStatement(
      .expression(TypedExpression(.assign(.binding(matches), holds(span)), .void, span)), span)
    let conditions = tests + [.statements(assignments, filter ?? holds(span))]
    return TypedExpression(
      .block([no, TypedStatement(.if(conditions, [yes], []), span)], matches), .bool, span)
  }

  /// The cases as a chain of `if`s, and what is done where none of them holds; nil where one
  /// always does.
  static func chain(
    _ cases: [CheckedCase], otherwise: [TypedStatement]?, _ span: Span
  ) -> [TypedStatement] {
    var cases = cases
    var rest = otherwise ?? []
    if otherwise == nil, let last = cases.popLast() {
      // What no other case took is the last one's, without a test.
      let conditions = last.conditions.filter { !$0.declaresNothing }
      let end = conditions.isEmpty ? [] : [unreachable(span)]
      rest = [TypedStatement(.if(conditions, last.body, end), span)]
    }
    for item in cases.reversed() {
      rest = [TypedStatement(.if(item.conditions, item.body, rest), span)]
    }
    return rest
  }

  /// What has to hold for a pattern to match, and what it then declares.
  func test(
    _ pattern: Pattern, _ value: TypedExpression
  ) -> ([TypedCondition], [TypedStatement]) {
    switch pattern.kind {
    case .wildcard, .invalid: return ([], [])
    case .name: return ([], destructure(pattern, value, isConstant: !bindsVariables))
    case .binding(let isVariable, let inner): return testBinding(inner, isVariable, value)
    case .tuple(let parts):
      if parts.count == 1, parts[0].label == nil { return test(parts[0].pattern, value) }
      guard case .tuple(let elements) = value.type, elements.count == parts.count else {
        if !value.type.isInvalid {
          report(errors.tuplePattern(wanted: parts.count, found: value.type, pattern.span))
        }
        return mistaken(parts.map(\.pattern))
      }
      return testParts(parts, elements, value, from: 0)
    case .expression(let expression): return ([testExpression(expression, value)], [])
    case .enumCase(let base, let name, let payload):
      return testCase(base, name, payload, value, pattern.span)
    case .optional(let inner):
      guard let wrapped = value.type.wrapped else {
        if !value.type.isInvalid { report(errors.unwrapsNonOptional(value.type, pattern.span)) }
        return mistaken([inner])
      }
      return testSome(inner, wrapped, value, pattern.span)
    case .type(let syntax, let inner):
      let type = resolve(syntax)
      let held = box(value)
      guard let inner else {
        return ([.expression(TypedExpression(.typeTest(held, type), .bool, pattern.span))], [])
      }
      let cast = conditionalCast(held, type, pattern.span)
      return testSome(inner, type, cast, pattern.span)
    }
  }

  /// The names in patterns that are wrong, so that their uses are not wrong too.
  private func mistaken(_ patterns: [Pattern]) -> ([TypedCondition], [TypedStatement]) {
    for pattern in patterns {
      switch pattern.kind {
      case .name(let name): _ = declare(name, .invalid, isConstant: true, at: pattern.span)
      case .binding(_, let inner), .optional(let inner), .type(_, let inner?):
        _ = mistaken([inner])
      case .tuple(let parts), .enumCase(_, _, let parts?): _ = mistaken(parts.map(\.pattern))
      case .wildcard, .type, .enumCase, .expression, .invalid: break
      }
    }
    return ([], [])
  }

  /// `let` in front of a whole pattern: names in it are bound.
  private func testBinding(
    _ inner: Pattern, _ isVariable: Bool, _ value: TypedExpression
  ) -> ([TypedCondition], [TypedStatement]) {
    switch inner.kind {
    case .name, .wildcard: return ([], destructure(inner, value, isConstant: !isVariable))
    default:
      let saved = bindsVariables
      bindsVariables = isVariable
      defer { bindsVariables = saved }
      return test(inner, value)
    }
  }

  /// A pattern for what an optional holds, which is unwrapped on the way.
  private func testSome(
    _ inner: Pattern, _ wrapped: Type, _ optional: TypedExpression, _ span: Span
  ) -> ([TypedCondition], [TypedStatement]) {
    let held = Binding("some", wrapped, isConstant: true, home: .local(owner: function))
    let (tests, declarations) = test(inner, TypedExpression(.binding(held), wrapped, inner.span))
    return ([.unwrap(held, optional)] + tests, declarations)
  }

  private func testParts(
    _ parts: [Pattern.Element], _ types: [Type.Element], _ value: TypedExpression, from first: Int
  ) -> ([TypedCondition], [TypedStatement]) {
    var conditions: [TypedCondition] = []
    var declarations: [TypedStatement] = []
    for (offset, part) in parts.enumerated() {
      if let label = part.label, let own = types[offset].label, label != own {
        report(errors.patternLabel(label, wanted: own, part.pattern.span))
      }
      let element = TypedExpression(
        .element(value, first + offset), types[offset].type, part.pattern.span)
      let (more, further) = test(part.pattern, element)
      conditions += more
      declarations += further
    }
    return (conditions, declarations)
  }

  /// `pattern ~= value`: equal, or in the range.
  private func testExpression(
    _ expression: Expression, _ value: TypedExpression
  ) -> TypedCondition {
    let span = expression.span
    let typed = check(expression, wanted: value.type)
    if let call = declaredOperator(Operator("~=", span), typed, value, span) {
      return .expression(call)
    }
    if case .range(_, let bound) = typed.type, bound == value.type,
      let row = prelude.members(of: typed.type, named: "contains").first
    {
      let bindings = row.bindings(for: typed.type) ?? [:]
      return .expression(
        rowCall(row, [typed, value], bindings: bindings, place: nil, span))
    }
    let fitted = convert(typed, to: value.type) ?? typed
    let (equals, found) = trial { binary(Operator("==", span), fitted, value, span) }
    if !found.isEmpty { report(errors.patternMismatch(typed.type, value.type, span)) }
    return .expression(equals)
  }

  /// `.circle(let r)`, `Shape.circle`, `.some(let x)`, `.none`; on `any Error` the type is asked
  /// first.
  private func testCase(
    _ base: String?, _ name: String, _ payload: [Pattern.Element]?, _ value: TypedExpression,
    _ span: Span
  ) -> ([TypedCondition], [TypedStatement]) {
    let inner = Pattern(.enumCase(base: nil, name: name, payload: payload), span)
    if let base, let type = patternType(base), value.type.isBoxed {
      let cast = conditionalCast(box(value), type, span)
      return testSome(inner, type, cast, span)
    }
    switch value.type {
    case .invalid: return mistaken(payload?.map(\.pattern) ?? [])
    case .optional(let wrapped):
      if name == "none", payload == nil {
        return (
          [
            .expression(
              TypedExpression(.not(TypedExpression(.isPresent(value), .bool, span)), .bool, span))
          ], []
        )
      }
      if name == "some", payload?.count ?? 1 == 1 {
        let inner = payload?[0].pattern ?? Pattern(.wildcard, span)
        return testSome(inner, wrapped, value, span)
      }
      return testSome(inner, wrapped, value, span)
    case .nominal(let type) where type.kind == .enum:
      guard let index = type.caseIndex(name) else {
        if payload == nil, type.staticNames.contains(name) { break }
        reportUnknownMember(name, of: .metatype(value.type), span)
        return mistaken(payload?.map(\.pattern) ?? [])
      }
      return testCase(type, index, payload, value, span)
    default: break
    }
    let callee = Expression(.implicitMember(name), span)
    if let payload {
      let arguments = payload.compactMap { part -> Argument? in
        guard case .expression(let value) = part.pattern.kind else { return nil }
        return Argument(label: part.label, value: value)
      }
      return ([testExpression(Expression(.call(callee, arguments), span), value)], [])
    }
    return ([testExpression(callee, value)], [])
  }

  private func testCase(
    _ type: NominalType, _ index: Int, _ payload: [Pattern.Element]?, _ value: TypedExpression,
    _ span: Span
  ) -> ([TypedCondition], [TypedStatement]) {
    let tag = type.isWord ? value : TypedExpression(.element(value, 0), .int, span)
    let test = TypedExpression(
      .scalar(.equalInt, [tag, TypedExpression(.word(index), .int, span)]), .bool, span)
    let carried = type.cases[index].payload
    guard let payload else { return ([.expression(test)], []) }
    if payload.count == 1, carried.count > 1 {
      // One pattern takes all that the case carries as a tuple.
      let parts = carried.indices.map { offset in
        TypedExpression(.element(value, offset + 1), carried[offset].type, span)
      }
      let whole = TypedExpression(.tuple(parts), .tuple(carried), span)
      let (more, declarations) = self.test(payload[0].pattern, whole)
      return ([.expression(test)] + more, declarations)
    }
    guard payload.count == carried.count else {
      report(errors.casePayload(type.cases[index].name, carried, found: payload.count, span))
      return mistaken(payload.map(\.pattern))
    }
    let (more, declarations) = testParts(payload, carried, value, from: 1)
    return ([.expression(test)] + more, declarations)
  }

  /// The type that a case is written behind: `Shape`, `Store.Fault`.
  func patternType(_ path: String) -> Type? {
    if let type = TypeResolver.plain[path] { return type }
    let names = path.split(separator: ".").map(String.init)
    guard let first = names.first, let outer = declaredType(first) ?? TypeResolver.plain[first]
    else { return nil }
    return names.dropFirst().reduce(outer) { known, name in
      known.flatMap { innerType(name, of: $0) }
    }
  }

  /// A value together with its type, which can be asked at run time.
  func box(_ value: TypedExpression) -> TypedExpression {
    convert(value, to: .any) ?? value
  }
}

extension Type {
  /// Whether values carry their type with them.
  var isBoxed: Bool {
    switch self {
    case .any, .error, .existential: true
    default: false
    }
  }
}
