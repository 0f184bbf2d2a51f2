import ApusSyntax
import ApusText

extension Checker {
  /// Where an assignment goes; nil, with a report, where nothing can be assigned.
  func place(_ expression: Expression) -> Place? {
    switch expression.kind {
    case .name(let name):
      if let base = implicitBase(name, expression.span) {
        return place(
          Expression(.member(base, name, nameSpan: expression.span), expression.span))
      }
      guard case .binding(let binding) = lookUp(name) else {
        if lookUp(name) == nil {
          report(
            errors.unknownName(
              name, expression.span, suggestion: nil,
              help: "a variable is declared first: var \(name) = …"))
        } else {
          report(errors.notAssignable(expression.span))
        }
        return nil
      }
      use(binding)
      guard !binding.isConstant else {
        let isParameter = function.parameters.contains { $0 === binding }
        report(errors.constant(name, expression.span, isParameter: isParameter))
        return nil
      }
      noteChange(of: binding)
      return .binding(binding)
    case .tuple(let elements) where elements.count == 1: return place(elements[0].value)
    case .member(let base, let name, let nameSpan):
      if let found = declaredPlace(base, name, nameSpan, expression.span) { return found.place }
      guard let place = inner(base) else { return nil }
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
      guard let place = inner(base) else { return nil }
      switch place.type {
      case .tensor:
        return .tensorSlice(place, tensorIndices(indices, expression.span), type: .tensor)
      case .dictionary(let key, let value):
        return keyPlace(place, indices, key, value, expression.span)
      case .array(let element) where indices.count == 1,
        .slice(let element) where indices.count == 1:
        let index = expect(indices[0].value, .int, context: "an array's index")
        return .elementAt(place, index, type: element)
      default:
        report(errors.notAssignable(expression.span))
        return nil
      }
    default:
      report(errors.notAssignable(expression.span))
      return nil
    }
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

  /// A change of what stands at a place: in place, or of a copy that is put back.
  func change(
    _ place: Place, _ span: Span, isSlot: Bool? = nil,
    _ body: (Place, TypedExpression) -> TypedExpression
  ) -> TypedExpression {
    let current = value(of: place, span)
    guard !(isSlot ?? place.isSlot) else { return body(place, current) }
    let copy = Binding("copy", place.type, isConstant: false, home: .local(owner: function))
    let reference = TypedExpression(.binding(copy), place.type, span)
    let call = body(.binding(copy), reference)
    let result = Binding("result", call.type, isConstant: true, home: .local(owner: function))
    let statements = [
      TypedStatement(.declare(copy, current), span),
      call.type.isVoid
        ? TypedStatement(.expression(call), span) : TypedStatement(.declare(result, call), span),
      TypedStatement(.expression(assign(reference, to: place, span)), span),
    ]
    return TypedExpression(.block(statements, result), call.type, span)
  }

  /// A place inside another, which has to be one that the machine can reach.
  func inner(_ base: Expression) -> Place? {
    guard let place = place(base) else { return nil }
    guard place.isSlot else {
      report(errors.innerPlace(base.span))
      return nil
    }
    return place
  }

  /// Reading from a place.
  func value(of place: Place, _ span: Span) -> TypedExpression {
    switch place {
    case .binding(let binding): return TypedExpression(.binding(binding), binding.type, span)
    case .element(let base, let index, let type):
      return TypedExpression(.element(value(of: base, span), index), type, span)
    case .elementAt(let base, let index, let type):
      let collection = value(of: base, span)
      if case .slice = collection.type { return part(of: collection, at: index, type, span) }
      return TypedExpression(.elementAt(collection, index), type, span)
    case .valueForKey(let base, let key, let fallback, _):
      let dictionary = value(of: base, span)
      let arguments = [dictionary, key] + [fallback].compactMap { $0 }
      for row in prelude.members(of: dictionary.type, named: "subscript")
      where row.parameters.count == arguments.count {
        let bindings = row.bindings(for: dictionary.type) ?? [:]
        return rowCall(row, arguments, bindings: bindings, place: nil, span)
      }
      return .invalid(span)
    case .instance(let base, let slot, let type):
      return TypedExpression(.element(base, slot), type, span)
    case .computed(let base, let property, let arguments, _):
      return methodCall(property.getter, [base] + arguments, span)
    case .tensorSlice(let base, let indices, _):
      guard let row = prelude.members(of: .tensor, named: "subscript").first else {
        return .invalid(span)
      }
      return rowCall(row, [value(of: base, span), indices], bindings: [:], place: nil, span)
    }
  }

  /// An element of a part of an array, whose indices do not start at 0.
  private func part(
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
    let type = trial { check(base) }.result.type
    guard type.owners.contains("RangeReplaceableCollection"), !type.isText else { return nil }
    let with = Argument(label: "with", value: value)
    return memberCall(
      check(base), "replaceSubrange", [indices[0], with], base: base, wanted: nil, span,
      nameSpan: span)
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
    if let change = checkPartAssignment(target, value, span) { return change }
    guard let place = place(target) else {
      _ = check(value)
      return .invalid(span)
    }
    if case .tensorSlice = place {
      var typed = check(value, wanted: .tensor)
      if typed.type == .int || typed.type == .double {
        typed = TypedExpression(.convert(.scalarToTensor, typed), .tensor, typed.span)
      }
      return TypedExpression(.assign(place, coerce(typed, to: .tensor)), .void, span)
    }
    return assign(expect(value, place.type), to: place, span)
  }
}

extension Expression {
  /// Whether it is written as a range.
  fileprivate var isRange: Bool {
    switch kind {
    case .binary(_, let op, _), .prefix(let op, _), .postfix(_, let op):
      op.spelling == "..<" || op.spelling == "..."
    case .tuple(let elements) where elements.count == 1: elements[0].value.isRange
    default: false
    }
  }
}
