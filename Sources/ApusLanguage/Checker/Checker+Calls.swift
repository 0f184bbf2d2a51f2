import ApusSyntax
import ApusText

extension Checker {
  func checkCall(
    _ callee: Expression, _ arguments: [Argument], wanted: Type?, _ span: Span
  ) -> TypedExpression {
    switch callee.kind {
    case .name(let name):
      return checkNamedCall(name, callee.span, arguments, wanted: wanted, span)
    case .member(let base, let name, let nameSpan):
      if case .name("super") = base.kind {
        return superCall(name, arguments, base.span, nameSpan, span)
      }
      if name == "init", case .name("self") = base.kind {
        return selfInitializer(arguments, nameSpan, span)
      }
      if reportModule(base, name, call: arguments, span) { return skip(arguments, span) }
      let outer = chain
      var receiver = check(base)
      meet(name) { .member(receiver.type) }
      if receiver.type.isInvalid { return skip(arguments, span) }
      if let fitted = literal(base, among: arguments) { receiver = fitted }
      if case .metatype(let type) = receiver.type {
        return staticCall(
          of: type, name, nameSpan, arguments, wanted: wanted, on: receiver, span)
      }
      return memberCall(
        receiver, name, arguments, base: Receiver(expression: base, chain: outer),
        wanted: wanted, span, nameSpan: nameSpan)
    case .implicitMember(let name):
      return checkImplicitMember(name, arguments, wanted: wanted, span)
    default: break
    }
    let value = check(callee)
    if value.type.isInvalid { return skip(arguments, span) }
    if case .metatype(let type) = value.type {
      return staticCall(of: type, "init", callee.span, arguments, wanted: wanted, span)
    }
    if let call = callValue(value, arguments, wanted: wanted, span) { return call }
    guard let candidate = Candidate(value: value, name: "this function") else {
      report(errors.notCallable(value.type, callee.span))
      return skip(arguments, span)
    }
    return resolve([candidate], arguments, wanted: wanted, span, nameSpan: callee.span)
  }

  /// Checks arguments of a call that is wrong anyway, for the errors inside them.
  private func skip(_ arguments: [Argument], _ span: Span) -> TypedExpression {
    for argument in arguments where !argument.value.needsContext {
      _ = check(argument.value)
    }
    return .invalid(span)
  }

  private func checkNamedCall(
    _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?, _ span: Span
  ) -> TypedExpression {
    meet(name) { .name(visibleEntries) }
    if let base = implicitBase(name, nameSpan) {
      return checkCall(
        Expression(.member(base, name, nameSpan: nameSpan), nameSpan), arguments, wanted: wanted,
        span)
    }
    if let type = typeArguments[name] ?? memberType(name) {
      return staticCall(of: type, "init", nameSpan, arguments, wanted: wanted, span)
    }
    switch lookUp(name) {
    case .generic(let generic):
      return genericCall(generic, "init", nameSpan, arguments, wanted: wanted, span)
    case .protocol(let type):
      report(errors.notCallable(.metatype(.existential([type])), nameSpan))
      return skip(arguments, span)
    case .alias(let type):
      return staticCall(of: type, "init", nameSpan, arguments, wanted: wanted, span)
    case .type(let type):
      return construct(type, arguments, wanted: wanted, span, nameSpan: nameSpan)
    case .binding(let binding):
      let value = variable(binding, nameSpan)
      if let candidate = Candidate(value: value, name: name) {
        return resolve([candidate], arguments, wanted: wanted, span, nameSpan: nameSpan)
      }
      if let call = callValue(value, arguments, wanted: wanted, span) { return call }
      if binding.type.isInvalid { return skip(arguments, span) }
      if prelude.functions(named: name).isEmpty {
        report(errors.notCallable(binding.type, nameSpan))
        return skip(arguments, span)
      }
    case .localFunction(let binding, let function):
      if function.template == nil { use(binding) }
      return resolve(
        [Candidate(function, as: .local(binding, function))], arguments, wanted: wanted, span,
        nameSpan: nameSpan)
    case .functions(let overloads):
      var candidates = overloads.map { Candidate($0, as: .user($0)) }
      candidates += prelude.functions(named: name).map { Candidate($0, receiver: nil) }
      return resolve(candidates, arguments, wanted: wanted, span, nameSpan: nameSpan)
    case nil: break
    }
    if name == "zip",
      let call = declaredZip(arguments, wanted: wanted, span, nameSpan: nameSpan)
    {
      return call
    }
    if name == "swap", arguments.count == 2 {
      return checkSwap(arguments[0].value, arguments[1].value, nameSpan, span)
    }
    let rows = prelude.functions(named: name)
    if !rows.isEmpty {
      return resolve(
        rows.map { Candidate($0, receiver: nil) }, arguments, wanted: wanted, span,
        nameSpan: nameSpan)
    }
    if let type = typeNamed(name) {
      return staticCall(of: type, "init", nameSpan, arguments, wanted: wanted, span)
    }
    if name == "type", arguments.count == 1, arguments[0].label == "of" {
      return checkTypeOf(arguments[0].value, span)
    }
    if name == "Optional", arguments.count == 1, arguments[0].label == nil {
      let value = check(arguments[0].value)
      if value.type.isInvalid { return value }
      return TypedExpression(.convert(.wrap, value), .optional(value.type), span)
    }
    if let type = TypeResolver.generic[name] {
      // Its parameters come from the arguments, or from what is wanted.
      return staticCall(of: type, "init", nameSpan, arguments, wanted: wanted, span)
    }
    return reportUnknown(name, nameSpan, call: arguments, span)
      ? .invalid(span) : skip(arguments, span)
  }

  func memberCall(
    _ receiver: TypedExpression, _ name: String, _ arguments: [Argument],
    base: Receiver? = nil, wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression {
    var candidates = declaredMethods(of: receiver, named: name)
    let rows = memberCandidates(of: receiver, named: name)
    for (value, rows) in rows {
      candidates += rows.filter { $0.kind != .property }.map { Candidate($0, receiver: value) }
    }
    if candidates.isEmpty, let stored = fieldValue(of: receiver, name, span) {
      if let call = callValue(stored, arguments, wanted: wanted, span) { return call }
      if let candidate = Candidate(value: stored, name: name) { candidates = [candidate] }
    }
    if candidates.isEmpty, case .tuple(let elements) = receiver.type,
      let index = elements.firstIndex(where: { $0.label == name })
    {
      let value = TypedExpression(.element(receiver, index), elements[index].type, span)
      if let candidate = Candidate(value: value, name: name) { candidates = [candidate] }
    }
    if candidates.isEmpty, rows.isEmpty, let form = libraryForm(of: receiver, for: name) {
      return memberCall(form, name, arguments, wanted: wanted, span, nameSpan: nameSpan)
    }
    guard !candidates.isEmpty else {
      if !rows.isEmpty {
        report(
          errors.calledProperty(
            name, nameSpan,
            parentheses: arguments.isEmpty ? Span(nameSpan.end, span.end) : nil))
      } else if !reportHabit(name, of: receiver, call: arguments, nameSpan, span) {
        reportUnknownMember(name, of: receiver.type, nameSpan, in: span)
      }
      return skip(arguments, span)
    }
    return resolve(
      candidates, arguments, receiver: base, wanted: wanted, span, nameSpan: nameSpan)
  }

  /// The best of several candidates, its arguments brought into the types it wants.
  func resolve(
    _ candidates: [Candidate], _ arguments: [Argument], receiver: Receiver? = nil,
    wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression {
    meet(arguments, of: candidates)
    let matches = candidates.map { ArgumentMatch(arguments, to: $0.parameters) }
    var fitting: [(Candidate, [[Int]])] = []
    for (candidate, match) in zip(candidates, matches) {
      if case .matched(let groups) = match { fitting.append((candidate, groups)) }
    }
    guard !fitting.isEmpty else {
      if !reportForeignForm(candidates[0], arguments, nameSpan, span) {
        reportMismatch(closest(candidates, matches, arguments), arguments, span, nameSpan)
      }
      return skip(arguments, span)
    }
    // What does not depend on the parameter's type is checked once for all candidates.
    var known: [Int: TypedExpression] = [:]
    let lazyArguments = Set(
      fitting.flatMap { candidate, groups in
        candidate.parameters.indices.filter { candidate.parameters[$0].isAutoclosure }
          .flatMap { groups[$0] }
      })
    for (index, argument) in arguments.enumerated()
    where !argument.value.needsContext && !lazyArguments.contains(index) {
      let types = argument.value.isMember ? fitting.map { $0.type(of: index, $1) } : []
      // A method without its arguments is a function only where one is wanted.
      if types.contains(where: { $0?.isFunction ?? false }) { continue }
      let isAny = !types.isEmpty && types.allSatisfy { $0 == .any }
      known[index] = check(argument.value, wanted: isAny ? .any : nil)
    }
    if known.values.contains(where: \.type.isInvalid) { return skip([], span) }
    if fitting.count == 1 {
      let (candidate, groups) = fitting[0]
      return fit(
        candidate, groups, arguments, known, receiver: receiver, wanted: wanted, span
      ).call
    }
    var best: (call: TypedExpression, cost: Int)?
    var failures: [[Diagnostic]] = []
    var candidateIndex = -1
    var bestIndex = -1
    var rivals: [Int] = []
    for (candidate, groups) in fitting {
      candidateIndex += 1
      let (outcome, found) = trial {
        fit(candidate, groups, arguments, known, receiver: receiver, wanted: wanted, span)
      }
      if found.isEmpty {
        let cost = outcome.cost + candidate.omitted(groups)
        if cost < best?.cost ?? .max {
          best = (outcome.call, cost)
          bestIndex = candidateIndex
          rivals = []
        } else if cost == best?.cost {
          rivals.append(candidateIndex)
        }
      } else {
        failures.append(found)
      }
    }
    if best != nil {
      // Once more, so that the marks it leaves on captured names are its own.
      let (candidate, groups) = fitting[bestIndex]
      let others = rivals.map { fitting[$0].0 }.filter(\.isDeclared)
      if candidate.isDeclared, !others.isEmpty {
        report(
          errors.ambiguous(
            candidate.name, nameSpan, forms: ([candidate] + others).map(\.signature)))
        return .invalid(span)
      }
      return fit(
        candidate, groups, arguments, known, receiver: receiver, wanted: wanted, span
      ).call
    }
    let types = arguments.indices.map { index in
      known[index]?.type ?? trial { check(arguments[index].value) }.result.type
    }
    if types.contains(.invalid) {
      // The form that comes nearest.
      report(failures.min { $0.count < $1.count } ?? [])
    } else {
      report(
        errors.noForm(
          of: candidates[0].name, takes: types, nameSpan, forms: fitting.map(\.0.signature)))
    }
    return .invalid(span)
  }

  /// A literal for a generic parameter is first what it is by itself; where that does not fit, it is
  /// what the receiver's elements are: `[0.5, 1.5].reduce(0, +)`.
  private func fit(
    _ candidate: Candidate, _ groups: [[Int]], _ arguments: [Argument],
    _ known: [Int: TypedExpression], receiver: Receiver?, wanted: Type?, _ span: Span
  ) -> (call: TypedExpression, cost: Int) {
    var wanted = wanted
    func attempt() -> (call: TypedExpression, cost: Int) {
      apply(candidate, groups, arguments, known, receiver: receiver, wanted: wanted, span)
    }
    // An optional is made of a generic result behind the call, where that works.
    if case .parameter = candidate.result, let wrapped = wanted?.wrapped {
      let optional = wanted
      wanted = wrapped
      if !trial(attempt).errors.isEmpty { wanted = optional }
    }
    let hasLiteral = zip(candidate.parameters, groups).contains { parameter, group in
      guard case .parameter = parameter.type else { return false }
      return group.contains { arguments[$0].value.isFlexible }
    }
    guard hasLiteral, case .row(_, let value?) = candidate.target,
      let element = value.type.element, element != .int,
      element.isNumber || element == .tensor
        || conforms(element, toPrelude: "ExpressibleByIntegerLiteral")
    else { return attempt() }
    let (plain, found) = trial(attempt)
    if found.isEmpty { return plain }
    literalWish = element
    defer { literalWish = nil }
    let (other, remaining) = trial(attempt)
    if remaining.isEmpty { return other }
    report(found)
    return plain
  }

  /// The call with typed arguments, and how far the arguments had to bend to fit.
  private func apply(
    _ candidate: Candidate, _ groups: [[Int]], _ arguments: [Argument],
    _ known: [Int: TypedExpression], receiver: Receiver?, wanted: Type?, _ span: Span
  ) -> (call: TypedExpression, cost: Int) {
    var bindings: [String: Type] = [:]
    var cost = 0
    var place: Place?
    if case .row(let row, nil) = candidate.target, let owner = candidate.staticOwner,
      !owner.isGeneric
    {
      bindings = row.bindings(for: owner) ?? [:]
    }
    if case .row(let row, let value?) = candidate.target {
      bindings = row.bindings(for: value.type) ?? [:]
      if row.isMutating {
        guard let receiver, let found = self.place(receiver) else { return (.invalid(span), 0) }
        place = found
      }
    }
    if case .method(let function, _) = candidate.target, function.parameters[0].isInout {
      guard let receiver, let found = self.place(receiver) else { return (.invalid(span), 0) }
      place = found
    }
    let generic = candidate.parameters.contains { $0.type.isGeneric }
    if generic || candidate.function?.template != nil, let wanted {
      _ = trialBind(candidate.result, to: wanted, &bindings)
    }
    // Closures last, when the other arguments have told what their parameters are; literals after
    // what has a type of its own, and those with a fraction before whole numbers.
    let order = groups.indices.flatMap { index in
      groups[index].map { argument in
        (argument, index, arguments[argument].value.lateness(for: candidate.parameters[index]))
      }
    }.sorted { ($0.2, $0.0) < ($1.2, $1.0) }
    var typed: [Int: [TypedExpression]] = [:]
    var values: [Int: TypedExpression] = [:]
    for (argument, index, lateness) in order {
      // A closure says nothing right where what it works on is wrong.
      if lateness == 4, values.values.contains(where: \.type.isMistaken) {
        return (.invalid(span), cost)
      }
      bindDependents(of: candidate.function, &bindings)
      let (value, bend) = checkArgument(
        arguments[argument].value, known[argument], candidate.parameters[index], &bindings,
        candidate)
      cost += bend
      values[argument] = value
    }
    for (index, group) in groups.enumerated() { typed[index] = group.compactMap { values[$0] } }
    if typed.values.contains(where: { $0.contains { $0.type.isMistaken } }) {
      return (.invalid(span), cost)
    }
    if case .row(let row, _) = candidate.target { row.complete(&bindings) }
    bindDependents(of: candidate.function, &bindings)
    if candidate.result.isGeneric, substitute(candidate.result, bindings).isGeneric {
      report(
        errors.needsType("the result of '\(candidate.name)'", span, help: "name its type"))
      return (.invalid(span), cost)
    }
    if case .row(let row, _) = candidate.target, let (requirement, type) = unmet(row, bindings) {
      report(errors.unmet(requirement.name ?? "", type, of: candidate.name, span))
      return (.invalid(span), cost)
    }
    let call = settling(typed, span) { build(candidate, $0, bindings, place: place, span) }
    if let wanted, !wanted.isGeneric, convert(call, to: wanted) == nil { cost += 1 }
    return (call, cost)
  }

  private func trialBind(_ type: Type, to wanted: Type, _ bindings: inout [String: Type]) -> Bool {
    var copy = bindings
    if case .existential = wanted.unwrapped { return false }
    guard !wanted.isGeneric, wanted.unwrapped != .any, type.bind(to: wanted, &copy) else {
      return false
    }
    bindings = copy
    return true
  }

  private func checkArgument(
    _ expression: Expression, _ known: TypedExpression?, _ parameter: Candidate.Parameter,
    _ bindings: inout [String: Type], _ candidate: Candidate
  ) -> (TypedExpression, Int) {
    let function = candidate.name
    var wanted = substitute(parameter.type, bindings)
    if parameter.isInout, wanted.isGeneric, case .inOut(let inner) = expression.kind,
      let place = trial({ self.place(inner) }).result,
      parameter.type.bind(to: place.type, &bindings)
    {
      wanted = substitute(parameter.type, bindings)
    }
    if parameter.isInout { return (inoutArgument(expression, wanted, function), 0) }
    if parameter.isAutoclosure { return (autoclosure(expression, wanted), 0) }
    var wish = wanted
    if case .parameter(let name) = wanted, expression.isFlexible {
      wish = literalWish ?? (candidate.wantsFraction(name) ? .double : wanted)
    }
    let value = takingApart(
      known ?? check(expression, wanted: wish), expression, wanted: wanted)
    if value.type.isInvalid { return (value, 0) }
    // Bound by now, so that the value may be brought into it: an Int into an array of Any.
    if parameter.type.isGeneric, !wanted.isGeneric, let fitted = convert(value, to: wanted) {
      return (fitted, 0)
    }
    if parameter.type.isGeneric {
      if case .sequence(let inner) = parameter.type, value.type.element == nil,
        let (array, element) = asArray(value), inner.bind(to: element, &bindings)
      {
        return (TypedExpression(array.kind, .sequence(element), array.span), 1)
      }
      if case .optional(let inner) = parameter.type, value.type.wrapped == nil,
        inner.bind(to: value.type, &bindings)
      {
        let bound = parameter.type.substituting(bindings)
        return (convert(value, to: bound) ?? value, 1)
      }
      guard parameter.type.bind(to: value.type, &bindings) else {
        report(
          errors.mismatch(
            expected: substitute(parameter.type, bindings), found: value.type, value.span,
            context: "'\(function)'", help: closureHelp(for: value, parameter.type)))
        return (.invalid(value.span), 0)
      }
      let bound = parameter.type.substituting(bindings)
      return (bound.isGeneric ? value : convert(value, to: bound) ?? value, 0)
    }
    let fitted = coerce(value, to: wanted, context: "'\(function)'")
    var cost = 0
    if wanted == .any {
      cost = 8
    } else if value.type != wanted, !wanted.isFunction {
      cost = 2
    }
    cost += expression.bend(to: wanted.unwrapped)
    return (fitted, cost)
  }
}

extension TypedExpression {
  /// The same at another place, for what the source does not spell out.
  func at(_ span: Span) -> TypedExpression {
    TypedExpression(kind, type, span)
  }
}
