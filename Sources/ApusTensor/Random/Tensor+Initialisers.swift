/// What weights start from.
extension Tensor {
  /// Normally distributed, but for what lies outside the bounds.
  ///
  /// Numbers between the bounds are kept as often as the density says, so that nothing is needed but
  /// a logarithm that is the same everywhere.
  package static func truncatedNormal(
    _ shape: [Int], mean: Double, std: Double, low: Double, high: Double,
    dtype: DType = .float32, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard std > 0, std.isFinite, mean.isFinite, low < high else {
      throw TensorError(
        "argument",
        "std is positive and low less than high, got std \(std), low \(low) and high \(high)")
    }
    guard dtype.isFloat else { throw .needsFloat(dtype) }
    let bounds = ((low - mean) / std, (high - mean) / std)
    let nearest = Swift.max(bounds.0, -bounds.1, 0)
    guard nearest.isFinite else {
      throw TensorError(
        "argument", "low to high is too far from the mean, got std \(std) and mean \(mean)")
    }
    // What lies further out has no share that a Double could show.
    let room = 144 / (nearest + (nearest * nearest + 144).squareRoot())
    let (start, end) = (Swift.max(bounds.0, -nearest - room), Swift.min(bounds.1, nearest + room))
    let result = try empty(shape, .float64)
    let (generator, position) = stream.take(blocks: result.count)
    let target = result.pointer(as: Double.self)
    var poll = Poll()
    for index in 0..<result.count {
      var turn = UInt32(0)
      while true {
        let (a, b) = generator.words(position &+ UInt64(index), turn: turn)
        let x = start + share(a) * (end - start)
        let effort = -Normal.log(Double((b >> 11) &+ 1) * 0x1p-53)
        if effort >= (x.magnitude - nearest) * (x.magnitude + nearest) / 2 {
          target[index] = Swift.min(Swift.max(mean + std * x, low), high)
          break
        }
        turn &+= 1
        try poll.did(16)
      }
    }
    return try result.to(dtype)
  }

  /// Rows or columns, whichever are fewer, of length `gain` and at right angles to each other; axes
  /// behind the first count as one.
  package static func orthogonal(
    _ shape: [Int], gain: Double, dtype: DType = .float32, from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard shape.count >= 2 else { throw .tooFewAxes(2, shape.count) }
    guard dtype.isFloat else { throw .needsFloat(dtype) }
    let (rows, columns) = (shape[0], try Shape.count(Array(shape[1...])))
    let (count, size) = (Swift.min(rows, columns), Swift.max(rows, columns))
    let noise = try randn([count, size], dtype: .float64, from: stream)
    let x = noise.pointer(as: Double.self)
    for row in 0..<count {
      let line = x + row &* size
      // Twice, since once leaves what rounding has put back.
      for _ in 0..<2 {
        for other in 0..<row {
          let before = x + other &* size
          var product = 0.0
          for i in 0..<size { product += line[i] * before[i] }
          for i in 0..<size { line[i] -= product * before[i] }
        }
        try Interruption.check()
      }
      var square = 0.0
      for i in 0..<size { square += line[i] * line[i] }
      let length = square.squareRoot()
      for i in 0..<size { line[i] /= length }
    }
    let matrix = rows <= columns ? noise : try noise.transposed().contiguous()
    return try multiply(matrix, Tensor(weak: gain)).reshaped(shape).to(dtype)
  }

  /// Normally distributed, with a share of each column, rounded up, set to zero.
  package static func sparse(
    _ shape: [Int], sparsity: Double, std: Double, dtype: DType = .float32,
    from stream: RandomStream = .shared
  ) throws(TensorError) -> Tensor {
    guard shape.count == 2 else {
      throw TensorError("shape", "a sparse start is for a matrix, got shape \(shape)")
    }
    guard sparsity >= 0 && sparsity <= 1 else { throw .probability(sparsity) }
    let dense = try normal(shape, mean: 0, std: std, dtype: dtype, from: stream)
    let (rows, columns) = (shape[0], shape[1])
    let isZero = try zeros(shape, dtype: .bool)
    let flags = isZero.pointer(as: Bool.self)
    let zeros = Int((sparsity * Double(rows)).rounded(.up))
    for column in 0..<columns {
      for row in try randperm(rows, from: stream).integers().prefix(zeros) {
        flags[row &* columns &+ column] = true
      }
    }
    return try dense.maskedFill(isZero, 0)
  }
}

/// How many elements feed one output of a layer, and how many it feeds.
package enum Fan: String, CaseIterable, Sendable {
  case fanIn, fanOut

  /// Those of a weight `[outputs, inputs, kernel]`.
  package static func sizes(_ shape: [Int]) throws(TensorError) -> (inputs: Int, outputs: Int) {
    guard shape.count >= 2 else {
      throw TensorError(
        "shape", "a weight has at least 2 axes, outputs and inputs, got shape \(shape)")
    }
    let window = try Shape.count(Array(shape[2...]))
    let (outputs, inputs) = (try Shape.count([shape[0]]), try Shape.count([shape[1]]))
    return (inputs &* window, outputs &* window)
  }

  /// The standard deviation that keeps the spread from layer to layer: the gain over the root of the
  /// mean of both fans.
  package static func xavier(_ shape: [Int], gain: Double) throws(TensorError) -> Double {
    let (inputs, outputs) = try sizes(shape)
    return gain * (2 / Double(inputs + outputs)).squareRoot()
  }

  /// The same behind a leaky relu with a slope: over the root of one fan.
  package func kaiming(_ shape: [Int], slope: Double) throws(TensorError) -> Double {
    let (inputs, outputs) = try Fan.sizes(shape)
    let fan = Double(self == .fanIn ? inputs : outputs)
    return (2 / (1 + slope * slope) / fan).squareRoot()
  }
}
