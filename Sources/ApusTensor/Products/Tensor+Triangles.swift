/// Parts of matrices, over the last two axes.
extension Tensor {
  /// Zero above a diagonal; the main one is 0, those above it are positive.
  package func tril(_ diagonal: Int) throws(TensorError) -> Tensor {
    try band { row, column in column &- row <= diagonal }
  }

  /// Zero below a diagonal.
  package func triu(_ diagonal: Int) throws(TensorError) -> Tensor {
    try band { row, column in column &- row >= diagonal }
  }

  private func band(_ keeps: (Int, Int) -> Bool) throws(TensorError) -> Tensor {
    guard ndim >= 2 else { throw .tooFewAxes(2, ndim) }
    let (rows, columns) = (shape[ndim - 2], shape[ndim - 1])
    let mask = try Tensor.empty([rows, columns], .bool)
    let flags = mask.pointer(as: Bool.self)
    for row in 0..<rows {
      for column in 0..<columns { flags[row &* columns &+ column] = keeps(row, column) }
    }
    return try Tensor.select(mask, self, Tensor.zeros([], dtype: dtype)).to(dtype)
  }

  /// A matrix with the vector on its diagonal, or the diagonal of a matrix.
  package static func diag(_ x: Tensor) throws(TensorError) -> Tensor {
    guard x.ndim == 1 else {
      guard x.ndim == 2 else {
        throw TensorError("shape", "diag is for a vector or a matrix, got \(x.describe)")
      }
      return try x.diagonal()
    }
    let result = try zeros([x.count, x.count], dtype: x.dtype)
    try result.diagonal().write(x)
    return result
  }

  /// The sum of a matrix's diagonal.
  package func trace() throws(TensorError) -> Tensor { try diagonal().sum(axes: [-1]) }
}
