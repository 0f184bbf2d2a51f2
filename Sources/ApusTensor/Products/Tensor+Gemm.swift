import CBLAS

/// One product of two matrices; the target is row-major and zero.
extension Tensor {
  /// About 20 ms of work between two looks at the interruption flag.
  private static func rows(_ k: Int, _ n: Int) -> Int {
    Swift.max(64, 1_000_000_000 / Swift.max(k &* n, 1))
  }

  static func gemm(
    _ a: UnsafePointer<Float>, _ p: Matrix, _ b: UnsafePointer<Float>, _ q: Matrix,
    _ c: UnsafeMutablePointer<Float>, _ size: (m: Int, k: Int, n: Int)
  ) throws(TensorError) {
    let (m, k, n) = size
    if n == 1 || m == 1 {
      let (order, rows, columns, matrix, vector, step, leading) = gemv(a, p, b, q, size)
      cblas_sgemv(
        order, CblasNoTrans, rows, columns, 1, matrix, leading, vector, step, 0, c, 1)
      return
    }
    let block = rows(k, n)
    var row = 0
    while row < m {
      let count = Swift.min(block, m - row)
      cblas_sgemm(
        CblasRowMajor, p.isRowMajor ? CblasNoTrans : CblasTrans,
        q.isRowMajor ? CblasNoTrans : CblasTrans, Int32(count), Int32(n), Int32(k), 1,
        a + row &* (p.isRowMajor ? p.leading : 1), Int32(p.leading), b, Int32(q.leading), 0,
        c + row &* n, Int32(n))
      row += count
      try Interruption.check()
    }
  }

  static func gemm(
    _ a: UnsafePointer<Double>, _ p: Matrix, _ b: UnsafePointer<Double>, _ q: Matrix,
    _ c: UnsafeMutablePointer<Double>, _ size: (m: Int, k: Int, n: Int)
  ) throws(TensorError) {
    let (m, k, n) = size
    if n == 1 || m == 1 {
      let (order, rows, columns, matrix, vector, step, leading) = gemv(a, p, b, q, size)
      cblas_dgemv(
        order, CblasNoTrans, rows, columns, 1, matrix, leading, vector, step, 0, c, 1)
      return
    }
    let block = rows(k, n)
    var row = 0
    while row < m {
      let count = Swift.min(block, m - row)
      cblas_dgemm(
        CblasRowMajor, p.isRowMajor ? CblasNoTrans : CblasTrans,
        q.isRowMajor ? CblasNoTrans : CblasTrans, Int32(count), Int32(n), Int32(k), 1,
        a + row &* (p.isRowMajor ? p.leading : 1), Int32(p.leading), b, Int32(q.leading), 0,
        c + row &* n, Int32(n))
      row += count
      try Interruption.check()
    }
  }

  /// The arguments of a matrix-vector product: where one side is a single row or column, the
  /// general product is several times slower.
  private static func gemv<T>(
    _ a: UnsafePointer<T>, _ p: Matrix, _ b: UnsafePointer<T>, _ q: Matrix,
    _ size: (m: Int, k: Int, n: Int)
  ) -> (CBLAS_ORDER, Int32, Int32, UnsafePointer<T>, UnsafePointer<T>, Int32, Int32) {
    let (m, k, n) = size
    if n == 1 {
      let step = q.isRowMajor ? q.leading : 1
      return (
        p.isRowMajor ? CblasRowMajor : CblasColMajor, Int32(m), Int32(k), a, b, Int32(step),
        Int32(p.leading)
      )
    }
    // A row times a matrix is the transposed matrix times a column.
    let step = p.isRowMajor ? 1 : p.leading
    return (
      q.isRowMajor ? CblasColMajor : CblasRowMajor, Int32(n), Int32(k), b, a, Int32(step),
      Int32(q.leading)
    )
  }

  /// The product of integers, row by row of the target.
  static func loops<T: Number>(
    _ a: UnsafePointer<T>, _ p: Matrix, _ b: UnsafePointer<T>, _ q: Matrix,
    _ c: UnsafeMutablePointer<T>, _ size: (m: Int, k: Int, n: Int)
  ) throws(TensorError) {
    let (m, k, n) = size
    var poll = Poll()
    for i in 0..<m {
      let target = c + i &* n
      for l in 0..<k {
        let factor = p.isRowMajor ? a[i &* p.leading &+ l] : a[l &* p.leading &+ i]
        if q.isRowMajor {
          let row = b + l &* q.leading
          for j in 0..<n { target[j] = T.plus(target[j], T.times(factor, row[j])) }
        } else {
          for j in 0..<n {
            target[j] = T.plus(target[j], T.times(factor, b[j &* q.leading &+ l]))
          }
        }
        try poll.did(n)
      }
    }
  }
}
