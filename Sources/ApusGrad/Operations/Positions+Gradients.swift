import ApusTensor

/// The gradients of spread, norms and running totals.
extension Catalogue {
  /// Each element's distance from the mean, by n - ddof.
  static func deviation(_ call: PullbackCall, _ axes: [Int]?) throws -> Recorded {
    let count = try call.reducedCount(axes)
    let mean = try call.x().sum(axes: axes, keepDims: true) / Double(count)
    let freedom = Swift.max(count.subtractingReportingOverflow(call.call.int(2)).partialValue, 0)
    return try (call.x() - mean) / Double(freedom)
  }

  /// x |x|^(ord - 2) / norm^(ord - 1), and 0 where the norm is.
  static let length = ReductionGradient.reducing([.arguments, .results]) { call, axes in
    let (x, order) = (call.x(), call.call.double(1))
    let g = try call.spread(call.g, axes)
    if order == 0 { return try g * 0 }
    if order == 1 { return try g * x.sign() }
    let y = try call.kept(call.y, axes)
    if order.isInfinite {
      let isIt = try x.abs().equals(y).to(x.tensor.dtype)
      return try g * x.sign() * isIt / isIt.sum(axes: axes, keepDims: true)
    }
    let isZero = try y.equals(0)
    let length = try y.filled(where: isZero, 1)
    if order == 2 { return try (g * (x / length)).filled(where: isZero, 0) }
    let weight: Recorded
    if order < 2 {
      let isNone = try x.equals(0)
      let size = try x.filled(where: isNone, 1).abs().power(order - 1)
      weight = try (x.sign() * size).filled(where: isNone, 0)
    } else {
      weight = try x * x.abs().power(order - 2)
    }
    return try (g * weight / length.power(order - 1)).filled(where: isZero, 0)
  }

  static let runningSum = Pullback.of([]) { call in
    if call.g.ndim == 0 { return call.g }
    let axis = call.call.int(1)
    return try call.g.flipped(axis).cumsum(axis).flipped(axis)
  }

  /// The sum over all later k of g_k y_k / x_i; with zeros among x the products without x_i are
  /// made one by one.
  static let runningProduct = Pullback.of([.arguments, .results]) { call in
    let x = call.x()
    if x.ndim == 0 { return call.g }
    let axis = try Shape.axis(call.call.int(1), of: x.ndim)
    guard try x.tensor.to(.bool).all().item() == 0 else {
      return try (call.g * call.y).flipped(axis).cumsum(axis).flipped(axis) / x
    }
    // [..., i, k]: the products up to k with 1 in the place of x_i, for k no less than i.
    let last = x.ndim - 1
    let size = x.shape[axis]
    let line = try x.transposed(axis, last)
    let square = Array(line.shape.dropLast()) + [size, size]
    let isSame = Recorded(try Tensor.eye(size, size, dtype: .bool))
    let others = try line.reshaped(Array(line.shape.dropLast()) + [1, size])
      .broadcast(to: square).filled(where: isSame, 1).cumprod(-1).triu(0)
    let g = try call.g.transposed(axis, last)
    return try (g.reshaped(Array(line.shape.dropLast()) + [1, size]) * others)
      .sum(axes: [-1]).transposed(axis, last)
  }
}
