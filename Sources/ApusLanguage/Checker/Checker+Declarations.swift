import ApusSyntax
import ApusText

extension Checker {
  /// Checks a whole cell; its statements, and the functions it declares with their bodies.
  package func checkCell(_ tree: SyntaxTree) {
    for statement in tree.statements {
      guard case .declaration(let declaration) = statement.kind,
        case .variable(let variable) = declaration.kind
      else { continue }
      for part in variable.bindings {
        if case .name(let name) = part.pattern.kind { cellVariables[name] = part }
      }
    }
    let statements = checkStatements(tree.statements)
    checkPending()
    cell.statements = staticValues + statements
    checkAssigned(cell)
    reportStop()
  }

  /// Checks the bodies that wait for it, and those that they lead to; gives their functions.
  @discardableResult
  func checkPending() -> [UserFunction] {
    var checked: [UserFunction] = []
    while !pending.isEmpty {
      let bodies = pending
      pending = []
      for body in bodies where !skips(body.span) {
        checkBody(body)
        checked.append(body.function)
      }
    }
    return checked
  }

  /// The type of the cell's last expression, where it ends in one.
  package var resultType: Type? {
    guard let last = cell.statements.last, case .expression(let value) = last.kind else {
      return nil
    }
    return value.type
  }

  /// Functions may be used before the line that declares them.
  func declareFunctions(in statements: [Statement]) {
    for statement in statements where !skips(statement.span) {
      guard case .declaration(let declaration) = statement.kind,
        case .function(let function) = declaration.kind
      else { continue }
      if isTopLevel {
        declareGlobal(function, declaration)
      } else {
        declareLocal(function, declaration)
      }
    }
    settleProperties()
  }

  private func parameters(of function: Function) -> [UserFunction.Parameter] {
    function.parameters.map { parameter in
      var type = parameter.type
      var isInout = false
      if case .inout(let inner) = type.kind { (type, isInout) = (inner, true) }
      return UserFunction.Parameter(
        label: parameter.label, name: parameter.name, type: resolve(type),
        isVariadic: parameter.isVariadic, isInout: isInout, defaultValue: parameter.defaultValue,
        isAutoclosure: parameter.attributes.contains { $0.name == "@autoclosure" },
        builder: parameter.attributes.lazy.compactMap { self.builder(of: $0) }.first)
    }
  }

  /// The type that an attribute names, where that is a builder.
  private func builder(of attribute: Modifier) -> NominalType? {
    guard case .type(let type) = lookUp(String(attribute.name.dropFirst())) else { return nil }
    return type
  }

  /// The head of a function, with `self` in front where it is given.
  ///
  /// - Parameter index: Taken when the types of the head are known, since these may themselves make
  ///   functions.
  func read(
    _ function: Function, _ declaration: Declaration, index: @autoclosure () -> Int,
    receiver: UserFunction.Parameter? = nil
  ) -> UserFunction {
    if function.isGeneric {
      return readGeneric(function, declaration, receiver: receiver, initializes: nil)
    }
    let parameters = [receiver].compactMap { $0 } + parameters(of: function)
    let result = function.result.map(resolve) ?? .void
    let thrown = resolve(function.throwing)
    let read = UserFunction(
      name: function.name, parameters: parameters, result: result,
      documentation: declaration.documentation, source: source, index: index())
    read.thrown = thrown
    read.isRethrowing = function.throwing?.isRethrowing ?? false
    read.modifiers = Set(declaration.modifiers.map(\.name))
    read.span = function.nameSpan
    read.home = UserFunction.Home(member: member.map { ($0.owner, true) }, scopes: scopes)
    return read
  }

  private func declareGlobal(_ function: Function, _ declaration: Declaration) {
    if function.isOperator {
      let read = register(read(function, declaration, index: program.functionCount))
      enter(operator: read, function.nameSpan)
      if read.template != nil { return }
      pending.append(PendingBody(function: read, block: function.body, span: function.nameSpan))
      return
    }
    let read = read(function, declaration, index: -1)
    var overloads: [UserFunction] = []
    if case .functions(let known) = program.names[function.name] {
      overloads = known
    } else if declaredHere.contains(function.name) {
      report(errors.redeclared(function.name, function.nameSpan))
    }
    if overloads.contains(where: { old in
      old.source === source && old.type == read.type && old.fullName == read.fullName
    }) {
      report(errors.redeclared(read.fullName, function.nameSpan))
    }
    // Those of earlier cells with the same labels go; one with the same type gives its place, so
    // that earlier callers see the new one.
    var index = program.functionCount
    overloads.removeAll { old in
      guard old.source !== source, old.fullName == read.fullName else { return false }
      if old.type == read.type { index = old.index }
      return true
    }
    if read.template != nil {
      program.names[function.name] = .functions(overloads + [read])
      return
    }
    if index == program.functionCount { program.functionCount += 1 }
    let final = UserFunction(
      name: read.name, parameters: read.parameters, result: read.result,
      documentation: read.documentation, source: source, index: index)
    final.thrown = read.thrown
    final.isRethrowing = read.isRethrowing
    (final.modifiers, final.home, final.span) = (read.modifiers, read.home, read.span)
    overloads.append(final)
    program.names[function.name] = .functions(overloads)
    functions.append(final)
    pending.append(PendingBody(function: final, block: function.body, span: function.nameSpan))
  }

  private func declareLocal(_ function: Function, _ declaration: Declaration) {
    let read =
      function.isGeneric
      ? readLocalGeneric(function, declaration) : read(function, declaration, index: -1)
    let binding = Binding(
      function.name, read.type, isConstant: true, home: .local(owner: self.function))
    // An inner function may call one that stands further down.
    binding.isDeclaredLate = true
    if let last = scopes.indices.last {
      if scopes[last][function.name] != nil {
        report(errors.redeclared(function.name, function.nameSpan))
      }
      scopes[last][function.name] = .localFunction(binding, read)
    }
  }

  private func checkBody(_ item: PendingBody) {
    guard let context = item.context else { return checkBodyHere(item) }
    within(context) { checkBodyHere(item) }
  }

  private func checkBodyHere(_ item: PendingBody) {
    let body = FunctionBody(
      name: item.function.name, source: source, enclosing: nil, result: item.function.result,
      span: item.span)
    if !item.isDiscarded { item.function.body = body }
    (member, scopes, directField) = (item.member, item.scopes, item.directField)
    checkFunctionBody(body, item.function, item, initializes: item.initializes)
    (member, scopes, directField) = (nil, [], nil)
  }

  func checkFunctionBody(
    _ body: FunctionBody, _ function: UserFunction, _ item: PendingBody,
    initializes: NominalType? = nil
  ) {
    let (block, span) = (item.block, item.span)
    let saved = (self.function, loops, isInferring, inferredResult, effects, isDeferring)
    self.function = body
    loops = []
    isInferring = false
    effects = Effects(sink: function.thrown.map { .function($0) } ?? .nowhere)
    isDeferring = false
    defer { (self.function, loops, isInferring, inferredResult, effects, isDeferring) = saved }
    defer { checkAssigned(body) }
    body.parameters = function.parameters.map {
      let binding = Binding(
        $0.name, $0.isVariadic ? .array($0.type) : $0.type, isConstant: !$0.isInout,
        home: .local(owner: body))
      binding.isShown = true
      return binding
    }
    body.inoutParameters = function.parameters.indices.filter { function.parameters[$0].isInout }
    if let made = item.made {
      inScope { body.statements = made(body) }
      return
    }
    guard let block else {
      report(errors.needsBody(function.name, span))
      return
    }
    inScope {
      for parameter in body.parameters {
        if scopes[scopes.count - 1][parameter.name] != nil {
          report(errors.redeclared(parameter.name, span))
        }
        scopes[scopes.count - 1][parameter.name] = .binding(parameter)
      }
      if let initializes {
        return checkInitializer(body, function, initializes, block)
      }
      if block.statements.count == 1, !body.result.isVoid,
        case .expression(let expression) = block.statements[0].kind
      {
        let value = expect(expression, body.result, context: "the result of '\(function.name)'")
        body.statements = [TypedStatement(.return(value), expression.span)]
        return
      }
      if block.statements.count == 1, !body.result.isVoid, isValue(block.statements[0]) {
        let statement = block.statements[0]
        let value = checkStatementValue(statement, wanted: body.result, statement.span)
        body.statements = [TypedStatement(.return(value), statement.span)]
        return
      }
      body.statements = checkBlock(block)
      if !body.result.isVoid, !body.result.isInvalid, !body.statements.alwaysLeave {
        let end = Span(max(block.span.start, block.span.end - 1), block.span.end)
        report(errors.missingReturn(function.name, body.result, end))
      }
    }
  }

  /// What may be imported; it is all there without that.
  static let modules: Set<String> = ["Apus", "Foundation", "Swift", "Glibc", "Darwin"]

  func check(_ declaration: Declaration) -> [TypedStatement] {
    let span = declaration.span
    switch declaration.kind {
    case .variable(let variable):
      if declaration.has("lazy") { return notYet("a 'lazy' variable outside of a type", span) }
      if declaration.has("weak") || declaration.has("unowned") {
        return variable.bindings.flatMap { checkWeak($0, variable, declaration) }
      }
      return variable.bindings.flatMap { check($0, variable, span) }
    case .function(let function): return localFunction(function, declaration)
    case .import(let path):
      let module = path.prefix { $0 != "." }
      if !Self.modules.contains(String(module)) {
        report(errors.unknownModule(String(module), span))
      }
      return []
    case .nominal(let nominal): return checkNominal(nominal, declaration)
    case .typealias: return []
    case .enumCases: return notYet("'case'", span)
    case .associatedType(_, let span, _): return notYet("'associatedtype'", span)
    case .operator: return []
    case .invalid: return []
    }
  }

  private func localFunction(
    _ function: Function, _ declaration: Declaration
  ) -> [TypedStatement] {
    guard case .localFunction(let binding, let read) = scopes.last?[function.name] else {
      return []
    }
    if let generic = read.template {
      checkOpen(local: read, generic)
      return []
    }
    let body = FunctionBody(
      name: function.name, source: source, enclosing: self.function, result: read.result,
      span: function.nameSpan)
    checkFunctionBody(
      body, read, PendingBody(function: read, block: function.body, span: function.nameSpan))
    let closure = TypedExpression(.closure(body), read.type, declaration.span)
    return [TypedStatement(.declare(binding, closure), declaration.span)]
  }

  private func check(
    _ part: Variable.Binding, _ variable: Variable, _ span: Span
  ) -> [TypedStatement] {
    if !part.accessors.isEmpty { return checkAccessed(part, variable, span) }
    var written = part.type.map { resolve($0, allowsPartial: true) }
    guard let expression = part.value else {
      guard case .name(let name) = part.pattern.kind, let written else {
        report(errors.needsDefault(source.slice(part.pattern.span), part.pattern.span))
        if case .name(let name) = part.pattern.kind {
          _ = declare(name, .invalid, isConstant: false, at: part.pattern.span)
        }
        return []
      }
      return declareWithoutValue(name, written, variable, part.pattern.span)
    }
    var value = checkInitial(expression, as: written)
    if case .metatype(let type) = value.type, !expression.isCall {
      report(errors.notYet("a variable that holds the type '\(type)'", value.span))
      value = .invalid(value.span)
    }
    if written?.isGeneric ?? false { written = value.type }
    if let written, value.type.isInvalid { value.type = written }
    if case .name(let name) = part.pattern.kind {
      let type = written ?? (value.type == .never ? .void : value.type)
      let binding = declare(
        name, type, isConstant: variable.isConstant, at: part.pattern.span)
      let word = Span(span.start, min(span.start + 3, span.end))
      if source.slice(word) == "let" { binding.keyword = (source.name, word) }
      return [TypedStatement(.declare(binding, value), span)]
    }
    return destructure(part.pattern, value, isConstant: variable.isConstant)
  }

  /// A variable's first value; of a type without its parameters, as in `let s: Set = [1, 2]`, the
  /// value tells them.
  private func checkInitial(_ expression: Expression, as written: Type?) -> TypedExpression {
    guard let written else {
      if case .statement(let statement) = expression.kind, !branchesFit(statement) {
        return .invalid(expression.span)
      }
      return check(expression)
    }
    guard written.isGeneric else {
      return expect(expression, written, context: "this variable")
    }
    let value = check(expression, wanted: written)
    var bindings: [String: Type] = [:]
    if written.bind(to: value.type, &bindings) { return value }
    return coerce(value, to: written, context: "this variable")
  }

  /// `var x: Int?` starts as nil; anything else gets its value on a later line, before it is used.
  private func declareWithoutValue(
    _ name: String, _ type: Type, _ variable: Variable, _ span: Span
  ) -> [TypedStatement] {
    let binding = declare(name, type, isConstant: variable.isConstant, at: span)
    if type.wrapped != nil, !variable.isConstant {
      return [TypedStatement(.declare(binding, TypedExpression(.none, type, span)), span)]
    }
    binding.isAssignedLater = true
    if case .local = binding.home { binding.isDeclaredLate = true }
    function.assignedLater.append((binding, span))
    return [TypedStatement(.declare(binding, nil), span)]
  }

  /// Whether variables without a value of their own get one before they are used, once if they are
  /// constants.
  func checkAssigned(_ body: FunctionBody) {
    guard !body.assignedLater.isEmpty else { return }
    let check = DefiniteAssignment(body.statements, body.assignedLater.map(\.binding), errors)
    report(check.found)
    for (binding, span) in body.assignedLater where !check.isAssigned(binding) {
      if case .global = binding.home { report(errors.neverAssigned(binding.name, span)) }
    }
  }
}

extension Expression {
  fileprivate var isCall: Bool {
    if case .call = kind { true } else { false }
  }
}
