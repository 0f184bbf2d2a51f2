import ApusSyntax
import ApusText

// `super`: the superclass's own functions, whatever the instance overrides.
extension Checker {
  /// `self` and the superclass, where there are both.
  private func parent(_ span: Span) -> (receiver: TypedExpression, type: NominalType)? {
    guard case .nominal(let type) = member?.owner, let parent = type.superclass,
      case .binding(let own) = lookUp("self"), own.type == member?.owner
    else {
      report(errors.noSuper(span))
      return nil
    }
    use(own)
    return (TypedExpression(.binding(own), .nominal(type), span), parent)
  }

  /// In a class's own function, the class it is called on and the superclass.
  private func parentClass(_ span: Span) -> (receiver: TypedExpression, type: Type)? {
    guard case .nominal(let type) = member?.owner, let parent = type.superclass,
      case .binding(let own) = lookUp("self"), case .metatype = own.type
    else { return nil }
    use(own)
    return (TypedExpression(.binding(own), own.type, span), .nominal(parent))
  }

  /// A call that does not look for what the instance overrides.
  private func direct(_ call: TypedExpression) -> TypedExpression {
    guard case .callMethod(let function, _, let values) = call.kind else { return call }
    return TypedExpression(.callFunction(function, values), call.type, call.span)
  }

  /// `super.init(…)` and `super.method(…)`.
  func superCall(
    _ name: String, _ arguments: [Argument], _ baseSpan: Span, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    if let (receiver, parent) = parentClass(baseSpan) {
      let functions = staticFunctions(of: parent, named: name)
      guard !functions.isEmpty else {
        reportUnknownMember(name, of: .metatype(parent), nameSpan)
        return .invalid(span)
      }
      return direct(
        resolve(
          candidates(static: functions, of: parent, receiver, baseSpan), arguments, wanted: nil,
          span, nameSpan: nameSpan))
    }
    guard let (receiver, parent) = parent(baseSpan) else { return .invalid(span) }
    if name == "init" {
      guard initializing != nil else {
        report(errors.initOutsideInit("super", nameSpan))
        return .invalid(span)
      }
      function.superCalls.insert(span)
      if parent.initializers.isEmpty, arguments.isEmpty {
        return TypedExpression(.word(0), .void, span)
      }
    }
    let functions = name == "init" ? parent.initializers : methods(name, of: .nominal(parent))
    if functions.isEmpty {
      reportUnknownMember(name, of: .nominal(parent), nameSpan)
      return .invalid(span)
    }
    let call = direct(
      resolve(
        functions.map { Candidate($0, receiver: receiver) }, arguments, wanted: nil, span,
        nameSpan: nameSpan))
    return name == "init" ? delegated(call, span) : call
  }

  /// `super.property`.
  func superMember(
    _ base: Expression, _ name: String, _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    if let (receiver, parent) = parentClass(base.span) {
      if let value = declaredStatic(of: parent, name, span, on: receiver) { return direct(value) }
      reportUnknownMember(name, of: .metatype(parent), nameSpan)
      return .invalid(span)
    }
    guard let (receiver, parent) = parent(base.span) else { return .invalid(span) }
    if let property = property(name, of: .nominal(parent)), !property.isStored {
      return direct(methodCall(property.getter, [receiver], span))
    }
    if let value = fieldValue(of: receiver, name, span), parent.field(name) != nil { return value }
    reportUnknownMember(name, of: .nominal(parent), nameSpan)
    return .invalid(span)
  }

  /// Where `super.property` stands.
  func superPlace(_ base: Expression, _ name: String, _ nameSpan: Span) -> Place? {
    guard let (receiver, parent) = parent(base.span) else { return nil }
    if let property = property(name, of: .nominal(parent)) {
      guard property.setter != nil else {
        report(errors.readOnly(name, nameSpan))
        return nil
      }
      return .computed(.parent(receiver), property, arguments: [], type: property.type)
    }
    guard let index = parent.field(name) else {
      reportUnknownMember(name, of: .nominal(parent), nameSpan)
      return nil
    }
    let field = parent.fields[index]
    if field.isConstant {
      report(errors.constant(name, nameSpan, isParameter: false, declaration: nil))
      return nil
    }
    return .instance(receiver, parent.slot(of: index), type: field.type)
  }
}
