import ApusSyntax
import ApusText

// Calls that tell what type parameters stand for.
extension Checker {
  /// `Stack(items: [1])`, `Tree.leaf(3)`: the arguments, or the wanted type, tell which type it is.
  func genericCall(
    _ generic: GenericType, _ name: String, _ nameSpan: Span, _ arguments: [Argument],
    wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if case .nominal(let nominal) = wanted?.unwrapped, nominal.origin === generic {
      return staticCall(
        of: .nominal(nominal), name, nameSpan, arguments, wanted: wanted, span)
    }
    let parameters = generic.parameters.map { Type.parameter($0) }
    guard let pattern = nominal(generic, parameters, nameSpan) else { return .invalid(span) }
    let candidates = patterns(of: pattern, generic, name)
    guard !candidates.isEmpty else {
      report(
        errors.uninferred(generic.parameters.first ?? "T", of: generic.name, nameSpan))
      return .invalid(span)
    }
    let (call, found) = trial {
      resolve(candidates, arguments, wanted: nil, span, nameSpan: nameSpan)
    }
    guard found.isEmpty, !call.type.isInvalid, !call.type.unwrapped.isGeneric else {
      report(
        found.isEmpty || found.contains { $0.id == "needs-type" && $0.span == span }
          ? [errors.uninferred(generic.parameters.first ?? "T", of: generic.name, nameSpan)]
          : found)
      return .invalid(span)
    }
    return staticCall(
      of: call.type.unwrapped, name, nameSpan, arguments, wanted: wanted, span)
  }

  /// What a call may mean, in terms of the type's parameters.
  func patterns(
    of pattern: NominalType, _ generic: GenericType, _ name: String
  ) -> [Candidate] {
    var found: [Candidate] = []
    var added: [Candidate] = []
    if name == "init" {
      found = pattern.initializers.map { Candidate($0, constructing: pattern) }
      for (template, _, arguments) in templates(of: .nominal(pattern)) {
        // `extension Result where Failure == Error` says what one of the parameters is.
        var known = arguments
        for case .same(.parameter(let name), let type) in template.signature.constraints {
          known[name] = substitute(type, arguments)
        }
        let own = table(of: template, .nominal(pattern), arguments)?.methods["init"] ?? []
        added += own.map {
          Candidate($0, constructing: pattern).inferring(
            generic, pattern, as: generic.pattern.substituting(known))
        }
      }
      if pattern.kind != .enum, !hasInitializer(pattern) {
        found.append(Candidate(memberwise: pattern))
      }
    } else if let index = pattern.caseIndex(name, carrying: true) {
      found = [Candidate(pattern, case: index)]
    } else {
      let functions = tables(of: .nominal(pattern)).flatMap { $0.statics[name] ?? [] }
      found = candidates(static: functions, of: .nominal(pattern), nil, Span(0, 0))
    }
    return found.map { $0.inferring(generic, pattern, as: generic.pattern) } + added
  }

  /// Initialisers of a type with those that extensions give to it.
  func initializers(of type: NominalType) -> [UserFunction] {
    type.initializers + extensions(of: .nominal(type)).flatMap { $0.methods["init"] ?? [] }
  }

  /// Whether a type declares an initialiser itself, so that the one by its fields is not there.
  func hasInitializer(_ type: NominalType) -> Bool {
    !type.initializers.isEmpty || type.origin?.hasInitializer ?? false
  }

  /// What a pattern's call tells about the arguments; its own value is never made.
  func inferred(
    _ generic: GenericType, _ result: Type, _ bindings: [String: Type], _ span: Span
  ) -> TypedExpression {
    if let unmet = unmet(generic.signature, bindings) {
      report(errors.unmet("'\(generic.name)'", unmet, span))
      return .invalid(span)
    }
    return TypedExpression(.word(0), substitute(result, bindings), span)
  }

  /// An operator with type parameters on two operands; nil where it does not take them.
  func genericOperator(
    _ function: UserFunction, _ left: TypedExpression, _ right: TypedExpression, _ span: Span
  ) -> TypedExpression? {
    var bindings: [String: Type] = [:]
    guard function.parameters[0].type.bind(to: left.type, &bindings),
      function.parameters[1].type.bind(to: right.type, &bindings)
    else { return nil }
    bindDependents(of: function, &bindings)
    let (made, found) = trial { specialise(function, bindings, span) }
    guard found.isEmpty, let made else { return nil }
    return TypedExpression(.callFunction(made, [left, right]), made.result, span)
  }

  /// Operators of a spelling, with those that templates give to the operands' types.
  func ownOperators(_ spelling: String, _ left: Type, _ right: Type) -> [UserFunction] {
    if !program.generics.templates.isEmpty {
      _ = templateTables(of: left)
      if right != left { _ = templateTables(of: right) }
    }
    return declaredOperators(spelling)
  }

  /// A generic function as a value, where the context says for which types.
  func genericValue(
    _ function: UserFunction, wanted: Type?, _ span: Span
  ) -> TypedExpression? {
    guard case .function(let wishes, let wish, _) = wanted?.unwrapped,
      case .function(let parameters, let result, _) = function.type,
      wishes.count == parameters.count
    else { return nil }
    var bindings: [String: Type] = [:]
    for (own, their) in zip(parameters, wishes) where !their.isGeneric {
      guard own.bind(to: their, &bindings) else { return nil }
    }
    if !wish.isGeneric { _ = result.bind(to: wish, &bindings) }
    bindDependents(of: function, &bindings)
    guard let made = specialise(function, bindings, span) else { return .invalid(span) }
    return TypedExpression(.function(made), made.type, span)
  }
}

extension Candidate {
  /// The same in terms of a generic type's parameters, to find out what they stand for.
  func inferring(_ generic: GenericType, _ pattern: NominalType, as made: Type) -> Candidate {
    var result = result
    if result == .nominal(pattern) { result = made }
    if result == .optional(.nominal(pattern)) { result = .optional(made) }
    return Candidate(
      target: .pattern(generic, function), parameters: parameters, result: result,
      name: generic.name,
      signature: signature)
  }

  /// The declared function that is called.
  var function: UserFunction? {
    switch target {
    case .user(let function), .local(_, let function), .method(let function, _),
      .construct(_, let function):
      function
    case .pattern(_, let function): function
    case .row, .memberwise, .enumCase, .value: nil
    }
  }

  /// The type whose text its default values stand in.
  var owner: Type? {
    switch target {
    case .memberwise(let type), .construct(let type, _): .nominal(type)
    case .method(_, let receiver): receiver.type
    case .row, .user, .local, .enumCase, .value, .pattern: nil
    }
  }
}

extension UserFunction {
  /// Whether it stands in another's place: the same name, labels and arguments.
  func hides(_ other: UserFunction) -> Bool {
    fullName == other.fullName && (template == nil) == (other.template == nil)
      && zip(parameters, other.parameters).dropFirst().allSatisfy { $0.type == $1.type }
  }
}
