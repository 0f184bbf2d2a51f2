extension TypedExpression {
  /// The expressions that it is made of, in the order in which they are evaluated.
  var children: [TypedExpression] {
    switch kind {
    case .tensorStack(let parts), .array(let parts), .tuple(let parts), .interpolation(let parts),
      .scalar(_, let parts), .indices(let parts), .callFunction(_, let parts),
      .callMethod(_, _, let parts), .callRow(_, let parts, _, _):
      parts
    case .dictionary(let pairs): pairs.flatMap { [$0.0, $0.1] }
    case .element(let inner, _), .field(let inner, _, _), .not(let inner), .forceUnwrap(let inner),
      .isPresent(let inner), .attempt(let inner), .insist(let inner), .typeTest(let inner, _),
      .typeOf(let inner),
      .convert(_, let inner), .inoutArgument(_, let inner), .assign(_, let inner):
      [inner]
    case .shortCircuit(_, let left, let right), .coalesce(let left, let right),
      .updated(let left, let right), .elementAt(let left, let right):
      [left, right]
    case .ternary(let test, let then, let otherwise): [test, then, otherwise]
    case .construct(_, let fields, _, let arguments): fields + arguments
    case .callClosure(let callee, let arguments): [callee] + arguments
    default: []
    }
  }
}

extension Place {
  /// The expressions that say which part it is.
  var children: [TypedExpression] {
    switch self {
    case .binding, .accessed: []
    case .element(let base, _, _), .payload(let base, _, _), .reference(let base, _):
      base.children
    case .elementAt(let base, let index, _), .tensorSlice(let base, let index, _),
      .presentValue(let base, let index, _):
      base.children + [index]
    case .valueForKey(let base, let key, let fallback, _):
      base.children + [key] + [fallback].compactMap { $0 }
    case .instance(let base, _, _), .property(let base, _, _): [base]
    case .computed(let owner, _, let arguments, _): owner.children + arguments
    }
  }
}

extension Place.Owner {
  fileprivate var children: [TypedExpression] {
    switch self {
    case .none: []
    case .value(let value), .parent(let value): [value]
    case .place(let place): place.children
    }
  }
}
