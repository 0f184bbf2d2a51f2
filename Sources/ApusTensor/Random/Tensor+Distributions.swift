/// Random numbers of other distributions; like the uniform and the normal ones they depend on the
/// seed and on what was drawn before, and on nothing else.
extension Tensor {
  /// A value at each place with a probability, zero elsewhere.
  package static func mask(
    _ probability: Double, of value: Double, _ shape: [Int], dtype: DType = .float32,
    from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard probability >= 0 && probability <= 1 else { throw .probability(probability) }
    let result = try empty(shape, dtype)
    switch dtype {
    case .float32:
      let value = Float(value)
      try draw(Float.self, result, stream) { share($0) < probability ? value : 0 }
    case .float64: try draw(Double.self, result, stream) { share($0) < probability ? value : 0 }
    default: throw .needsFloat(dtype)
    }
    return result
  }

  /// One with each element's probability, else zero; in the type of the probabilities.
  package static func bernoulli(
    _ probabilities: Tensor, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let dtype = probabilities.dtype.floating
    let limits = try probabilities.to(.float64).contiguous()
    for limit in limits.doubles() where !(limit >= 0 && limit <= 1) { throw .probability(limit) }
    let noise = try rand(limits.shape, dtype: .float64, from: stream)
    return try less(noise, limits).to(dtype)
  }

  /// Normally distributed with a mean and a standard deviation.
  package static func normal(
    _ shape: [Int], mean: Double, std: Double, dtype: DType = .float32,
    from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard std >= 0, std.isFinite, mean.isFinite else {
      throw TensorError(
        "argument",
        "the standard deviation is not negative and both are finite, got mean "
          + "\(mean) and std \(std)")
    }
    let noise = try randn(shape, dtype: dtype, from: stream)
    return try add(multiply(noise, Tensor(weak: std)), Tensor(weak: mean))
  }

  /// Exponentially distributed, with a mean of one over the rate.
  package static func exponential(
    _ shape: [Int], rate: Double, dtype: DType = .float32, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard rate > 0, rate.isFinite else {
      throw TensorError("argument", "the rate is positive and finite, got \(rate)")
    }
    let result = try empty(shape, dtype)
    switch dtype {
    case .float32: try draw(Float.self, result, stream) { Float(waiting($0) / rate) }
    case .float64: try draw(Double.self, result, stream) { waiting($0) / rate }
    default: throw .needsFloat(dtype)
    }
    return result
  }

  /// How many events there are in a time in which so many are expected, for each element.
  package static func poisson(
    _ rates: Tensor, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let expected = try rates.to(.float64).contiguous()
    for rate in expected.doubles() where !(rate >= 0 && rate.isFinite) {
      throw TensorError("argument", "a rate is finite and not negative, got \(rate)")
    }
    let result = try empty(expected.shape, .float64)
    let (generator, start) = stream.take(blocks: result.count)
    let (source, target) = (expected.pointer(as: Double.self), result.pointer(as: Double.self))
    var poll = Poll()
    for index in 0..<result.count {
      var (time, events, turn) = (0.0, 0.0, UInt32(0))
      while true {
        let (a, b) = generator.words(start &+ UInt64(index), turn: turn)
        time += waiting(a)
        if time > source[index] { break }
        events += 1
        time += waiting(b)
        if time > source[index] { break }
        events += 1
        turn &+= 1
        try poll.did(16)
      }
      target[index] = events
    }
    return try result.to(rates.dtype.floating)
  }

  /// Positions along the last axis, each drawn with a probability proportional to its weight.
  package static func multinomial(
    _ weights: Tensor, count: Int, replacement: Bool, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    let shape = try Shape.drawn(weights.shape, count)
    let size = weights.shape[weights.ndim - 1]
    let values = try weights.to(.float64).contiguous()
    let result = try empty(shape, .int64)
    let rows = size == 0 ? 0 : values.count / size
    let noise = try rand(
      [rows, replacement ? count : size], dtype: .float64, from: stream)
    let (x, u) = (values.pointer(as: Double.self), noise.pointer(as: Double.self))
    let y = result.pointer(as: Int.self)
    for row in 0..<rows {
      let line = UnsafeBufferPointer(start: x + row &* size, count: size)
      guard line.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
        throw TensorError("argument", "weights are finite and not negative")
      }
      let possible = line.count { $0 > 0 }
      guard possible > 0, replacement || count <= possible else {
        throw TensorError(
          "argument",
          "\(count) different positions cannot be drawn where "
            + "\(counted(possible, "weight is", "weights are")) positive",
          help: possible > 0 ? "draw with `replacement: true`" : nil)
      }
      let target = y + row &* count
      if replacement {
        pick(line, u + row &* count, target, count)
      } else {
        race(line, u + row &* size, target, count)
      }
      try Interruption.check()
    }
    return result
  }

  private static func counted(_ count: Int, _ one: String, _ many: String) -> String {
    TensorError.counted(count, one, many)
  }

  /// The position in whose part of the sum a part of it falls.
  private static func pick(
    _ weights: UnsafeBufferPointer<Double>, _ noise: UnsafeMutablePointer<Double>,
    _ target: UnsafeMutablePointer<Int>, _ count: Int
  ) {
    var sums: [Double] = []
    var total = 0.0
    for weight in weights {
      total += weight
      sums.append(total)
    }
    let last = weights.lastIndex { $0 > 0 } ?? 0
    for index in 0..<count {
      let wanted = noise[index] * total
      var (low, high) = (0, last)
      while low < high {
        let middle = (low + high) / 2
        if sums[middle] > wanted { high = middle } else { low = middle + 1 }
      }
      target[index] = low
    }
  }

  /// The first to arrive of those that wait for times with their weights as rates.
  private static func race(
    _ weights: UnsafeBufferPointer<Double>, _ noise: UnsafeMutablePointer<Double>,
    _ target: UnsafeMutablePointer<Int>, _ count: Int
  ) {
    let times = weights.indices.map { index in
      weights[index] > 0 ? -Normal.log(1 - noise[index]) / weights[index] : .infinity
    }
    let order = weights.indices.sorted {
      times[$0] == times[$1] ? $0 < $1 : times[$0] < times[$1]
    }
    for index in 0..<count { target[index] = order[index] }
  }

  /// A word as a number in [0, 1).
  @inline(__always)
  static func share(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }

  /// Exponentially distributed with mean 1.
  @inline(__always)
  private static func waiting(_ word: UInt64) -> Double {
    -Normal.log(Double((word >> 11) &+ 1) * 0x1p-53)
  }
}

extension Shape {
  /// So many positions in the place of the last axis.
  package static func drawn(_ weights: [Int], _ count: Int) throws(TensorError) -> [Int] {
    guard weights.count == 1 || weights.count == 2 else {
      throw TensorError("shape", "weights are a vector or a matrix, got shape \(weights)")
    }
    guard count > 0 else {
      throw TensorError("argument", "at least one position is drawn, got \(count)")
    }
    return Array(weights.dropLast()) + [count]
  }
}

extension TensorError {
  package static func probability(_ value: Double) -> TensorError {
    TensorError("argument", "a probability is from 0 to 1, got \(value)")
  }
}
