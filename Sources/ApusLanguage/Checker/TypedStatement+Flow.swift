extension [TypedStatement] {
  /// Whether control never reaches what comes after these statements.
  var alwaysLeave: Bool {
    contains { statement in
      switch statement.kind {
      case .return, .break, .continue, .throw, .rethrow: return true
      case .catch(let body, _, let handler): return body.alwaysLeave && handler.alwaysLeave
      case .defer: return false
      case .expression(let value): return value.type == .never || value.type == .invalid
      case .if(let conditions, let then, let otherwise):
        if conditions.isEmpty { return then.alwaysLeave }
        return then.alwaysLeave && otherwise.alwaysLeave
      case .group(let statements): return statements.alwaysLeave
      case .loop(let loop, let body):
        if case .while(let conditions) = loop.kind, conditions.count == 1,
          case .expression(let test) = conditions[0], case .word(1) = test.kind
        {
          return !body.breaks(loop.number)
        }
        // What is done at least once, and what a `break` leaves.
        if case .repeatWhile = loop.kind {
          return body.alwaysLeave && !body.breaks(loop.number)
        }
        return false
      case .declare, .letGo: return false
      }
    }
  }

  /// Whether a `break` in here leaves the loop of that number.
  func breaks(_ number: Int) -> Bool {
    contains { statement in
      switch statement.kind {
      case .break(let target): target == number
      case .if(_, let then, let otherwise): then.breaks(number) || otherwise.breaks(number)
      case .group(let statements): statements.breaks(number)
      case .loop(_, let body): body.breaks(number)
      case .catch(let body, _, let handler): body.breaks(number) || handler.breaks(number)
      case .return, .continue, .throw, .rethrow, .defer, .expression, .declare, .letGo:
        false
      }
    }
  }
}
