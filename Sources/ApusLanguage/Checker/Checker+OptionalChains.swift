import ApusSyntax
import ApusText

extension Expression {
  /// Whether it is a chain of members, calls and subscripts with a `?` in it.
  var isOptionalChain: Bool {
    switch kind {
    case .optionalChain: true
    case .member(let base, _, _), .call(let base, _), .subscript(let base, _),
      .postfix(let base, _), .assign(let base, _):
      base.isOptionalChain
    case .binary(let left, let op, _) where Checker.compound(op.spelling) != nil:
      left.isOptionalChain
    default: false
    }
  }
}

extension Checker {
  /// `a?.b?.c(d)`: nil as soon as one link is nil, and otherwise the end of the chain.
  func checkChain(_ expression: Expression, wanted: Type?) -> TypedExpression {
    let span = expression.span
    let outer = (chain, chainStart)
    (chain, chainStart) = ([], span.start)
    let end = check(expression)
    let conditions = chain ?? []
    (chain, chainStart) = outer
    if end.type.isInvalid { return end }
    if end.type.isVoid || end.type == .never {
      let body = TypedStatement(.expression(end), span)
      let nothing = Binding("nothing", .void, isConstant: true, home: .local(owner: function))
      return TypedExpression(
        .block([TypedStatement(.if(conditions, [body], []), span)], nothing), .void, span)
    }
    let type: Type = end.type.wrapped == nil ? .optional(end.type) : end.type
    let result = Binding("chain", type, isConstant: false, home: .local(owner: function))
    let start = TypedStatement(.declare(result, TypedExpression(.none, type, span)), span)
    let store = TypedExpression(
      .assign(.binding(result), coerce(end, to: type)), .void, span)
    return TypedExpression(
      .block(
        [
          start,
          TypedStatement(.if(conditions, [TypedStatement(.expression(store), span)], []), span),
        ],
        result), type, span)
  }

  /// One `x?` on the way to what is changed.
  func linkPlace(_ place: Place, _ span: Span) -> Place? {
    guard let wrapped = place.type.wrapped else {
      if !place.type.isInvalid { report(errors.unwrapsNonOptional(place.type, span)) }
      return nil
    }
    let (setUp, held) = hold(place, span)
    let test = TypedExpression(.isPresent(value(of: held, span)), .bool, span)
    chain?.append(setUp.isEmpty ? .expression(test) : .statements(setUp, test))
    return .payload(held, isChecked: true, type: wrapped)
  }

  /// One `x?`: what is behind it goes on with the payload.
  func checkLink(_ inner: Expression, _ span: Span) -> TypedExpression {
    let optional = check(inner)
    if optional.type.isInvalid { return optional }
    guard let wrapped = optional.type.wrapped else {
      report(errors.unwrapsNonOptional(optional.type, span))
      return .invalid(span)
    }
    let payload = Binding("link", wrapped, isConstant: true, home: .local(owner: function))
    chain?.append(.unwrap(payload, optional))
    return TypedExpression(.binding(payload), wrapped, span)
  }
}

/// What stands before a method's name, and the links of a chain before it was checked.
struct Receiver {
  let expression: Expression
  let chain: [TypedCondition]?
}

extension Checker {
  /// Where a receiver stands that is changed; it takes the place of the value it was checked as.
  func place(_ receiver: Receiver) -> Place? {
    chain = receiver.chain
    return place(receiver.expression)
  }
}
