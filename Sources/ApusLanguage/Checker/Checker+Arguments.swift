import ApusSyntax
import ApusText

extension Checker {
  /// `["a", "e"].contains(c)`: the elements of a literal are what they are looked for as.
  func literal(_ base: Expression, among arguments: [Argument]) -> TypedExpression? {
    if case .tuple(let parts) = base.kind, parts.count == 1 {
      return literal(parts[0].value, among: arguments)
    }
    guard arguments.count == 1,
      !arguments[0].value.needsContext || arguments[0].value.isName
        || arguments[0].value.flexibleKind == .double
    else { return nil }
    let elements: [Expression]
    switch base.kind {
    case .array(let parts): elements = parts
    case .binary(let lower, let op, let upper) where op.isRange: elements = [lower, upper]
    case .prefix(let op, let bound), .postfix(let bound, let op):
      guard op.isRange else { return nil }
      elements = [bound]
    default: return nil
    }
    let type = trial { check(arguments[0].value) }.result.type
    let fits =
      type == .character && elements.allSatisfy(\.isCharacter)
      || (type == .double || type == .float) && elements.allSatisfy { $0.flexibleKind == .int }
    guard fits else { return nil }
    if case .range(let kind, _) = trial({ check(base) }).result.type {
      return check(base, wanted: .range(kind, of: type))
    }
    return check(base, wanted: .array(type))
  }

  /// `map(sqrt)`: a prelude function used as a value becomes a closure that calls it.
  func rowAsValue(
    _ rows: [Callable], _ name: String, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if case .function(let types, _, _) = wanted?.unwrapped, !types.contains(where: \.isGeneric),
      let value = genericRowAsValue(rows, name, types, span)
    {
      return value
    }
    let fitting = rows.filter { row in
      guard !row.isMutating, row.generics.isEmpty else { return false }
      let type = Type.function(parameters: row.parameters.map(\.received), result: row.result)
      return wanted.map { wish in
        var bindings: [String: Type] = [:]
        return wish.bind(to: type, &bindings)
      } ?? (rows.count == 1)
    }
    guard let row = fitting.first else {
      guard case .function = wanted?.unwrapped ?? .invalid else {
        report(errors.uncalled(name, span))
        return .invalid(span)
      }
      report(
        errors.needsType(
          "'\(name)', which has several forms,", span,
          help: "call it in a closure: { x in \(name)(x) }"))
      return .invalid(span)
    }
    let body = FunctionBody(
      name: name, source: source, enclosing: function, result: row.result, span: span)
    let outer = function
    function = body
    defer { function = outer }
    body.parameters = row.parameters.map {
      Binding($0.name, $0.received, isConstant: true, home: .local(owner: body))
    }
    let call = rowCall(
      row, body.parameters.map { TypedExpression(.binding($0), $0.type, span) }, bindings: [:],
      place: nil, span)
    body.statements = [TypedStatement(.return(call), span)]
    let type = Type.function(parameters: row.parameters.map(\.received), result: row.result)
    return TypedExpression(.closure(body), type, span)
  }

  /// `reduce(0, max)`: the same with a row that has generic parameters; what it takes any number of
  /// is left out.
  private func genericRowAsValue(
    _ rows: [Callable], _ name: String, _ types: [Type], _ span: Span
  ) -> TypedExpression? {
    for row in rows where !row.generics.isEmpty {
      let fixed = row.parameters.filter { !$0.isVariadic }
      var bindings: [String: Type] = [:]
      guard fixed.count == types.count,
        zip(fixed, types).allSatisfy({ $0.type.bind(to: $1, &bindings) }),
        unmet(row, bindings) == nil
      else { continue }
      let result = row.result.substituting(bindings)
      let body = FunctionBody(
        name: name, source: source, enclosing: function, result: result, span: span)
      body.parameters = zip(fixed, types).map {
        Binding($0.name, $1, isConstant: true, home: .local(owner: body))
      }
      let arguments = body.parameters.map { TypedExpression(.binding($0), $0.type, span) }
      let rest = row.parameters.filter(\.isVariadic).map {
        TypedExpression(.array([]), .array($0.type.substituting(bindings)), span)
      }
      let call = rowCall(row, arguments + rest, bindings: bindings, place: nil, span)
      body.statements = [TypedStatement(.return(call), span)]
      return TypedExpression(.closure(body), .function(parameters: types, result: result), span)
    }
    return nil
  }
}

extension Expression {
  /// Whether an argument is checked after others of its call: closures when these have told what
  /// their parameters are, literals and implicit members before them.
  func lateness(for parameter: Candidate.Parameter) -> Int {
    if isName || isMember, case .function = parameter.type.unwrapped { return 4 }
    return lateness
  }

  var isMember: Bool {
    if case .member = kind { true } else { false }
  }

  fileprivate var isName: Bool {
    if case .name = kind { true } else { false }
  }

  private var lateness: Int {
    switch kind {
    case .closure: 4
    case .array(let elements): elements.map(\.lateness).max() ?? 3
    case .implicitMember, .none, .dictionary: 3
    case .call(let callee, _): callee.lateness
    case .member(let base, _, _): base.isImplicit ? base.lateness : 0
    case .name(let name) where name.first.map({ !$0.isLetter && $0 != "_" && $0 != "$" }) ?? false:
      4
    default:
      switch flexibleKind {
      case .double: 1
      case .int: 2
      default: 0
      }
    }
  }
}
