import Glibc

/// Systems of linear equations, from the triangular factors of square matrices.
extension Tensor {
  /// Floating-point elements, in the type of the linear algebra.
  static func reals<R>(
    _ dtype: DType, _ double: () throws(TensorError) -> R, _ float: () throws(TensorError) -> R
  ) throws(TensorError) -> R {
    dtype.floating == .float64 ? try double() : try float()
  }

  /// The matrix that undoes each matrix; throws `singular` where there is none.
  package func inverse() throws(TensorError) -> Tensor {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try inverse(Double.self) },
      { () throws(TensorError) in try inverse(Float.self) })
  }

  private func inverse<T: LapackReal>(_: T.Type) throws(TensorError) -> Tensor {
    let batch = try MatrixBatch<T>(self)
    let n = Int32(batch.rows)
    var pivots = [Int32](repeating: 0, count: Swift.max(batch.rows, 1))
    if batch.storage.count == 0 { return try batch.tensor }
    var work = MatrixBatch<T>.room { T.getri(n, batch.matrix(0), &pivots, $0, -1) }
    for index in 0..<batch.count {
      let info = T.getrf(n, n, batch.matrix(index), &pivots)
      guard info == 0 else { throw .singular(batch.name(index), Int(info) - 1) }
      _ = T.getri(n, batch.matrix(index), &pivots, &work, Int32(work.count))
      try Interruption.check()
    }
    return try batch.tensor
  }

  /// What gives b when multiplied by a; a vector b is one column.
  package static func solve(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let dtype = DType.promoted(a, b)
    return try reals(
      dtype, { () throws(TensorError) in try solve(Double.self, a, b) },
      { () throws(TensorError) in try solve(Float.self, a, b) })
  }

  private static func solve<T: LapackReal>(
    _: T.Type, _ a: Tensor, _ b: Tensor
  ) throws(TensorError) -> Tensor {
    let isVector = b.ndim == 1
    let right = isVector ? try b.unsqueezed(1) : b
    let front = try Shape.broadcast(Array(a.shape.dropLast(2)), Array(right.shape.dropLast(2)))
    let factors = try MatrixBatch<T>(a.broadcast(to: front + a.shape.suffix(2)))
    let result = try MatrixBatch<T>(right.broadcast(to: front + right.shape.suffix(2)))
    let n = Int32(factors.rows)
    var pivots = [Int32](repeating: 0, count: Swift.max(factors.rows, 1))
    for index in 0..<factors.count where factors.rows > 0 {
      let info = T.getrf(n, n, factors.matrix(index), &pivots)
      guard info == 0 else { throw .singular(factors.name(index), Int(info) - 1) }
      if result.columns == 0 { continue }
      _ = T.getrs(
        n, Int32(result.columns), factors.matrix(index), &pivots, result.matrix(index))
      try Interruption.check()
    }
    let x = try result.tensor
    return isVector ? try x.squeezed(axis: -1) : x
  }

  /// The sign of each determinant and the logarithm of its size.
  package func slogdet() throws(TensorError) -> (sign: Tensor, logarithm: Tensor) {
    let (signs, logarithms, _) = try determinants()
    return (signs, logarithms)
  }

  /// The determinant of each matrix.
  package func determinant() throws(TensorError) -> Tensor { try determinants().values }

  private func determinants() throws(TensorError) -> (
    signs: Tensor, logarithms: Tensor, values: Tensor
  ) {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try determinants(Double.self) },
      { () throws(TensorError) in try determinants(Float.self) })
  }

  private func determinants<T: LapackReal>(
    _: T.Type
  ) throws(TensorError) -> (signs: Tensor, logarithms: Tensor, values: Tensor) {
    let batch = try MatrixBatch<T>(self)
    let n = Int32(batch.rows)
    var (signs, logarithms, values) = ([Double](), [Double](), [Double]())
    var pivots = [Int32](repeating: 0, count: Swift.max(batch.rows, 1))
    for index in 0..<batch.count {
      if batch.rows > 0 { _ = T.getrf(n, n, batch.matrix(index), &pivots) }
      var (sign, logarithm, value) = (1.0, 0.0, 1.0)
      for i in 0..<batch.rows {
        let pivot = Double(batch.matrix(index)[i &* (batch.rows &+ 1)])
        let turn: Double = Int(pivots[i]) == i + 1 ? 1 : -1
        sign *= turn * (pivot > 0 ? 1 : pivot < 0 ? -1 : pivot)
        logarithm += Glibc.log(pivot.magnitude)
        value *= turn * pivot
      }
      signs.append(sign)
      logarithms.append(logarithm)
      values.append(value)
      try Interruption.check()
    }
    return (
      try Tensor(signs, shape: batch.front, dtype: T.dtype),
      try Tensor(logarithms, shape: batch.front, dtype: T.dtype),
      try Tensor(values, shape: batch.front, dtype: T.dtype)
    )
  }
}
