/// How windows slide over the last axes of a tensor: their sizes, how far they step, and how far
/// apart their elements lie, for each such axis.
package struct WindowRule: Sendable, Equatable {
  package let kernel: [Int]
  package let stride: [Int]
  package let dilation: [Int]

  /// Throws `argument` for lists of different lengths and for numbers below one.
  package init(
    kernel: [Int], stride: [Int], dilation: [Int]
  ) throws(TensorError) {
    for (name, list) in [("stride", stride), ("dilation", dilation)] {
      guard list.count == kernel.count else {
        throw TensorError(
          "argument",
          "\(name) has one number for each of the "
            + "\(TensorError.counted(kernel.count, "axis", "axes")), got \(list)")
      }
    }
    for (name, list) in [("kernel", kernel), ("stride", stride), ("dilation", dilation)] {
      guard list.allSatisfy({ $0 > 0 }) else {
        throw TensorError("argument", "\(name) is positive, got \(list)")
      }
    }
    self.kernel = kernel
    self.stride = stride
    self.dilation = dilation
  }

  /// How far the first element of a window lies from its last.
  package func reach(_ axis: Int) throws(TensorError) -> Int {
    let (reach, overflow) = (kernel[axis] - 1).multipliedReportingOverflow(by: dilation[axis])
    guard !overflow, reach < Int.max / 4 else {
      throw TensorError(
        "argument", "a window of \(kernel[axis]) elements, \(dilation[axis]) apart, is too wide")
    }
    return reach
  }

  /// How many windows there are along each axis; throws `shape-mismatch` where not even one fits.
  package func counts(over sizes: some Collection<Int>) throws(TensorError) -> [Int] {
    var counts: [Int] = []
    for (axis, size) in sizes.enumerated() {
      let width = try reach(axis) + 1
      guard width <= size else {
        throw TensorError(
          "shape-mismatch",
          "a window \(width) wide does not fit into \(size), the size of the axis it slides along")
      }
      counts.append((size - width) / stride[axis] + 1)
    }
    return counts
  }

  /// The shape of all windows of a tensor: its front axes, the counts, the kernel.
  package func windows(of shape: [Int]) throws(TensorError) -> [Int] {
    guard shape.count >= kernel.count else { throw .tooFewAxes(kernel.count, shape.count) }
    let front = shape.count - kernel.count
    return Array(shape[..<front]) + (try counts(over: shape[front...])) + kernel
  }
}
