import ApusValue

/// Sizes of axes: how they multiply, lie in memory and broadcast.
package enum Shape {
  /// The number of elements; throws `shape` for a negative size and `memory` where none could hold
  /// so many.
  package static func count(_ shape: [Int]) throws(TensorError) -> Int {
    var count = 1
    var isEmpty = false
    for size in shape {
      guard size >= 0 else { throw .negativeSize(shape) }
      if size == 0 {
        isEmpty = true
        continue
      }
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .memory(shape: shape) }
      count = product
    }
    guard count <= Int.max / 8 else { throw .memory(shape: shape) }
    return isEmpty ? 0 : count
  }

  /// Refuses a list of so many positions where it would not fit into the memory.
  package static func checkRoom(forPositions count: Int) throws(TensorError) {
    let (bytes, overflow) = count.multipliedReportingOverflow(by: 32)
    guard !overflow, MemoryLimit.allows(bytes) else {
      throw .memory(byteCount: overflow ? Int.max : bytes)
    }
  }

  /// Row-major strides; a shape that `count` accepts cannot overflow them.
  package static func contiguousStrides(_ shape: [Int]) -> [Int] {
    // One axis has the same ones whatever its size, which are not made anew.
    if shape.count < 2 { return shape.isEmpty ? [] : oneStep }
    if shape.count == 2 { return [max(shape[1], 1), 1] }
    var strides = [Int](repeating: 1, count: shape.count)
    var step = 1
    for axis in stride(from: shape.count - 1, through: 0, by: -1) {
      strides[axis] = step
      step &*= max(shape[axis], 1)
    }
    return strides
  }

  private static let oneStep = [1]

  /// Whether the strides are those that `contiguousStrides` gives.
  static func isRowMajor(_ shape: [Int], _ strides: [Int]) -> Bool {
    var step = 1
    for axis in stride(from: shape.count - 1, through: 0, by: -1) {
      if strides[axis] != step { return false }
      step &*= max(shape[axis], 1)
    }
    return true
  }

  static func isContiguous(_ shape: [Int], _ strides: [Int]) -> Bool {
    var step = 1
    for axis in stride(from: shape.count - 1, through: 0, by: -1) {
      let size = shape[axis]
      if size == 0 { return true }
      if size == 1 { continue }
      if strides[axis] != step { return false }
      step &*= size
    }
    return true
  }

  /// An axis counted from the start, for one that may count from the end.
  package static func axis(_ axis: Int, of ndim: Int) throws(TensorError) -> Int {
    guard axis >= -ndim && axis < ndim else { throw .axisOutOfRange(axis, ndim: ndim) }
    return axis < 0 ? axis + ndim : axis
  }

  /// Where an axis that is added stands, counted from the start.
  package static func newAxis(_ axis: Int, of ndim: Int) throws(TensorError) -> Int {
    guard axis >= -ndim - 1 && axis <= ndim else { throw .newAxisOutOfRange(axis, ndim: ndim) }
    return axis < 0 ? axis + ndim + 1 : axis
  }

  /// Axes counted from the start, in ascending order; throws for one that stands twice.
  package static func axes(_ axes: [Int]?, of ndim: Int) throws(TensorError) -> [Int] {
    guard let axes else { return Array(0..<ndim) }
    var result: [Int] = []
    for axis in axes {
      let axis = try Shape.axis(axis, of: ndim)
      guard !result.contains(axis) else { throw .repeatedAxis(axis) }
      result.append(axis)
    }
    return result.sorted()
  }

  /// The shape to which both broadcast, aligned at the last axis.
  package static func broadcast(_ a: [Int], _ b: [Int]) throws(TensorError) -> [Int] {
    if a == b { return a }
    let ndim = max(a.count, b.count)
    var result = [Int](repeating: 1, count: ndim)
    for fromEnd in 1..<(ndim + 1) {
      let sizeOfA = fromEnd <= a.count ? a[a.count - fromEnd] : 1
      let sizeOfB = fromEnd <= b.count ? b[b.count - fromEnd] : 1
      guard sizeOfA == sizeOfB || sizeOfA == 1 || sizeOfB == 1 else {
        throw .cannotBroadcast(a, b, axis: -fromEnd)
      }
      result[ndim - fromEnd] = sizeOfA == 1 ? sizeOfB : sizeOfA
    }
    return result
  }

  package static func broadcast(_ shapes: [[Int]]) throws(TensorError) -> [Int] {
    var result: [Int] = []
    for shape in shapes { result = try broadcast(result, shape) }
    return result
  }
}
