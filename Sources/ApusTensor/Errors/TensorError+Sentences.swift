import ApusValue

/// The sentences of the engine's own errors, each made here and nowhere else.
extension TensorError {
  static func memory(byteCount: Int) -> TensorError {
    TensorError(
      "memory",
      byteCount == Int.max
        ? "this needs more memory than a computer can address"
        : "this needs \(MemoryLimit.amount(byteCount)) of memory; "
          + "Apus may use \(MemoryLimit.amount(MemoryLimit.bytes)) in all")
  }

  static func memory(shape: [Int]) -> TensorError {
    TensorError("memory", "a tensor of shape \(shape) is larger than a computer can address")
  }

  static func negativeSize(_ shape: [Int]) -> TensorError {
    TensorError("shape", "a shape has no negative sizes, got \(shape)")
  }

  package static func axisOutOfRange(_ axis: Int, ndim: Int) -> TensorError {
    TensorError(
      "axis-out-of-range",
      ndim == 0
        ? "axis \(axis) does not exist: the tensor has no axes"
        : "axis \(axis) does not exist: the tensor has \(counted(ndim, "axis", "axes")), "
          + "\(-ndim) to \(ndim - 1)")
  }

  static func newAxisOutOfRange(_ axis: Int, ndim: Int) -> TensorError {
    TensorError(
      "axis-out-of-range",
      "a new axis of a tensor with \(counted(ndim, "axis", "axes")) is \(-ndim - 1) to \(ndim), "
        + "got \(axis)")
  }

  static func repeatedAxis(_ axis: Int) -> TensorError {
    TensorError("axis-repeated", "axis \(axis) is given twice")
  }

  static func cannotBroadcast(_ a: [Int], _ b: [Int], axis: Int) -> TensorError {
    let sizes = "\(a[a.count + axis]) and \(b[b.count + axis])"
    return TensorError(
      "shape-mismatch",
      "shapes \(a) and \(b) do not broadcast: the \(ordinal(fromEnd: -axis)) axes are \(sizes)")
  }

  static func indexOutOfRange(_ index: Int, axis: Int, size: Int) -> TensorError {
    TensorError(
      "index-out-of-range",
      size == 0
        ? "index \(index) is out of range: axis \(axis) is empty"
        : "index \(index) is out of range: axis \(axis) has size \(size), "
          + "so an index is \(-size) to \(size - 1)")
  }

  package static let interrupted = TensorError("interrupted", "interrupted")

  /// `2 axes`, `1 axis`.
  package static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    "\(count) \(count == 1 ? one : many)"
  }

  /// `last`, `second-to-last`: how an axis is called that counts from the end.
  package static func ordinal(fromEnd position: Int) -> String {
    switch position {
    case 1: "last"
    case 2: "second-to-last"
    case 3: "third-to-last"
    default: "\(position)th-to-last"
    }
  }
}

extension TensorError {
  static func elementCount(_ count: Int, shape: [Int]) -> TensorError {
    TensorError(
      "shape", "\(counted(count, "value does", "values do")) not fill the shape \(shape)")
  }
}

extension TensorError {
  static func cannotReshape(_ shape: [Int], _ sizes: [Int]) -> TensorError {
    TensorError(
      "shape-mismatch",
      "shape \(shape) has \(counted(shape.reduce(1, *), "element", "elements")), "
        + "which do not fill \(sizes)")
  }

  static let noTensors = TensorError("shape", "this needs at least one tensor")

  static func partsDiffer(
    _ first: [Int], _ other: [Int], _ index: Int, _ how: String
  ) -> TensorError {
    TensorError("shape-mismatch", "parts 0 and \(index), \(first) and \(other), \(how)")
  }
}

extension TensorError {
  package static func tooFewAxes(_ needed: Int, _ ndim: Int) -> TensorError {
    TensorError(
      "shape",
      "this needs a tensor with at least \(counted(needed, "axis", "axes")), and it has \(ndim)")
  }
}

extension TensorError {
  package static let emptyReduction = TensorError(
    "empty", "there is no element to take from no elements")
}

extension TensorError {
  package static func indicesAreIntegers(_ indices: Tensor) -> TensorError {
    TensorError("dtype", "indices are integers, got \(indices.describe)")
  }
}

extension TensorError {
  package static func noClass(_ index: Int, of classes: Int) -> TensorError {
    TensorError(
      "index-out-of-range",
      "class \(index) does not exist: there are \(classes) classes, 0 to \(classes - 1)")
  }

  package static func classIndices(_ targets: Tensor) -> TensorError {
    TensorError(
      "dtype", "class indices are integers, got \(targets.describe)",
      help: "convert them: .int()")
  }

  package static func probabilities(_ targets: Tensor) -> TensorError {
    TensorError(
      "dtype", "targets of the scores' shape are probabilities, got \(targets.describe)",
      help: "convert them: .float()")
  }
}

extension TensorError {
  static func needsFloat(_ dtype: DType) -> TensorError {
    TensorError(
      "dtype",
      dtype == .bfloat16
        ? "this needs float32 or float64, got bfloat16"
        : "this needs a floating-point dtype, got \(dtype.rawValue)")
  }
}
