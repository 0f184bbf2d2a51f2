import ApusSyntax
import ApusText

// Types of the program that a `for` can go over, and what arrays' functions do with them.
extension Checker {
  /// What a loop over a value sees, also over one of a declared type; nil where there is nothing.
  func element(of type: Type) -> Type? {
    if let (_, element) = Self.elements(of: type) { return element }
    guard conforms(type, toPrelude: "Sequence") else { return nil }
    return memberType(of: type, "Element")
  }

  /// A sequence as an array of its elements; nil for what is none.
  func asArray(_ value: TypedExpression) -> (array: TypedExpression, element: Type)? {
    if let (conversion, element) = Self.elements(of: value.type) {
      guard let conversion else {
        return (TypedExpression(value.kind, .array(element), value.span), element)
      }
      return (TypedExpression(.convert(conversion, value), .array(element), value.span), element)
    }
    guard let element = element(of: value.type) else { return nil }
    if isOpen(value.type) {
      return (TypedExpression(.array([]), .array(element), value.span), element)
    }
    guard let (start, iterator) = iterator(of: value) else { return nil }
    let array = Type.array(element)
    let all = Binding("all", array, isConstant: false, home: .local(owner: function))
    let empty = TypedExpression(.array([]), array, value.span)
    let item = Binding("item", element, isConstant: true, home: .local(owner: function))
    let appended = append(TypedExpression(.binding(item), element, value.span), to: all, element)
    let loop = ownLoop(
      item, iterator, [TypedStatement(.expression(appended), value.span)], value.span)
    return (
      TypedExpression(
        .block(
          [start, TypedStatement(.declare(all, empty), value.span), loop], all), array, value.span),
      element
    )
  }

  /// An array with each of its elements brought into another type: `[Dog]` as `[any Animal]`.
  func convertElements(of value: TypedExpression, to type: Type) -> TypedExpression? {
    guard case .array(let own) = value.type, case .array(let wanted) = type else { return nil }
    let item = Binding("item", own, isConstant: true, home: .local(owner: function))
    let element = TypedExpression(.binding(item), own, value.span)
    guard let converted = convert(element, to: wanted) else { return nil }
    let all = Binding("all", type, isConstant: false, home: .local(owner: function))
    let appended = append(converted, to: all, wanted)
    loopCount += 1
    let loop = TypedStatement(
      .loop(
        Loop(kind: .elements(item, value), number: loopCount),
        body: [TypedStatement(.expression(appended), value.span)]), value.span)
    let empty = TypedExpression(.array([]), type, value.span)
    return TypedExpression(
      .block([TypedStatement(.declare(all, empty), value.span), loop], all), type, value.span)
  }

  private func append(
    _ value: TypedExpression, to all: Binding, _ element: Type
  ) -> TypedExpression {
    let place = Place.binding(all)
    let current = TypedExpression(.binding(all), all.type, value.span)
    for row in prelude.members(of: all.type, named: "append") where row.parameters.count == 2 {
      guard case .parameter = row.parameters[1].type else { continue }
      return rowCall(
        row, [current, value], bindings: ["Element": element], place: place, value.span)
    }
    return .invalid(value.span)
  }

  /// `var iterator = value.makeIterator()`, and the variable.
  func iterator(of value: TypedExpression) -> (TypedStatement, Binding)? {
    var start = value
    let makers = methods("makeIterator", of: value.type)
    if !makers.isEmpty {
      start = memberCall(value, "makeIterator", [], wanted: nil, value.span, nameSpan: value.span)
    }
    guard !start.type.isInvalid else { return nil }
    let iterator = Binding("iterator", start.type, isConstant: false, home: .local(owner: function))
    return (TypedStatement(.declare(iterator, start), value.span), iterator)
  }

  /// `while let item = iterator.next() { … }`.
  func ownLoop(
    _ item: Binding, _ iterator: Binding, _ body: [TypedStatement], _ span: Span,
    number: Int? = nil
  ) -> TypedStatement {
    loopCount += 1
    return TypedStatement(
      .loop(
        Loop(
          kind: .while([.unwrap(item, next(of: iterator, span))]), number: number ?? loopCount),
        body: body), span)
  }

  private func next(of iterator: Binding, _ span: Span) -> TypedExpression {
    let value = TypedExpression(.binding(iterator), iterator.type, span)
    guard let next = methods("next", of: iterator.type).first(where: { $0.parameters.count == 1 })
    else { return .invalid(span) }
    guard next.parameters[0].isInout else { return methodCall(next, [value], span) }
    return methodCall(
      next, [TypedExpression(.inoutArgument(.binding(iterator), value), value.type, span)], span)
  }

  /// A loop over a value of a type that the program declares; nil over the language's own.
  func ownTurns(
    _ loop: For, _ sequence: TypedExpression, _ number: Int
  ) -> TypedStatement.Kind? {
    guard Self.elements(of: sequence.type) == nil, let element = element(of: sequence.type) else {
      return nil
    }
    let (item, body) = loopParts(loop, element)
    if isOpen(sequence.type) { return .group(body) }
    guard let (start, iterator) = iterator(of: sequence) else { return .group(body) }
    return .group([start, ownLoop(item, iterator, body, sequence.span, number: number)])
  }

  /// The first requirement of a row that types do not meet.
  func unmet(
    _ row: Callable, _ bindings: [String: Type]
  ) -> (requirement: Callable.Requirement, type: Type)? {
    row.unmet(bindings) { type, name in
      type.conforms(to: name) || conforms(type, toPrelude: name)
    }
  }

  /// Whether `<` of the prelude's rows compares values of a type, which it also does for tuples.
  func isOrdered(_ type: Type) -> Bool {
    if case .tuple(let elements) = type, !elements.isEmpty {
      return elements.allSatisfy { isOrdered($0.type) }
    }
    return conforms(type, toPrelude: "Comparable")
  }

  /// Whether `==` of the prelude's rows compares values of a type.
  func isComparedByEquality(_ type: Type) -> Bool {
    if case .tuple(let elements) = type {
      return elements.allSatisfy { isComparedByEquality($0.type) }
    }
    return conforms(type, toPrelude: "Equatable")
  }
}
