/// Tensors from numbers.
extension Tensor {
  /// A literal as written: `int64` where every number is an integer, else `float32`.
  ///
  /// It keeps its digits, so that it is exact in `float64` too.
  package init(literal values: [Double], shape: [Int], isInteger: Bool) throws(TensorError) {
    let count = try Shape.count(shape)
    guard values.count == count else { throw .elementCount(values.count, shape: shape) }
    self = try Tensor(
      values, shape: shape, dtype: isInteger ? .int64 : .float32, isWeak: false,
      digits: isInteger ? nil : values)
  }

  /// Values in row-major order.
  package init(
    _ values: [Double], shape: [Int], dtype: DType = .float32
  ) throws(TensorError) {
    let count = try Shape.count(shape)
    guard values.count == count else { throw .elementCount(values.count, shape: shape) }
    self = try Tensor(values, shape: shape, dtype: dtype, isWeak: false, digits: nil)
  }

  /// Integers in row-major order, exactly.
  package init(_ values: [Int], shape: [Int]) throws(TensorError) {
    let count = try Shape.count(shape)
    guard values.count == count else { throw .elementCount(values.count, shape: shape) }
    let result = try Tensor.empty(shape, .int64)
    let target = result.pointer(as: Int.self)
    for (index, value) in values.enumerated() { target[index] = value }
    self = result
  }

  /// A scalar that takes the element type of the tensor beside it.
  package init(weak value: Double) throws(TensorError) {
    let storage = try Storage(byteCount: 4)
    storage.base.assumingMemoryBound(to: Float.self)[0] = Float(value)
    self.init(
      TensorBody(
        storage, shape: [], strides: [], offset: 0, count: 1, dtype: .float32, isContiguous: true,
        isWeak: true, digits: [value]))
  }

  /// A scalar that takes the element type of the tensor beside it.
  package init(weak value: Int) throws(TensorError) {
    let storage = try Storage(byteCount: 8)
    storage.base.assumingMemoryBound(to: Int.self)[0] = value
    self.init(
      TensorBody(
        storage, shape: [], strides: [], offset: 0, count: 1, dtype: .int64, isContiguous: true,
        isWeak: true))
  }

  private init(
    _ values: [Double], shape: [Int], dtype: DType, isWeak: Bool, digits: [Double]?
  ) throws(TensorError) {
    let result = try Tensor.empty(shape, dtype)
    switch dtype {
    case .float32: result.fill(Float.self, values)
    case .float64: result.fill(Double.self, values)
    case .bfloat16: result.fill(BFloat16.self, values)
    case .int64: result.fill(Int64.self, values)
    case .int32: result.fill(Int32.self, values)
    case .uint8: result.fill(UInt8.self, values)
    case .bool: result.fill(Bool.self, values)
    }
    let body = result.body
    self.init(
      TensorBody(
        body.storage, shape: shape, strides: body.strides, offset: 0, count: body.count,
        dtype: dtype, isContiguous: true, isWeak: isWeak, digits: digits))
  }

  private func fill<T: Element>(_: T.Type, _ values: [Double]) {
    let target = pointer(as: T.self)
    for (index, value) in values.enumerated() { target[index] = T(converting: value) }
  }

  package static func zeros(_ shape: [Int], dtype: DType = .float32) throws(TensorError) -> Tensor {
    let result = try empty(shape, dtype)
    // Every element type's zero is all bits zero.
    result.body.storage.base.initializeMemory(
      as: UInt8.self, repeating: 0, count: result.count &* dtype.byteCount)
    return result
  }

  package static func full(
    _ shape: [Int], _ value: Double, dtype: DType = .float32
  ) throws(TensorError) -> Tensor {
    let result = try empty(shape, dtype)
    let count = result.count
    switch dtype {
    case .float32:
      result.pointer(as: Float.self).update(repeating: Float(value), count: count)
    case .float64: result.pointer(as: Double.self).update(repeating: value, count: count)
    case .bfloat16:
      result.pointer(as: BFloat16.self).update(
        repeating: BFloat16(converting: value), count: count)
    case .int64:
      result.pointer(as: Int64.self).update(repeating: Int64(converting: value), count: count)
    case .int32:
      result.pointer(as: Int32.self).update(repeating: Int32(converting: value), count: count)
    case .uint8:
      result.pointer(as: UInt8.self).update(repeating: UInt8(converting: value), count: count)
    case .bool: result.pointer(as: Bool.self).update(repeating: value != 0, count: count)
    }
    return result
  }

  /// The identity matrix, or as many of its columns as asked for.
  package static func eye(
    _ rows: Int, _ columns: Int, dtype: DType = .float32
  ) throws(TensorError) -> Tensor {
    let result = try zeros([rows, columns], dtype: dtype)
    let one = try full([], 1, dtype: dtype)
    let width = dtype.byteCount
    for i in 0..<Swift.min(rows, columns) {
      (result.body.storage.base + (i &* (columns &+ 1)) &* width)
        .copyMemory(from: one.body.storage.base, byteCount: width)
    }
    return result
  }

  /// `start`, `start + step`, … before `end`, each computed from its position.
  package static func arange(
    _ start: Int, _ end: Int, step: Int, dtype: DType
  ) throws(TensorError) -> Tensor {
    guard step != 0 else { throw TensorError("argument", "the step is not zero, got 0") }
    let (distance, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, step != Int.min else { throw .memory(byteCount: Int.max) }
    let isEmpty = distance == 0 || (distance > 0) != (step > 0)
    let count = isEmpty ? 0 : (distance.magnitude &- 1) / step.magnitude &+ 1
    let result = try empty([Int(clamping: count)], .int64)
    let target = result.pointer(as: Int.self)
    for i in 0..<result.count { target[i] = start &+ i &* step }
    return try result.to(dtype)
  }

  package static func arange(
    _ start: Double, _ end: Double, step: Double, dtype: DType
  ) throws(TensorError) -> Tensor {
    guard step != 0, step.isFinite, start.isFinite, end.isFinite else {
      throw TensorError(
        "argument", "the ends are finite and the step is finite and not zero, got \(step)")
    }
    let steps = ((end - start) / step).rounded(.up)
    guard steps < 0x1p60 else { throw .memory(byteCount: Int.max) }
    let result = try empty([Int(Swift.max(steps, 0))], .float64)
    let target = result.pointer(as: Double.self)
    for i in 0..<result.count { target[i] = start + Double(i) * step }
    return try result.to(dtype)
  }

  /// `count` numbers from `start` to `end`, both included.
  package static func linspace(
    _ start: Double, _ end: Double, count: Int, dtype: DType = .float32
  ) throws(TensorError) -> Tensor {
    let result = try empty([count], .float64)
    let target = result.pointer(as: Double.self)
    let step = count > 1 ? (end - start) / Double(count - 1) : 0
    // From both ends, so that both are met exactly and the numbers are symmetric.
    for i in 0..<count {
      target[i] =
        i < count / 2 || i == 0 ? start + Double(i) * step : end - Double(count - 1 - i) * step
    }
    return try result.to(dtype)
  }
}
