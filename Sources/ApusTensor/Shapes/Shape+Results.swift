/// What the shape-changing operations make of a shape; shared by the tensors and `ShapeRule`.
extension Shape {
  /// Without the axes, or with size one in their place; all of them for `nil`.
  package static func reduced(
    _ shape: [Int], axes: [Int]?, keepDims: Bool
  ) throws(TensorError) -> [Int] {
    let axes = try Shape.axes(axes, of: shape.count)
    var result: [Int] = []
    for axis in shape.indices {
      if !axes.contains(axis) {
        result.append(shape[axis])
      } else if keepDims {
        result.append(1)
      }
    }
    return result
  }

  /// The sizes asked for, of which one may be -1: whatever is left.
  package static func reshaped(_ shape: [Int], to sizes: [Int]) throws(TensorError) -> [Int] {
    let count = try Shape.count(shape)
    guard let wildcard = sizes.firstIndex(of: -1) else {
      guard try Shape.count(sizes) == count else { throw .cannotReshape(shape, sizes) }
      return sizes
    }
    var rest = sizes
    rest.remove(at: wildcard)
    guard !rest.contains(-1) else {
      throw TensorError("shape", "at most one size is -1, got \(sizes)")
    }
    let known = try Shape.count(rest)
    guard known > 0, count % known == 0 else { throw .cannotReshape(shape, sizes) }
    var result = sizes
    result[wildcard] = count / known
    return result
  }

  /// The axes from `start` on merged into one.
  package static func flattened(_ shape: [Int], start: Int) throws(TensorError) -> [Int] {
    if shape.isEmpty { return [1] }
    let start = try Shape.axis(start, of: shape.count)
    return try Array(shape[..<start]) + [Shape.count(Array(shape[start...]))]
  }

  /// The axes of a permutation, counted from the start.
  package static func permutation(_ axes: [Int], of ndim: Int) throws(TensorError) -> [Int] {
    guard axes.count == ndim else {
      throw TensorError(
        "axes",
        "a permutation names each of the \(TensorError.counted(ndim, "axis", "axes")) once, "
          + "got \(axes)")
    }
    var result: [Int] = []
    for axis in axes {
      let axis = try Shape.axis(axis, of: ndim)
      guard !result.contains(axis) else { throw .repeatedAxis(axis) }
      result.append(axis)
    }
    return result
  }

  package static func permuted(_ shape: [Int], _ axes: [Int]) throws(TensorError) -> [Int] {
    try permutation(axes, of: shape.count).map { shape[$0] }
  }

  package static func transposed(_ shape: [Int], _ a: Int, _ b: Int) throws(TensorError) -> [Int] {
    var result = shape
    result.swapAt(try axis(a, of: shape.count), try axis(b, of: shape.count))
    return result
  }

  /// The order of axes that moves `source` to `destination`.
  package static func moving(
    _ source: Int, to destination: Int, of ndim: Int
  ) throws(TensorError) -> [Int] {
    let source = try axis(source, of: ndim)
    let destination = try axis(destination, of: ndim)
    var order = Array(0..<ndim)
    order.insert(order.remove(at: source), at: destination)
    return order
  }

  package static func unsqueezed(_ shape: [Int], _ axis: Int) throws(TensorError) -> [Int] {
    var result = shape
    result.insert(1, at: try newAxis(axis, of: shape.count))
    return result
  }

  /// Without one axis if its size is one, or without all such axes.
  package static func squeezed(_ shape: [Int], _ axis: Int?) throws(TensorError) -> [Int] {
    guard let axis else { return shape.filter { $0 != 1 } }
    let position = try Shape.axis(axis, of: shape.count)
    var result = shape
    if result[position] == 1 { result.remove(at: position) }
    return result
  }

  /// The target, to which the shape broadcasts; -1 keeps a size.
  package static func broadcast(_ shape: [Int], to target: [Int]) throws(TensorError) -> [Int] {
    let added = target.count - shape.count
    var result = target
    for axis in target.indices where target[axis] == -1 && axis >= added {
      result[axis] = shape[axis - added]
    }
    _ = try count(result)
    guard added >= 0, (try? broadcast(shape, result)) == result else {
      throw TensorError("shape-mismatch", "shape \(shape) does not broadcast to \(target)")
    }
    return result
  }

  package static func repeated(
    _ shape: [Int], _ count: Int, axis: Int
  ) throws(TensorError) -> [Int] {
    var result = shape
    let axis = try Shape.axis(axis, of: shape.count)
    guard count >= 0 else {
      throw TensorError("argument", "a number of repetitions is not negative, got \(count)")
    }
    let (size, overflow) = shape[axis].multipliedReportingOverflow(by: count)
    guard !overflow else { throw .memory(shape: shape) }
    result[axis] = size
    return result
  }

  /// The shape with as many axes as there are counts, each size times its count.
  package static func tiled(_ shape: [Int], _ counts: [Int]) throws(TensorError) -> [Int] {
    let ndim = max(shape.count, counts.count)
    var result = [Int](repeating: 1, count: ndim - shape.count) + shape
    for (axis, count) in counts.enumerated() {
      result = try repeated(result, count, axis: ndim - counts.count + axis)
    }
    return result
  }

  /// What a subscript selects of a tensor of this shape.
  package static func selected(
    _ shape: [Int], _ indices: [TensorIndex]
  ) throws(TensorError) -> [Int] {
    _ = try count(shape)
    // One element stands for all, so that nothing but shapes is worked out.
    let tensor = try Tensor.zeros([], dtype: .bool).broadcast(to: shape)
    return try Selection(tensor, indices).shape
  }

  /// The parts in a row along an axis; all other sizes agree.
  package static func concatenated(_ shapes: [[Int]], axis: Int) throws(TensorError) -> [Int] {
    guard let first = shapes.first else { throw .noTensors }
    let axis = try Shape.axis(axis, of: first.count)
    var result = first
    for (index, shape) in shapes.enumerated().dropFirst() {
      guard shape.count == first.count else {
        throw .partsDiffer(first, shape, index, "have different numbers of axes")
      }
      for other in shape.indices where other != axis && shape[other] != first[other] {
        throw .partsDiffer(
          first, shape, index, "differ in axis \(other): \(first[other]) and \(shape[other])")
      }
      result[axis] &+= shape[axis]
    }
    _ = try count(result)
    return result
  }

  /// The parts along a new axis; all have one shape.
  package static func stacked(_ shapes: [[Int]], axis: Int) throws(TensorError) -> [Int] {
    guard let first = shapes.first else { throw .noTensors }
    let axis = try newAxis(axis, of: first.count)
    for (index, shape) in shapes.enumerated() where shape != first {
      throw .partsDiffer(first, shape, index, "are not the same shape")
    }
    var result = first
    result.insert(shapes.count, at: axis)
    return result
  }

  /// The shapes of the pieces of an axis.
  package static func split(
    _ shape: [Int], sizes: [Int], axis: Int
  ) throws(TensorError) -> [[Int]] {
    let axis = try Shape.axis(axis, of: shape.count)
    guard sizes.allSatisfy({ $0 >= 0 }), (try? count(sizes)) != nil,
      sizes.reduce(0, &+) == shape[axis]
    else {
      throw TensorError(
        "shape",
        "the sizes of the pieces add up to the size of axis \(axis), \(shape[axis]), got \(sizes)")
    }
    return sizes.map { size in
      var piece = shape
      piece[axis] = size
      return piece
    }
  }

  /// The shapes of equal pieces of an axis.
  package static func split(
    _ shape: [Int], parts: Int, axis: Int
  ) throws(TensorError) -> [[Int]] {
    let position = try Shape.axis(axis, of: shape.count)
    guard parts > 0, shape[position] % parts == 0 else {
      throw TensorError(
        "shape", "axis \(position) of size \(shape[position]) has no \(parts) equal parts")
    }
    // So many parts of size zero would be a list that memory cannot hold.
    guard parts <= max(shape[position], 1 << 20) else { throw .memory(shape: [parts]) }
    let sizes = [Int](repeating: shape[position] / parts, count: parts)
    return try split(shape, sizes: sizes, axis: axis)
  }
}
