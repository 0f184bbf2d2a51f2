import ApusSyntax
import ApusText

extension Checker {
  /// Checks a piece of code whose errors go somewhere else, and tells what it throws.
  func withEffects<Result>(
    _ sink: Effects.Sink, isTried: Bool = false, _ body: () -> Result
  ) -> (result: Result, raised: [Effects.Raised]) {
    let saved = effects
    effects = Effects(sink: sink, isTried: isTried)
    defer { effects = saved }
    let result = body()
    return (result, effects.raised)
  }

  /// Notes a call that may throw.
  func raise(_ type: Type?, _ span: Span) {
    guard let type else { return }
    guard effects.isTried else {
      let raised = Effects.Raised(type: type, span: span, isStatement: false)
      let (_, found) = trial { deliver(raised) }
      return report(errors.notTried(isHandled: found.isEmpty, span))
    }
    deliver(Effects.Raised(type: type, span: span, isStatement: false))
  }

  private func deliver(_ raised: Effects.Raised) {
    switch effects.sink {
    case .cell: break
    case .collected: effects.raised.append(raised)
    case .function(let wanted):
      if !Type.accepts(thrown: raised.type, where: wanted) {
        report(errors.thrownMismatch(raised.type, wanted: wanted, raised.span))
      }
    case .nowhere: report(errors.unhandled(raised, function.name))
    case .deferred: report(errors.thrownInDefer(raised.span))
    }
  }

  /// `try`, `try?` and `try!`.
  func checkTry(
    _ kind: TryKind, _ inner: Expression, wanted: Type?, _ span: Span
  ) -> TypedExpression {
    guard kind != .plain else {
      let isTried = effects.isTried
      effects.isTried = true
      defer { effects.isTried = isTried }
      return check(inner, wanted: wanted)
    }
    let isOptional = kind == .optional
    let (value, _) = withEffects(.collected, isTried: true) {
      check(inner, wanted: isOptional ? wanted?.unwrapped : wanted)
    }
    if value.type.isInvalid { return value }
    guard isOptional else { return TypedExpression(.insist(value), value.type, span) }
    let type = value.type.wrapped == nil ? Type.optional(value.type) : value.type
    return TypedExpression(.attempt(coerce(value, to: type)), type, span)
  }

  func checkThrow(_ expression: Expression, _ span: Span) -> [TypedStatement] {
    var wanted: Type?
    if case .function(let type) = effects.sink, type != .error { wanted = type }
    let value = check(expression, wanted: wanted)
    if value.type.isInvalid { return [TypedStatement(.expression(value), span)] }
    guard let error = convert(value, to: .error) else {
      report(errors.thrownNoError(value.type, expression.span))
      return [TypedStatement(.expression(.invalid(span)), span)]
    }
    deliver(Effects.Raised(type: value.type, span: span, isStatement: true))
    return [TypedStatement(.throw(error), span)]
  }

  func checkDefer(_ block: Block, _ span: Span) -> [TypedStatement] {
    let saved = (loops, isDeferring)
    loops = []
    isDeferring = true
    defer { (loops, isDeferring) = saved }
    let (body, _) = withEffects(.deferred) { checkBlock(block) }
    return [TypedStatement(.defer(body), span)]
  }

  /// `do` with its `catch`es, which are the cases of a switch over the error.
  func checkDo(
    _ block: Block, _ catches: [Catch], _ throwing: TypeSyntax.Throwing?, _ span: Span
  ) -> [TypedStatement] {
    if catches.isEmpty { return [TypedStatement(.group(checkBlock(block)), span)] }
    var written: Type?
    if let syntax = throwing?.type { written = resolve(syntax) }
    let sink = written.map { Effects.Sink.function($0) } ?? .collected
    let (body, raised) = withEffects(sink) { checkBlock(block) }
    let type = written ?? caught(raised)
    let error = Binding("error", type, isConstant: true, home: .local(owner: function))
    let value = TypedExpression(.binding(error), type, span)
    var cases: [CheckedCase] = []
    for clause in catches {
      scopes.append(Names())
      defer { scopes.removeLast() }
      if clause.items.isEmpty { scopes[scopes.count - 1]["error"] = .binding(error) }
      cases.append(
        checkCase(clause.items, value, clause.span) { checkBlock(clause.body) })
    }
    // As in Swift, cases that take every error between them do not count: one has to take all.
    let isComplete = cases.contains { item in
      item.spaces.contains { if case .all = $0 { true } else { false } }
    }
    if !isComplete {
      for item in raised {
        var passing = item
        passing.passesCatches = true
        deliver(passing)
      }
    }
    let rest = isComplete ? nil : [TypedStatement(.rethrow(error), span)]
    let chain = Self.chain(cases, otherwise: rest, span)
    return [TypedStatement(.catch(body, error, chain), span)]
  }

  /// What `error` is in a `catch`: of one type where all calls throw that type only.
  private func caught(_ raised: [Effects.Raised]) -> Type {
    guard let first = raised.first?.type,
      raised.allSatisfy({ $0.type == first && !$0.isStatement })
    else { return .error }
    return first
  }

  /// What a closure throws, from its statements and from what its context wants.
  func thrown(_ raised: [Effects.Raised], wanted: Type?) -> Type? {
    if raised.isEmpty { return nil }
    if let wanted, raised.allSatisfy({ Type.accepts(thrown: $0.type, where: wanted) }) {
      return wanted
    }
    return .error
  }

  /// The errors that a written `throws` announces.
  func resolve(_ throwing: TypeSyntax.Throwing?) -> Type? {
    guard let throwing else { return nil }
    guard let syntax = throwing.type else { return .error }
    let type = resolve(syntax)
    if !type.isError { report(errors.noError(type, syntax.span)) }
    return type == .never ? nil : type
  }
}
