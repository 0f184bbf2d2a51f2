/// Elements at positions that a tensor gives.
extension Tensor {
  /// The slices of an axis at the indices; the indices' axes take the axis' place.
  package func take(_ indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
    let axis = try Shape.axis(axis, of: ndim)
    guard indices.dtype.isInteger else { throw .indicesAreIntegers(indices) }
    var list = [TensorIndex](repeating: .all, count: axis)
    list.append(.tensor(indices))
    return try selecting(list)
  }

  /// Along an axis the elements at the indices; the other axes broadcast.
  package func takeAlong(_ indices: Tensor, axis: Int) throws(TensorError) -> Tensor {
    guard indices.dtype.isInteger else { throw .indicesAreIntegers(indices) }
    let shapes = try Shape.along(shape, indices.shape, axis: axis)
    let axis = try Shape.axis(axis, of: ndim)
    let positions = try indices.positions(axis: axis, size: shape[axis])
      .broadcast(to: shapes.indices)
    let list = try Tensor.indices(along: axis, positions)
    return try broadcast(to: shapes.source).selecting(list)
  }

  /// The indices that pick along an axis at positions that differ from line to line.
  package static func indices(
    along axis: Int, _ positions: Tensor
  ) throws(TensorError) -> [TensorIndex] {
    var list: [TensorIndex] = []
    for other in 0..<positions.ndim {
      if other == axis {
        list.append(.tensor(positions))
      } else {
        var spread = [Int](repeating: 1, count: positions.ndim)
        spread[other] = positions.shape[other]
        list.append(
          .tensor(try Tensor(Array(0..<positions.shape[other]), shape: spread)))
      }
    }
    return list
  }

  /// A row of zeros for each index, with a one at the index.
  package static func oneHot(_ indices: Tensor, classes: Int) throws(TensorError) -> Tensor {
    guard indices.dtype.isInteger else { throw .indicesAreIntegers(indices) }
    guard classes > 0 else {
      throw TensorError("argument", "there is at least one class, got \(classes)")
    }
    let result = try zeros(indices.shape + [classes], dtype: .int64)
    let target = result.pointer(as: Int.self)
    for (row, index) in try indices.integers().enumerated() {
      guard index >= 0 && index < classes else {
        throw .noClass(index, of: classes)
      }
      target[row &* classes &+ index] = 1
    }
    return result
  }

  /// The indices of nonzero elements, a row each, in row-major order.
  package func nonzero() throws(TensorError) -> Tensor {
    let columns = try nonzeroPositions()
    if columns.isEmpty { return try Tensor.zeros([Int(to(.bool).item()), 0], dtype: .int64) }
    return try Tensor.stack(columns, axis: 1)
  }
}

extension Shape {
  /// The shapes to which a tensor and indices along one of its axes broadcast in all other axes.
  package static func along(
    _ source: [Int], _ indices: [Int], axis: Int
  ) throws(TensorError) -> (source: [Int], indices: [Int]) {
    guard source.count == indices.count else {
      throw TensorError(
        "shape-mismatch",
        "the indices have as many axes as the tensor, got \(indices.count) for \(source.count)")
    }
    let axis = try Shape.axis(axis, of: source.count)
    var (left, right) = (source, indices)
    (left[axis], right[axis]) = (1, 1)
    let common = try broadcast(left, right)
    (left, right) = (common, common)
    (left[axis], right[axis]) = (source[axis], indices[axis])
    return (left, right)
  }
}
