import ApusSyntax
import ApusText

// Reading, storing and changing what stands at a place.
extension Checker {
  /// The same place with everything in it that does something evaluated once, by statements that
  /// come before.
  func hold(
    _ place: Place, _ span: Span, keepsVariables: Bool = false
  ) -> (setUp: [TypedStatement], place: Place) {
    var setUp: [TypedStatement] = []
    func hold(_ value: TypedExpression) -> TypedExpression {
      let isKept = keepsVariables && value.isVariable
      if value.isSettled && !isKept { return value }
      // A tensor's indices stay the list that they are.
      switch value.kind {
      case .indices(let indices):
        return TypedExpression(.indices(indices.map { hold($0) }), value.type, value.span)
      case .convert(.index, let index):
        return TypedExpression(.convert(.index, hold(index)), value.type, value.span)
      default: break
      }
      let binding = Binding("held", value.type, isConstant: true, home: .local(owner: function))
      setUp.append(TypedStatement(.declare(binding, value), value.span))
      return TypedExpression(.binding(binding), value.type, value.span)
    }
    func hold(_ place: Place) -> Place {
      switch place {
      case .binding, .accessed: return place
      case .property(let base, let get, let set): return .property(hold(base), get: get, set: set)
      case .element(let base, let index, let type): return .element(hold(base), index, type: type)
      case .elementAt(let base, let index, let type):
        return .elementAt(hold(base), hold(index), type: type)
      case .valueForKey(let base, let key, let fallback, let type):
        return .valueForKey(hold(base), hold(key), default: fallback, type: type)
      case .presentValue(let base, let key, let type):
        return .presentValue(hold(base), hold(key), type: type)
      case .payload(let base, let isChecked, let type):
        let held = hold(base)
        if !isChecked {
          let test = TypedExpression(.forceUnwrap(value(of: held, span)), type, span)
          setUp.append(TypedStatement(.expression(test), span))
        }
        return .payload(held, isChecked: true, type: type)
      case .instance(let base, let slot, let type): return .instance(hold(base), slot, type: type)
      case .reference(let base, let type): return .reference(hold(base), type: type)
      case .tensorSlice(let base, let indices, let type):
        return .tensorSlice(hold(base), hold(indices), type: type)
      case .computed(let owner, let property, let arguments, let type):
        let own: Place.Owner =
          switch owner {
          case .none: .none
          case .value(let value): .value(hold(value))
          case .parent(let value): .parent(hold(value))
          case .place(let place): .place(hold(place))
          }
        return .computed(own, property, arguments: arguments.map { hold($0) }, type: type)
      }
    }
    let held = hold(place)
    return (setUp, held)
  }

  /// An expression behind statements that it needs.
  func after(
    _ setUp: [TypedStatement], _ value: TypedExpression, _ span: Span
  ) -> TypedExpression {
    guard !setUp.isEmpty, !value.type.isInvalid else { return value }
    if value.type.isVoid || value.type == .never {
      return TypedExpression(
        .block(setUp + [TypedStatement(.expression(value), span)], voidBinding), value.type, span)
    }
    let result = Binding("result", value.type, isConstant: true, home: .local(owner: function))
    return TypedExpression(
      .block(setUp + [TypedStatement(.declare(result, value), span)], result), value.type, span)
  }

  /// A change of what stands at a place: in place, or of a copy that is put back.
  ///
  /// Nothing in the place is evaluated twice.
  func change(
    _ place: Place, _ span: Span, keepsVariables: Bool = false, copies: Bool = false,
    _ body: (Place, TypedExpression) -> TypedExpression
  ) -> TypedExpression {
    let (setUp, held) = hold(place, span, keepsVariables: keepsVariables)
    let call = copies ? changeCopy(of: held, span, body) : changeHeld(held, span, body)
    return after(setUp, call, span)
  }

  private func changeHeld(
    _ place: Place, _ span: Span, _ body: (Place, TypedExpression) -> TypedExpression
  ) -> TypedExpression {
    if place.isSlot { return body(place, value(of: place, span)) }
    switch place {
    case .element(let base, let index, let type):
      return changeHeld(base, span) { slot, _ in
        let inner = Place.element(slot, index, type: type)
        return body(inner, value(of: inner, span))
      }
    case .elementAt(let base, let index, let type):
      return changeHeld(base, span) { slot, _ in
        let inner = Place.elementAt(slot, index, type: type)
        return body(inner, value(of: inner, span))
      }
    case .valueForKey(let base, let key, let fallback?, let type)
    where base.isSlot && !type.isWord && type.wrapped == nil:
      // The default is put there first, so that the value can be changed where it is.
      let plain = Place.valueForKey(base, key, default: nil, type: .optional(type))
      let isThere = TypedExpression(.isPresent(value(of: plain, span)), .bool, span)
      let start = assignHeld(fallback, to: place, span)
      let setUp = TypedStatement(
        .if([.expression(isThere)], [], [TypedStatement(.expression(start), span)]), span)
      let inner = Place.presentValue(base, key, type: type)
      return after([setUp], body(inner, value(of: inner, span)), span)
    case .payload(let base, _, let type)
    where !base.isSlot && !type.isWord && type.wrapped == nil:
      return changeHeld(base, span) { slot, _ in
        let inner = Place.payload(slot, isChecked: true, type: type)
        return body(inner, value(of: inner, span))
      }
    default: return changeCopy(of: place, span, body)
    }
  }

  private func changeCopy(
    of place: Place, _ span: Span, _ body: (Place, TypedExpression) -> TypedExpression
  ) -> TypedExpression {
    let copy = Binding("copy", place.type, isConstant: false, home: .local(owner: function))
    let reference = TypedExpression(.binding(copy), place.type, span)
    let call = body(.binding(copy), reference)
    if call.type.isInvalid { return call }
    let result = Binding("result", call.type, isConstant: true, home: .local(owner: function))
    let isVoid = call.type.isVoid || call.type == .never
    let statements = [
      TypedStatement(.declare(copy, value(of: place, span)), span),
      isVoid
        ? TypedStatement(.expression(call), span) : TypedStatement(.declare(result, call), span),
      TypedStatement(.expression(assignHeld(reference, to: place, span)), span),
    ]
    return TypedExpression(
      .block(statements, isVoid ? voidBinding : result), call.type, span)
  }

  /// An assignment; of what has functions of its own it is a call of them.
  func assign(_ value: TypedExpression, to place: Place, _ span: Span) -> TypedExpression {
    let (setUp, held) = hold(place, span)
    return after(setUp, assignHeld(value, to: held, span), span)
  }

  private func assignHeld(
    _ value: TypedExpression, to place: Place, _ span: Span
  ) -> TypedExpression {
    switch place {
    case .computed(let owner, let property, let arguments, _):
      guard let setter = property.setter else { return .invalid(span) }
      switch owner {
      case .none: return methodCall(setter, arguments + [value], span)
      case .value(let instance):
        return methodCall(setter, [instance] + arguments + [value], span)
      case .parent(let instance):
        return TypedExpression(
          .callFunction(setter, [instance] + arguments + [value]), .void, span)
      case .place(let base):
        return settled(value, span) { value in
          changeHeld(base, span) { slot, current in
            let own = TypedExpression(.inoutArgument(slot, current), slot.type, span)
            return methodCall(setter, [own] + arguments + [value], span)
          }
        }
      }
    case .accessed(let binding): return assign(value, toWatched: binding, span)
    case .property(let base, _, let set):
      return rowCall(set, [base, value], bindings: [:], place: nil, span)
    case .payload(let base, _, let type):
      let whole = TypedExpression(.convert(.wrap, value), .optional(type), value.span)
      return assignHeld(whole, to: base, span)
    case .presentValue(let base, let key, let type):
      let whole = TypedExpression(.convert(.wrap, value), .optional(type), value.span)
      return assignHeld(
        whole, to: .valueForKey(base, key, default: nil, type: .optional(type)), span)
    case .reference(let base, _): return assignHeld(weakened(value), to: base, span)
    case .binding, .instance: return TypedExpression(.assign(place, value), .void, span)
    case .element, .elementAt, .valueForKey, .tensorSlice:
      guard let base = place.base, !base.isSlot else {
        return TypedExpression(.assign(place, value), .void, span)
      }
      return settled(value, span) { value in
        changeHeld(base, span) { slot, _ in
          TypedExpression(.assign(place.moved(to: slot), value), .void, span)
        }
      }
    }
  }

  /// What is assigned is evaluated before the place is taken hold of.
  private func settled(
    _ value: TypedExpression, _ span: Span, _ body: (TypedExpression) -> TypedExpression
  ) -> TypedExpression {
    if value.isSettled { return body(value) }
    let held = Binding("value", value.type, isConstant: true, home: .local(owner: function))
    let reference = TypedExpression(.binding(held), value.type, value.span)
    return after([TypedStatement(.declare(held, value), value.span)], body(reference), span)
  }

  /// Reading from a place.
  func value(of place: Place, _ span: Span) -> TypedExpression {
    switch place {
    case .binding(let binding): return TypedExpression(.binding(binding), binding.type, span)
    case .accessed(let binding): return value(ofWatched: binding, span)
    case .property(let base, let get, _):
      return rowCall(get, [base], bindings: [:], place: nil, span)
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
    case .presentValue(let base, let key, let type):
      let whole = Place.valueForKey(base, key, default: nil, type: .optional(type))
      return TypedExpression(.forceUnwrap(value(of: whole, span)), type, span)
    case .payload(let base, _, let type):
      return TypedExpression(.forceUnwrap(value(of: base, span)), type, span)
    case .instance(let base, let slot, let type):
      return TypedExpression(.element(base, slot), type, span)
    case .computed(let owner, let property, let arguments, _):
      switch owner {
      case .none: return methodCall(property.getter, arguments, span)
      case .value(let value): return methodCall(property.getter, [value] + arguments, span)
      case .parent(let value):
        return TypedExpression(
          .callFunction(property.getter, [value] + arguments), property.type, span)
      case .place(let base):
        guard property.getter.parameters.first?.isInout == true else {
          return methodCall(property.getter, [value(of: base, span)] + arguments, span)
        }
        return change(base, span) { slot, current in
          let own = TypedExpression(.inoutArgument(slot, current), slot.type, span)
          return methodCall(property.getter, [own] + arguments, span)
        }
      }
    case .reference(let base, let type):
      return strengthened(value(of: base, span), type, span)
    case .tensorSlice(let base, let indices, _):
      guard let row = prelude.members(of: .tensor, named: "subscript").first else {
        return .invalid(span)
      }
      return rowCall(row, [value(of: base, span), indices], bindings: [:], place: nil, span)
    }
  }
}

extension Place {
  /// The same part of another place.
  fileprivate func moved(to base: Place) -> Place {
    switch self {
    case .element(_, let index, let type): .element(base, index, type: type)
    case .elementAt(_, let index, let type): .elementAt(base, index, type: type)
    case .valueForKey(_, let key, let fallback, let type):
      .valueForKey(base, key, default: fallback, type: type)
    case .presentValue(_, let key, let type): .presentValue(base, key, type: type)
    case .payload(_, let isChecked, let type): .payload(base, isChecked: isChecked, type: type)
    case .tensorSlice(_, let indices, let type): .tensorSlice(base, indices, type: type)
    case .reference(_, let type): .reference(base, type: type)
    case .binding, .accessed, .instance, .computed, .property: self
    }
  }
}

extension TypedExpression {
  /// Whether evaluating it twice is the same as once, and costs nothing.
  var isSettled: Bool {
    switch kind {
    case .word, .string, .none, .binding, .function, .register, .invalid, .tensorLiteral: true
    default: false
    }
  }

  /// Whether it is a variable whose value may be another one later.
  var isVariable: Bool {
    if case .binding(let binding) = kind { !binding.isConstant } else { false }
  }

  /// Whether it calls nothing that may change a variable.
  var isQuiet: Bool {
    switch kind {
    case .element(let base, _), .field(let base, _, _), .not(let base), .convert(_, let base),
      .forceUnwrap(let base):
      base.isQuiet
    case .elementAt(let first, let second), .coalesce(let first, let second),
      .shortCircuit(_, let first, let second):
      first.isQuiet && second.isQuiet
    case .ternary(let test, let first, let second):
      test.isQuiet && first.isQuiet && second.isQuiet
    case .scalar(_, let parts), .tuple(let parts), .array(let parts), .indices(let parts),
      .tensorStack(let parts):
      parts.allSatisfy(\.isQuiet)
    case .callRow(_, let arguments, _, nil):
      arguments.allSatisfy { argument in
        if case .function = argument.type { false } else { argument.isQuiet }
      }
    default: isSettled
    }
  }
}
