import ApusSyntax
import ApusText

extension Checker {
  /// Where an assignment goes; nil, with a report, where nothing can be assigned.
  func place(_ expression: Expression) -> Place? {
    switch expression.kind {
    case .name(let name): return namedPlace(name, expression)
    case .tuple(let elements) where elements.count == 1: return place(elements[0].value)
    case .member(let base, let name, let nameSpan):
      // What the type does not have is not to be made changeable first.
      if Habit.find(name, .member(of: "Tensor")) != nil {
        let receiver = trial { check(base) }.result
        if receiver.type == .tensor,
          reportHabit(name, of: receiver, call: nil, nameSpan, expression.span)
        {
          return nil
        }
      }
      if let found = declaredPlace(base, name, nameSpan, expression.span) { return found.place }
      if let found = rowPlace(base, name) { return found }
      guard let place = place(base) else { return nil }
      guard case .tuple(let elements) = place.type,
        let index = elements.firstIndex(where: { $0.label == name })
          ?? Int(name).flatMap({ elements.indices.contains($0) ? $0 : nil })
      else {
        if prelude.members(of: place.type, named: name).isEmpty {
          reportUnknownMember(name, of: place.type, nameSpan)
        } else {
          report(errors.notAssignable(expression.span))
        }
        return nil
      }
      return .element(place, index, type: elements[index].type)
    case .subscript(let base, let indices):
      if let found = declaredSubscriptPlace(base, indices, expression.span) { return found.place }
      guard let place = place(base) else { return nil }
      if isOnWrongSide(indices, of: base, place.type) { return nil }
      switch place.type {
      case .tensor:
        return .tensorSlice(place, tensorIndices(indices, expression.span), type: .tensor)
      case .dictionary(let key, let value):
        return keyPlace(place, indices, key, value, expression.span)
      case .array(let element) where indices.count == 1 && indices[0].label == nil,
        .slice(let element) where indices.count == 1 && indices[0].label == nil:
        let index = expect(indices[0].value, .int, context: "an array's index")
        return .elementAt(place, index, type: element)
      case .optional:
        report(errors.optionalMember("[…]", of: place.type, base.span))
        return nil
      default:
        report(errors.notAssignable(expression.span))
        return nil
      }
    case .postfix(let inner, let op) where op.spelling == "!":
      return unwrappedPlace(inner, expression)
    case .optionalChain(let inner) where chain != nil:
      guard let place = place(inner) else { return nil }
      return linkPlace(place, expression.span)
    case .invalid: return nil
    default:
      report(errors.notAssignable(expression.span))
      return nil
    }
  }

  private func namedPlace(_ name: String, _ expression: Expression) -> Place? {
    let span = expression.span
    if let base = implicitBase(name, span) {
      return place(Expression(.member(base, name, nameSpan: span), span))
    }
    guard case .binding(let binding) = lookUp(name) else {
      if lookUp(name) == nil {
        report(
          errors.unknownName(
            name, span, suggestion: Spelling.suggest(name, among: visibleNames),
            help: "a variable is declared first: var \(name) = …"))
      } else {
        report(errors.notAssignable(span))
      }
      return nil
    }
    guard isReachable(binding, span) else { return nil }
    use(binding)
    if let accessors = binding.accessors, !directBindings.contains(ObjectIdentifier(binding)) {
      if accessors.get != nil, accessors.set == nil {
        report(errors.readOnly(name, span))
        return nil
      }
      accessors.all.forEach(use)
      noteChange(of: binding)
      return .accessed(binding)
    }
    guard !binding.isConstant || binding.isAssignedLater else {
      if binding.type.isInvalid { return nil }
      if name == "self", let member {
        report(errors.constantSelf(isMethod: !member.isStatic, span))
      } else {
        let isParameter = function.parameters.contains { $0 === binding }
        report(
          errors.constant(
            name, span, isParameter: isParameter, isLoopVariable: binding.isLoopVariable,
            declaration: binding.keyword))
      }
      return nil
    }
    noteChange(of: binding)
    return .binding(binding)
  }

  /// `w.grad`: a property that a row reads and another one sets.
  private func rowPlace(_ base: Expression, _ name: String) -> Place? {
    let type = trial { check(base) }.result.type
    guard let get = prelude.members(of: type, named: name).first(where: \.isSettable),
      let set = prelude.members(of: type, named: get.setter).first
    else { return nil }
    return .property(check(base), get: get, set: set)
  }

  /// `x!` on the left: what is in the optional, which has to be there.
  private func unwrappedPlace(_ inner: Expression, _ expression: Expression) -> Place? {
    guard let place = place(inner) else { return nil }
    guard let wrapped = place.type.wrapped else {
      if !place.type.isInvalid {
        report(errors.unwrapsNonOptional(place.type, expression.span))
      }
      return nil
    }
    return .payload(place, isChecked: false, type: wrapped)
  }

  /// Notes that a variable is changed here, which may be inside another function than its own.
  private func noteChange(of binding: Binding) {
    switch binding.home {
    case .global(let index):
      if function !== cell { program.changedInside.insert(index) }
    case .local(let owner):
      if function !== owner { binding.isChangedInside = true }
    }
  }

  /// `d[key]` and `d[key, default: value]`.
  private func keyPlace(
    _ place: Place, _ indices: [Argument], _ key: Type, _ value: Type, _ span: Span
  ) -> Place? {
    guard let first = indices.first, first.label == nil, indices.count <= 2 else {
      report(errors.notAssignable(span))
      return nil
    }
    let typedKey = expect(first.value, key, context: "this dictionary's key")
    guard indices.count == 2 else {
      return .valueForKey(place, typedKey, default: nil, type: .optional(value))
    }
    guard indices[1].label == "default" else {
      report(errors.notAssignable(span))
      return nil
    }
    let fallback = expect(indices[1].value, value, context: "the default")
    return .valueForKey(place, typedKey, default: fallback, type: value)
  }

  /// `swap(&a, &b)`.
  func checkSwap(
    _ left: Expression, _ right: Expression, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    var inner: [Expression] = []
    for argument in [left, right] {
      guard case .inOut(let value) = argument.kind else {
        report(errors.missingAmpersand("swap", argument.span))
        return .invalid(span)
      }
      inner.append(value)
    }
    guard let first = place(inner[0]), let second = place(inner[1]) else { return .invalid(span) }
    guard first.type == second.type else {
      report(
        errors.mismatch(
          expected: first.type, found: second.type, right.span, context: "'swap'"))
      return .invalid(span)
    }
    if let name = overlap([first, second]) { report(errors.overlapping(name, left.span)) }
    let (setUp, one) = hold(first, left.span)
    let (more, two) = hold(second, right.span)
    let old = Binding("old", one.type, isConstant: true, home: .local(owner: function))
    let oldValue = TypedExpression(.binding(old), one.type, left.span)
    return after(
      setUp + more + [
        TypedStatement(.declare(old, value(of: one, left.span)), span),
        TypedStatement(.expression(assign(value(of: two, right.span), to: one, span)), span),
      ], assign(oldValue, to: two, span), span)
  }

  /// The variable of which two of these places are, or may be, the same part.
  func overlap(_ places: [Place]) -> String? {
    for (index, first) in places.enumerated() {
      for second in places[(index + 1)...] where first.overlaps(second) {
        if let name = first.root?.name { return name }
      }
    }
    return nil
  }

  /// An element of a part of an array, whose indices do not start at 0.
  func part(
    of slice: TypedExpression, at index: TypedExpression, _ type: Type, _ span: Span
  ) -> TypedExpression {
    for row in prelude.members(of: slice.type, named: "subscript")
    where row.parameters.count == 2 && row.parameters[1].type == .parameter("Index") {
      let bindings = row.bindings(for: slice.type) ?? [:]
      return rowCall(row, [slice, index], bindings: bindings, place: nil, span)
    }
    return .invalid(span)
  }

  /// `x[a..<b] = other` puts other elements in the place of some.
  private func checkPartAssignment(
    _ target: Expression, _ value: Expression, _ span: Span
  ) -> TypedExpression? {
    guard case .subscript(let base, let indices) = target.kind, indices.count == 1,
      indices[0].label == nil, indices[0].value.isRange
    else { return nil }
    let outer = chain
    let type = trial { check(base) }.result.type
    guard type.owners.contains("RangeReplaceableCollection"), !type.isText else { return nil }
    let with = Argument(label: "with", value: value)
    return memberCall(
      check(base), "replaceSubrange", [indices[0], with],
      base: Receiver(expression: base, chain: outer), wanted: nil, span, nameSpan: span)
  }

  /// `(a, b) = (b, a)`: the whole value first, then its parts one after the other.
  private func checkTupleAssignment(
    _ targets: [Argument], _ value: Expression, _ span: Span
  ) -> TypedExpression {
    func isIgnored(_ target: Argument) -> Bool {
      if case .name("_") = target.value.kind { true } else { false }
    }
    let places = targets.map { isIgnored($0) ? nil : place($0.value) }
    let isWrong = zip(targets, places).contains { $1 == nil && !isIgnored($0) }
    let wanted = Type.tuple(places.map { Type.Element(nil, $0?.type ?? .invalid) })
    let typed = check(value, wanted: wanted)
    if isWrong || typed.type.isInvalid { return .invalid(span) }
    guard case .tuple(let elements) = typed.type, elements.count == targets.count else {
      report(errors.tuplePattern(wanted: targets.count, found: typed.type, value.span))
      return .invalid(span)
    }
    let whole = Binding("tuple", typed.type, isConstant: true, home: .local(owner: function))
    let reference = TypedExpression(.binding(whole), typed.type, value.span)
    var statements = [TypedStatement(.declare(whole, typed), span)]
    var spans = targets.map(\.value.span)
    if case .tuple(let parts) = value.kind, parts.count == targets.count {
      spans = parts.map(\.value.span)
    }
    for (index, place) in places.enumerated() {
      guard let place else { continue }
      let element = TypedExpression(
        .element(reference, index), elements[index].type, spans[index])
      let store = assign(coerce(element, to: place.type), to: place, targets[index].value.span)
      statements.append(TypedStatement(.expression(store), span))
    }
    return TypedExpression(.block(statements, voidBinding), .void, span)
  }

  func checkAssignment(_ target: Expression, _ value: Expression, _ span: Span) -> TypedExpression {
    if case .name("_") = target.kind {
      let ignored = TypedStatement(.expression(check(value)), span)
      return TypedExpression(.block([ignored], voidBinding), .void, span)
    }
    if case .tuple(let elements) = target.kind, elements.count > 1 {
      return checkTupleAssignment(elements, value, span)
    }
    if let change = keyPathAssignment(target, value, span) { return change }
    if let change = checkPartAssignment(target, value, span) { return change }
    guard let place = place(target) else {
      if !value.needsContext { _ = check(value) }
      return .invalid(span)
    }
    if case .tensorSlice = place {
      var typed = check(value, wanted: .tensor)
      if typed.type == .int || typed.type == .double {
        typed = TypedExpression(.convert(.scalarToTensor, typed), .tensor, typed.span)
      }
      return assign(coerce(typed, to: .tensor), to: place, span)
    }
    let new = expect(value, place.type)
    guard case .valueForKey(_, _, let fallback?, _) = place, !fallback.isSettled else {
      return assign(new, to: place, span)
    }
    // The default is asked for, as it is where the value is changed.
    let held = Binding("new", new.type, isConstant: true, home: .local(owner: function))
    let reference = TypedExpression(.binding(held), new.type, value.span)
    let change = change(place, span) { slot, _ in
      assign(reference, to: slot, span)
    }
    return after([TypedStatement(.declare(held, new), value.span)], change, span)
  }
}
