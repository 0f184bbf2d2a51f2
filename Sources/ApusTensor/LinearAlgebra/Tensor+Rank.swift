/// What follows from singular values.
extension Tensor {
  /// The singular values up to which rounding errors reach, in the shape of a row each.
  private func negligible(_ values: Tensor) throws(TensorError) -> Tensor {
    let step = values.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)
    let size = Double(Swift.max(shape[ndim - 1], shape[ndim - 2]))
    let largest = try values.max(axes: [-1], keepDims: true)
    return try Tensor.multiply(largest, Tensor(weak: step * size))
  }

  /// The number of singular values that are more than rounding errors.
  package func matrixRank() throws(TensorError) -> Tensor {
    let values = try svd().s
    guard values.shape[values.ndim - 1] > 0 else {
      return try Tensor.zeros(Array(shape.dropLast(2)), dtype: .int64)
    }
    return try Tensor.greater(values, negligible(values)).sum(axes: [-1])
  }

  /// The pseudo-inverse, in which singular values that are rounding errors count as zero.
  package func pinv() throws(TensorError) -> Tensor {
    let (u, s, vt) = try svd()
    guard s.shape[s.ndim - 1] > 0 else {
      return try Tensor.zeros(
        Array(shape.dropLast(2)) + [shape[ndim - 1], shape[ndim - 2]], dtype: s.dtype)
    }
    let isSmall = try Tensor.lessOrEqual(s, negligible(s))
    let inverse = try Tensor.divide(Tensor(weak: 1.0), s).maskedFill(isSmall, 0)
    return try Tensor.matmul(
      Tensor.multiply(vt.transposed(-2, -1), inverse.unsqueezed(-2)), u.transposed(-2, -1))
  }

  /// Throws `not-symmetric` where a matrix differs from its transpose by more than rounding.
  package func requireSymmetric() throws(TensorError) {
    let size = shape[ndim - 1]
    let numbers = doubles()
    for start in stride(from: 0, to: numbers.count, by: Swift.max(size * size, 1)) {
      let matrix = numbers[start..<start + size * size]
      let limit = 1e-4 * matrix.reduce(0) { Swift.max($0, $1.magnitude) }
      for row in 0..<size {
        for column in row + 1..<Swift.max(size, row + 1) {
          let (a, b) = (numbers[start + row * size + column], numbers[start + column * size + row])
          guard (a - b).magnitude > limit else { continue }
          let name = ndim == 2 ? "the matrix" : "matrix \(start / (size * size)) of the batch"
          throw TensorError(
            "not-symmetric",
            "\(name) is not symmetric: its elements [\(row), \(column)] and [\(column), \(row)] "
              + "are \(a) and \(b)",
            help: "take the mean of it and its transpose where it is meant to be")
        }
      }
    }
  }
}
