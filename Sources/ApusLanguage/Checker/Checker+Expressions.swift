import ApusSyntax
import ApusText

extension Checker {
  /// The typed form of an expression; `wanted` is what the context would like, not a promise.
  func check(_ expression: Expression, wanted: Type? = nil) -> TypedExpression {
    if skips(expression.span) { return .invalid(expression.span) }
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else {
      report(errors.tooDeep(expression.span))
      return .invalid(expression.span)
    }
    let span = expression.span
    if expression.isOptionalChain {
      if chain == nil || span.start != chainStart { return checkChain(expression, wanted: wanted) }
    } else if chain != nil {
      // What is inside a chain's arguments is no part of it.
      let outer = chain
      chain = nil
      defer { chain = outer }
      return checkPlain(expression, wanted: wanted)
    }
    return checkPlain(expression, wanted: wanted)
  }

  private func checkPlain(_ expression: Expression, wanted: Type?) -> TypedExpression {
    let span = expression.span
    switch expression.kind {
    case .integer, .hugeInteger, .floating, .boolean, .none, .string, .array, .dictionary:
      return checkLiteral(expression, wanted: wanted)
    case .tuple(let elements): return checkTuple(elements, wanted: wanted, span)
    case .name(let name): return checkName(name, wanted: wanted, span)
    case .implicitMember(let name): return checkImplicitMember(name, nil, wanted: wanted, span)
    case .member(let base, let name, let nameSpan):
      return checkMember(base, name, nameSpan, wanted: wanted, span)
    case .call(let callee, let arguments):
      return checkCall(callee, arguments, wanted: wanted, span)
    case .subscript(let base, let indices): return checkSubscript(base, indices, span)
    case .prefix(let op, let operand): return checkPrefix(op, operand, wanted: wanted, span)
    case .postfix(let operand, let op): return checkPostfix(operand, op, wanted: wanted, span)
    case .binary(let left, let op, let right):
      return checkBinary(left, op, right, wanted: wanted, span)
    case .assign(let target, let value): return checkAssignment(target, value, span)
    case .ternary(let condition, let then, let otherwise):
      return checkTernary(condition, then, otherwise, wanted: wanted, span)
    case .closure(let closure): return checkClosure(closure, wanted: wanted, span)
    case .hole(let text):
      return TypedExpression(
        .hole(TypeErrors.hole(text, wanted: wanted)), wanted ?? .never, span)
    case .statement(let statement): return checkStatementValue(statement, wanted: wanted, span)
    case .try(let kind, let inner): return checkTry(kind, inner, wanted: wanted, span)
    case .unboundedRange:
      report(errors.needsType("'...'", span, help: "it stands in a tensor's subscript: x[..., 0]"))
      return .invalid(span)
    case .inOut(let inner):
      report(errors.extraneousAmpersand(span, before: inner.span))
      return .invalid(span)
    case .cast(let inner, let kind, let type): return checkCast(inner, kind, type, span)
    case .optionalChain(let inner): return checkLink(inner, span)
    case .type(let syntax):
      let type = resolve(syntax)
      return type.isInvalid ? .invalid(span) : TypedExpression(.word(0), .metatype(type), span)
    case .invalid: return .invalid(span)
    }
  }

  func unsupported(_ what: String, _ span: Span) -> TypedExpression {
    report(errors.notYet(what, span))
    return .invalid(span)
  }

  /// Checks and brings into a type, reporting where that is impossible.
  func expect(_ expression: Expression, _ type: Type, context: String? = nil) -> TypedExpression {
    coerce(check(expression, wanted: type), to: type, context: context)
  }

  /// Brings a typed expression into a type, with the conversions that Swift makes silently.
  func coerce(
    _ value: TypedExpression, to type: Type, context: String? = nil
  ) -> TypedExpression {
    if let converted = convert(value, to: type) { return converted }
    var help: String?
    if case .existential(let targets) = type,
      let lacking = targets.first(where: { !conforms(value.type, to: $0) })
    {
      help = "'\(value.type)' does not conform to '\(lacking.name)'"
    }
    report(
      errors.mismatch(
        expected: type, found: value.type, value.span, context: context, help: help))
    return .invalid(value.span)
  }

  /// The same without a report: nil where the value does not fit.
  func convert(_ value: TypedExpression, to type: Type) -> TypedExpression? {
    if case .optional(let wrapped) = type, case .none = value.kind {
      _ = wrapped
      return TypedExpression(.none, type, value.span)
    }
    if type.accepts(value.type) {
      if value.type == .invalid || value.type == .never { return value }
      // A function that throws nothing still throws nothing where one that throws may stand.
      if case .function(let parameters, let result, _) = type,
        case .function(_, _, let thrown) = value.type
      {
        let own = Type.function(parameters: parameters, result: result, thrown: thrown)
        return TypedExpression(value.kind, own, value.span)
      }
      return TypedExpression(value.kind, type, value.span)
    }
    if type == .any || type == .error && value.type.isError {
      return TypedExpression(.convert(.box, value), type, value.span)
    }
    if case .existential(let targets) = type, let held = existential(value, targets) {
      return held
    }
    if let array = convertElements(of: value, to: type) { return array }
    if case .optional(let wrapped) = type, let inner = convert(value, to: wrapped) {
      return TypedExpression(.convert(.wrap, inner), type, value.span)
    }
    if case .sequence(let wanted) = type, let (array, element) = asArray(value),
      wanted.accepts(element)
    {
      return TypedExpression(array.kind, type, value.span)
    }
    return nil
  }

  private func checkTuple(
    _ elements: [Argument], wanted: Type?, _ span: Span
  ) -> TypedExpression {
    if elements.count == 1, elements[0].label == nil {
      var inner = check(elements[0].value, wanted: wanted)
      inner.span = span
      return inner
    }
    var wishes: [Type?] = Array(repeating: nil, count: elements.count)
    if case .tuple(let parts) = wanted, parts.count == elements.count {
      wishes = parts.map(\.type)
    }
    let values = zip(elements, wishes).map { element, wish in
      guard let wish else { return check(element.value) }
      let value = check(element.value, wanted: wish)
      return convert(value, to: wish) ?? value
    }
    let type = Type.tuple(zip(elements, values).map { Type.Element($0.label, $1.type) })
    return TypedExpression(values.isEmpty ? .word(0) : .tuple(values), type, span)
  }

  private func checkName(_ written: String, wanted: Type?, _ span: Span) -> TypedExpression {
    let (name, labels) = Self.compound(name: written)
    if let labels { return checkCompound(name, labels, written, wanted: wanted, span) }
    meet(name) { .name(visibleEntries) }
    if let base = implicitBase(name, span) {
      return checkMember(base, name, span, wanted: wanted, span)
    }
    if name == "Self", let type = dynamicSelf(span) { return type }
    if let type = typeArguments[name] ?? memberType(name) {
      return TypedExpression(.word(0), .metatype(type), span)
    }
    switch lookUp(name) {
    case .type(let type):
      return TypedExpression(.word(0), .metatype(.nominal(type)), span)
    case .generic(let generic):
      return TypedExpression(
        .word(0), .metatype(innerInstance(of: generic) ?? generic.pattern), span)
    case .protocol(let type):
      return TypedExpression(.word(0), .metatype(.existential([type])), span)
    case .alias(let type): return TypedExpression(.word(0), .metatype(type), span)
    case .binding(let binding):
      return variable(binding, span)
    case .localFunction(_, let function) where function.template != nil:
      report(
        errors.uninferred(function.template?.signature.parameters.first ?? "T", of: name, span))
      return .invalid(span)
    case .localFunction(let binding, _):
      use(binding)
      return TypedExpression(.binding(binding), binding.type, span)
    case .functions where Function.isOperator(name): break
    case .functions(let overloads):
      if let value = operatorAsValue(name, wanted: wanted, span) { return value }
      if overloads.count == 1, let generic = overloads[0].template {
        if let value = genericValue(overloads[0], wanted: wanted, span) { return value }
        report(errors.uninferred(generic.signature.parameters.first ?? "T", of: name, span))
        return .invalid(span)
      }
      if let fitting = overloads.first(where: {
        $0.template == nil && wanted?.accepts($0.type) ?? false
      })
        ?? (overloads.count == 1 && overloads[0].template == nil ? overloads[0] : nil)
      {
        return TypedExpression(.function(fitting), fitting.type, span)
      }
      report(
        errors.needsType(
          "'\(name)', which has \(overloads.count) forms,", span, help: "call it, or name the type")
      )
      return .invalid(span)
    case nil: break
    }
    if let type = typeNamed(name) {
      return TypedExpression(.word(0), .metatype(type), span)
    }
    if let row = prelude.variables[name] {
      return rowCall(row, [], bindings: [:], place: nil, span)
    }
    let rows = prelude.functions(named: name)
    if !rows.isEmpty { return rowAsValue(rows, name, wanted: wanted, span) }
    if let value = operatorAsValue(name, wanted: wanted, span) { return value }
    if declaredNames.contains(where: { $0.contains(name) }) {
      report(errors.usedBeforeDeclared(name, span))
      return .invalid(span)
    }
    reportUnknown(name, span, call: nil, span)
    return .invalid(span)
  }

  /// Whether a variable can be used here: a type in a function has no part in its variables.
  func isReachable(_ binding: Binding, _ span: Span) -> Bool {
    guard case .local(let owner) = binding.home, !function.isInside(owner) else { return true }
    report(errors.closesOver(binding.name, span))
    return false
  }

  /// A variable's value, by its getter where it has one.
  func variable(_ binding: Binding, _ span: Span) -> TypedExpression {
    if let accessors = binding.accessors, accessors.get != nil || accessors.storage != nil {
      return value(ofWatched: binding, span)
    }
    guard isReachable(binding, span) else { return .invalid(span) }
    use(binding)
    return TypedExpression(.binding(binding), binding.type, span)
  }

  /// A type's name used as an expression; generic ones need their parameters.
  func typeNamed(_ name: String) -> Type? {
    if name == "Self" { return member?.owner }
    return TypeResolver.plain[name]
  }

  private func checkTernary(
    _ condition: Expression, _ then: Expression, _ otherwise: Expression, wanted: Type?,
    _ span: Span
  ) -> TypedExpression {
    let test = checkCondition(condition)
    let (first, second) = checkBranches(then, otherwise, wanted: wanted)
    return TypedExpression(.ternary(test, first, second), first.type, span)
  }

  /// Two expressions of which one is the value: they get one type.
  func checkBranches(
    _ left: Expression, _ right: Expression, wanted: Type?
  ) -> (TypedExpression, TypedExpression) {
    if let wanted {
      let (first, second) = (check(left, wanted: wanted), check(right, wanted: wanted))
      if let a = convert(first, to: wanted), let b = convert(second, to: wanted) { return (a, b) }
    }
    if left.isNil != right.isNil {
      let value = check(left.isNil ? right : left)
      let type = value.type.wrapped == nil ? Type.optional(value.type) : value.type
      let nothing = TypedExpression(.none, type, left.isNil ? left.span : right.span)
      let whole = coerce(value, to: type)
      return left.isNil ? (nothing, whole) : (whole, nothing)
    }
    // Of two numbers the one with a fraction tells the type.
    let isMixed = left.flexibleKind == .int && right.flexibleKind == .double
    let isLater =
      left.isFlexible && !right.isFlexible
      || left.needsLiteralContext && !right.needsLiteralContext
    let leftFirst = !isLater && !isMixed
    let first = check(leftFirst ? left : right)
    let second = check(leftFirst ? right : left, wanted: first.type)
    let pair: (TypedExpression, TypedExpression)
    if let fitted = convert(second, to: first.type) {
      pair = (first, fitted)
    } else if let fitted = convert(first, to: second.type) {
      pair = (fitted, second)
    } else if let common = commonClass(first.type, second.type) {
      pair = (coerce(first, to: common), coerce(second, to: common))
    } else {
      report(errors.mismatch(expected: first.type, found: second.type, second.span, context: nil))
      pair = (first, .invalid(second.span))
    }
    return leftFirst ? pair : (pair.1, pair.0)
  }

  func checkCondition(_ expression: Expression) -> TypedExpression {
    condition(check(expression, wanted: .bool))
  }

  /// A value as a condition.
  func condition(_ test: TypedExpression) -> TypedExpression {
    guard Type.bool.accepts(test.type) else {
      report(errors.condition(test.type, test.span))
      return .invalid(test.span)
    }
    return test
  }

  private func checkCast(
    _ inner: Expression, _ kind: CastKind, _ type: TypeSyntax, _ span: Span
  ) -> TypedExpression {
    guard kind == .coerce else { return checkDynamicCast(inner, kind, type, span) }
    let wanted = resolve(type)
    return expect(inner, wanted)
  }

  /// Member of a value or of a type, without a call.
  func checkMember(
    _ base: Expression, _ name: String, _ nameSpan: Span, wanted: Type? = nil, _ span: Span
  ) -> TypedExpression {
    if case .name("super") = base.kind { return superMember(base, name, nameSpan, span) }
    if case .name(let module) = base.kind, Self.modules.contains(module), lookUp(module) == nil {
      return checkName(name, wanted: wanted, span)
    }
    if reportModule(base, name, call: nil, span) { return .invalid(span) }
    if let type = unboundType(base),
      let value = functionValue(of: type, base, name, nameSpan, wanted: wanted, span)
    {
      return value
    }
    let outer = chain
    let receiver = check(base, wanted: base.isImplicit ? wanted : nil)
    meet(name) { .member(receiver.type) }
    if receiver.type.isInvalid { return .invalid(span) }
    if name == "self" { return receiver.at(span) }
    if case .metatype(let type) = receiver.type {
      return staticMember(
        of: type, name, nameSpan, base: base, wanted: wanted, on: receiver, span)
    }
    if let property = property(name, of: receiver.type),
      property.getter.parameters.first?.isInout == true
    {
      // Reading it fills it.
      chain = outer
      guard let place = place(base) else { return .invalid(span) }
      let whole = Place.computed(.place(place), property, arguments: [], type: property.type)
      return value(of: whole, span)
    }
    if let value = declaredMember(of: receiver, name, span) { return value }
    if case .tuple(let elements) = receiver.type,
      let index = elements.firstIndex(where: { $0.label == name })
        ?? Int(name).flatMap({ elements.indices.contains($0) ? $0 : nil })
    {
      return TypedExpression(.element(receiver, index), elements[index].type, span)
    }
    let candidates = memberCandidates(of: receiver, named: name)
    for (value, rows) in candidates {
      for row in rows where row.kind == .property {
        guard let bindings = row.bindings(for: value.type) else { continue }
        return rowCall(row, [value], bindings: bindings, place: nil, span)
      }
    }
    if name == "lazy", candidates.isEmpty, let form = libraryForm(of: receiver, for: name),
      let value = declaredMember(of: form, name, span)
    {
      return value
    }
    if let value = functionValue(of: receiver, base, name, nameSpan, wanted: wanted, span) {
      return value
    }
    if reportUncalled(name, of: receiver, nameSpan) { return .invalid(span) }
    if reportHabit(name, of: receiver, call: nil, nameSpan, span) { return .invalid(span) }
    reportUnknownMember(name, of: receiver.type, nameSpan, in: span)
    return .invalid(span)
  }

  /// Rows that a receiver may mean, with the receiver in the form they take: a sequence of a type
  /// that the program declares is one of its elements.
  func memberCandidates(
    of receiver: TypedExpression, named name: String
  ) -> [(TypedExpression, [Callable])] {
    let own = prelude.members(of: receiver.type, named: name)
    if !own.isEmpty { return [(receiver, own)] }
    guard receiver.type.element == nil, let element = element(of: receiver.type) else { return [] }
    let rows = prelude.members(of: .sequence(element), named: name)
    guard !rows.isEmpty, let (array, _) = asArray(receiver) else { return [] }
    return [(TypedExpression(array.kind, .sequence(element), array.span), rows)]
  }

  /// What a `for` over a type of the language's own sees, and the conversion to an array of it; nil
  /// for what is held as an array is.
  static func elements(of type: Type) -> (conversion: Conversion?, element: Type)? {
    guard let element = type.element else { return nil }
    switch type {
    case .array, .slice, .sequence: return (nil, element)
    default: return (.elements, element)
    }
  }

  /// What helps where an array would have a member.
  private func arrayHelp(_ name: String, _ type: Type) -> String? {
    guard case .sequence(let element) = type,
      name == "subscript" || !prelude.members(of: .array(element), named: name).isEmpty
    else { return nil }
    return "make an array of it first: Array(…)"
  }

  /// - Parameter whole: The expression with the member, for a look at whether a nearly equal name
  ///   would do.
  func reportUnknownMember(_ name: String, of type: Type, _ span: Span, in whole: Span? = nil) {
    if type.isInvalid { return }
    if let what = LeftOut.named(name) { return report(errors.leftOut(what, span)) }
    if let wrapped = type.wrapped {
      var has = !prelude.members(of: wrapped, named: name).isEmpty
      if case .nominal(let nominal) = wrapped { has = nominal.memberNames.contains(name) }
      if has { return report(errors.optionalMember(name, of: type, span)) }
    }
    var names = prelude.memberNames(of: type)
    if case .metatype(let inner) = type { names = staticNames(of: inner) }
    if case .metatype(.existential(let protocols)) = type,
      protocols.contains(where: { $0.requiresStatic(name) })
    {
      return report(errors.leftOut(.typeValues, span))
    }
    if case .nominal(let nominal) = type { names = nominal.memberNames }
    if case .tuple(let elements) = type { names = elements.compactMap(\.label) }
    if let unmet = unmetMember(name, of: type) {
      return report(
        errors.unknownMember(
          name, of: type, span, suggestion: nil, help: errors.condition(name, unmet)))
    }
    let near = Spelling.suggest(name, among: names)
    let isCertain = near.flatMap { near in
      whole.map { whole in
        isSound(
          source.slice(Span(whole.start, span.start)) + near
            + source.slice(Span(span.end, whole.end)))
      }
    }
    report(
      errors.unknownMember(
        name, of: type, span, suggestion: near,
        help: names.contains(name) ? nil : arrayHelp(name, type),
        isCertain: isCertain ?? true))
  }
}
