import ApusSyntax
import ApusText

// A call whose arguments are checked, as what the compiler makes code of.
extension Checker {
  /// `&x`: where the callee's last value goes, and what it starts from.
  func inoutArgument(
    _ expression: Expression, _ wanted: Type, _ function: String
  ) -> TypedExpression {
    guard case .inOut(let inner) = expression.kind else {
      report(errors.missingAmpersand(function, expression.span))
      return .invalid(expression.span)
    }
    guard let place = place(inner) else { return .invalid(expression.span) }
    guard place.type == wanted else {
      report(
        errors.mismatch(
          expected: wanted, found: place.type, expression.span, context: "'\(function)'"))
      return .invalid(expression.span)
    }
    place.root?.isChangedByCalls = true
    return TypedExpression(
      .inoutArgument(place, value(of: place, inner.span)), wanted, expression.span)
  }

  /// A call of a method with its receiver as the first argument; a class finds it by the instance.
  func methodCall(
    _ function: UserFunction, _ arguments: [TypedExpression], _ span: Span
  ) -> TypedExpression {
    if function.requirement != nil, case .existential = arguments.first?.type {
      return TypedExpression(.callWitness(function, arguments), function.result, span)
    }
    // A class that is written down is known.
    if case .metatype = arguments.first?.type, case .word = arguments.first?.kind {
      return TypedExpression(.callFunction(function, arguments), function.result, span)
    }
    if let index = function.tableIndex {
      return TypedExpression(
        .callMethod(function, tableIndex: index, arguments), function.result, span)
    }
    return TypedExpression(.callFunction(function, arguments), function.result, span)
  }

  /// A call whose `inout` arguments are all places that the machine can reach; others are copied, and
  /// put back after the call.
  func settling(
    _ typed: [Int: [TypedExpression]], _ span: Span,
    _ body: ([Int: [TypedExpression]]) -> TypedExpression
  ) -> TypedExpression {
    for (index, group) in typed.sorted(by: { $0.key < $1.key }) {
      for (offset, argument) in group.enumerated() {
        guard case .inoutArgument(let place, _) = argument.kind,
          !place.isSlot || !hold(place, span, keepsVariables: true).setUp.isEmpty
        else { continue }
        return change(place, argument.span, keepsVariables: true) { slot, current in
          var typed = typed
          typed[index]?[offset] = TypedExpression(
            .inoutArgument(slot, current), argument.type, argument.span)
          return settling(typed, span, body)
        }
      }
    }
    return body(typed)
  }

  /// Checks where what a declaration sees is visible, and nothing else.
  func inHome<Result>(_ home: UserFunction.Home?, _ body: () -> Result) -> Result {
    guard let home else { return body() }
    func run() -> Result {
      let outer = (member, scopes, initializing)
      (member, scopes, initializing) = (home.member, home.scopes, nil)
      defer { (member, scopes, initializing) = outer }
      return body()
    }
    guard let owner = home.member?.owner, let context = context(of: owner) else { return run() }
    return within(context, run)
  }

  private func defaultArgument(
    _ value: Expression, _ parameter: Candidate.Parameter, _ bindings: [String: Type]
  ) -> TypedExpression {
    let type = substitute(parameter.type, bindings)
    return parameter.isAutoclosure ? autoclosure(value, type) : expect(value, type)
  }

  /// An expression that becomes a function without arguments.
  func autoclosure(_ value: Expression, _ type: Type) -> TypedExpression {
    let body = Block([Statement(.expression(value), value.span)], value.span)
    let closure = Closure(
      parameters: [], result: nil, throwing: nil, body: body, highestImplicitParameter: nil)
    return coerce(checkClosure(closure, wanted: type, value.span), to: type)
  }

  func build(
    _ candidate: Candidate, _ typed: [Int: [TypedExpression]], _ bindings: [String: Type],
    place: Place?, _ span: Span
  ) -> TypedExpression {
    func values(of parameters: [Candidate.Parameter]) -> [TypedExpression?] {
      parameters.enumerated().map { index, parameter in
        let group = typed[index] ?? []
        if parameter.isVariadic {
          let element = substitute(parameter.type, bindings)
          let around = group.first.map { $0.span.union(group[group.count - 1].span) } ?? span
          return TypedExpression(.array(group), .array(element), around)
        }
        if let value = group.first { return value }
        return parameter.defaultValue.map { value in
          inHome(candidate.home) {
            defaultArgument(value, parameter, bindings).at(Span(span.end, span.end))
          }
        }
      }
    }
    let result = substitute(candidate.result, bindings)
    raise(thrown(by: candidate, typed), span)
    switch candidate.target {
    case .row(let row, let receiver):
      let arguments = values(of: candidate.parameters)
      if let place, place.type.isWord {
        // A number is changed by putting the result in its place.
        let current = value(of: place, span)
        var call = rowCall(row, [current] + arguments, bindings: bindings, place: nil, span)
        call.type = place.type
        return assign(call, to: place, span)
      }
      if let place {
        // A function might change what the place stands in.
        return change(place, span, copies: row.takesFunctions) { place, current in
          rowCall(row, [current] + arguments, bindings: bindings, place: place, span)
        }
      }
      let own = row.hasSelf ? [receiver] : []
      return rowCall(row, own + arguments, bindings: bindings, place: nil, span)
    case .user(let general):
      guard let function = specialise(general, bindings, span) else { return .invalid(span) }
      let arguments = values(of: candidate.parameters).compactMap { $0 }
      checkExclusive(arguments, nil, candidate.name, span)
      return TypedExpression(.callFunction(function, arguments), result, span)
    case .pattern(let generic, _): return inferred(generic, candidate.result, bindings, span)
    case .local(let binding, let function):
      let known = TypedExpression(.binding(binding), binding.type, span)
      guard let callee = function.template == nil ? known : local(function, bindings, span) else {
        return .invalid(span)
      }
      let arguments = values(of: candidate.parameters).compactMap { $0 }
      checkExclusive(arguments, nil, candidate.name, span)
      return TypedExpression(.callClosure(callee, arguments), result, span)
    case .method(let general, let receiver):
      guard let function = specialise(general, bindings, span) else { return .invalid(span) }
      let arguments = values(of: candidate.parameters).compactMap { $0 }
      checkExclusive(arguments, place, candidate.name, span)
      if let place {
        place.root?.isChangedByCalls = true
        return change(place, span, keepsVariables: true) { place, current in
          let own = TypedExpression(
            .inoutArgument(place, current), receiver.type, receiver.span)
          return methodCall(function, [own] + arguments, span)
        }
      }
      return methodCall(function, [receiver] + arguments, span)
    case .memberwise(let type):
      let given = Dictionary(
        uniqueKeysWithValues: zip(
          candidate.parameters.map(\.name), values(of: candidate.parameters)))
      let fields = type.fields.map { field in
        stored(
          (given[field.name] ?? nil)
            ?? inHome(candidate.home) { firstValue(of: field, in: type) }
            ?? TypedExpression(.none, field.type, span), field)
      }
      if type.kind == .class {
        return TypedExpression(.construct(type, fields, nil, []), result, span)
      }
      return TypedExpression(.tuple(fields), result, span)
    case .construct(let type, let general):
      guard let function = specialise(general, bindings, span) else { return .invalid(span) }
      let arguments = values(of: candidate.parameters).compactMap { $0 }
      guard type.kind == .class else {
        return TypedExpression(.callFunction(function, arguments), result, span)
      }
      return construct(type, function, arguments, result, span)
    case .enumCase(_, let index):
      let tag = TypedExpression(.word(index), .int, span)
      return TypedExpression(
        .tuple([tag] + values(of: candidate.parameters).compactMap { $0 }), result, span)
    case .value(let value):
      return TypedExpression(
        .callClosure(value, values(of: candidate.parameters).compactMap { $0 }), result, span)
    }
  }

  /// An instance: the arguments are evaluated before the first values of what it stores.
  private func construct(
    _ type: NominalType, _ initializer: UserFunction, _ arguments: [TypedExpression],
    _ result: Type, _ span: Span
  ) -> TypedExpression {
    let fields = firstValues(of: type, span)
    var setUp: [TypedStatement] = []
    var arguments = arguments
    if !fields.allSatisfy(\.isQuiet) {
      for (index, argument) in arguments.enumerated() where !argument.isQuiet {
        if case .inoutArgument = argument.kind { continue }
        let held = Binding(
          "argument", argument.type, isConstant: true, home: .local(owner: function))
        setUp.append(TypedStatement(.declare(held, argument), argument.span))
        arguments[index] = TypedExpression(.binding(held), argument.type, argument.span)
      }
    }
    return after(
      setUp, TypedExpression(.construct(type, fields, initializer, arguments), result, span), span)
  }

  /// What a call may throw, which for some depends on the functions it is given.
  private func thrown(by candidate: Candidate, _ typed: [Int: [TypedExpression]]) -> Type? {
    guard candidate.isRethrowing else { return candidate.thrown }
    for value in typed.values.joined() {
      if case .function(_, _, let thrown?) = value.type.unwrapped { return thrown }
    }
    return nil
  }

  /// A call has each variable that it changes for itself.
  private func checkExclusive(
    _ arguments: [TypedExpression], _ receiver: Place?, _ function: String, _ span: Span
  ) {
    var places = [receiver].compactMap { $0 }
    for argument in arguments {
      if case .inoutArgument(let place, _) = argument.kind { places.append(place) }
    }
    if let name = overlap(places) { report(errors.overlapping(name, span)) }
  }

  /// `d[key, default: value]`, whose default is made only where the key is not there.
  private func withDefault(
    _ row: Callable, _ arguments: [TypedExpression?], _ bindings: [String: Type], _ span: Span
  ) -> TypedExpression? {
    guard row.name == "subscript", row.parameters.count == 3, row.parameters[2].label == "default",
      let whole = arguments[0], let fallback = arguments[2], !fallback.isSettled
    else { return nil }
    for plain in prelude.members(of: whole.type, named: "subscript")
    where plain.parameters.count == 2 && plain.parameters[1].type == row.parameters[1].type {
      let value = rowCall(
        plain, Array(arguments[..<2]), bindings: bindings, place: nil, span)
      let type = row.result.substituting(bindings)
      return TypedExpression(.coalesce(value, coerce(fallback, to: type)), type, span)
    }
    return nil
  }

  /// A call of a row in one of its forms, brought into the first form, which `evaluate` sees.
  func rowCall(
    _ row: Callable, _ arguments: [TypedExpression?], bindings: [String: Type], place: Place?,
    _ span: Span
  ) -> TypedExpression {
    if case .operation = row.row { program.usesTensors = true }
    if let call = withDefault(row, arguments, bindings, span) { return call }
    var adapted: [TypedExpression] = []
    for (index, parameter) in row.received.enumerated() {
      let wanted = parameter.received.substituting(bindings)
      if index < arguments.count, let argument = arguments[index] {
        adapted.append(adapt(argument, to: wanted))
      } else if let value = parameter.defaultValue {
        adapted.append(expect(value, wanted).at(Span(span.end, span.end)))
      } else {
        adapted.append(TypedExpression(.none, wanted, Span(span.end, span.end)))
      }
    }
    return TypedExpression(
      .callRow(row, adapted, bindings: bindings, place: place),
      row.result.substituting(bindings), span)
  }

  /// Between the forms of one row: a number for a tensor, one value for a list, and so on.
  private func adapt(_ value: TypedExpression, to wanted: Type) -> TypedExpression {
    if let fitted = convert(value, to: wanted) { return fitted }
    // A subscript's indices are one list already.
    if case .indices = value.kind { return value }
    switch (value.type, wanted) {
    case (.int, .tensor), (.double, .tensor), (.bool, .tensor):
      return TypedExpression(.convert(.scalarToTensor, value), .tensor, value.span)
    case (.int, .double):
      return TypedExpression(.scalar(.intToDouble, [value]), .double, value.span)
    case (.float, .double):
      return TypedExpression(.scalar(.floatToDouble, [value]), .double, value.span)
    case (let single, .array(let element)) where element.accepts(single):
      return TypedExpression(.array([value]), wanted, value.span)
    case (_, .optional(let wrapped)):
      return TypedExpression(.convert(.wrap, adapt(value, to: wrapped)), wanted, value.span)
    case (.range, .array(.int)):
      return TypedExpression(.convert(.elements, value), wanted, value.span)
    default: return value
    }
  }
}
