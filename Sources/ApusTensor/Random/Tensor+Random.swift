/// Tensors of random numbers; the numbers depend on the seed and on what was drawn before, and on
/// nothing else.
extension Tensor {
  /// Uniform in [0, 1).
  package static func rand(
    _ shape: [Int], dtype: DType = .float32, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    try uniform(0, 1, shape, dtype: dtype, from: stream)
  }

  /// Uniform in [low, high).
  package static func uniform(
    _ low: Double, _ high: Double, _ shape: [Int], dtype: DType = .float32,
    from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard low <= high, (high - low).isFinite else {
      throw TensorError("argument", "the range is finite and not empty, got \(low)..<\(high)")
    }
    let result = try empty(shape, dtype)
    switch dtype {
    case .float32:
      let (start, width) = (Float(low), Float(high - low))
      try draw(Float.self, result, stream) { words in
        let value = start + Float(UInt32(truncatingIfNeeded: words >> 40)) * 0x1p-24 * width
        // Rounding can reach the end of the range, which is not in it.
        return value < Float(high) || width == 0 ? value : Float(high).nextDown
      }
    case .float64:
      try draw(Double.self, result, stream) { words in
        let value = low + Double(words >> 11) * 0x1p-53 * (high - low)
        return value < high || low == high ? value : high.nextDown
      }
    default: throw .needsFloat(dtype)
    }
    return result
  }

  /// Normally distributed with mean 0 and variance 1.
  package static func randn(
    _ shape: [Int], dtype: DType = .float32, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let result = try empty(shape, dtype)
    let (generator, start) = stream.take(blocks: (result.count + 1) / 2)
    switch dtype {
    case .float32: try fillNormal(Float.self, result, generator, start)
    case .float64: try fillNormal(Double.self, result, generator, start)
    default: throw .needsFloat(dtype)
    }
    return result
  }

  private static func fillNormal<T: Real>(
    _: T.Type, _ result: Tensor, _ generator: Philox, _ start: UInt64
  ) throws(TensorError) {
    let target = result.pointer(as: T.self)
    var poll = Poll()
    for index in stride(from: 0, to: result.count, by: 2) {
      let (a, b) = generator.words(start &+ UInt64(index / 2))
      let (x, y) = Normal.pair(a, b)
      target[index] = T(x)
      if index + 1 < result.count { target[index + 1] = T(y) }
      try poll.did(2)
    }
  }

  /// Integers in [low, high), each as likely as the others.
  package static func randint(
    _ low: Int, _ high: Int, _ shape: [Int], from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let (span, overflow) = high.subtractingReportingOverflow(low)
    guard low < high, !overflow else {
      throw TensorError("argument", "the range of integers is not empty, got \(low)..<\(high)")
    }
    let result = try empty(shape, .int64)
    try draw(Int64.self, result, stream) { words in
      Int64(low &+ Int(words.multipliedFullWidth(by: UInt64(span)).high))
    }
    return result
  }

  /// The integers from 0 up to n in random order.
  package static func randperm(
    _ n: Int, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let result = try arange(0, try Shape.count([n]), step: 1, dtype: .int64)
    let noise = try empty([n], .int64)
    try draw(UInt64.self, noise, stream) { $0 }
    let (order, words) = (result.pointer(as: Int.self), noise.pointer(as: UInt64.self))
    for last in stride(from: n - 1, to: 0, by: -1) {
      let other = Int(words[last].multipliedFullWidth(by: UInt64(last + 1)).high)
      (order[last], order[other]) = (order[other], order[last])
    }
    return result
  }

  /// One 64-bit word of noise an element.
  @inline(__always)
  static func draw<T: BitwiseCopyable>(
    _: T.Type, _ result: Tensor, _ stream: RandomStream, _ make: (UInt64) -> T
  ) throws(TensorError) {
    let (generator, start) = stream.take(blocks: (result.count + 1) / 2)
    let target = result.pointer(as: T.self)
    var poll = Poll()
    for index in stride(from: 0, to: result.count, by: 2) {
      let (a, b) = generator.words(start &+ UInt64(index / 2))
      target[index] = make(a)
      if index + 1 < result.count { target[index + 1] = make(b) }
      try poll.did(2)
    }
  }
}
