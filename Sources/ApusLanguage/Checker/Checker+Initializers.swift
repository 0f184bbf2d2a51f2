import ApusSyntax
import ApusText

extension Checker {
  /// A struct's initialiser makes `self` and returns it; a class's is given `self`.
  func checkInitializer(
    _ body: FunctionBody, _ function: UserFunction, _ type: NominalType, _ block: Block
  ) {
    let outer = initializing
    initializing = type
    let before = diagnostics.count
    body.isFailable = function.isFailable
    defer { initializing = outer }
    let end = Span(max(block.span.start, block.span.end - 1), block.span.end)
    if type.kind == .class {
      body.statements = checkBlock(block)
      checkDelegation(body, function, type, end)
      if function.isFailable {
        body.statements.append(
          TypedStatement(.return(TypedExpression(.word(1), .bool, end)), end))
      }
      if let own = body.parameters.first {
        let isConvenience = function.modifiers.contains("convenience")
        checkMaking(
          own, body, type, isDelegating: isConvenience || body.delegates, end, after: before)
      }
      return
    }
    let own = Binding("self", .nominal(type), isConstant: false, home: .local(owner: body))
    own.isShown = true
    scopes[scopes.count - 1]["self"] = .binding(own)
    let statements = checkBlock(block)
    let start =
      type.kind == .enum
      ? TypedExpression(type.isWord ? .word(0) : .none, .nominal(type), end)
      : TypedExpression(
        .tuple(
          // What another initialiser makes needs no first values here.
          body.delegates
            ? type.fields.map { Self.empty($0, end) } : firstValues(of: type, block.span)),
        .nominal(type), end)
    let made = TypedExpression(.binding(own), .nominal(type), end)
    body.statements =
      [TypedStatement(.declare(own, start), end)] + statements
      + [TypedStatement(.return(coerce(made, to: body.result)), end)]
    checkMaking(
      own, body, type, isDelegating: body.delegates || type.kind == .enum, end, after: before)
  }

  /// A field that has no value yet.
  private static func empty(_ field: NominalType.Field, _ span: Span) -> TypedExpression {
    TypedExpression(field.storedType.isWord ? .word(0) : .none, field.storedType, span)
  }

  /// The fields of a new value before its initialiser runs: defaults, or nothing yet.
  func firstValues(of type: NominalType, _ span: Span) -> [TypedExpression] {
    inHome(of: type) {
      type.fields.map { field in
        guard let value = firstValue(of: field, in: type) else { return Self.empty(field, span) }
        return stored(value, field)
      }
    }
  }

  /// What a new value has in a field unless it is given another; nil where nothing is written.
  func firstValue(of field: NominalType.Field, in type: NominalType) -> TypedExpression? {
    guard let value = field.defaultValue else { return nil }
    guard !filling.contains(type) else {
      report(errors.endlessDefault(field.name, type.name, value.span))
      return .invalid(value.span)
    }
    filling.append(type)
    defer { filling.removeLast() }
    return expect(value, field.type)
  }

  /// A value as a field keeps it.
  func stored(_ value: TypedExpression, _ field: NominalType.Field) -> TypedExpression {
    field.reference == .strong ? value : weakened(value)
  }

  /// Whether every stored property gets its value on every way, before the whole is used; what
  /// else is wrong comes first.
  private func checkMaking(
    _ own: Binding, _ body: FunctionBody, _ type: NominalType, isDelegating: Bool, _ end: Span,
    after errorCount: Int
  ) {
    guard diagnostics.count == errorCount else { return }
    let making = DefiniteAssignment.Making(
      own: own, type: type, isDelegating: isDelegating, superCalls: body.superCalls, end: end)
    report(DefiniteAssignment(body.statements, [], making: making, errors).found)
  }

  /// A designated initialiser calls one of the superclass, a convenience one another of its class.
  private func checkDelegation(
    _ body: FunctionBody, _ function: UserFunction, _ type: NominalType, _ end: Span
  ) {
    if function.modifiers.contains("convenience") {
      if let call = body.superCalls.first { report(errors.convenienceSuper(call)) }
      return
    }
    if body.delegates { return report(errors.designatedDelegates(body.span)) }
    guard let parent = type.superclass, body.superCalls.isEmpty else { return }
    body.superCalls = [end]
    if parent.initializers.isEmpty {
      body.statements.append(
        TypedStatement(.expression(TypedExpression(.word(0), .void, end)), end))
      return
    }
    guard case .binding(let own) = lookUp("self"),
      let initializer = parent.initializers.first(where: { function in
        function.parameters.dropFirst().allSatisfy { $0.defaultValue != nil }
          && !function.modifiers.contains("convenience") && !function.isFailable
      })
    else { return }
    let receiver = TypedExpression(.binding(own), .nominal(type), end)
    let call = build(
      Candidate(initializer, receiver: receiver), [:], [:], place: nil, end)
    var direct = call
    if case .callMethod(let function, _, let values) = call.kind {
      direct = TypedExpression(.callFunction(function, values), call.type, end)
    }
    body.statements.append(TypedStatement(.expression(direct), end))
  }

  /// Initialisers that a class has to have, and whether it says so where it replaces one.
  func checkInitializers(of type: NominalType, _ nominal: Nominal) {
    guard type.kind == .class, let parent = type.superclass else { return }
    let own = type.members.methods["init"] ?? []
    guard own.contains(where: { !$0.modifiers.contains("convenience") }) else { return }
    for old in parent.initializers where old.modifiers.contains("required") {
      if !own.contains(where: { $0.key == old.key && $0.modifiers.contains("required") }) {
        report(errors.requiredInitializer(old.signature, type.name, nominal.nameSpan))
      }
    }
    for declaration in nominal.members {
      guard case .function(let function) = declaration.kind,
        case .initializer = function.kind,
        let read = own.first(where: { $0.span == function.nameSpan })
      else { continue }
      let old = parent.initializers.first { $0.key == read.key }
      let says = declaration.has("override") || declaration.has("required")
      // The superclass may have 'init()' without writing it.
      let isPlain = parent.initializers.isEmpty && function.parameters.isEmpty
      if old.map({ !$0.modifiers.contains("convenience") }) ?? isPlain, !says {
        report(errors.missingOverride("init", function.nameSpan))
      } else if old == nil, !isPlain, declaration.has("override") {
        report(errors.nothingToOverride("init", function.nameSpan))
      }
    }
  }

  /// `return` and `return nil` in an initialiser.
  func returnFromInitializer(
    of type: NominalType, _ value: Expression?, _ span: Span
  ) -> TypedStatement {
    var isNil = false
    if let value {
      guard case .none = value.kind else {
        report(errors.valueInInitializer(value.span))
        return TypedStatement(.group([]), span)
      }
      isNil = true
      guard function.isFailable else {
        report(errors.nilInInitializer(span))
        return TypedStatement(.group([]), span)
      }
    }
    if type.kind == .class {
      guard function.isFailable else { return TypedStatement(.return(nil), span) }
      return TypedStatement(
        .return(TypedExpression(.word(isNil ? 0 : 1), .bool, span)), span)
    }
    if isNil {
      return TypedStatement(.return(TypedExpression(.none, function.result, span)), span)
    }
    guard case .binding(let own) = lookUp("self") else { return TypedStatement(.group([]), span) }
    let made = TypedExpression(.binding(own), .nominal(type), span)
    return TypedStatement(.return(coerce(made, to: function.result)), span)
  }

  /// What may be called to make a value of a type.
  func construct(
    _ type: NominalType, _ arguments: [Argument], wanted: Type?, _ span: Span, nameSpan: Span
  ) -> TypedExpression {
    if type.origin != nil { noteConformances(of: .nominal(type)) }
    let candidates = constructors(of: type)
    if type.kind == .enum {
      let isRaw = arguments.count == 1 && arguments[0].label == "rawValue"
      let hasOwn = candidates.contains { $0.parameters.first?.label == "rawValue" }
      if candidates.isEmpty || isRaw && !hasOwn && type.rawType != nil {
        return rawInitializer(type, arguments, span, nameSpan: nameSpan)
      }
    }
    if type.kind == .class, !hasInitializer(type),
      let field = type.fields.first(where: { $0.defaultValue == nil })
    {
      report(errors.noInitializer(type.name, field.name, nameSpan))
      return .invalid(span)
    }
    return resolve(candidates, arguments, wanted: wanted, span, nameSpan: nameSpan)
  }

  /// An extension's initialisers stand beside the one that a structure has by itself.
  func constructors(of type: NominalType) -> [Candidate] {
    var candidates = initializers(of: type).map { Candidate($0, constructing: type) }
    if !hasInitializer(type), type.kind != .enum { candidates.append(Candidate(memberwise: type)) }
    return candidates
  }

  /// `self.init(…)`.
  func selfInitializer(
    _ arguments: [Argument], _ nameSpan: Span, _ span: Span
  ) -> TypedExpression {
    if let change = selfConversion(arguments, nameSpan, span) { return change }
    guard let type = initializing, case .binding(let own) = lookUp("self") else {
      report(errors.initOutsideInit("self", nameSpan))
      return .invalid(span)
    }
    function.delegates = true
    guard type.kind == .class else {
      let made = construct(type, arguments, wanted: nil, span, nameSpan: nameSpan)
      guard made.type.wrapped != nil else {
        return assign(made, to: .binding(own), span)
      }
      let inner = Binding("made", .nominal(type), isConstant: true, home: .local(owner: function))
      let store = assign(
        TypedExpression(.binding(inner), .nominal(type), span), to: .binding(own), span)
      return delegated(
        [.unwrap(inner, made)], [TypedStatement(.expression(store), span)],
        TypedExpression(.none, function.result, span), span)
    }
    let receiver = TypedExpression(.binding(own), .nominal(type), nameSpan)
    let candidates = initializers(of: type).map { Candidate($0, receiver: receiver) }
    return delegated(
      resolve(candidates, arguments, wanted: nil, span, nameSpan: nameSpan), span)
  }

  /// A call of another initialiser of a class; where that one fails, this one does.
  func delegated(_ call: TypedExpression, _ span: Span) -> TypedExpression {
    guard call.type == .bool else { return call }
    return delegated([.expression(call)], [], TypedExpression(.word(0), .bool, span), span)
  }

  private func delegated(
    _ conditions: [TypedCondition], _ then: [TypedStatement], _ failure: TypedExpression,
    _ span: Span
  ) -> TypedExpression {
    guard function.isFailable else {
      report(errors.failableDelegation(span))
      return .invalid(span)
    }
    let leave = TypedStatement(.return(failure), span)
    return TypedExpression(
      .block([TypedStatement(.if(conditions, then, [leave]), span)], voidBinding), .void, span)
  }
}
