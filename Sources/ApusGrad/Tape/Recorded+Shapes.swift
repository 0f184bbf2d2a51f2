import ApusTensor

/// Other arrangements, sums and products.
extension Recorded {
  func sum(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.sum, .tensor(self), .optionalInts(axes), .bool(keepDims))
  }

  func mean(axes: [Int]? = nil, keepDims: Bool = false) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.mean, .tensor(self), .optionalInts(axes), .bool(keepDims))
  }

  func logsumexp(axes: [Int], keepDims: Bool = false) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.logsumexp, .tensor(self), .ints(axes), .bool(keepDims))
  }

  func max(axes: [Int]?, keepDims: Bool) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.max, .tensor(self), .optionalInts(axes), .bool(keepDims))
  }

  /// The sum over the axes along which a tensor of the shape was repeated to become one of this.
  func sum(to target: [Int]) throws(TensorError) -> Recorded {
    if shape == target { return self }
    let added = ndim - target.count
    guard added >= 0 else { return try broadcast(to: target) }
    let axes = shape.indices.filter { $0 < added || target[$0 - added] == 1 && shape[$0] != 1 }
    return try sum(axes: axes, keepDims: true).reshaped(target)
  }

  func reshaped(_ shape: [Int]) throws(TensorError) -> Recorded {
    if self.shape == shape { return self }
    return try Recorded.call(Rows.reshaped, .tensor(self), .ints(shape))
  }

  func broadcast(to shape: [Int]) throws(TensorError) -> Recorded {
    if self.shape == shape { return self }
    return try Recorded.call(Rows.broadcast, .tensor(self), .ints(shape))
  }

  func permuted(_ axes: [Int]) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.permuted, .tensor(self), .ints(axes))
  }

  func transposed(_ a: Int = -2, _ b: Int = -1) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.transposed, .tensor(self), .int(a), .int(b))
  }

  func flipped(_ axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.flipped, .tensor(self), .int(axis))
  }

  func rolled(_ shift: Int, axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.rolled, .tensor(self), .int(shift), .int(axis))
  }

  func cumsum(_ axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.cumsum, .tensor(self), .int(axis))
  }

  func cumprod(_ axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.cumprod, .tensor(self), .int(axis))
  }

  func tril(_ diagonal: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.tril, .tensor(self), .int(diagonal))
  }

  func triu(_ diagonal: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.triu, .tensor(self), .int(diagonal))
  }

  func diagonal() throws(TensorError) -> Recorded { try apply(Rows.diagonal) }

  func matmul(_ other: Recorded) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.matmul, .tensor(self), .tensor(other))
  }

  static func concat(_ parts: [Recorded], axis: Int) throws(TensorError) -> Recorded {
    try call(Rows.concat, .tensors(parts), .int(axis))
  }

  func selecting(_ indices: [TensorIndex]) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.selecting, .tensor(self), .indices(IndexList(indices)))
  }

  func takeAlong(_ indices: Tensor, axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.takeAlong, .tensor(self), .tensor(Recorded(indices)), .int(axis))
  }

  func take(_ indices: Tensor, axis: Int) throws(TensorError) -> Recorded {
    try Recorded.call(Rows.take, .tensor(self), .tensor(Recorded(indices)), .int(axis))
  }

  /// A part of an axis.
  func slice(_ axis: Int, from: Int, count: Int) throws(TensorError) -> Recorded {
    let axis = try Shape.axis(axis, of: ndim)
    return try selecting(
      [TensorIndex](repeating: .all, count: axis) + [.range(from: from, to: from + count, by: 1)])
  }

  /// Zeros of a shape with these elements added at the indices.
  func placed(at indices: [TensorIndex], in shape: [Int]) throws(TensorError) -> Recorded {
    try Recorded.call(
      Catalogue.placing, .tensor(self), .indices(IndexList(indices)), .ints(shape))
  }

  /// A copy with the value at the indices.
  func assigning(_ value: Recorded, at indices: IndexList) throws(TensorError) -> Recorded {
    try Recorded.call(Catalogue.assigning, .tensor(self), .indices(indices), .tensor(value))
  }
}

/// Elements put to places.
extension Recorded {
  /// Zeros of a shape with these elements added at positions along an axis, which differ from line
  /// to line.
  func placed(
    along axis: Int, _ positions: Tensor, in shape: [Int]
  ) throws(TensorError) -> Recorded {
    try placed(at: Tensor.indices(along: axis, positions), in: shape)
  }

  /// Zeros of a shape with these elements on the diagonal of each matrix.
  func placedOnDiagonal(in shape: [Int]) throws(TensorError) -> Recorded {
    let size = self.shape[ndim - 1]
    let positions = try Tensor(Array(0..<size), shape: [size])
    return try placed(at: [.ellipsis, .tensor(positions), .tensor(positions)], in: shape)
  }
}
