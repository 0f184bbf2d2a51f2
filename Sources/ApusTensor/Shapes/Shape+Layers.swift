/// What layers ask of their operands' shapes.
extension Shape {
  /// The indices' axes, and a row of the weight behind them.
  package static func embedded(
    _ indices: [Int], _ weight: [Int]
  ) throws(TensorError) -> [Int] {
    guard weight.count == 2 else {
      throw TensorError(
        "shape", "the weight of an embedding is a matrix, a row for each index, got \(weight)")
    }
    return indices + [weight[1]]
  }

  /// The shape, if it ends with the sizes.
  package static func ending(_ shape: [Int], _ sizes: [Int]) throws(TensorError) -> [Int] {
    guard !sizes.isEmpty, shape.suffix(sizes.count) == sizes[...] else {
      throw TensorError(
        "shape-mismatch", "the last axes of the tensor are \(sizes), got shape \(shape)")
    }
    return shape
  }

  /// The shape, if its axis 1 has channels that make equal groups.
  package static func channels(_ shape: [Int], groups: Int) throws(TensorError) -> [Int] {
    guard shape.count >= 2 else { throw .tooFewAxes(2, shape.count) }
    guard groups > 0, shape[1] % groups == 0 else {
      throw TensorError(
        "shape", "\(shape[1]) channels do not make \(groups) equal groups")
    }
    return shape
  }
}

extension TensorError {
  package static func noRow(_ index: Int, of rows: Int) -> TensorError {
    TensorError(
      "index-out-of-range",
      "index \(index) is out of range: the embedding has \(counted(rows, "row", "rows")), "
        + "0 to \(rows - 1)")
  }

  package static func perChannel(_ name: String, _ shape: [Int], _ channels: Int) -> TensorError {
    TensorError(
      "shape-mismatch",
      "\(name) has one number for each of the \(channels) channels, got shape \(shape)")
  }
}
