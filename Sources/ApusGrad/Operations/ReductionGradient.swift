import ApusTensor

/// The gradient of a reduction, for its rows, which differ in how they say over which axes.
struct ReductionGradient: Sendable {
  typealias Part = @Sendable (PullbackCall, _ axes: [Int]?) throws -> Recorded

  let kept: Pullback.Kept
  let part: Part

  static func reducing(_ kept: Pullback.Kept, _ part: @escaping Part) -> ReductionGradient {
    ReductionGradient(kept: kept, part: part)
  }

  /// The pullback of a row, given how its calls say the axes; nil is all.
  func pullback(_ axes: @escaping @Sendable (Call) -> [Int]?) -> Pullback {
    .of(kept) { try part($0, axes($0.call)) }
  }

  /// For the largest and the smallest: those that are it share the cotangent.
  static let extreme = reducing([.arguments, .results]) { call, axes in
    let isIt = try call.x().equals(call.kept(call.y, axes)).to(call.g.tensor.dtype)
    return try call.spread(call.g, axes) * isIt / isIt.sum(axes: axes, keepDims: true)
  }
}

extension PullbackCall {
  /// The result of a reduction, or its cotangent, with axes of size one where it has reduced.
  func kept(_ y: Recorded, _ axes: [Int]?) throws -> Recorded {
    try y.reshaped(Shape.reduced(shape(), axes: axes, keepDims: true))
  }

  /// As above, repeated to the argument's shape.
  func spread(_ y: Recorded, _ axes: [Int]?) throws -> Recorded {
    try kept(y, axes).broadcast(to: shape())
  }

  /// How many elements one of the result comes from.
  func reducedCount(_ axes: [Int]?) throws -> Int {
    try Shape.axes(axes, of: shape().count).reduce(1) { $0 * shape()[$1] }
  }
}
