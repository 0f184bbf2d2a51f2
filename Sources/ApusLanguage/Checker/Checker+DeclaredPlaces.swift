import ApusSyntax
import ApusText

// Where properties and subscripts of declared types stand.
extension Checker {
  /// Where `base.name` stands, for a stored or computed property; nil where it is neither.
  func declaredPlace(
    _ base: Expression, _ name: String, _ nameSpan: Span, _ span: Span
  ) -> (place: Place?, Void)? {
    if case .name("super") = base.kind { return (superPlace(base, name, nameSpan), ()) }
    let (receiver, found) = trial { check(base) }
    guard found.isEmpty else { return nil }
    if case .metatype(let type) = receiver.type {
      return staticPlace(of: type, name, on: receiver, nameSpan)
        .map { (settable($0, name, nameSpan), ()) }
    }
    guard case .nominal(let type) = receiver.type else {
      guard let property = property(name, of: receiver.type) else { return nil }
      let isReference = receiver.type.isReference
      return (computed(property, [], base, nameSpan, isReference: isReference), ())
    }
    let isReference = type.kind == .class
    if let index = type.field(name), isDirect(name, of: type, base) {
      let field = type.fields[index]
      if field.isConstant && !(isSelf(base) && initializing != nil) {
        report(errors.constant(name, nameSpan, isParameter: false, declaration: nil))
        return (nil, ())
      }
      guard
        let found = isReference
          ? .instance(check(base), type.slot(of: index), type: field.storedType)
          : place(base).map({ Place.element($0, index, type: field.storedType) })
      else { return (nil, ()) }
      return (field.reference == .strong ? found : .reference(found, type: field.type), ())
    }
    guard let property = property(name, of: receiver.type) else { return nil }
    return (computed(property, [], base, nameSpan, isReference: isReference), ())
  }

  private func isSelf(_ base: Expression) -> Bool {
    if case .name("self") = base.kind { true } else { false }
  }

  /// Whether a stored property is changed where it is, without the functions that watch it: where
  /// there are none, in the type's own initialisers, and in those functions.
  func isDirect(_ name: String, of type: NominalType, _ base: Expression) -> Bool {
    guard property(name, of: .nominal(type)) != nil else { return true }
    if name == directField { return true }
    return isSelf(base) && initializing.map { $0.ownField(name) } ?? false
  }

  /// A static property that can be changed.
  private func settable(_ place: Place, _ name: String, _ span: Span) -> Place? {
    switch place {
    case .binding(let binding) where binding.isConstant:
      report(errors.constant(name, span, isParameter: false, declaration: nil))
      return nil
    case .computed(_, let property, _, _) where property.setter == nil:
      report(errors.readOnly(name, span))
      return nil
    default: return place
    }
  }

  private func computed(
    _ property: MemberTable.Property, _ arguments: [TypedExpression], _ base: Expression,
    _ nameSpan: Span, isReference: Bool
  ) -> Place? {
    guard property.setter != nil else {
      report(errors.readOnly(property.getter.name, nameSpan))
      return nil
    }
    let type = property.type
    if isReference {
      return .computed(.value(check(base)), property, arguments: arguments, type: type)
    }
    return place(base).map {
      .computed(.place($0), property, arguments: arguments, type: type)
    }
  }

  /// Where `base[…]` stands, for a subscript that the program declares.
  func declaredSubscriptPlace(
    _ base: Expression, _ indices: [Argument], _ span: Span
  ) -> (place: Place?, Void)? {
    let (receiver, found) = trial { check(base) }
    guard found.isEmpty else { return nil }
    if case .metatype(let type) = receiver.type {
      let statics = staticSubscripts(of: type, on: receiver)
      guard !statics.isEmpty else { return nil }
      let call = resolve(statics, indices, wanted: nil, span, nameSpan: span)
      switch call.kind {
      case .callFunction(let getter, let arguments), .callMethod(let getter, _, let arguments):
        return (subscriptPlace(getter, arguments, .none, base.span), ())
      default: return (nil, ())
      }
    }
    var candidates = declaredMethods(of: receiver, named: "subscript")
    let isPlain = indices.allSatisfy { $0.label == nil || $0.label == "default" }
    if isPlain, !prelude.members(of: receiver.type, named: "subscript").isEmpty {
      // Beside those that the type has by itself.
      candidates.removeAll { candidate in
        if case .matched = ArgumentMatch(indices, to: candidate.parameters) { false } else { true }
      }
    }
    guard !candidates.isEmpty else { return nil }
    let call = resolve(candidates, indices, wanted: nil, span, nameSpan: span)
    let getter: UserFunction
    let arguments: [TypedExpression]
    switch call.kind {
    case .callFunction(let function, let values), .callMethod(let function, _, let values),
      .callWitness(let function, let values):
      (getter, arguments) = (function, Array(values.dropFirst()))
    default: return (nil, ())
    }
    let isReference = receiver.type.isReference
    guard getter.setter != nil else {
      report(errors.readOnlySubscript(base.span))
      return (nil, ())
    }
    if isReference {
      return (subscriptPlace(getter, arguments, .value(check(base)), base.span), ())
    }
    return (place(base).flatMap { subscriptPlace(getter, arguments, .place($0), base.span) }, ())
  }

  private func subscriptPlace(
    _ getter: UserFunction, _ arguments: [TypedExpression], _ owner: Place.Owner, _ span: Span
  ) -> Place? {
    guard let setter = getter.setter else {
      report(errors.readOnlySubscript(span))
      return nil
    }
    let property = MemberTable.Property(type: getter.result, getter: getter, setter: setter)
    return .computed(owner, property, arguments: arguments, type: getter.result)
  }

  func staticSubscripts(of type: Type, on receiver: TypedExpression) -> [Candidate] {
    candidates(
      static: staticFunctions(of: type, named: "subscript"), of: type, receiver, receiver.span)
  }
}
