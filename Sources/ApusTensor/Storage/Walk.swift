/// A path over equally shaped strided operands in row-major order, row by row.
///
/// Axes of size one are dropped and axes that lie behind each other in every operand are merged,
/// so that the rows are as long as can be.
struct Walk {
  /// The elements of a row.
  let count: Int
  /// The step from one element of a row to the next, for each operand.
  let steps: [Int]
  /// Where the row starts, for each operand.
  private(set) var offsets: [Int]
  private let shape: [Int]
  private let strides: [[Int]]
  private var index: [Int]

  init(_ shape: [Int], _ strides: [[Int]]) {
    var sizes: [Int] = []
    var kept = [[Int]](repeating: [], count: strides.count)
    for axis in shape.indices where shape[axis] != 1 {
      let last = sizes.count - 1
      let merges =
        last >= 0
        && strides.indices.allSatisfy { kept[$0][last] == strides[$0][axis] &* shape[axis] }
      if merges {
        sizes[last] &*= shape[axis]
        for operand in strides.indices { kept[operand][last] = strides[operand][axis] }
      } else {
        sizes.append(shape[axis])
        for operand in strides.indices { kept[operand].append(strides[operand][axis]) }
      }
    }
    count = sizes.popLast() ?? 1
    steps = kept.map { $0.last ?? 1 }
    self.shape = sizes
    self.strides = kept
    offsets = [Int](repeating: 0, count: strides.count)
    index = [Int](repeating: 0, count: sizes.count)
  }

  /// Goes to the next row; false after the last.
  mutating func advance() -> Bool {
    var axis = shape.count - 1
    while axis >= 0 {
      index[axis] &+= 1
      if index[axis] < shape[axis] {
        for operand in strides.indices { offsets[operand] &+= strides[operand][axis] }
        return true
      }
      index[axis] = 0
      for operand in strides.indices {
        offsets[operand] &-= strides[operand][axis] &* (shape[axis] &- 1)
      }
      axis -= 1
    }
    return false
  }
}

/// Counts what a kernel has done and looks at the interruption flag once a block.
struct Poll {
  private var left = Interruption.block

  @inline(__always)
  mutating func did(_ count: Int) throws(TensorError) {
    left &-= count
    if left <= 0 {
      left = Interruption.block
      try Interruption.check()
    }
  }
}
