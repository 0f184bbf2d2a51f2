import ApusSyntax
import ApusText

// Functions with type parameters: their head in terms of the parameters, one check of the body for
// all types, and a function of its own for each list of arguments.
extension Checker {
  /// The head of a generic function, whose body is checked once with its parameters left open.
  func readGeneric(
    _ written: Function, _ declaration: Declaration, receiver: UserFunction.Parameter?,
    initializes: NominalType?
  ) -> UserFunction {
    let function = written.naming(someParameters: ())
    let signature = signature(of: function.generics)
    let context = GenericContext(
      arguments: typeArguments, source: source, member: member, extended: extended)
    let generic = GenericFunction(
      function, declaration, context: context, signature: signature,
      isStatic: declaration.has("static") || declaration.has("class"))
    generic.initializes = initializes
    let parameters = Dictionary(
      signature.parameters.map { ($0, Type.parameter($0)) }, uniquingKeysWith: { $1 })
    let head = with(parameters) { self.head(generic, receiver, index: -1) }
    head.template = generic
    generic.signature.constraints += implied(by: head, for: signature.parameters)
    generic.dependents = head.parameters.map(\.type).flatMap(\.paths) + head.result.paths
    checkOpen(generic, receiver)
    return head
  }

  /// What the types in a head ask of its parameters: that of `Set<T>` asks that `T` be `Hashable`.
  func implied(by head: UserFunction, for parameters: [String]) -> [GenericSignature.Constraint] {
    func isOwn(_ type: Type) -> Bool {
      guard case .parameter(let name) = type else { return false }
      return parameters.contains { name == $0 || name.hasPrefix($0 + ".") }
    }
    func implied(by type: Type) -> [GenericSignature.Constraint] {
      var found = type.parts.flatMap(implied)
      switch type {
      case .set(let key), .dictionary(let key, _):
        if isOwn(key), let hashable = protocols["Hashable"] {
          found.append(.conforms(key, hashable))
        }
      case .applied(let generic, let arguments):
        let bindings = Dictionary(
          zip(generic.parameters, arguments), uniquingKeysWith: { first, _ in first })
        for constraint in generic.signature.constraints {
          switch constraint {
          case .conforms(let subject, let target):
            let subject = subject.substituting(bindings)
            if isOwn(subject) { found.append(.conforms(subject, target)) }
          case .inherits(let subject, let parent):
            let subject = subject.substituting(bindings)
            if isOwn(subject) { found.append(.inherits(subject, parent)) }
          case .same: break
          }
        }
      default: break
      }
      return found
    }
    return (head.parameters.map(\.type) + [head.result]).flatMap(implied)
  }

  /// Checks the body with archetypes in the place of the parameters.
  private func checkOpen(_ generic: GenericFunction, _ receiver: UserFunction.Parameter?) {
    // A member of something generic is checked with the open form of that.
    let owner = receiver?.type ?? typeArguments[Self.ownKey]
    if let owner, !isOpen(owner), typeArguments[Self.ownKey] != nil { return }
    let open = archetypes(generic.signature)
    with(open) {
      let (head, _) = trial { self.head(generic, receiver, index: -1) }
      pending.append(body(of: generic, head, receiver, typeArguments, isDiscarded: true))
    }
  }

  func head(
    _ generic: GenericFunction, _ receiver: UserFunction.Parameter?,
    index: @autoclosure () -> Int
  ) -> UserFunction {
    var plain = generic.syntax
    plain.generics = Generics()
    let head = read(plain, generic.declaration, index: index(), receiver: receiver)
    if let type = generic.initializes, case .initializer(let isFailable) = plain.kind {
      head.result =
        type.kind == .class ? .void : isFailable ? .optional(.nominal(type)) : .nominal(type)
    }
    return head
  }

  private func body(
    of generic: GenericFunction, _ head: UserFunction, _ receiver: UserFunction.Parameter?,
    _ arguments: [String: Type], isDiscarded: Bool
  ) -> PendingBody {
    var member = generic.context.member
    if let owner = receiver?.type ?? generic.owner ?? generic.initializes.map({ .nominal($0) }) {
      member = (owner, generic.isStatic)
    }
    var item = PendingBody(
      function: head, block: generic.syntax.body, span: generic.syntax.nameSpan, member: member)
    item.initializes = generic.initializes
    item.context = GenericContext(
      arguments: arguments, source: generic.context.source, extended: generic.context.extended)
    item.isDiscarded = isDiscarded
    return item
  }

  /// The function that a generic one is for some arguments; nil, with a report, where it has none.
  func specialise(
    _ function: UserFunction, _ bindings: [String: Type], _ span: Span
  ) -> UserFunction? {
    guard let generic = function.template else { return function }
    guard let (arguments, own) = arguments(of: function, generic, bindings, span) else {
      return nil
    }
    let key = Specialisations.Instance(generic: ObjectIdentifier(generic), arguments: arguments)
    if let known = program.generics.functions[key] { return known }
    guard mayMake(function.name, arguments, span) else { return nil }
    var context = generic.context
    context.arguments.merge(own) { $1 }
    let receiver = function.parameters.first.flatMap { $0.name == "self" ? $0 : nil }
    return within(context) {
      let (head, found) = trial { self.head(generic, receiver, index: program.functionCount) }
      if diagnostics.isEmpty { report(found) }
      program.generics.functions[key] = head
      let isOpen =
        arguments.contains(where: isOpen) || receiver.map { self.isOpen($0.type) } ?? false
      guard !isOpen else { return head }
      head.index = program.functionCount
      program.functionCount += 1
      functions.append(head)
      program.generics.deferred[head.index] = body(
        of: generic, head, receiver, context.arguments, isDiscarded: false)
      return head
    }
  }

  /// What the parameters of a generic function stand for in a call; nil, with a report, where that
  /// is not known or not allowed.
  func arguments(
    of function: UserFunction, _ generic: GenericFunction, _ bindings: [String: Type], _ span: Span
  ) -> (list: [Type], byName: [String: Type])? {
    var arguments: [Type] = []
    for name in generic.signature.parameters {
      guard let type = bindings[name], !type.isGeneric else {
        report(errors.uninferred(name, of: function.name, span))
        return nil
      }
      arguments.append(type)
    }
    let own = Dictionary(
      zip(generic.signature.parameters, arguments), uniquingKeysWith: { $1 })
    if let unmet = unmet(generic.signature, generic.context.arguments.merging(own) { $1 }) {
      report(errors.unmet("'\(function.name)'", unmet, span))
      return nil
    }
    return (arguments, own)
  }

  /// Functions that the machine calls by itself, such as a `description`, and whose bodies wait to be
  /// checked.
  package var ownFunctionsToComplete: [Int] {
    program.generics.dynamic.own.values.filter { program.generics.deferred[$0] != nil }
  }

  /// Checks the body of a function that something calls, where that is still to be done; gives it
  /// and those that a type made in it needs by itself, such as its `description`.
  package func complete(_ index: Int) -> [UserFunction] {
    guard let item = program.generics.deferred.removeValue(forKey: index) else { return [] }
    let isNew = functions.contains { $0 === item.function }
    if !isNew { functions.append(item.function) }
    pending.append(item)
    defer { reportStop() }
    return checkPending()
  }

  /// What follows from what is bound already: `S.Element` from `S`.
  func bindDependents(of function: UserFunction?, _ bindings: inout [String: Type]) {
    guard let generic = function?.template else { return }
    for case .same(.parameter(let name), let type) in generic.signature.constraints
    where bindings[name] == nil {
      let known = substitute(type, bindings)
      if !known.isGeneric, !known.isInvalid { bindings[name] = known }
    }
    for case .same(let type, .parameter(let name)) in generic.signature.constraints
    where bindings[name] == nil {
      let known = substitute(type, bindings)
      if !known.isGeneric, !known.isInvalid { bindings[name] = known }
    }
    for path in generic.dependents where bindings[path] == nil {
      let type = substitute(.parameter(path), bindings)
      if !type.isGeneric { bindings[path] = type }
    }
  }
}

extension Type {
  /// Associated types of parameters in it, such as `S.Element`.
  var paths: [String] {
    if case .parameter(let name) = self { return name.contains(".") ? [name] : [] }
    return parts.flatMap(\.paths)
  }
}

extension Function {
  /// Whether it has type parameters, `some P` in a parameter being one without a name.
  var isGeneric: Bool {
    !generics.parameters.isEmpty
      || parameters.contains { if case .some = $0.type.kind { true } else { $0.type.hasSome } }
  }

  /// The same with `some P` in its parameters spelt as a type parameter.
  func naming(someParameters: Void) -> Function {
    var function = self
    for index in function.parameters.indices {
      function.parameters[index].type = function.parameters[index].type.named { bound, span in
        let name = "some \(bound.text)" + String(repeating: "'", count: index)
        function.generics.parameters.append(
          Generics.Parameter(name: name, bound: bound, span: span))
        return TypeSyntax(.name(name, []), span)
      }
    }
    return function
  }
}

extension TypeSyntax {
  fileprivate var hasSome: Bool {
    switch kind {
    case .some: true
    case .array(let inner), .optional(let inner), .inout(let inner): inner.hasSome
    case .dictionary(let key, let value): key.hasSome || value.hasSome
    case .name, .member, .tuple, .function, .any, .composition, .invalid: false
    }
  }

  fileprivate func named(_ name: (TypeSyntax, Span) -> TypeSyntax) -> TypeSyntax {
    switch kind {
    case .some(let bound): name(bound, span)
    case .array(let inner): TypeSyntax(.array(inner.named(name)), span)
    case .optional(let inner): TypeSyntax(.optional(inner.named(name)), span)
    case .inout(let inner): TypeSyntax(.inout(inner.named(name)), span)
    case .dictionary(let key, let value):
      TypeSyntax(.dictionary(key.named(name), value.named(name)), span)
    case .name, .member, .tuple, .function, .any, .composition, .invalid: self
    }
  }
}
