import CBLAS

/// Matrix products.
extension Tensor {
  /// The matrix product over the last two axes; the axes before broadcast.
  ///
  /// `[..., m, k]` and `[..., k, n]` give `[..., m, n]`; a vector on the left counts as a row, on
  /// the right as a column, and its axis is not in the result.
  package static func matmul(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    guard a.ndim > 0, b.ndim > 0 else { throw .tooFewAxes(1, 0) }
    let left = a.ndim == 1 ? try a.unsqueezed(0) : a
    let right = b.ndim == 1 ? try b.unsqueezed(1) : b
    let result = try product(left, right)
    var shape = result.shape
    if a.ndim == 1 { shape.remove(at: shape.count - 2) }
    if b.ndim == 1 { shape.removeLast() }
    return shape.count == result.ndim ? result : try result.reshaped(shape)
  }

  private static func product(_ a: Tensor, _ b: Tensor) throws(TensorError) -> Tensor {
    let (m, k, n) = (a.shape[a.ndim - 2], a.shape[a.ndim - 1], b.shape[b.ndim - 1])
    guard b.shape[b.ndim - 2] == k else {
      throw TensorError(
        "shape-mismatch",
        "the last axis of a and the second-to-last of b agree, "
          + "got \(k) and \(b.shape[b.ndim - 2])")
    }
    var dtype = DType.promoted(a, b)
    if dtype == .bfloat16 {
      return try product(a.to(.float32), b.to(.float32)).to(.bfloat16)
    }
    if dtype == .bool { dtype = .int64 }
    // Leading axes of the left operand alone are just more rows of one product.
    if b.ndim == 2, a.ndim > 2, a.isContiguous {
      let rows = try Shape.count(Array(a.shape.dropLast()))
      return try product(a.reshaped([rows, k]), b).reshaped(a.shape.dropLast() + [n])
    }
    let batch = try Shape.broadcast(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
    let x = try a.to(dtype).forProduct()
    let y = try b.to(dtype).forProduct()
    let result = try zeros(batch + [m, n], dtype: dtype)
    if result.count == 0 || k == 0 { return result }
    guard m <= Int32.max, n <= Int32.max, k <= Int32.max else {
      throw TensorError("memory", "a matrix product has fewer than 2^31 rows and columns")
    }
    if batch.isEmpty {
      try multiply(dtype, x, x.matrix, 0, y, y.matrix, 0, result, 0, (m, k, n))
      return result
    }
    let left = x.view(
      shape: batch, strides: x.batch.strides(broadcastTo: batch), offset: x.body.offset)
    let right = y.view(
      shape: batch, strides: y.batch.strides(broadcastTo: batch), offset: y.body.offset)
    var walk = Walk(batch, [left.strides, right.strides])
    var offset = 0
    let (p, q) = (x.matrix, y.matrix)
    repeat {
      for i in 0..<walk.count {
        try Interruption.check()
        try multiply(
          dtype, x, p, walk.offsets[0] &+ i &* walk.steps[0], y, q,
          walk.offsets[1] &+ i &* walk.steps[1], result, offset, (m, k, n))
        offset &+= m &* n
      }
    } while walk.advance()
    return result
  }

  private static func multiply(
    _ dtype: DType, _ a: Tensor, _ p: Matrix, _ offsetOfA: Int, _ b: Tensor, _ q: Matrix,
    _ offsetOfB: Int, _ c: Tensor, _ offset: Int, _ size: (m: Int, k: Int, n: Int)
  ) throws(TensorError) {
    switch dtype {
    case .float32:
      try Tensor.gemm(
        a.pointer(as: Float.self) + offsetOfA, p, b.pointer(as: Float.self) + offsetOfB, q,
        c.pointer(as: Float.self) + offset, size)
    case .float64:
      try Tensor.gemm(
        a.pointer(as: Double.self) + offsetOfA, p, b.pointer(as: Double.self) + offsetOfB, q,
        c.pointer(as: Double.self) + offset, size)
    case .int32:
      try Tensor.loops(
        a.pointer(as: Int32.self) + offsetOfA, p, b.pointer(as: Int32.self) + offsetOfB, q,
        c.pointer(as: Int32.self) + offset, size)
    case .uint8:
      try Tensor.loops(
        a.pointer(as: UInt8.self) + offsetOfA, p, b.pointer(as: UInt8.self) + offsetOfB, q,
        c.pointer(as: UInt8.self) + offset, size)
    default:
      try Tensor.loops(
        a.pointer(as: Int64.self) + offsetOfA, p, b.pointer(as: Int64.self) + offsetOfB, q,
        c.pointer(as: Int64.self) + offset, size)
    }
  }

  /// How the last two axes lie in memory, in BLAS' terms.
  struct Matrix {
    /// Whether the rows, rather than the columns, are `leading` apart.
    var isRowMajor: Bool
    var leading: Int
  }

  private var matrix: Matrix {
    let (rows, columns) = (shape[ndim - 2], shape[ndim - 1])
    let (down, right) = (strides[ndim - 2], strides[ndim - 1])
    if columns == 1 || right == 1, rows == 1 || down >= columns {
      return Matrix(
        isRowMajor: true, leading: rows == 1 ? Swift.max(columns, 1) : Swift.max(down, 1))
    }
    return Matrix(isRowMajor: false, leading: columns == 1 ? Swift.max(rows, 1) : right)
  }

  /// Itself if BLAS can read its matrices where they lie, else a copy.
  private func forProduct() throws(TensorError) -> Tensor {
    let (rows, columns) = (shape[ndim - 2], shape[ndim - 1])
    let (down, right) = (strides[ndim - 2], strides[ndim - 1])
    let isRowMajor =
      (right == 1 || columns == 1) && (rows == 1 || down >= columns) && right >= 0 && down >= 0
    let isColumnMajor =
      (down == 1 || rows == 1) && (columns == 1 || right >= rows) && right >= 0 && down >= 0
    let fits = down <= Int32.max && right <= Int32.max
    return (isRowMajor || isColumnMajor) && fits ? self : try copied()
  }

  /// The axes before the matrices.
  private var batch: Tensor {
    view(
      shape: Array(shape.dropLast(2)), strides: Array(strides.dropLast(2)), offset: body.offset)
  }
}
