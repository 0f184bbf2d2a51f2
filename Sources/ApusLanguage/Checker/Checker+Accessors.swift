import ApusSyntax
import ApusText

// Variables that functions stand in front of: computed ones, and those that are watched.
extension Checker {
  /// `var x: T { … }` and `var x = v { didSet { … } }` outside of types: closures that are made
  /// where the variable is declared.
  func checkAccessed(
    _ part: Variable.Binding, _ variable: Variable, _ span: Span
  ) -> [TypedStatement] {
    guard case .name(let name) = part.pattern.kind else {
      report(errors.needsType("this variable", part.pattern.span, help: "give it a name"))
      return []
    }
    let isComputed = part.accessors.contains { $0.kind == "get" }
    guard !isComputed || part.type != nil else {
      report(errors.needsType("'\(name)'", part.pattern.span, help: "write its type: \(name): Int"))
      return []
    }
    var statements: [TypedStatement] = []
    var value: TypedExpression?
    var type = part.type.map(resolve)
    if !isComputed {
      guard let written = part.value ?? Self.emptyValue(of: type, part.pattern.span) else {
        report(errors.needsDefault(name, part.pattern.span))
        return []
      }
      value = type.map { expect(written, $0, context: "this variable") } ?? check(written)
      type = type ?? value?.type
    }
    let known = type ?? .invalid
    let binding = declare(name, known, isConstant: false, at: part.pattern.span)
    if let value { statements.append(TypedStatement(.declare(binding, value), span)) }
    var accessors = Binding.Accessors()
    directBindings.insert(ObjectIdentifier(binding))
    for accessor in part.accessors {
      let (held, statement) = accessorClosure(accessor, name, known)
      statements.append(statement)
      switch accessor.kind {
      case "get": accessors.get = held
      case "set": accessors.set = held
      case "willSet": accessors.willSet = held
      default: accessors.didSet = held
      }
    }
    directBindings.remove(ObjectIdentifier(binding))
    binding.accessors = accessors
    return statements
  }

  private static func emptyValue(of type: Type?, _ span: Span) -> Expression? {
    type?.wrapped == nil ? nil : Expression(.none, span)
  }

  /// The body of an accessor as a closure in a variable of its own.
  private func accessorClosure(
    _ accessor: Accessor, _ name: String, _ type: Type
  ) -> (Binding, TypedStatement) {
    let span = accessor.span
    let isGetter = accessor.kind == "get"
    var parameters: [Closure.Parameter] = []
    if !isGetter {
      let given = accessor.parameter ?? (accessor.kind == "didSet" ? "oldValue" : "newValue")
      parameters = [Closure.Parameter(name: given, type: nil, span: span)]
    }
    let closure = Closure(
      parameters: parameters, result: nil, throwing: nil,
      body: accessor.body ?? Block([], span), highestImplicitParameter: nil)
    let wanted = Type.function(parameters: isGetter ? [] : [type], result: isGetter ? type : .void)
    let value = checkClosure(closure, wanted: wanted, span)
    let binding = hidden("\(name).\(accessor.kind)", wanted)
    return (binding, TypedStatement(.declare(binding, value), span))
  }

  /// A variable that no name leads to, where the statement stands.
  func hidden(_ name: String, _ type: Type) -> Binding {
    guard isTopLevel else {
      return Binding(
        name, type, isConstant: type != .weakReference, home: .local(owner: function))
    }
    program.globalCount += 1
    let binding = Binding(
      name, type, isConstant: true, home: .global(program.globalCount - 1))
    newGlobals.insert(program.globalCount - 1)
    binding.isCaptured = true
    return binding
  }

  func value(ofWatched binding: Binding, _ span: Span) -> TypedExpression {
    if let storage = binding.accessors?.storage {
      use(storage)
      return strengthened(
        TypedExpression(.binding(storage), storage.type, span), binding.type, span)
    }
    guard let getter = binding.accessors?.get else {
      return TypedExpression(.binding(binding), binding.type, span)
    }
    use(getter)
    let callee = TypedExpression(.binding(getter), getter.type, span)
    return TypedExpression(.callClosure(callee, []), binding.type, span)
  }

  func assign(
    _ value: TypedExpression, toWatched binding: Binding, _ span: Span
  ) -> TypedExpression {
    guard let accessors = binding.accessors else { return .invalid(span) }
    if let storage = accessors.storage {
      return TypedExpression(.assign(.binding(storage), weakened(value)), .void, span)
    }
    func call(_ accessor: Binding, _ argument: TypedExpression) -> TypedExpression {
      use(accessor)
      let callee = TypedExpression(.binding(accessor), accessor.type, span)
      return TypedExpression(.callClosure(callee, [argument]), .void, span)
    }
    if let setter = accessors.set { return call(setter, value) }
    func local(_ name: String, _ value: TypedExpression) -> (TypedStatement, TypedExpression) {
      let held = Binding(name, binding.type, isConstant: true, home: .local(owner: function))
      return (
        TypedStatement(.declare(held, value), span),
        TypedExpression(.binding(held), binding.type, span)
      )
    }
    let current = TypedExpression(.binding(binding), binding.type, span)
    let (keepNew, new) = local("newValue", value)
    let (keepOld, old) = local("oldValue", current)
    var statements = [keepNew]
    if accessors.didSet != nil { statements.append(keepOld) }
    if let willSet = accessors.willSet {
      statements.append(TypedStatement(.expression(call(willSet, new)), span))
    }
    let store = TypedExpression(.assign(.binding(binding), new), .void, span)
    statements.append(TypedStatement(.expression(store), span))
    if let didSet = accessors.didSet {
      statements.append(TypedStatement(.expression(call(didSet, old)), span))
    }
    return TypedExpression(.block(statements, voidBinding), .void, span)
  }
}
