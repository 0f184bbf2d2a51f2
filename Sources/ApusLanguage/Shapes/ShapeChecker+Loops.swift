import ApusTensor
import ApusText

extension ShapeChecker {
  /// So many turns of a loop are followed one by one.
  private static let turnLimit = 16
  /// So often what is known at a loop's head is made less, until it holds at every turn.
  private static let mergeLimit = 8

  /// The head of a loop at one turn, or at any turn that may come: what is known where the body
  /// follows, and where the loop is over.
  private typealias Head =
    (_ turn: Int?) throws(ShapeEnding) -> (enter: KnownMemory?, leave: KnownMemory?)

  func run(_ loop: Loop, _ statements: [TypedStatement]) throws(ShapeEnding) -> ShapeFlow {
    switch loop.kind {
    case .while(let conditions):
      return try turns(loop.number, statements) { (_) throws(ShapeEnding) in
        let (yes, no) = try decide(conditions)
        return (yes, no)
      }
    case .repeatWhile(let test):
      // The first turn is not asked for.
      return try turns(loop.number, statements) { (turn) throws(ShapeEnding) in
        if turn == 0 { return (memory, nil) }
        switch try truth(test) {
        case true: return (memory, nil)
        case false: return (nil, memory)
        case nil: return (memory, memory)
        }
      }
    case .range(let binding, let from, let to, let isClosed):
      let (lower, upper) = (try evaluate(from), try evaluate(to))
      guard case .word(let first) = lower, case .word(let end) = upper else {
        return try each(loop.number, binding, statements, count: nil) { _ in .unknown }
      }
      let (last, overflow) = isClosed ? end.addingReportingOverflow(1) : (end, false)
      guard first <= end, !overflow else { throw .ended }
      return try each(loop.number, binding, statements, count: last &- first) { .word(first &+ $0) }
    case .elements(let binding, let values):
      let array = try evaluate(values)
      return try each(loop.number, binding, statements, count: array.count) {
        array.element($0, binding.type)
      }
    }
  }

  /// A loop with a variable; without a count there may be any number of turns.
  private func each(
    _ number: Int, _ binding: Binding, _ statements: [TypedStatement], count: Int?,
    _ element: (Int) -> Known
  ) throws(ShapeEnding) -> ShapeFlow {
    try turns(number, statements) { (turn) throws(ShapeEnding) in
      if let turn, let count {
        guard turn < count else { return (nil, memory) }
        declare(binding, element(turn))
        return (memory, nil)
      }
      let before = memory
      declare(binding, .unknown)
      return (memory, before)
    }
  }

  /// What a closure does that is called any number of times.
  func anyNumberOfTimes(_ call: () throws(ShapeEnding) -> Void) throws(ShapeEnding) {
    var general = memory
    for _ in 0..<Self.mergeLimit {
      do {
        try call()
      } catch {
        try note(error)
        memory = general
        return
      }
      let merged = general.merged(with: memory)
      memory = merged
      if merged.isSame(as: general) { return }
      general = merged
    }
    throw .stopped
  }

  private func turns(
    _ number: Int, _ statements: [TypedStatement], _ head: Head
  ) throws(ShapeEnding) -> ShapeFlow {
    var flow = ShapeFlow(falls: false)
    var after: KnownMemory?

    /// One turn; whether another may follow, with what is known then in memory.
    func turn(_ index: Int?, mayEnd: Bool) throws(ShapeEnding) -> (more: Bool, isCertain: Bool) {
      let certain = !mayEnd && after == nil && !flow.hasExits
      do {
        let before = memory
        let (enter, leave) = try head(index)
        if enter != nil, leave != nil, index != nil {
          // From here on nothing is certain: what is known at the head must hold at every turn.
          memory = before
          return (true, false)
        }
        after.join(leave)
        guard let enter else { return (false, true) }
        memory = enter
        let result = try run(statements)
        var exits = result
        after.join(exits.exits.removeValue(forKey: .break(number)))
        var next = exits.exits.removeValue(forKey: .continue(number))
        if result.falls { next.join(memory) }
        flow.join(exits)
        guard let next else { return (false, true) }
        memory = next
        return (true, true)
      } catch {
        guard !certain || after != nil || flow.hasExits else { throw error }
        try note(error)
        return (false, true)
      }
    }

    var index = 0
    var isOver = false
    while index < Self.turnLimit {
      let (more, isCertain) = try turn(index, mayEnd: false)
      if !more {
        isOver = true
        break
      }
      if !isCertain { break }
      index += 1
    }
    if !isOver { try settle { (mayEnd) throws(ShapeEnding) in try turn(nil, mayEnd: mayEnd).more } }
    flow.falls = after != nil
    guard let after else {
      guard flow.hasExits else { throw .ended }
      return flow
    }
    memory = after
    return flow
  }

  /// Turns from what is known less and less, until a turn leaves nothing else behind than it found.
  private func settle(
    _ turn: (_ mayEnd: Bool) throws(ShapeEnding) -> Bool
  ) throws(ShapeEnding) {
    var general = memory
    for round in 0..<Self.mergeLimit {
      memory = general
      guard try turn(round > 0) else { return }
      let merged = general.merged(with: memory)
      if merged.isSame(as: general) { return }
      general = merged
    }
    throw .stopped
  }
}
