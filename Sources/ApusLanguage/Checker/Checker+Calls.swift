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
      if name == "init", case .name("self") = base.kind, initializing != nil || !isInStatic {
        return selfInitializer(arguments, nameSpan, span)
      }
      if let call = moduleCall(
        base, name, arguments, wanted: wanted, span, nameSpan: nameSpan)
      {
        return call
      }
      if reportModule(base, name, call: arguments, span) { return skip(arguments, span) }
      return withFractions(base) {
        memberCall($0, name, nameSpan, arguments, wanted: wanted, span)
      }
    case .implicitMember(let name):
      return checkImplicitMember(name, arguments, wanted: wanted, span)
    default: break
    }
    let place = Receiver(expression: callee, chain: chain)
    let value = check(callee)
    if value.type.isInvalid { return skip(arguments, span) }
    if case .metatype(let type) = value.type {
      return staticCall(of: type, "init", callee.span, arguments, wanted: wanted, span)
    }
    if let call = callValue(value, arguments, receiver: place, wanted: wanted, span) {
      return call
    }
    guard let candidate = Candidate(value: value, name: "this function") else {
      report(errors.notCallable(value.type, callee.span))
      return skip(arguments, span)
    }
    return resolve([candidate], arguments, wanted: wanted, span, nameSpan: callee.span)
  }

  /// `base.name(…)`.
  private func memberCall(
    _ base: Expression, _ name: String, _ nameSpan: Span, _ arguments: [Argument], wanted: Type?,
    _ span: Span
  ) -> TypedExpression {
    let outer = chain
    var receiver = check(base, wanted: base.isImplicit ? wanted : nil)
    meet(name) { .member(receiver.type) }
    if receiver.type.isInvalid || receiver.type.element?.isInvalid ?? false {
      return skip(arguments, span)
    }
    if let fitted = literal(base, among: arguments) { receiver = fitted }
    if case .metatype(let type) = receiver.type {
      return staticCall(
        of: type, name, nameSpan, arguments, wanted: wanted, on: receiver, span)
    }
    return memberCall(
      receiver, name, arguments, base: Receiver(expression: base, chain: outer),
      wanted: wanted, span, nameSpan: nameSpan)
  }

  /// Whether what is being checked belongs to a type and not to its values.
  private var isInStatic: Bool { member?.isStatic ?? false }

  /// `Swift.max(1, 2)`: what the module has, and not what a member of the same name does.
  private func moduleCall(
    _ base: Expression, _ name: String, _ arguments: [Argument], wanted: Type?, _ span: Span,
    nameSpan: Span
  ) -> TypedExpression? {
    guard case .name(let module) = base.kind, Self.modules.contains(module), lookUp(module) == nil
    else { return nil }
    let rows = prelude.functions(named: name)
    guard !rows.isEmpty else { return nil }
    return resolve(
      rows.map { Candidate($0, receiver: nil) }, arguments, wanted: wanted, span,
      nameSpan: nameSpan)
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
    if name == "Self", let own = dynamicSelf(nameSpan), case .metatype(let type) = own.type {
      return staticCall(of: type, "init", nameSpan, arguments, wanted: wanted, on: own, span)
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
      let place = Receiver(expression: Expression(.name(name), nameSpan), chain: chain)
      if let call = callValue(value, arguments, receiver: place, wanted: wanted, span) {
        return call
      }
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
    if let call = libraryCall(name, arguments, wanted: wanted, span, nameSpan: nameSpan) {
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
    if candidates.isEmpty, let stored = declaredMember(of: receiver, name, span) {
      let place = base.map {
        Receiver(
          expression: Expression(.member($0.expression, name, nameSpan: nameSpan), nameSpan),
          chain: $0.chain)
      }
      if let call = callValue(stored, arguments, receiver: place, wanted: wanted, span) {
        return call
      }
      if let candidate = Candidate(value: stored, name: name) { candidates = [candidate] }
    }
    if candidates.isEmpty, case .tuple(let elements) = receiver.type,
      let index = elements.firstIndex(where: { $0.label == name })
        ?? Int(name).flatMap({ elements.indices.contains($0) ? $0 : nil })
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
    if name == "contains", looksForKey(arguments, in: receiver.type),
      reportForeignForm(candidates[0], arguments, nameSpan, span)
    {
      return .invalid(span)
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
    var failedInClosure: (found: [Diagnostic], cost: Int)?
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
        // The arguments fit, and the fault is the closure's own.
        if outcome.cost < failedInClosure?.cost ?? .max,
          found.allSatisfy({ $0.stands(inClosureOf: arguments) })
        {
          failedInClosure = (found, outcome.cost)
        }
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
    if let failedInClosure {
      report(failedInClosure.found)
    } else if types.contains(.invalid) {
      // The form that comes nearest.
      report(failures.min { $0.count < $1.count } ?? [])
    } else {
      // One with a label may take anything.
      let label = candidates.lazy.map(\.parameters).first {
        $0.count == arguments.count && $0.allSatisfy { $0.type == .any }
      }?.first?.label
      report(
        errors.noForm(
          of: candidates[0].name, takes: types, nameSpan, forms: fitting.map(\.0.signature),
          label: label))
    }
    return .invalid(span)
  }
}

extension TypedExpression {
  /// The same at another place, for what the source does not spell out.
  func at(_ span: Span) -> TypedExpression {
    TypedExpression(kind, type, span)
  }
}

extension Diagnostic {
  /// Whether it is about something inside a closure that is an argument.
  fileprivate func stands(inClosureOf arguments: [Argument]) -> Bool {
    arguments.contains { argument in
      guard case .closure(let closure) = argument.value.kind else { return false }
      let body = closure.body.span
      return argument.value.span != span && body.start <= span.start && span.end <= body.end
    }
  }
}
