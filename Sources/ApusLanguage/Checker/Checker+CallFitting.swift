import ApusSyntax
import ApusText

// A call of one candidate: what its generic parameters stand for, and its arguments as it wants them.
extension Checker {
  /// A literal for a generic parameter is first what it is by itself; where that does not fit, it is
  /// what the receiver's elements are, `[0.5, 1.5].reduce(0, +)`, or what the other arguments make of
  /// it: `reduce(into: [:]) { $0[$1, default: 0] += 1 }`.
  func fit(
    _ candidate: Candidate, _ groups: [[Int]], _ arguments: [Argument],
    _ known: [Int: TypedExpression], receiver: Receiver?, wanted: Type?, _ span: Span
  ) -> (call: TypedExpression, cost: Int) {
    var wanted = wanted
    func attempt(_ wish: Type? = nil) -> (call: TypedExpression, cost: Int) {
      apply(
        candidate, groups, arguments, known, receiver: receiver, wanted: wanted,
        literalWish: wish, span)
    }
    // An optional is made of a generic result behind the call, where that works.
    if case .parameter = candidate.result, let wrapped = wanted?.wrapped {
      let optional = wanted
      wanted = wrapped
      if !trial({ attempt() }).errors.isEmpty { wanted = optional }
    }
    let literals = zip(candidate.parameters, groups).flatMap { parameter, group -> [Expression] in
      guard case .parameter = parameter.type else { return [] }
      return group.map { arguments[$0].value }
    }
    if let open = literals.lazy.compactMap({ Type(emptyLiteral: $0) }).first {
      let (plain, found) = trial { attempt() }
      if found.isEmpty { return plain }
      guard let type = learn(open, by: { _ = attempt($0) }) else {
        report(found)
        return plain
      }
      return attempt(type)
    }
    guard literals.contains(where: { $0.isFlexible || $0.isImplicit }),
      case .row(_, let value?) = candidate.target, let element = value.type.element,
      element != .int || literals.contains(where: \.isImplicit),
      literals.contains(where: \.isImplicit) || element.isNumber || element == .tensor
        || conforms(element, toPrelude: "ExpressibleByIntegerLiteral")
    else { return attempt() }
    let (plain, found) = trial { attempt() }
    if found.isEmpty { return plain }
    let (other, remaining) = trial { attempt(element) }
    if remaining.isEmpty { return other }
    report(found)
    return plain
  }

  /// The call with typed arguments, and how far the arguments had to bend to fit.
  private func apply(
    _ candidate: Candidate, _ groups: [[Int]], _ arguments: [Argument],
    _ known: [Int: TypedExpression], receiver: Receiver?, wanted: Type?, literalWish: Type?,
    _ span: Span
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
      if lateness == 4, case .row(let row, _) = candidate.target { row.complete(&bindings) }
      let (value, bend) = checkArgument(
        arguments[argument].value, known[argument], candidate.parameters[index], &bindings,
        candidate, literalWish)
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

  /// What was checked before its parameter was known, as the parameter wants it, where it can be
  /// that: `Array(repeating: Array(repeating: 0, count: 3), count: 2)` as a `[[Double]]`.
  private func anew(
    _ known: TypedExpression, _ expression: Expression, wanted: Type
  ) -> TypedExpression {
    guard !wanted.isGeneric, wanted != .any, convert(known, to: wanted) == nil else {
      return known
    }
    // What makes values one after the other makes an array of them.
    var wish = wanted
    if case .sequence(let element) = wanted { wish = .array(element) }
    let (value, errors) = trial { check(expression, wanted: wish) }
    return errors.isEmpty && convert(value, to: wanted) != nil ? value : known
  }

  private func checkArgument(
    _ expression: Expression, _ known: TypedExpression?, _ parameter: Candidate.Parameter,
    _ bindings: inout [String: Type], _ candidate: Candidate, _ literalWish: Type?
  ) -> (TypedExpression, Int) {
    let function = candidate.name
    let expression = built(expression, by: parameter.builder)
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
    if case .parameter(let name) = wanted {
      if expression.isFlexible {
        wish = literalWish ?? (candidate.wantsFraction(name) ? .double : wanted)
      } else if expression.isImplicit || Type(emptyLiteral: expression) != nil {
        wish = literalWish ?? wanted
      }
    }
    let found =
      known.map { anew($0, expression, wanted: wanted) } ?? check(expression, wanted: wish)
    let value = takingApart(found, expression, wanted: wanted)
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
