/// Reductions over axes; `nil` means all of them.
extension Tensor {
  /// The sum; of integers and Booleans an `int64`.
  package func sum(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduce(Sum.self, axes: axes, keepDims: keepDims, into: dtype.isFloat ? dtype : .int64)
  }

  /// The product; of integers and Booleans an `int64`.
  package func prod(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduce(Product.self, axes: axes, keepDims: keepDims, into: dtype.isFloat ? dtype : .int64)
  }

  /// The largest; not a number where any is not.
  package func max(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduce(Largest.self, axes: axes, keepDims: keepDims, into: dtype)
  }

  /// The smallest; not a number where any is not.
  package func min(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try reduce(Smallest.self, axes: axes, keepDims: keepDims, into: dtype)
  }

  /// The mean, in floating point.
  package func mean(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    let total = try reduce(Sum.self, axes: axes, keepDims: keepDims, into: .float64)
    let count = try reducedCount(axes)
    return try Tensor.divide(total, Tensor(weak: Double(count))).to(dtype.floating)
  }

  /// Whether all are nonzero.
  package func all(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try to(.bool).reduce(Product.self, axes: axes, keepDims: keepDims, into: .bool)
  }

  /// Whether any is nonzero.
  package func any(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    try to(.bool).reduce(Sum.self, axes: axes, keepDims: keepDims, into: .bool)
  }

  /// The mean squared distance from the mean, with `n - ddof` for n.
  package func variance(
    axes: [Int]? = nil, ddof: Int = 1, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    let wide = try to(.float64)
    let distance = try Tensor.subtract(wide, wide.mean(axes: axes, keepDims: true))
    let total = try distance.square().sum(axes: axes, keepDims: keepDims)
    let freedom = try Double(Swift.max(reducedCount(axes).subtractingReportingOverflow(ddof).0, 0))
    return try Tensor.divide(total, Tensor(weak: freedom)).to(dtype.floating)
  }

  /// The square root of the variance.
  package func std(
    axes: [Int]? = nil, ddof: Int = 1, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    try to(.float64).variance(axes: axes, ddof: ddof, keepDims: keepDims).sqrt()
      .to(dtype.floating)
  }

  /// The vector norm: (sum of |x|^ord)^(1/ord), the largest or smallest magnitude for an infinite
  /// order, the number of nonzero elements for order 0.
  package func norm(
    ord: Double = 2, axes: [Int]? = nil, keepDims: Bool = false
  ) throws(TensorError) -> Tensor {
    let size = try to(.float64).magnitude()
    let result: Tensor
    if ord == 2 {
      result = try size.square().sum(axes: axes, keepDims: keepDims).sqrt()
    } else if ord == 1 {
      result = try size.sum(axes: axes, keepDims: keepDims)
    } else if ord == .infinity {
      result = try size.max(axes: axes, keepDims: keepDims)
    } else if ord == -.infinity {
      result = try size.min(axes: axes, keepDims: keepDims)
    } else if ord == 0 {
      result = try size.to(.bool).sum(axes: axes, keepDims: keepDims)
    } else {
      let total = try Tensor.power(size, Tensor(weak: ord)).sum(axes: axes, keepDims: keepDims)
      result = try Tensor.power(total, Tensor(weak: 1 / ord))
    }
    return try result.to(dtype.floating)
  }

  /// log(sum(exp(x))), without overflow.
  package func logsumexp(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Tensor {
    if count == 0 {
      let target = try Shape.reduced(shape, axes: axes, keepDims: keepDims)
      return try Tensor.full(target, -.infinity, dtype: dtype.floating)
    }
    let wide = try to(.float64)
    let largest = try wide.max(axes: axes, keepDims: true)
    let shift = try Tensor.select(
      largest.isFinite(), largest, Tensor.zeros([], dtype: .float64))
    let total = try Tensor.subtract(wide, shift).exp().sum(axes: axes, keepDims: true).log()
    let result = try Tensor.add(total, shift)
    return try result.reshaped(Shape.reduced(shape, axes: axes, keepDims: keepDims))
      .to(dtype.floating)
  }

  private func reducedCount(_ axes: [Int]?) throws(TensorError) -> Int {
    try Shape.axes(axes, of: ndim).reduce(1) { $0 &* shape[$1] }
  }
}
