import ApusSyntax
import ApusTensor
import ApusText

/// Gives every expression of a cell its type, resolves every name, and reports what does not fit.
///
/// Checking goes in both directions: a wanted type goes down into literals, closures and implicit
/// members; the type of everything else comes up. Nothing is inferred across statements.
package final class Checker {
  package internal(set) var source: SourceText
  package var program: Program
  let prelude: Prelude
  var errors: TypeErrors
  /// The protocols of the standard library, by name.
  let protocols: [String: ProtocolType]
  /// Whether names of the library mean something; not where it is itself read.
  let usesLibrary: Bool
  /// What type parameters stand for where the text is being read.
  var typeArguments: [String: Type] = [:]
  /// Whose members are checked with their parameters left open, when they are made.
  var checkedTemplate: ObjectIdentifier?
  /// Whether a growth without an end has been reported.
  var hasGrown = false
  /// Associated types that are being inferred.
  var inferring: Set<String> = []
  /// Members of open types and of values of protocol type, made from requirements.
  var requirementTables: [Type: MemberTable] = [:]
  package private(set) var diagnostics: [Diagnostic] = []

  /// The function whose statements are being checked; the cell itself is one.
  var function: FunctionBody
  let cell: FunctionBody
  /// Blocks around the statement, innermost last; empty at the cell's top level.
  var scopes: [Names] = []
  /// What this cell has declared at its top level.
  var declaredHere: Set<String> = []
  /// Indices of variables this cell declares; functions check that these have their value.
  package var newGlobals: Set<Int> = []
  /// Tensors among them, and where they are declared.
  private(set) var declaredTensors: [(index: Int, span: Span)] = []
  /// Indices of variables that this cell declares anew with another type, free once it has run.
  package private(set) var freed: [Int] = []
  /// Variables that the blocks around the statement declare, on whatever line.
  var declaredNames: [Set<String>] = []
  /// Loops around the statement with their labels, innermost last.
  var loops: [JumpTarget] = []
  var loopCount = 0
  /// Functions whose bodies are checked when all top-level names are known.
  var pending: [PendingBody] = []
  /// The type whose member is being checked, for names without `self.`, and whether it is static.
  var member: (owner: Type, isStatic: Bool)?
  /// The protocol in whose extension that member stands.
  var extended: ProtocolType?
  /// The type whose initialiser is being checked.
  var initializing: NominalType?
  /// Properties whose types are found when the heads of all functions are known; nil where they have
  /// to be known at once.
  var postponedProperties: [PostponedProperty]?
  var unsettledProperties: [PostponedProperty] = []
  /// Observers of such properties, whose functions need the type.
  var postponedObservers: [PostponedObservers] = []
  /// Types whose first values are being checked, to which others may lead.
  var filling: [NominalType] = []
  /// The stored property that the function being checked watches or makes, which it sees as it is.
  var directField: String?
  /// Variables that the cell declares at its top level, by name, with what tells their types.
  var cellVariables: [String: Variable.Binding] = [:]
  /// Values of `static let`, which are made before anything else in the cell.
  var staticValues: [TypedStatement] = []
  package var functions: [UserFunction] = []
  /// Whether the closure being checked takes its result type from its first `return`, and that.
  var isInferring = false
  var inferredResult: Type?
  /// What an optional chain under check has to unwrap on its way; nil outside of one.
  var chain: [TypedCondition]?
  /// Where that chain starts, by which its links are told from chains inside its arguments.
  var chainStart = 0
  /// Watched variables whose observers are being checked, which see them without the watching.
  var directBindings: Set<ObjectIdentifier> = []
  /// Names for the parts of a closure's only parameter, a tuple.
  var tupleParts: [ObjectIdentifier: [Binding]] = [:]
  /// Where errors go that are thrown here.
  var effects = Effects(sink: .cell)
  /// Whether the body of a `defer` is being checked.
  var isDeferring = false
  /// Whether names in the pattern being checked become variables.
  var bindsVariables = false
  /// What generic functions inside of functions see where they stand, and those of their instances
  /// that are being checked.
  var localScopes: [ObjectIdentifier: [Names]] = [:]
  var localInstances: [Specialisations.Instance: Binding] = [:]
  /// Whether the elements of a literal are being compared, in which no others are.
  var isWidening = false
  /// Calls that were tried once more with fractions for whole numbers.
  var fractionRetries = 0
  var depth = 0
  /// Whether an interrupt ends the check, which it does where the cell is to run.
  let stopsOnInterrupt: Bool
  /// What was not looked at any more when the check was stopped.
  private(set) var stoppedAt: Span?
  /// Where completion wants to know what is visible.
  package var probe: Probe?

  static let depthLimit = 100_000
  /// How many errors are told of one cell.
  static let errorLimit = 100

  package init(
    _ source: SourceText, program: Program, prelude: Prelude = .shared,
    protocols: [String: ProtocolType]? = nil, usesLibrary: Bool = true,
    stopsOnInterrupt: Bool = false
  ) {
    self.stopsOnInterrupt = stopsOnInterrupt
    self.usesLibrary = usesLibrary
    self.protocols = protocols ?? PreludeProtocol.table
    self.source = source
    self.program = program
    self.prelude = prelude
    self.errors = TypeErrors(source: source)
    self.cell = FunctionBody(
      name: source.name, source: source, enclosing: nil, result: .void,
      span: Span(0, source.bytes.count))
    self.function = cell
  }

  func report(_ diagnostic: Diagnostic) {
    if !isStopped { diagnostics.append(diagnostic) }
  }

  /// Whether what is left of the cell is not looked at: it has too many errors, or an interrupt came.
  var isStopped: Bool { diagnostics.count >= Self.errorLimit || isInterrupted }

  var isInterrupted: Bool { stopsOnInterrupt && Interruption.isRequested }

  /// Whether something is not looked at, and if so, where that is.
  func skips(_ span: Span) -> Bool {
    guard isStopped else { return false }
    if stoppedAt == nil { stoppedAt = span }
    return true
  }

  /// Says what was not looked at.
  func reportStop() {
    if isInterrupted {
      diagnostics = [errors.interrupted(stoppedAt ?? Span(0, 0))]
    } else if diagnostics.count >= Self.errorLimit, let stoppedAt {
      diagnostics.append(errors.tooMany(stoppedAt))
    }
  }

  /// Runs a trial and tells whether it reported nothing; its reports are taken back.
  func trial<Result>(_ body: () -> Result) -> (result: Result, errors: [Diagnostic]) {
    let before = (diagnostics, chain)
    diagnostics = []
    let result = body()
    let found = diagnostics
    (diagnostics, chain) = before
    return (result, found)
  }

  /// A type inside the type whose member is being checked, or inside one around that.
  func memberType(_ name: String) -> Type? {
    guard let owner = member?.owner else { return nil }
    if let found = innerType(name, of: owner) { return found }
    guard case .nominal(var nominal) = owner else { return nil }
    while let outer = nominal.outer {
      nominal = outer
      if let found = innerType(name, of: .nominal(outer)) { return found }
    }
    return nil
  }

  /// `Outer.Inner`.
  func innerType(_ name: String, of owner: Type) -> Type? {
    var own = [program.extensions[owner], requirementTable(for: owner)].compactMap { $0 }
    if case .nominal(var nominal) = owner {
      own.insert(nominal.members, at: 0)
      while let parent = nominal.superclass {
        nominal = parent
        own.append(parent.members)
        if let added = program.extensions[.nominal(parent)] { own.append(added) }
      }
    }
    return (own + templateTables(of: owner, naming: name)).lazy.compactMap { $0.aliases[name] }
      .first
  }

  func report(_ list: [Diagnostic]) {
    diagnostics += list
  }

  /// Whether the statement being checked is at the cell's own top level.
  var isTopLevel: Bool { function === cell && scopes.isEmpty }

  // The meaning of a name, innermost first.
  func lookUp(_ name: String) -> Names.Entry? {
    for scope in scopes.reversed() {
      if let entry = scope[name] { return entry }
    }
    return global(name)
  }

  /// What a name means at the top level, where the library comes last.
  func global(_ name: String) -> Names.Entry? {
    if let entry = program.names[name] { return entry }
    return usesLibrary && Library.names.contains(name) ? Library.shared.entry(name) : nil
  }

  /// Every name that means something here, for suggestions.
  var visibleNames: [String] {
    scopes.flatMap { $0.entries.keys } + Array(program.names.entries.keys)
      + Array(prelude.functionNames) + Array(TypeResolver.plain.keys)
  }

  /// Names that may have been meant: a type only by one who writes it like a type, or calls it.
  func names(like name: String, isCalled: Bool) -> [String] {
    visibleNames.filter { other in
      guard other.first?.isUppercase != name.first?.isUppercase, isType(other) else { return true }
      return isCalled && !isProtocol(other) && other.lowercased() == name.lowercased()
    }
  }

  private func isType(_ name: String) -> Bool {
    switch program.names[name] {
    case .type, .generic, .protocol, .alias: true
    case .binding, .functions, .localFunction: false
    case nil: TypeResolver.plain[name] != nil || Library.names.contains(name)
    }
  }

  private func isProtocol(_ name: String) -> Bool {
    if case .protocol = program.names[name] { true } else { protocols[name] != nil }
  }

  var typeNames: [String] {
    Array(TypeResolver.plain.keys)
      + program.names.entries.compactMap { name, entry in
        switch entry {
        case .type, .generic, .protocol, .alias: name
        case .binding, .functions, .localFunction: nil
        }
      } + Array(typeArguments.keys) + Array(protocols.keys) + Array(Library.names)
  }

  /// Declares a variable where the statement stands.
  func declare(
    _ name: String, _ type: Type, isConstant: Bool, at span: Span
  ) -> Binding {
    if isTopLevel {
      if declaredHere.contains(name) { report(errors.redeclared(name, span)) }
      declaredHere.insert(name)
      let index = globalIndex(for: name, type)
      let binding = Binding(name, type, isConstant: isConstant, home: .global(index))
      // A function that sees the old variable sees this one in its place.
      if case .binding(let old) = program.names[name], case .global(index) = old.home {
        binding.isCaptured = old.isCaptured
      }
      newGlobals.insert(index)
      if type == .tensor { declaredTensors.append((index, span)) }
      program.names[name] = .binding(binding)
      return binding
    }
    let binding = Binding(name, type, isConstant: isConstant, home: .local(owner: function))
    binding.isShown = true
    if let last = scopes.indices.last {
      if scopes[last][name] != nil { report(errors.redeclared(name, span)) }
      scopes[last][name] = .binding(binding)
    }
    return binding
  }

  /// A name declared again with the same type keeps its place, so that functions of earlier cells
  /// see the new value; another type gets a new place, and values of the old one live on.
  private func globalIndex(for name: String, _ type: Type) -> Int {
    if case .binding(let old) = program.names[name], case .global(let index) = old.home {
      if old.type == type, old.accessors == nil { return index }
      if !old.isCaptured { freed.append(index) }
    }
    if let free = program.freeGlobals.popLast() { return free }
    program.globalCount += 1
    return program.globalCount - 1
  }

  /// Notes that a binding is used here, which may be inside another function than its own.
  func use(_ binding: Binding) {
    switch binding.home {
    case .global:
      if function !== cell { binding.isCaptured = true }
    case .local(let owner):
      var inner: FunctionBody? = function
      if !function.isInside(owner) { return }
      while let current = inner, current !== owner {
        binding.isCaptured = true
        if !current.captures.contains(where: { $0 === binding }) {
          current.captures.append(binding)
        }
        inner = current.enclosing
      }
    }
  }

  func inScope<Result>(_ body: () -> Result) -> Result {
    scopes.append(Names())
    defer { scopes.removeLast() }
    return body()
  }

  /// A type that the program declares, by its name.
  func declaredType(_ name: String) -> Type? {
    if let type = typeArguments[name] { return type }
    if name == "Self" { return member?.owner }
    if let type = memberType(name) { return type }
    if let type = associatedInScope(name) { return type }
    switch lookUp(name) {
    case .type(let type): return .nominal(type)
    case .alias(let type): return program.aliasParameters[name] == nil ? type : nil
    case .generic(let generic): return innerInstance(of: generic)
    default: return nil
    }
  }
}
