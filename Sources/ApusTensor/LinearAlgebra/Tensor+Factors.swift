/// Products of simpler matrices that matrices are.
extension Tensor {
  /// The lower triangular matrix whose product with its transpose is each matrix, of which the
  /// lower half is read; throws `not-positive` where there is none.
  package func cholesky() throws(TensorError) -> Tensor {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try cholesky(Double.self) },
      { () throws(TensorError) in try cholesky(Float.self) })
  }

  private func cholesky<T: LapackReal>(_: T.Type) throws(TensorError) -> Tensor {
    let batch = try MatrixBatch<T>(self)
    try batch.requireFinite()
    for index in 0..<batch.count where batch.rows > 0 {
      let info = T.potrf(Int32(batch.rows), batch.matrix(index))
      guard info == 0 else {
        throw TensorError(
          "not-positive",
          "\(batch.name(index)) is not positive definite: the determinant of its first "
            + "\(TensorError.counted(Int(info), "row and column", "rows and columns")) "
            + "is not positive")
      }
      try Interruption.check()
    }
    return try batch.tensor.tril(0)
  }

  /// Columns at right angles, and the upper triangular matrix that makes each matrix of them.
  package func qr() throws(TensorError) -> (q: Tensor, r: Tensor) {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try qr(Double.self) },
      { () throws(TensorError) in try qr(Float.self) })
  }

  private func qr<T: LapackReal>(_: T.Type) throws(TensorError) -> (q: Tensor, r: Tensor) {
    let batch = try MatrixBatch<T>(self)
    let (rows, columns) = (batch.rows, batch.columns)
    let few = Swift.min(rows, columns)
    if batch.storage.count == 0 {
      return (
        try Tensor.zeros(batch.front + [rows, few], dtype: T.dtype),
        try Tensor.zeros(batch.front + [few, columns], dtype: T.dtype)
      )
    }
    let (m, n, k) = (Int32(rows), Int32(columns), Int32(few))
    var taus = [T](repeating: 0, count: few)
    var work = MatrixBatch<T>.room { T.geqrf(m, n, batch.matrix(0), &taus, $0, -1) }
    var work2 = MatrixBatch<T>.room { T.orgqr(m, k, k, batch.matrix(0), &taus, $0, -1) }
    let q = try MatrixBatch<T>(front: batch.front, rows: rows, columns: few)
    for index in 0..<batch.count {
      _ = T.geqrf(m, n, batch.matrix(index), &taus, &work, Int32(work.count))
      q.matrix(index).update(from: batch.matrix(index), count: rows &* few)
      _ = T.orgqr(m, k, k, q.matrix(index), &taus, &work2, Int32(work2.count))
      try Interruption.check()
    }
    let r = try batch.tensor.triu(0).slice(axis: batch.front.count, start: 0, count: few)
    return (try q.tensor, try r.contiguous())
  }

  /// Columns at right angles, stretches in descending order, and rows at right angles, whose product
  /// each matrix is; the largest element of each column is positive.
  package func svd() throws(TensorError) -> (u: Tensor, s: Tensor, vt: Tensor) {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try svd(Double.self) },
      { () throws(TensorError) in try svd(Float.self) })
  }

  private func svd<T: LapackReal>(
    _: T.Type
  ) throws(TensorError) -> (u: Tensor, s: Tensor, vt: Tensor) {
    let batch = try MatrixBatch<T>(self)
    try batch.requireFinite()
    let (rows, columns) = (batch.rows, batch.columns)
    let few = Swift.min(rows, columns)
    let u = try MatrixBatch<T>(front: batch.front, rows: rows, columns: few)
    let s = try Tensor.zeros(batch.front + [few], dtype: T.dtype)
    let vt = try MatrixBatch<T>(front: batch.front, rows: few, columns: columns)
    if few > 0 && batch.count > 0 {
      let (m, n) = (Int32(rows), Int32(columns))
      var integers = [Int32](repeating: 0, count: 8 * few)
      var work = MatrixBatch<T>.room {
        T.gesdd(m, n, batch.matrix(0), s.pointer(), u.matrix(0), vt.matrix(0), $0, -1, &integers)
      }
      for index in 0..<batch.count {
        let info = T.gesdd(
          m, n, batch.matrix(index), s.pointer(as: T.self) + index &* few, u.matrix(index),
          vt.matrix(index), &work, Int32(work.count), &integers)
        guard info == 0 else { throw .noConvergence(batch.name(index)) }
        for column in 0..<few {
          guard Tensor.isTurned(u.matrix(index) + column &* rows, rows) else { continue }
          for i in 0..<rows { u.matrix(index)[column &* rows &+ i].negate() }
          for i in 0..<columns { vt.matrix(index)[i &* few &+ column].negate() }
        }
        try Interruption.check()
      }
    }
    return (try u.tensor, s, try vt.tensor)
  }

  /// The values, ascending, by which symmetric matrices stretch their vectors, in columns; the
  /// largest element of each vector is positive.
  package func eigh() throws(TensorError) -> (values: Tensor, vectors: Tensor) {
    try Tensor.reals(
      dtype, { () throws(TensorError) in try eigh(Double.self) },
      { () throws(TensorError) in try eigh(Float.self) })
  }

  private func eigh<T: LapackReal>(
    _: T.Type
  ) throws(TensorError) -> (values: Tensor, vectors: Tensor) {
    let batch = try MatrixBatch<T>(self)
    try batch.requireFinite()
    let size = batch.rows
    let values = try Tensor.zeros(batch.front + [size], dtype: T.dtype)
    if size > 0 && batch.count > 0 {
      let n = Int32(size)
      var integers = [Int32](repeating: 0, count: 3 + 5 * size)
      var work = MatrixBatch<T>.room {
        T.syevd(
          n, batch.matrix(0), values.pointer(), $0, -1, &integers, Int32(integers.count))
      }
      for index in 0..<batch.count {
        let info = T.syevd(
          n, batch.matrix(index), values.pointer(as: T.self) + index &* size, &work,
          Int32(work.count), &integers, Int32(integers.count))
        guard info == 0 else { throw .noConvergence(batch.name(index)) }
        for column in 0..<size {
          let vector = batch.matrix(index) + column &* size
          guard Tensor.isTurned(vector, size) else { continue }
          for i in 0..<size { vector[i].negate() }
        }
        try Interruption.check()
      }
    }
    return (values, try batch.tensor)
  }

  /// Whether the first of a vector's elements that is about the largest is negative.
  private static func isTurned<T: LapackReal>(_ x: UnsafeMutablePointer<T>, _ count: Int) -> Bool {
    var largest = T.zero
    for i in 0..<count { largest = Swift.max(largest, x[i].magnitude) }
    for i in 0..<count where x[i].magnitude >= largest * 0.999 { return x[i] < 0 }
    return false
  }
}

extension TensorError {
  static func noConvergence(_ name: String) -> TensorError {
    TensorError("no-convergence", "no factors were found for \(name)")
  }
}
