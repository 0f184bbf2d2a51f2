import ApusTensor
import ApusText

extension ShapeChecker {
  func run(_ statements: [TypedStatement]) throws(ShapeEnding) -> ShapeFlow {
    var flow = ShapeFlow()
    for statement in statements where flow.falls {
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

  private func run(_ statement: TypedStatement) throws(ShapeEnding) -> ShapeFlow {
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
    default: throw .stopped
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
