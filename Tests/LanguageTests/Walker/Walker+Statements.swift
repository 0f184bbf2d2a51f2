import ApusText

@testable import ApusLanguage

extension Walker {
  /// How statements have ended.
  enum Completion {
    case normal
    case `break`(Int)
    case `continue`(Int)
    case `return`(Value)
  }

  func runCell(_ statements: [TypedStatement]) throws -> Value {
    guard let last = statements.last, case .expression(let value) = last.kind else {
      _ = try run(statements)
      return .void
    }
    prepare(statements)
    return try deferring { putOff in
      for statement in statements.dropLast() {
        if case .defer(let body) = statement.kind {
          putOff.append((body, current.declared.count))
        }
        _ = try run(statement)
        try endInstances()
      }
      return try evaluate(value)
    }
  }

  /// A block, at the end of which what it declared goes.
  func run(_ statements: [TypedStatement]) throws -> Completion {
    let completion = try inBlock { try runOpen(statements) }
    try endInstances()
    return completion
  }

  /// Statements whose variables stay.
  func runOpen(_ statements: [TypedStatement]) throws -> Completion {
    prepare(statements)
    return try deferring { putOff in
      for statement in statements {
        if case .defer(let body) = statement.kind {
          putOff.append((body, current.declared.count))
        }
        let completion = try run(statement)
        try endInstances()
        guard case .normal = completion else { return completion }
      }
      return .normal
    }
  }

  /// Statements, and what they put off behind them, the last first; a mistake ends everything.
  private func deferring<Result>(
    _ body: (_ putOff: inout [(body: [TypedStatement], mark: Int)]) throws -> Result
  ) throws -> Result {
    var putOff: [(body: [TypedStatement], mark: Int)] = []
    func finish() throws {
      for (body, mark) in putOff.reversed() {
        // What was declared behind it goes first.
        current.leave(to: mark)
        try endInstances()
        _ = try run(body)
      }
    }
    let result: Result
    do {
      result = try body(&putOff)
    } catch {
      if isThrown(error) { try finish() }
      throw error
    }
    try finish()
    return result
  }

  /// Functions of a block may call those that stand further down in it.
  private func prepare(_ statements: [TypedStatement]) {
    for statement in statements {
      guard case .declare(let binding, _) = statement.kind, binding.isDeclaredLate,
        case .local = binding.home
      else { continue }
      current.variables[ObjectIdentifier(binding)] = Variable(.unset)
    }
  }

  private func run(_ statement: TypedStatement) throws -> Completion {
    try step(at: statement.span)
    switch statement.kind {
    case .expression(let value):
      _ = try evaluate(value)
      return .normal
    case .declare(let binding, let value):
      declare(binding, try value.map(evaluate))
      return .normal
    case .letGo(let binding):
      current.variables[ObjectIdentifier(binding)]?.content = .unset
      try endInstances()
      return .normal
    case .if(let conditions, let then, let otherwise) where then.isEmpty:
      // A guard's names stay.
      return try run(try holds(conditions) ? then : otherwise)
    case .if(let conditions, let then, let otherwise):
      return try inBlock { try run(try holds(conditions) ? then : otherwise) }
    case .loop(let loop, let body): return try run(loop, body)
    case .return(let value): return .return(try value.map(evaluate) ?? .void)
    case .break(let number): return .break(number)
    case .continue(let number): return .continue(number)
    case .group(let statements): return try run(statements)
    case .throw(let value): throw try thrown(value, at: statement.span)
    case .rethrow(let binding):
      guard let failure = current.caught[ObjectIdentifier(binding)] else {
        throw WalkerFault("nothing was caught")
      }
      throw failure
    case .catch(let body, let binding, let handler): return try run(body, binding, handler)
    case .defer: return .normal
    }
  }

  /// Whether all conditions hold; those in front of the first that does not have declared their
  /// names.
  private func holds(_ conditions: [TypedCondition]) throws -> Bool {
    for condition in conditions {
      switch condition {
      case .expression(let test):
        guard try evaluate(test).bool() else { return false }
      case .unwrap(let binding, let optional):
        guard let payload = try evaluate(optional).optional() else { return false }
        declare(binding, payload)
      case .statements(let statements, let test):
        _ = try runOpen(statements)
        guard try evaluate(test).bool() else { return false }
      }
    }
    return true
  }

  private func run(_ loop: Loop, _ body: [TypedStatement]) throws -> Completion {
    let mark = current.declared.count
    defer { current.leave(to: mark) }
    /// Does a turn; nil where the loop goes on.
    func turn() throws -> Completion? {
      let completion = try run(body)
      current.leave(to: mark)
      try endInstances()
      switch completion {
      case .normal, .continue(loop.number): return nil
      case .break(loop.number): return .normal
      case .break, .continue, .return: return completion
      }
    }
    switch loop.kind {
    case .while(let conditions):
      while try holds(conditions) {
        if let end = try turn() { return end }
        try step(at: current.body.span)
      }
    case .repeatWhile(let condition):
      repeat {
        if let end = try turn() { return end }
        try step(at: condition.span)
      } while try evaluate(condition).bool()
    case .range(let binding, let from, let to, let isClosed):
      let (first, last) = (try evaluate(from).integer(), try evaluate(to).integer())
      let span = from.span.union(to.span)
      if first > last { throw failure(MachineError.range(first, last), at: span) }
      var index = first
      while isClosed ? index <= last : index < last {
        declare(binding, .int(index))
        if let end = try turn() { return end }
        if index == last { break }
        index += 1
      }
    case .elements(let binding, let values):
      if case .convert(.elements, let stride) = values.kind,
        case .range(let kind, .int) = stride.type, kind == .strideTo || kind == .strideThrough
      {
        // One number after the other, since a loop may leave long before the last.
        let bounds = try evaluate(stride).fields().map { try $0.integer() }
        var index: Int? = bounds[0]
        while let number = index {
          let left = bounds[2] > 0 ? number > bounds[1] : number < bounds[1]
          if left || kind == .strideTo && number == bounds[1] { break }
          declare(binding, .int(number))
          if let end = try turn() { return end }
          let (next, isTooLarge) = number.addingReportingOverflow(bounds[2])
          index = isTooLarge ? nil : next
        }
        return .normal
      }
      for element in try evaluate(values).array() {
        declare(binding, element)
        if let end = try turn() { return end }
      }
    }
    return .normal
  }
}
