/// The same elements in another arrangement, without a copy where strides can say it.
extension Tensor {
  /// The same elements in row-major order under another shape; one size may be -1.
  package func reshaped(_ sizes: [Int]) throws(TensorError) -> Tensor {
    let target = try Shape.reshaped(shape, to: sizes)
    if isContiguous {
      return view(shape: target, strides: Shape.contiguousStrides(target), offset: body.offset)
    }
    if let strides = stridesForReshape(to: target) {
      return view(shape: target, strides: strides, offset: body.offset)
    }
    let copy = try copied()
    return copy.view(shape: target, strides: Shape.contiguousStrides(target), offset: 0)
  }

  /// Strides that read a tensor with gaps under another shape, where there are such.
  ///
  /// Each run of axes that lie behind each other must be cut along the new axes' borders.
  private func stridesForReshape(to target: [Int]) -> [Int]? {
    guard count > 0 else { return Shape.contiguousStrides(target) }
    var result = [Int](repeating: 0, count: target.count)
    var axis = target.count - 1
    var old = ndim - 1
    while old >= 0 {
      // One run of old axes.
      let step = strides[old]
      var size = shape[old]
      while old > 0, shape[old - 1] == 1 || strides[old - 1] == size * step {
        old -= 1
        size *= shape[old]
      }
      old -= 1
      // The new axes that make it up.
      var filled = 1
      while axis >= 0, filled < size || target[axis] == 1 {
        result[axis] = filled * step
        filled *= target[axis]
        axis -= 1
      }
      if filled != size { return nil }
    }
    while axis >= 0 {
      guard target[axis] == 1 else { return nil }
      result[axis] = 1
      axis -= 1
    }
    return result
  }

  package func flattened(start: Int = 0) throws(TensorError) -> Tensor {
    try reshaped(Shape.flattened(shape, start: start))
  }

  package func permuted(_ axes: [Int]) throws(TensorError) -> Tensor {
    let axes = try Shape.permutation(axes, of: ndim)
    return view(
      shape: axes.map { shape[$0] }, strides: axes.map { strides[$0] }, offset: body.offset)
  }

  package func transposed(_ a: Int, _ b: Int) throws(TensorError) -> Tensor {
    let (a, b) = (try Shape.axis(a, of: ndim), try Shape.axis(b, of: ndim))
    var (shape, strides) = (shape, strides)
    shape.swapAt(a, b)
    strides.swapAt(a, b)
    return view(shape: shape, strides: strides, offset: body.offset)
  }

  /// All axes in reverse order.
  package func transposed() -> Tensor {
    view(shape: shape.reversed(), strides: strides.reversed(), offset: body.offset)
  }

  package func movedAxis(_ source: Int, to destination: Int) throws(TensorError) -> Tensor {
    try permuted(Shape.moving(source, to: destination, of: ndim))
  }

  package func unsqueezed(_ axis: Int) throws(TensorError) -> Tensor {
    let position = try Shape.newAxis(axis, of: ndim)
    var (shape, strides) = (shape, strides)
    shape.insert(1, at: position)
    strides.insert(1, at: position)
    return view(shape: shape, strides: strides, offset: body.offset)
  }

  package func squeezed(axis: Int? = nil) throws(TensorError) -> Tensor {
    let dropped = try axis.map { (axis) throws(TensorError) in try Shape.axis(axis, of: ndim) }
    let kept = (0..<ndim).filter { shape[$0] != 1 || dropped != nil && $0 != dropped }
    return view(
      shape: kept.map { shape[$0] }, strides: kept.map { strides[$0] }, offset: body.offset)
  }

  /// Repeated along axes of size one and new leading axes, without a copy.
  package func broadcast(to target: [Int]) throws(TensorError) -> Tensor {
    let target = try Shape.broadcast(shape, to: target)
    return view(shape: target, strides: strides(broadcastTo: target), offset: body.offset)
  }

  /// The elements with both indices alike along the last two axes, as the last axis.
  package func diagonal(_ offset: Int = 0) throws(TensorError) -> Tensor {
    guard ndim >= 2 else { throw .tooFewAxes(2, ndim) }
    let (rows, columns) = (shape[ndim - 2], shape[ndim - 1])
    let (down, right) = (strides[ndim - 2], strides[ndim - 1])
    let shift = Swift.min(Swift.max(offset, -rows), columns)
    let size = Swift.max(0, Swift.min(rows + Swift.min(shift, 0), columns - Swift.max(shift, 0)))
    let start = size == 0 ? 0 : shift >= 0 ? shift * right : -shift * down
    return view(
      shape: shape.dropLast(2) + [size], strides: strides.dropLast(2) + [down + right],
      offset: body.offset + start)
  }

  /// The part of an axis from `start`, `count` long; both are known to lie inside.
  func slice(axis: Int, start: Int, count: Int) -> Tensor {
    var shape = shape
    shape[axis] = count
    let shift = count == 0 ? 0 : start &* strides[axis]
    return view(shape: shape, strides: strides, offset: body.offset &+ shift)
  }

  package func flipped(axis: Int) throws(TensorError) -> Tensor {
    let axis = try Shape.axis(axis, of: ndim)
    var strides = strides
    strides[axis] = 0 &- strides[axis]
    let shift = shape[axis] > 1 && count > 0 ? (shape[axis] - 1) * body.strides[axis] : 0
    return view(shape: shape, strides: strides, offset: body.offset + shift)
  }

  package func split(sizes: [Int], axis: Int) throws(TensorError) -> [Tensor] {
    let axis = try Shape.axis(axis, of: ndim)
    var start = 0
    return try Shape.split(shape, sizes: sizes, axis: axis).map { piece in
      defer { start += piece[axis] }
      return slice(axis: axis, start: start, count: piece[axis])
    }
  }

  package func split(parts: Int, axis: Int) throws(TensorError) -> [Tensor] {
    let position = try Shape.axis(axis, of: ndim)
    return try split(
      sizes: Shape.split(shape, parts: parts, axis: axis).map { $0[position] }, axis: axis)
  }
}
