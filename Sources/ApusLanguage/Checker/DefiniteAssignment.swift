import ApusSyntax
import ApusText

/// Finds where a variable that is declared without a value, or a stored property in an initialiser,
/// is used before it has one, and where a constant gets its value twice.
///
/// It follows the statements of one function; what is assigned on every way to a place has its
/// value there.
struct DefiniteAssignment {
  /// What gets a value.
  enum Subject: Hashable {
    case variable(ObjectIdentifier)
    /// A stored property of the value that an initialiser makes.
    case field(Int)
    /// All that another initialiser makes.
    case rest
  }

  /// What is known at one place.
  struct State {
    /// Assigned on every way here, and on some way here.
    var assigned: Set<Subject> = []
    var maybe: Set<Subject> = []
    var isReachable = true

    mutating func assign(_ subject: Subject) {
      assigned.insert(subject)
      maybe.insert(subject)
    }

    mutating func join(_ other: State) {
      guard other.isReachable else { return }
      guard isReachable else {
        self = other
        return
      }
      assigned.formIntersection(other.assigned)
      maybe.formUnion(other.maybe)
    }
  }

  let errors: TypeErrors
  /// Of an initialiser, what it makes.
  let making: Making?
  private let tracked: [ObjectIdentifier: Binding]
  var found: [Diagnostic] = []
  var state = State()
  /// What is assigned anywhere in the statements that were followed.
  var touched: Set<Subject> = []
  /// What is known where an error is thrown.
  private var thrown = State(isReachable: false)
  private var exits: [Int: [State]] = [:]
  var reported: Set<Subject> = []
  private(set) var isInClosure = false

  /// Follows a function's statements; `bindings` are its variables without a value of their own.
  init(
    _ statements: [TypedStatement], _ bindings: [Binding], making: Making? = nil,
    _ errors: TypeErrors
  ) {
    self.errors = errors
    self.making = making
    tracked = Dictionary(
      bindings.map { (ObjectIdentifier($0), $0) }, uniquingKeysWith: { first, _ in first })
    making?.given.forEach { state.assign($0) }
    walk(statements)
    if let making { checkEnd(making, making.end) }
  }

  /// Whether a variable has its value on every way to the end, or was told not to have it.
  func isAssigned(_ binding: Binding) -> Bool {
    let id = Subject.variable(ObjectIdentifier(binding))
    return !state.isReachable || state.assigned.contains(id) || reported.contains(id)
  }

  private mutating func walk(_ statements: [TypedStatement]) {
    for statement in statements { walk(statement) }
  }

  private mutating func walk(_ statement: TypedStatement) {
    switch statement.kind {
    case .expression(let value): visit(value)
    case .declare(let binding, let value):
      if let value { visit(value) }
      let id = Subject.variable(ObjectIdentifier(binding))
      if value == nil {
        state.assigned.remove(id)
        state.maybe.remove(id)
      }
    case .letGo: break
    case .if(let conditions, let then, let otherwise):
      let failing = visit(conditions)
      walk(then)
      let after = state
      state = failing
      walk(otherwise)
      state.join(after)
    case .loop(let loop, let body): walk(loop, body)
    case .return(let value):
      if let making, !isInClosure, making.isWhole(value) {
        checkEnd(making, statement.span)
      } else if let value {
        visit(value)
      }
      state.isReachable = false
    case .throw(let value):
      visit(value)
      mayThrow(true)
      state.isReachable = false
    case .rethrow:
      mayThrow(true)
      state.isReachable = false
    case .break(let number), .continue(let number):
      exits[isBreak(statement) ? number : -number, default: []].append(state)
      state.isReachable = false
    case .group(let statements): walk(statements)
    case .catch(let body, _, let handler):
      let outer = thrown
      thrown = State(isReachable: false)
      walk(body)
      let after = state
      state = thrown
      thrown = outer
      walk(handler)
      state.join(after)
    case .defer(let body):
      let before = state
      walk(body)
      state = before
    }
  }

  private func isBreak(_ statement: TypedStatement) -> Bool {
    if case .break = statement.kind { true } else { false }
  }

  /// What is known where one of the conditions does not hold.
  private mutating func visit(_ conditions: [TypedCondition]) -> State {
    var failing = State(isReachable: false)
    for condition in conditions {
      switch condition {
      case .expression(let test):
        visit(test)
        if case .word(1) = test.kind { continue }
      case .unwrap(_, let value): visit(value)
      case .statements(let statements, let test):
        walk(statements)
        visit(test)
        if case .word(1) = test.kind { continue }
      }
      failing.join(state)
    }
    return failing
  }

  private mutating func walk(_ loop: Loop, _ body: [TypedStatement]) {
    var after = State(isReachable: false)
    switch loop.kind {
    case .repeatWhile(let test):
      let isOnce = if case .word(0) = test.kind { true } else { false }
      turns(isOnce: isOnce) { check in
        check.walk(body)
        check.land(-loop.number)
        check.visit(test)
        after = check.state
      }
    case .while(let conditions):
      turns(isOnce: false) { check in
        after = check.visit(conditions)
        check.walk(body)
        check.land(-loop.number)
      }
    case .range(_, let from, let to, _):
      visit(from)
      visit(to)
      after = state
      turns(isOnce: false) { check in
        check.walk(body)
        check.land(-loop.number)
        after.join(check.state)
      }
    case .elements(_, let values):
      visit(values)
      after = state
      turns(isOnce: false) { check in
        check.walk(body)
        check.land(-loop.number)
        after.join(check.state)
      }
    }
    state = after
    land(loop.number)
  }

  /// Joins what is known where a `break` or a `continue` comes out.
  private mutating func land(_ exit: Int) {
    for other in exits.removeValue(forKey: exit) ?? [] { state.join(other) }
  }

  /// Follows a loop's body as its first turn, and as one where what a turn assigns is assigned.
  private mutating func turns(isOnce: Bool, _ body: (inout DefiniteAssignment) -> Void) {
    let before = (state, touched)
    touched = []
    body(&self)
    touched.formUnion(before.1)
    guard !isOnce else { return }
    let seen = touched
    state = before.0
    state.maybe.formUnion(seen)
    body(&self)
  }

  mutating func visit(_ expression: TypedExpression) {
    if let making, visit(expression, making) { return }
    switch expression.kind {
    case .binding(let binding): use(binding, expression.span)
    case .assign(let place, let value):
      visit(value)
      store(place, expression.span)
    case .inoutArgument(let place, let current):
      visit(current)
      change(place, expression.span)
    case .callRow(_, let arguments, _, let place):
      arguments.forEach { visit($0) }
      if let place { change(place, expression.span) }
      mayThrow(arguments.contains(where: \.throwsWhenCalled))
    case .callFunction(let function, let arguments), .callMethod(let function, _, let arguments):
      arguments.forEach { visit($0) }
      mayThrow(function.thrown != nil)
    case .construct(_, let fields, let function, let arguments):
      (fields + arguments).forEach { visit($0) }
      mayThrow(function?.thrown != nil)
    case .callClosure(let callee, let arguments):
      ([callee] + arguments).forEach { visit($0) }
      mayThrow(callee.throwsWhenCalled)
    case .shortCircuit(_, let left, let right):
      visit(left)
      branch { $0.visit(right) }
    case .coalesce(let value, let fallback):
      visit(value)
      branch { $0.visit(fallback) }
    case .attempt(let inner):
      let outer = thrown
      branch { $0.visit(inner) }
      thrown = outer
    case .ternary(let test, let then, let otherwise):
      visit(test)
      let before = state
      visit(then)
      let after = state
      state = before
      visit(otherwise)
      state.join(after)
    case .block(let statements, _): walk(statements)
    case .closure(let body):
      let before = (state, thrown, isInClosure)
      isInClosure = true
      walk(body.statements)
      (state, thrown, isInClosure) = before
    default: expression.children.forEach { visit($0) }
    }
    if expression.type == .never { state.isReachable = false }
  }

  private mutating func branch(_ body: (inout DefiniteAssignment) -> Void) {
    let before = state
    body(&self)
    state.join(before)
  }

  mutating func mayThrow(_ isThrowing: Bool) {
    if isThrowing { thrown.join(state) }
  }

  private mutating func use(_ binding: Binding, _ span: Span) {
    let id = Subject.variable(ObjectIdentifier(binding))
    guard tracked[ObjectIdentifier(binding)] != nil, state.isReachable,
      !state.assigned.contains(id)
    else { return }
    if reported.insert(id).inserted {
      found.append(
        errors.usedUnassigned(
          binding.name, isConstant: binding.isConstant, isInClosure: isInClosure, span))
    }
  }

  private mutating func store(_ place: Place, _ span: Span) {
    guard case .binding(let binding) = place else { return change(place, span) }
    let id = Subject.variable(ObjectIdentifier(binding))
    guard tracked[ObjectIdentifier(binding)] != nil else { return }
    if binding.isConstant, state.isReachable, state.maybe.contains(id) || isInClosure {
      if reported.insert(id).inserted {
        found.append(
          isInClosure
            ? errors.constant(binding.name, span, isParameter: false)
            : errors.assignedTwice(binding.name, span))
      }
    }
    state.assign(id)
    touched.insert(id)
  }

  /// A change of what stands at a place, or of a part of it.
  private mutating func change(_ place: Place, _ span: Span) {
    if let making, change(place, span, making) { return }
    place.children.forEach { visit($0) }
    guard let binding = place.root, tracked[ObjectIdentifier(binding)] != nil else { return }
    use(binding, span)
    if binding.isConstant, reported.insert(.variable(ObjectIdentifier(binding))).inserted {
      found.append(errors.constant(binding.name, span, isParameter: false))
    }
  }
}

extension TypedExpression {
  /// Whether it is a function that may throw.
  fileprivate var throwsWhenCalled: Bool {
    if case .function(_, _, _?) = type { true } else { false }
  }
}
