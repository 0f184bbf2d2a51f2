import ApusSyntax
import ApusText

// Operators that the program declares, at its top level or in a type.
extension Checker {
  /// Prefix and postfix operators are kept apart from infix ones of the same spelling.
  private static func name(of function: UserFunction) -> String {
    for fixity in ["prefix", "postfix"] where function.modifiers.contains(fixity) {
      return "\(fixity) \(function.name)"
    }
    return function.name
  }

  /// Puts an operator function beside the others; one for the same types takes the older one's place.
  func enter(operator function: UserFunction, _ span: Span) {
    let name = Self.name(of: function)
    let isUnary = name != function.name
    if function.parameters.count != (isUnary ? 1 : 2) {
      report(errors.operatorArity(function.name, isUnary: isUnary, span))
    }
    var overloads = declaredOperators(name)
    if overloads.contains(where: { old in
      old !== function && old.source === source && old.type == function.type
    }) {
      report(errors.redeclared(function.name, span))
    }
    overloads.removeAll { $0.type == function.type }
    program.names[name] = .functions(overloads + [function])
  }

  /// `infix operator <-: AssignmentPrecedence` whose function changes its left operand.
  func declaresAssignment(_ spelling: String) -> Bool {
    let overloads = declaredOperators(spelling)
    return !overloads.isEmpty && overloads.allSatisfy { $0.parameters.first?.isInout == true }
  }

  /// An argument for an operator's parameter, and how far it had to bend; nil where it does not fit.
  private func fit(
    _ expression: Expression, _ typed: TypedExpression?, _ parameter: UserFunction.Parameter
  ) -> (value: TypedExpression, cost: Int)? {
    if let typed {
      guard let value = convert(typed, to: parameter.type) else { return nil }
      return (value, typed.type == parameter.type ? 0 : 2)
    }
    let (value, found) = trial {
      parameter.isAutoclosure
        ? autoclosure(expression, parameter.type) : expect(expression, parameter.type)
    }
    guard found.isEmpty, !value.type.isInvalid else { return nil }
    return (value, expression.bend(to: parameter.type.unwrapped))
  }

  /// The operator function that fits best, with its arguments; nil where none fits.
  private func choose(
    _ overloads: [UserFunction], _ operands: [(Expression, TypedExpression?)], wanted: Type?,
    _ op: Operator
  ) -> (function: UserFunction, cost: Int)? {
    var fitting: [(function: UserFunction, cost: Int)] = []
    for function in overloads
    where function.parameters.count == operands.count && function.template == nil {
      var cost = 0
      var fits = true
      for (operand, parameter) in zip(operands, function.parameters) {
        guard let found = fit(operand.0, operand.1, parameter) else {
          fits = false
          break
        }
        cost += found.cost
      }
      guard fits else { continue }
      if let wanted, !wanted.isGeneric, !wanted.accepts(function.result) { cost += 1 }
      fitting.append((function, cost))
    }
    guard let best = fitting.min(by: { $0.cost < $1.cost }) else { return nil }
    let equal = fitting.filter { $0.cost == best.cost }
    if equal.count > 1 {
      report(errors.ambiguous(op.spelling, op.span, forms: equal.map(\.function.signature)))
    }
    return best
  }

  /// The arguments once more, so that the marks they leave are their own.
  private func arguments(
    _ function: UserFunction, _ operands: [(Expression, TypedExpression?)]
  ) -> [TypedExpression] {
    zip(operands, function.parameters).map { operand, parameter in
      if let typed = operand.1 { return coerce(typed, to: parameter.type) }
      return parameter.isAutoclosure
        ? autoclosure(operand.0, parameter.type) : expect(operand.0, parameter.type)
    }
  }

  /// What does not depend on the context is checked once for all overloads.
  private func known(_ operand: Expression) -> TypedExpression? {
    if case .name(let name) = operand.kind, case .binding = lookUp(name) { return check(operand) }
    return operand.needsContext ? nil : check(operand)
  }

  /// An infix operator that has functions of the program besides those of the language.
  func checkDeclaredBinary(
    _ left: Expression, _ op: Operator, _ right: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    let overloads = declaredOperators(op.spelling)
    let isLazy = overloads.contains { $0.parameters.last?.isAutoclosure == true }
    let operands = [(left, known(left)), (right, isLazy ? nil : known(right))]
    if operands.contains(where: { $0.1?.type.isInvalid == true }) { return .invalid(span) }
    func plain() -> TypedExpression {
      let pair: (TypedExpression, TypedExpression)
      switch (operands[0].1, operands[1].1) {
      case (let first?, let second?): pair = (first, second)
      case (let first?, nil):
        pair = (
          first, right.isFlexible ? literal(right, beside: first) : check(right, wanted: first.type)
        )
      case (nil, let second?):
        pair = (
          left.isFlexible ? literal(left, beside: second) : check(left, wanted: second.type), second
        )
      case (nil, nil): pair = self.operands(left, right, wanted: wanted)
      }
      if op.spelling == "~=" { return matches(pair.0, pair.1, op, span) }
      return binary(op, pair.0, pair.1, span)
    }
    guard let best = choose(overloads, operands, wanted: wanted, op) else { return plain() }
    if best.cost > 0 {
      // What the language has by itself may need no bending.
      let (value, found) = trial(plain)
      if found.isEmpty, !value.type.isInvalid { return plain() }
    }
    return TypedExpression(
      .callFunction(best.function, arguments(best.function, operands)), best.function.result, span)
  }

  /// `-x` and `x°`, where the program declares them.
  func declaredUnary(
    _ fixity: String, _ op: Operator, _ operand: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression? {
    let overloads = declaredOperators("\(fixity) \(op.spelling)")
    guard !overloads.isEmpty else { return nil }
    if operand.isFlexible, fixity == "prefix", op.spelling == "-" || op.spelling == "+" {
      return nil
    }
    let operands = [(operand, known(operand))]
    if operands[0].1?.type.isInvalid == true { return .invalid(span) }
    guard let best = choose(overloads, operands, wanted: wanted, op) else { return nil }
    if best.function.parameters[0].isInout {
      let value = inoutArgument(
        Expression(.inOut(operand), operand.span), best.function.parameters[0].type, op.spelling)
      return TypedExpression(.callFunction(best.function, [value]), best.function.result, span)
    }
    return TypedExpression(
      .callFunction(best.function, arguments(best.function, operands)), best.function.result, span)
  }

  /// `x += y` by a function of the program that changes its left operand.
  func declaredCompound(
    _ place: Place, _ op: Operator, _ current: TypedExpression, _ right: Expression, _ span: Span
  ) -> TypedExpression? {
    let overloads = declaredOperators(op.spelling).filter {
      $0.parameters.first?.isInout == true && $0.parameters[0].type == place.type
        && $0.parameters.count == 2
    }
    guard !overloads.isEmpty else { return nil }
    let operands = [(right, current), (right, known(right))]
    guard let best = choose(overloads, operands, wanted: nil, op) else { return nil }
    let value = arguments(best.function, operands)[1]
    return change(place, span) { slot, current in
      TypedExpression(
        .callFunction(
          best.function,
          [TypedExpression(.inoutArgument(slot, current), slot.type, span), value]),
        best.function.result, span)
    }
  }

  /// An operator that the program declares for operands whose types are known.
  func declaredOperator(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    if let value = requiredOperator(op.spelling, [left, right], span) { return value }
    var best: (call: TypedExpression, isExact: Bool)?
    for function in ownOperators(op.spelling, left.type, right.type)
    where function.parameters.count == 2 {
      if function.template != nil {
        if best == nil, let call = genericOperator(function, left, right, span) {
          best = (call, false)
        }
        continue
      }
      guard let first = convert(left, to: function.parameters[0].type),
        let second = convert(right, to: function.parameters[1].type)
      else { continue }
      let isExact =
        function.parameters[0].type == left.type && function.parameters[1].type == right.type
      if best == nil || isExact && best?.isExact == false {
        let call = TypedExpression.Kind.callFunction(function, [first, second])
        best = (TypedExpression(call, function.result, span), isExact)
      }
    }
    if let call = best?.call, case .callFunction(let function, _) = call.kind {
      raise(function.thrown, span)
    }
    return best?.call ?? caseOrder(op, left, right, span) ?? derivedOperator(op, left, right, span)
  }

  /// Whether a value matches a pattern: `1...5 ~= x`.
  func matches(
    _ pattern: TypedExpression, _ value: TypedExpression, _ op: Operator, _ span: Span
  ) -> TypedExpression {
    if let call = declaredOperator(Operator("~=", op.span), pattern, value, span) { return call }
    if case .range(_, let bound) = pattern.type, let value = convert(value, to: bound) {
      for row in prelude.members(of: pattern.type, named: "contains") {
        let bindings = row.bindings(for: pattern.type) ?? [:]
        return rowCall(row, [pattern, value], bindings: bindings, place: nil, span)
      }
    }
    return binary(Operator("==", op.span), convert(pattern, to: value.type) ?? pattern, value, span)
  }

  /// `===`: whether two references are to the same instance.
  func identity(
    _ op: Operator, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression {
    guard left.type.unwrapped.isReference, right.type.unwrapped.isReference else {
      report(
        errors.operands(
          op.spelling, left, right, op.span, help: "it compares instances of classes",
          fix: nil)
      )
      return .invalid(span)
    }
    let same = TypedExpression(.scalar(.sameObject, [left, right]), .bool, span)
    return op.spelling == "===" ? same : TypedExpression(.not(same), .bool, span)
  }

  /// `reduce(0, +)`: an operator used as a value becomes a closure that applies it.
  func operatorAsValue(_ name: String, wanted: Type?, _ span: Span) -> TypedExpression? {
    guard case .function(let types, let result, _) = wanted?.unwrapped,
      !types.contains(where: \.isGeneric), Function.isOperator(name)
    else { return nil }
    let body = FunctionBody(
      name: name, source: source, enclosing: function, result: result, span: span)
    let outer = function
    function = body
    defer { function = outer }
    body.parameters = zip(["a", "b"], types).map {
      Binding($0, $1, isConstant: true, home: .local(owner: body))
    }
    var operands = body.parameters.map { TypedExpression(.binding($0), $0.type, span) }
    // A pair is taken apart: zip(a, b).map(*).
    if operands.count == 1, case .tuple(let elements) = types[0], elements.count == 2 {
      let pair = operands[0]
      operands = elements.enumerated().map {
        TypedExpression(.element(pair, $0), $1.type, span)
      }
    }
    var value: TypedExpression
    switch operands.count {
    case 1:
      // A prefix operator applies to whatever the parameter is called.
      value = inScope {
        scopes[scopes.count - 1]["a"] = .binding(body.parameters[0])
        return checkPrefix(
          Operator(name, span), Expression(.name("a"), span), wanted: nil, span)
      }
    case 2: value = binary(Operator(name, span), operands[0], operands[1], span)
    default: return nil
    }
    if result.isGeneric { body.result = value.type } else { value = coerce(value, to: result) }
    body.statements = [TypedStatement(.return(value), span)]
    return TypedExpression(
      .closure(body), .function(parameters: types, result: body.result), span)
  }
}
