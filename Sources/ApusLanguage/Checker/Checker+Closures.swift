import ApusSyntax
import ApusText

extension Checker {
  /// A closure: its parameters' types come from the context or are written.
  func checkClosure(_ closure: Closure, wanted: Type?, _ span: Span) -> TypedExpression {
    if closure.isKeyPath, !(wanted?.unwrapped.isFunction ?? false) {
      return keyPath(closure, wanted: wanted, span)
    }
    if !closure.captures.isEmpty { return checkCaptures(closure, wanted: wanted, span) }
    var types: [Type] = []
    var changed: [Int] = []
    var result: Type? = closure.result.map(resolve)
    var wantedThrown: Type?
    if case .function(let parameters, let wish, let thrown) = wanted?.unwrapped {
      types = parameters.map { if case .inout(let inner) = $0 { inner } else { $0 } }
      changed = parameters.indices.filter {
        if case .inout = parameters[$0] { true } else { false }
      }
      wantedThrown = thrown
      if result == nil, !wish.isGeneric { result = wish }
    }
    for (index, parameter) in (closure.parameters ?? []).enumerated()
    where parameter.type?.isInout ?? false && !changed.contains(index) {
      changed.append(index)
    }
    let body = FunctionBody(
      name: "closure", source: source, enclosing: function, result: result ?? .invalid, span: span)
    body.inoutParameters = changed
    guard let parameters = closureParameters(closure, types, body, span) else {
      return .invalid(span)
    }
    body.parameters = parameters
    let saved = (function, loops, isInferring, inferredResult, isDeferring)
    function = body
    loops = []
    inferredResult = nil
    isDeferring = false
    defer { (function, loops, isInferring, inferredResult, isDeferring) = saved }
    let written = resolve(closure.throwing)
    let sink = written.map { Effects.Sink.function($0) } ?? .collected
    let (_, raised) = withEffects(sink) {
      inScope {
        for parameter in parameters {
          scopes[scopes.count - 1][parameter.name] = .binding(parameter)
        }
        checkClosureBody(closure.body, body, wanted: result)
      }
    }
    checkAssigned(body)
    let taken = parameters.enumerated().map { changed.contains($0) ? .inout($1.type) : $1.type }
    let type = Type.function(
      parameters: taken, result: body.result,
      thrown: written ?? thrown(raised, wanted: wantedThrown))
    return TypedExpression(.closure(body), type, span)
  }

  /// `[x, y = f(x)]`: constants around the closure with the values of that moment.
  private func checkCaptures(
    _ closure: Closure, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    var plain = closure
    plain.captures = []
    return inScope {
      var statements: [TypedStatement] = []
      for capture in closure.captures {
        let value = check(capture.value)
        if capture.isWeak || capture.isUnowned, value.type.unwrapped.isReference {
          let type =
            capture.isWeak && value.type.wrapped == nil ? .optional(value.type) : value.type
          let storage = Binding(
            "\(capture.name).storage", .weakReference, isConstant: true,
            home: .local(owner: function))
          let binding = Binding(
            capture.name, type, isConstant: true, home: .local(owner: function))
          binding.accessors = Binding.Accessors(storage: storage)
          scopes[scopes.count - 1][capture.name] = .binding(binding)
          statements.append(
            TypedStatement(.declare(storage, weakened(value)), capture.value.span))
          continue
        }
        let binding = Binding(
          capture.name, value.type, isConstant: true, home: .local(owner: function))
        binding.isShown = true
        scopes[scopes.count - 1][capture.name] = .binding(binding)
        statements.append(TypedStatement(.declare(binding, value), capture.value.span))
      }
      let made = checkClosure(plain, wanted: wanted, span)
      let result = Binding("closure", made.type, isConstant: true, home: .local(owner: function))
      statements.append(TypedStatement(.declare(result, made), span))
      return TypedExpression(.block(statements, result), made.type, span)
    }
  }

  private func closureParameters(
    _ closure: Closure, _ types: [Type], _ body: FunctionBody, _ span: Span
  ) -> [Binding]? {
    func make(_ name: String, _ type: Type, _ index: Int = 0) -> Binding {
      let isConstant = !body.inoutParameters.contains(index)
      let binding = Binding(name, type, isConstant: isConstant, home: .local(owner: body))
      binding.isShown = true
      return binding
    }
    if let written = closure.parameters {
      // One tuple parameter may be taken apart: zip(a, b).map { x, y in … }.
      if types.count == 1, case .tuple(let elements) = types[0], written.count == elements.count,
        written.count > 1
      {
        let whole = make("$0", types[0])
        for (index, (parameter, element)) in zip(written, elements).enumerated() {
          let part = make(parameter.name, element.type)
          body.statements.append(
            TypedStatement(
              .declare(
                part,
                TypedExpression(
                  .element(TypedExpression(.binding(whole), types[0], parameter.span), index),
                  element.type, parameter.span)), parameter.span))
          tupleParts[ObjectIdentifier(body), default: []].append(part)
        }
        return [whole]
      }
      if !types.isEmpty, written.count != types.count {
        report(errors.closureArity(wanted: types.count, found: written.count, span))
        return nil
      }
      return written.enumerated().map { index, parameter in
        var type = index < types.count ? types[index] : .invalid
        if let syntax = parameter.type { type = resolve(syntax.withoutInout) }
        if (type == .invalid && parameter.type == nil && types.isEmpty) || type.isGeneric {
          report(
            errors.needsType(
              "the parameter '\(parameter.name)'", parameter.span,
              help: "write its type: { (\(parameter.name): Double) in … }"))
          type = .invalid
        }
        return make(parameter.name, type, index)
      }
    }
    let used = (closure.highestImplicitParameter ?? -1) + 1
    if types.isEmpty {
      if used == 0 { return [] }
      report(
        errors.needsType("'$0'", span, help: "name the parameter: { (x: Double) in … }"))
      return nil
    }
    if types.count == 1, case .tuple(let elements) = types[0], used > 1, used <= elements.count {
      let whole = make("$whole", types[0])
      for (index, element) in elements.enumerated() {
        let part = make("$\(index)", element.type)
        body.statements.append(
          TypedStatement(
            .declare(
              part,
              TypedExpression(
                .element(TypedExpression(.binding(whole), types[0], span), index), element.type,
                span)), span))
        tupleParts[ObjectIdentifier(body), default: []].append(part)
      }
      return [whole]
    }
    guard used <= types.count else {
      report(errors.closureArity(wanted: types.count, found: used, span))
      return nil
    }
    if let open = types.prefix(used).firstIndex(where: \.isGeneric) {
      report(
        errors.needsType(
          "'$\(open)'", span, help: "name the parameter: { (x: Double) in … }"))
      return nil
    }
    return types.enumerated().map { make("$\($0)", $1, $0) }
  }

  private func checkClosureBody(_ block: Block, _ body: FunctionBody, wanted: Type?) {
    for part in tupleParts.removeValue(forKey: ObjectIdentifier(body)) ?? [] {
      scopes[scopes.count - 1][part.name] = .binding(part)
    }
    // A name of the body may be that of a parameter.
    inScope { checkClosureStatements(block, body, wanted: wanted) }
  }

  private func checkClosureStatements(_ block: Block, _ body: FunctionBody, wanted: Type?) {
    if block.statements.count == 1, case .expression(let expression) = block.statements[0].kind {
      var value = check(expression, wanted: wanted.flatMap { $0.isVoid ? nil : $0 })
      if let wanted, !wanted.isVoid {
        value = coerce(value, to: wanted, context: "this closure")
      }
      body.result = wanted ?? value.type
      body.statements.append(
        TypedStatement(
          body.result.isVoid ? .expression(value) : .return(value), expression.span))
      return
    }
    if wanted?.isVoid != true, block.statements.count == 1, isValue(block.statements[0]),
      wanted != nil || !hasVoidBranch(block.statements[0])
    {
      let statement = block.statements[0]
      if wanted == nil, !branchesFit(statement, isAlone: true) { return body.result = .invalid }
      let value = checkStatementValue(statement, wanted: wanted, statement.span)
      body.result = wanted ?? value.type
      body.statements.append(
        TypedStatement(body.result.isVoid ? .expression(value) : .return(value), statement.span))
      return
    }
    isInferring = wanted == nil
    let statements = checkStatements(block.statements)
    if wanted == nil { body.result = inferredResult ?? .void }
    body.statements += statements
    if !body.result.isVoid, !body.result.isInvalid, !statements.alwaysLeave {
      report(errors.missingReturn("this closure", body.result, block.span))
    }
  }
}

extension TypeSyntax {
  fileprivate var isInout: Bool {
    if case .inout = kind { true } else { false }
  }

  fileprivate var withoutInout: TypeSyntax {
    if case .inout(let inner) = kind { inner } else { self }
  }
}
