import ApusSyntax
import ApusText

// Values of protocol type: how their requirements are found when the cell runs, and casts.
extension Checker {
  private static let ownType = "the value's own type"
  private static let ownName = "the value"

  /// Notes that values of a protocol type exist, so that every conforming type needs functions that
  /// take one.
  func holdAnyValues(of target: ProtocolType) {
    for part in target.all where program.generics.existentials.insert(part).inserted {
      for conformance in program.generics.dynamic.conformances where conformance.target == part {
        makeWitnesses(for: conformance.type, part)
      }
    }
  }

  /// Notes for the machine what a type conforms to.
  func noteConformances(of type: Type) {
    guard !isOpen(type) else { return }
    for target in declaredProtocols(of: type).flatMap(\.all) { noteConformance(of: type, target) }
  }

  func noteConformance(of type: Type, _ target: ProtocolType) {
    guard !isOpen(type) else { return }
    let conformance = Specialisations.Conformance(type: type, target: target)
    guard program.generics.dynamic.conformances.insert(conformance).inserted else { return }
    noteOwnFunctions(of: type, target)
    if program.generics.existentials.contains(target) { makeWitnesses(for: type, target) }
  }

  /// Functions by which a value of protocol type does what the protocol asks for.
  func makeWitnesses(for type: Type, _ target: ProtocolType) {
    for requirement in target.requirements where requirement.isUsableOnAnyValue {
      switch requirement.kind {
      case .method, .property, .subscript: break
      case .initializer, .staticMethod, .staticProperty, .operator: continue
      }
      makeWitness(requirement, requirement.function, isSetter: false, type, target)
      if let setter = requirement.setter {
        makeWitness(requirement, setter, isSetter: true, type, target)
      }
    }
  }

  /// `{ var own = self as! Own; let result = own.member(…); self = own; return result }`.
  private func makeWitness(
    _ requirement: ProtocolType.Requirement, _ function: UserFunction, isSetter: Bool,
    _ type: Type, _ target: ProtocolType
  ) {
    let key = Specialisations.Witness(requirement: requirement, isSetter: isSetter, type: type)
    guard program.generics.dynamic.witnesses[key] == nil else { return }
    let general = head(of: function, for: .existential([target]))
    let witness = UserFunction(
      name: general.name, parameters: general.parameters, result: general.result,
      documentation: nil, source: function.source, index: program.functionCount)
    witness.thrown = general.thrown
    program.functionCount += 1
    functions.append(witness)
    program.generics.dynamic.witnesses[key] = witness.index
    var item = PendingBody(
      function: witness,
      block: block(requirement, function, isSetter: isSetter), span: requirement.span)
    item.context = GenericContext(
      arguments: [Self.ownType: type], source: function.source)
    pending.append(item)
  }

  private func block(
    _ requirement: ProtocolType.Requirement, _ function: UserFunction, isSetter: Bool
  ) -> Block {
    let span = requirement.span
    func expression(_ kind: Expression.Kind) -> Expression { Expression(kind, span) }
    func variable(_ name: String, _ value: Expression, isConstant: Bool) -> Statement {
      let pattern = Pattern(.name(name), span)
      let binding = Variable.Binding(pattern: pattern, type: nil, value: value)
      return Statement(
        .declaration(
          Declaration(.variable(Variable(isConstant: isConstant, bindings: [binding])), span)),
        span)
    }
    let own = expression(.name(Self.ownName))
    let cast = expression(
      .cast(expression(.name("self")), .forced, TypeSyntax(.name(Self.ownType, []), span)))
    let isMutating = function.parameters.first?.isInout ?? false
    let arguments = function.parameters.dropFirst().map { parameter in
      let name = expression(.name(parameter.name))
      return Argument(
        label: parameter.label, value: parameter.isInout ? expression(.inOut(name)) : name)
    }
    var access: Expression
    switch requirement.kind {
    case .property:
      let member = expression(.member(own, function.name, nameSpan: span))
      access =
        isSetter ? expression(.assign(member, expression(.name("newValue")))) : member
    case .subscript where isSetter:
      let place = expression(.subscript(own, Array(arguments.dropLast())))
      access = expression(.assign(place, expression(.name("newValue"))))
    case .subscript: access = expression(.subscript(own, Array(arguments)))
    default:
      access = expression(
        .call(expression(.member(own, function.name, nameSpan: span)), Array(arguments)))
    }
    if function.thrown != nil { access = expression(.try(.plain, access)) }
    var statements = [variable(Self.ownName, cast, isConstant: false)]
    if !isMutating {
      statements.append(
        Statement(function.result.isVoid ? .expression(access) : .return(access), span))
      return Block(statements, span)
    }
    statements.append(
      function.result.isVoid
        ? Statement(.expression(access), span) : variable("result", access, isConstant: true))
    statements.append(
      Statement(.expression(expression(.assign(expression(.name("self")), own))), span))
    if !function.result.isVoid {
      statements.append(Statement(.return(expression(.name("result"))), span))
    }
    return Block(statements, span)
  }

  /// A value as one of protocol type; nil where its type does not conform.
  func existential(_ value: TypedExpression, _ targets: [ProtocolType]) -> TypedExpression? {
    guard targets.allSatisfy({ conforms(value.type, to: $0) }) else { return nil }
    for target in targets.flatMap(\.all) { noteConformance(of: value.type, target) }
    return TypedExpression(.convert(.box, value), .existential(targets), value.span)
  }

  /// Functions of a type that the machine uses by itself: `description`, `==`, `<`, `hash(into:)`.
  private func noteOwnFunctions(of type: Type, _ target: ProtocolType) {
    guard target.row != nil, case .nominal = type else { return }
    for requirement in target.requirements where !requirement.isGiven {
      let key = Specialisations.Witness(requirement: requirement, isSetter: false, type: type)
      var own: UserFunction?
      switch requirement.kind {
      case .operator:
        own = declaredOperators(requirement.function.name).first {
          $0.parameters.count == 2 && $0.parameters.allSatisfy { $0.type == type }
        }
      case .property:
        own = property(requirement.function.name, of: type)?.getter
      case .method:
        own = methods(requirement.function.name, of: type).first {
          $0.fullName == requirement.function.fullName
        }
      case .subscript, .initializer, .staticMethod, .staticProperty: break
      }
      if own == nil, requirement.kind == .property, !requirement.function.result.isGeneric {
        own = ownGetter(requirement, of: type)
      }
      if let own, own.index >= 0 { program.generics.dynamic.own[key] = own.index }
    }
  }

  /// A function that reads a stored property, where that is what a protocol asks for.
  private func ownGetter(
    _ requirement: ProtocolType.Requirement, of type: Type
  ) -> UserFunction? {
    guard case .nominal(let nominal) = type, nominal.field(requirement.function.name) != nil else {
      return nil
    }
    let own = UserFunction.Parameter(
      label: nil, name: "self", type: type, isVariadic: false, defaultValue: nil)
    let getter = UserFunction(
      name: requirement.function.name, parameters: [own], result: requirement.function.result,
      documentation: nil, source: requirement.function.source, index: program.functionCount)
    program.functionCount += 1
    functions.append(getter)
    let span = requirement.span
    let value = Expression(
      .member(Expression(.name("self"), span), getter.name, nameSpan: span), span)
    var item = PendingBody(
      function: getter, block: Block([Statement(.return(value), span)], span), span: span)
    item.context = GenericContext(arguments: [:], source: getter.source)
    program.generics.deferred[getter.index] = item
    return getter
  }

  /// `x is T`, `x as? T`, `x as! T`.
  func checkDynamicCast(
    _ inner: Expression, _ kind: CastKind, _ syntax: TypeSyntax, _ span: Span
  ) -> TypedExpression {
    let value = check(inner)
    let target = resolve(syntax)
    if kind != .forced, let wrapped = value.type.wrapped, target.wrapped == nil,
      !target.isInvalid
    {
      return castInside(value, wrapped, kind, target, span)
    }
    guard !value.type.isInvalid, !target.isInvalid, let box = convert(value, to: .any) else {
      return .invalid(span)
    }
    switch kind {
    case .test: return TypedExpression(.typeTest(box, target), .bool, span)
    case .forced: return TypedExpression(.convert(.unbox, box), target, span)
    case .conditional, .coerce: return conditionalCast(box, target, span)
    }
  }

  /// A cast of what an optional holds, where it holds something.
  private func castInside(
    _ value: TypedExpression, _ wrapped: Type, _ kind: CastKind, _ target: Type, _ span: Span
  ) -> TypedExpression {
    let isTest = kind == .test
    let type = isTest ? Type.bool : .optional(target)
    let held = Binding("held", wrapped, isConstant: true, home: .local(owner: function))
    let result = Binding("result", type, isConstant: false, home: .local(owner: function))
    guard let box = convert(TypedExpression(.binding(held), wrapped, span), to: .any) else {
      return .invalid(span)
    }
    let found =
      isTest
      ? TypedExpression(.typeTest(box, target), .bool, span) : conditionalCast(box, target, span)
    return TypedExpression(
      .block(
        [
          TypedStatement(
            .declare(result, TypedExpression(isTest ? .word(0) : .none, type, span)), span),
          TypedStatement(
            .if(
              [.unwrap(held, value)],
              [TypedStatement(.expression(assign(found, to: .binding(result), span)), span)], []),
            span),
        ], result), type, span)
  }

  /// `box as? T`, where the type is known.
  func conditionalCast(
    _ box: TypedExpression, _ target: Type, _ span: Span
  ) -> TypedExpression {
    let optional = Type.optional(target)
    let held = Binding("cast", .any, isConstant: true, home: .local(owner: function))
    let result = Binding("result", optional, isConstant: false, home: .local(owner: function))
    let known = TypedExpression(.binding(held), .any, span)
    let found = TypedExpression(
      .convert(.wrap, TypedExpression(.convert(.unbox, known), target, span)), optional, span)
    let choice = TypedExpression(
      .ternary(
        TypedExpression(.typeTest(known, target), .bool, span), found,
        TypedExpression(.none, optional, span)), optional, span)
    return TypedExpression(
      .block(
        [
          TypedStatement(.declare(held, box), span),
          TypedStatement(.declare(result, choice), span),
        ], result), optional, span)
  }
}
