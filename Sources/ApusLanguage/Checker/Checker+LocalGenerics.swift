import ApusSyntax
import ApusText

// Generic functions inside of functions: a call makes a closure of the one that it needs, which
// captures what the function sees.
extension Checker {
  /// The head in terms of the type parameters.
  func readLocalGeneric(_ written: Function, _ declaration: Declaration) -> UserFunction {
    let function = written.naming(someParameters: ())
    let signature = signature(of: function.generics)
    let generic = GenericFunction(
      function, declaration,
      context: GenericContext(arguments: typeArguments, source: source, member: member),
      signature: signature, isStatic: false)
    let parameters = Dictionary(
      signature.parameters.map { ($0, Type.parameter($0)) }, uniquingKeysWith: { $1 })
    let head = with(parameters) { self.head(generic, nil, index: -1) }
    head.template = generic
    generic.dependents = head.parameters.map(\.type).flatMap(\.paths) + head.result.paths
    return head
  }

  /// Where the function stands: its body is checked once with its parameters left open.
  func checkOpen(local function: UserFunction, _ generic: GenericFunction) {
    localScopes[ObjectIdentifier(generic)] = scopes
    _ = body(of: function, generic, archetypes(generic.signature), [])
  }

  /// The function for some arguments, as a value; nil, with a report, where it has none.
  func local(
    _ function: UserFunction, _ bindings: [String: Type], _ span: Span
  ) -> TypedExpression? {
    guard let generic = function.template,
      let (list, own) = arguments(of: function, generic, bindings, span)
    else { return nil }
    let key = Specialisations.Instance(generic: ObjectIdentifier(generic), arguments: list)
    if let known = localInstances[key] {
      use(known)
      return TypedExpression(.binding(known), known.type, span)
    }
    guard mayMake(function.name, list, span) else { return nil }
    let (made, found) = trial { body(of: function, generic, own, list) }
    // What is wrong for all types has been told where the function stands.
    if diagnostics.isEmpty { report(found) }
    let (code, binding) = made
    let closure = TypedExpression(.closure(code), binding.type, span)
    guard binding.isCaptured else { return closure }
    // One that calls itself.
    return TypedExpression(
      .block([TypedStatement(.declare(binding, closure), span)], binding), binding.type, span)
  }

  private func body(
    of function: UserFunction, _ generic: GenericFunction, _ arguments: [String: Type],
    _ list: [Type]
  ) -> (FunctionBody, Binding) {
    let outer = (scopes, chain)
    scopes = localScopes[ObjectIdentifier(generic)] ?? scopes
    chain = nil
    defer { (scopes, chain) = outer }
    return with(arguments) {
      let head = head(generic, nil, index: -1)
      let span = generic.syntax.nameSpan
      let body = FunctionBody(
        name: function.name, source: source, enclosing: self.function, result: head.result,
        span: span)
      let binding = Binding(
        function.name, head.type, isConstant: true, home: .local(owner: self.function))
      binding.isDeclaredLate = true
      let key = Specialisations.Instance(generic: ObjectIdentifier(generic), arguments: list)
      localInstances[key] = binding
      defer { localInstances[key] = nil }
      checkFunctionBody(
        body, head, PendingBody(function: head, block: generic.syntax.body, span: span))
      return (body, binding)
    }
  }
}
