import CBLAS

/// A type whose matrix products BLAS does.
protocol BlasReal: Element {
  /// `c = a b`, with as many rows, inner and columns; see BLAS' `gemm`.
  static func gemm(
    _ a: UnsafePointer<Self>, _ p: Tensor.Matrix, _ b: UnsafePointer<Self>, _ q: Tensor.Matrix,
    _ c: UnsafeMutablePointer<Self>, _ ldc: Int, _ size: (m: Int, k: Int, n: Int))
  static func gemv(
    _ order: CBLAS_ORDER, _ rows: Int32, _ columns: Int32, _ matrix: UnsafePointer<Self>,
    _ leading: Int32, _ vector: UnsafePointer<Self>, _ step: Int32,
    _ result: UnsafeMutablePointer<Self>)
}

extension Tensor.Matrix {
  fileprivate var transposition: CBLAS_TRANSPOSE { isRowMajor ? CblasNoTrans : CblasTrans }
}

extension Float: BlasReal {
  static func gemm(
    _ a: UnsafePointer<Float>, _ p: Tensor.Matrix, _ b: UnsafePointer<Float>, _ q: Tensor.Matrix,
    _ c: UnsafeMutablePointer<Float>, _ ldc: Int, _ size: (m: Int, k: Int, n: Int)
  ) {
    Blas.call {
      cblas_sgemm(
        CblasRowMajor, p.transposition, q.transposition, Int32(size.m), Int32(size.n),
        Int32(size.k), 1, a, Int32(p.leading), b, Int32(q.leading), 0, c, Int32(ldc))
    }
  }

  static func gemv(
    _ order: CBLAS_ORDER, _ rows: Int32, _ columns: Int32, _ matrix: UnsafePointer<Float>,
    _ leading: Int32, _ vector: UnsafePointer<Float>, _ step: Int32,
    _ result: UnsafeMutablePointer<Float>
  ) {
    Blas.call {
      cblas_sgemv(
        order, CblasNoTrans, rows, columns, 1, matrix, leading, vector, step, 0, result, 1)
    }
  }
}

extension Double: BlasReal {
  static func gemm(
    _ a: UnsafePointer<Double>, _ p: Tensor.Matrix, _ b: UnsafePointer<Double>, _ q: Tensor.Matrix,
    _ c: UnsafeMutablePointer<Double>, _ ldc: Int, _ size: (m: Int, k: Int, n: Int)
  ) {
    Blas.call {
      cblas_dgemm(
        CblasRowMajor, p.transposition, q.transposition, Int32(size.m), Int32(size.n),
        Int32(size.k), 1, a, Int32(p.leading), b, Int32(q.leading), 0, c, Int32(ldc))
    }
  }

  static func gemv(
    _ order: CBLAS_ORDER, _ rows: Int32, _ columns: Int32, _ matrix: UnsafePointer<Double>,
    _ leading: Int32, _ vector: UnsafePointer<Double>, _ step: Int32,
    _ result: UnsafeMutablePointer<Double>
  ) {
    Blas.call {
      cblas_dgemv(
        order, CblasNoTrans, rows, columns, 1, matrix, leading, vector, step, 0, result, 1)
    }
  }
}

/// One product of two matrices; the target is row-major and zero.
extension Tensor {
  /// How many rows, or columns, of the product are a part that one thread does.
  ///
  /// The parts do not depend on the number of threads, so neither do the digits. A part is large
  /// enough to be worth its own packing of the other operand, and takes at most about 20 ms.
  private static func part(of lines: Int, each work: Int) -> Int {
    let parts = (lines + 255) / 256
    let even = ((lines + parts - 1) / parts + 15) / 16 * 16
    let least = 2_000_000 / Swift.max(work, 1)
    return Swift.max(1, Swift.min(Swift.max(even, least), Swift.max(64, 1_000_000_000 / work)))
  }

  static func gemm<T: BlasReal>(
    _ a: UnsafePointer<T>, _ p: Matrix, _ b: UnsafePointer<T>, _ q: Matrix,
    _ c: UnsafeMutablePointer<T>, _ size: (m: Int, k: Int, n: Int)
  ) throws(TensorError) {
    let (m, k, n) = size
    if n == 1 || m == 1 {
      let (order, rows, columns, matrix, vector, step, leading) = gemv(a, p, b, q, size)
      T.gemv(order, rows, columns, matrix, leading, vector, step, c)
    } else if m >= n {
      try ThreadPool.share(m, part: part(of: m, each: k &* n)) { rows in
        let start = rows.lowerBound
        T.gemm(
          a + start &* (p.isRowMajor ? p.leading : 1), p, b, q, c + start &* n, n,
          (rows.count, k, n))
      }
    } else {
      try ThreadPool.share(n, part: part(of: n, each: k &* m)) { columns in
        let start = columns.lowerBound
        T.gemm(
          a, p, b + start &* (q.isRowMajor ? 1 : q.leading), q, c + start, n,
          (m, k, columns.count))
      }
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
