import ApusTensor
import ApusText

extension ShapeChecker {
  func run(_ statements: [TypedStatement]) throws(ShapeEnding) -> ShapeFlow {
    var flow = ShapeFlow()
    for (index, statement) in statements.enumerated() where flow.falls {
      if case .defer(let body) = statement.kind {
        let rest = try run(putOff: body, behind: Array(statements[(index + 1)...]), flow)
        flow.join(rest)
        flow.falls = rest.falls
        return flow
      }
      do {
        let next = try run(statement)
        flow.join(next)
        flow.falls = next.falls
      } catch {
        guard flow.hasExits else { throw error }
        try note(error)
        flow.falls = false
      }
    }
    return flow
  }

  /// A statement, with what it may throw among the ways that lead out of it.
  private func run(_ statement: TypedStatement) throws(ShapeEnding) -> ShapeFlow {
    let outer = thrown
    thrown = nil
    defer { thrown = outer }
    do {
      var flow = try follow(statement)
      flow.thrown.join(thrown)
      return flow
    } catch {
      guard thrown != nil else { throw error }
      try note(error)
      return ShapeFlow(falls: false, thrown: thrown)
    }
  }

  /// What is thrown here, and not only may be.
  func endInError() -> ShapeEnding {
    thrown.join(memory)
    return .thrown
  }

  /// Statements behind a `defer`, whose body comes on every way out of them.
  private func run(
    putOff body: [TypedStatement], behind rest: [TypedStatement], _ before: ShapeFlow
  ) throws(ShapeEnding) -> ShapeFlow {
    var flow: ShapeFlow
    do {
      flow = try run(rest)
    } catch {
      guard before.hasExits else { throw error }
      try note(error)
      return ShapeFlow(falls: false)
    }
    let isOnly =
      !before.hasExits
      && (flow.falls ? 1 : 0) + (flow.returned == nil ? 0 : 1) + flow.exits.count
        + (flow.thrown == nil ? 0 : 1) == 1
    /// What is known behind the body; nil where that way ends in it.
    func behind(_ start: KnownMemory) throws(ShapeEnding) -> KnownMemory? {
      memory = start
      do throws(ShapeEnding) {
        let inner = try run(body)
        guard !inner.hasExits else { throw .stopped }
        return inner.falls ? memory : nil
      } catch {
        guard !isOnly else { throw error }
        try note(error)
        return nil
      }
    }
    let falling = memory
    if let (value, known) = flow.returned {
      flow.returned = try behind(known).map { (value, $0) }
    }
    for (exit, known) in flow.exits { flow.exits[exit] = try behind(known) }
    if let known = flow.thrown { flow.thrown = try behind(known) }
    if flow.falls {
      let after = try behind(falling)
      flow.falls = after != nil
      if let after { memory = after }
    }
    return flow
  }

  /// `do` and `catch`: what is done with an error starts from what is known wherever one is thrown.
  private func follow(
    _ body: [TypedStatement], catching binding: Binding, _ handler: [TypedStatement]
  ) throws(ShapeEnding) -> ShapeFlow {
    var flow = try run(body)
    guard let start = flow.thrown else { return flow }
    flow.thrown = nil
    let isCertain = !flow.falls && !flow.hasExits
    var after = flow.falls ? memory : nil
    memory = start
    declare(binding, .unknown)
    do {
      let handled = try run(handler)
      flow.join(handled)
      if handled.falls { after.join(memory) }
    } catch {
      guard !isCertain else { throw error }
      try note(error)
    }
    flow.falls = after != nil
    if let after { memory = after }
    return flow
  }

  private func follow(_ statement: TypedStatement) throws(ShapeEnding) -> ShapeFlow {
    switch statement.kind {
    case .expression(let value):
      _ = try evaluate(value)
      return ShapeFlow()
    case .declare(let binding, let value):
      declare(
        binding, try value.map { (value) throws(ShapeEnding) in try evaluate(value) } ?? .unknown)
      return ShapeFlow()
    case .if(let conditions, let then, let otherwise):
      let (yes, no) = try decide(conditions)
      return try follow(
        yes, no, { () throws(ShapeEnding) in try run(then) },
        { () throws(ShapeEnding) in try run(otherwise) })
    case .loop(let loop, let body): return try run(loop, body)
    case .return(let value):
      let result = try value.map { (value) throws(ShapeEnding) in try evaluate(value) }
      return ShapeFlow(falls: false, returned: (result ?? .record([]), memory))
    case .break(let number): return ShapeFlow(falls: false, exits: [.break(number): memory])
    case .continue(let number): return ShapeFlow(falls: false, exits: [.continue(number): memory])
    case .group(let statements): return try run(statements)
    case .throw(let error):
      _ = try evaluate(error)
      throw endInError()
    case .rethrow: throw endInError()
    case .catch(let body, let binding, let handler):
      return try follow(body, catching: binding, handler)
    case .letGo: return ShapeFlow(falls: true)
    case .defer: throw .stopped
    }
  }

  /// What is known where all conditions hold, and where one does not; nil for what cannot be.
  func decide(
    _ conditions: [TypedCondition]
  ) throws(ShapeEnding) -> (yes: KnownMemory?, no: KnownMemory?) {
    var no: KnownMemory?
    for condition in conditions {
      do {
        switch try decide(condition) {
        case true: break
        case false:
          no.join(memory)
          return (nil, no)
        case nil: no.join(memory)
        }
      } catch {
        guard no != nil else { throw error }
        try note(error)
        return (nil, no)
      }
    }
    return (memory, no)
  }

  private func decide(_ condition: TypedCondition) throws(ShapeEnding) -> Bool? {
    switch condition {
    case .expression(let test): return try truth(test)
    case .statements(let statements, let test):
      guard try !run(statements).hasExits else { throw .stopped }
      return try truth(test)
    case .unwrap(let binding, let optional):
      switch try evaluate(optional) {
      case .some(let value):
        declare(binding, value)
        return true
      case .absent: return false
      default:
        declare(binding, .unknown)
        return nil
      }
    }
  }

  func truth(_ test: TypedExpression) throws(ShapeEnding) -> Bool? {
    if case .word(let word) = try evaluate(test) { return word != 0 }
    return nil
  }

  func declare(_ binding: Binding, _ value: Known) {
    remember(binding, value)
    switch binding.home {
    case .global(let index): memory.globals[index] = value
    case .local:
      nextAddress += 1
      environment[ObjectIdentifier(binding)] = nextAddress
      if binding.isChangedInside { changeable.insert(nextAddress) }
      memory.locals[nextAddress] = value
    }
  }

  func load(_ binding: Binding) -> Known {
    switch binding.home {
    case .local:
      guard let address = environment[ObjectIdentifier(binding)] else { return .unknown }
      return memory.locals[address] ?? .unknown
    case .global(let index):
      if let value = memory.globals[index] { return value }
      // A variable of this cell whose line is not reached yet is nothing to rely on.
      guard !checker.newGlobals.contains(index), machine.isSet(index) else { return .unknown }
      let (word, object) = machine.global(index)
      let value = Known(word: word, object: object, type: binding.type)
      guard case .tensor(var fact) = value, let known = origins[index], known.shape == fact.shape
      else { return value }
      fact.origin = known.origin
      return .tensor(fact)
    }
  }

  func store(_ binding: Binding, _ value: Known) {
    switch binding.home {
    case .global(let index): memory.globals[index] = value
    case .local:
      if let address = environment[ObjectIdentifier(binding)] {
        memory.locals[address] = value
      } else {
        declare(binding, value)
      }
    }
  }
}
