import ApusTensor

/// A tensor of a sample call, as few facts from which it can be made again.
package struct SampleTensor: Sendable {
  package enum Contents: Sendable {
    case zeros
    /// Row-major.
    case values([Double])
    /// Numbers without a pattern, multiples of 1/32 so that every element type holds them exactly.
    case noise(ClosedRange<Double>)
  }

  /// How it lies in memory.
  package enum Layout: Sendable {
    case plain
    /// The transpose of a plain tensor.
    case transposed
    /// Every second element along the last axis of a plain tensor.
    case strided
    /// A scalar that takes the other operand's element type.
    case weak
    /// A plain tensor that tracks gradients.
    case tracked
  }

  package var shape: [Int]
  package var dtype: DType
  package var contents: Contents
  package var layout: Layout

  /// The tensor; `key` tells apart the noise of a call's tensors, and with `wide` a `float32` is a
  /// `float64`.
  package func make(key: Int, wide: Bool) throws(TensorError) -> Tensor {
    let dtype = wide && dtype == .float32 ? .float64 : dtype
    switch layout {
    case .weak:
      let value = try fill([], key)[0]
      return dtype.isFloat ? try Tensor(weak: value) : try Tensor(weak: Int(value))
    case .plain: return try Tensor(fill(shape, key), shape: shape, dtype: dtype)
    case .tracked:
      return try Differentiation.parameter(Tensor(fill(shape, key), shape: shape, dtype: dtype))
    case .transposed:
      let shape = Array(shape.reversed())
      return try Tensor(fill(shape, key), shape: shape, dtype: dtype).transposed()
    case .strided:
      guard let last = shape.last else { return try Tensor(fill(shape, key), shape: shape) }
      let doubled = Array(shape.dropLast()) + [2 * last]
      return try Tensor(fill(doubled, key), shape: doubled, dtype: dtype)
        .selecting([.ellipsis, .range(from: nil, to: nil, by: 2)])
    }
  }

  private func fill(_ shape: [Int], _ key: Int) throws(TensorError) -> [Double] {
    let count = try Shape.count(shape)
    switch contents {
    case .zeros: return [Double](repeating: 0, count: count)
    case .values(let values): return values
    case .noise(let range):
      return (0..<count).map { index in
        var word = UInt64(index &+ 1) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(key &+ 1) &* 0xD1B5_4A33
        word = (word ^ (word >> 29)) &* 0xBF58_476D_1CE4_E5B9
        word ^= word >> 32
        let value =
          range.lowerBound + Double(word >> 11) * 0x1p-53 * (range.upperBound - range.lowerBound)
        return dtype.isFloat ? (value * 32).rounded() / 32 : value.rounded()
      }
    }
  }

  /// An expression of our own language that makes such a tensor.
  package var code: String {
    if layout == .tracked {
      var plain = self
      plain.layout = .plain
      return "Parameter(\(plain.code))"
    }
    if layout == .weak { return Argument.number(fillOne, isFloat: dtype.isFloat) }
    let suffix = dtype == .float32 ? "" : ", dtype: .\(dtype.rawValue)"
    let sizes = shape.map(String.init).joined(separator: ", ")
    switch contents {
    case .values(let values):
      var next = 0
      let literal = nested(0, values, &next)
      return "Tensor(\(literal)\(suffix))"
    case .zeros: return "Tensor.zeros(\(shape.isEmpty ? "[]" : sizes)\(suffix))"
    // Ones are in every operation's domain, as zeros are not.
    case .noise: return "Tensor.ones(\(shape.isEmpty ? "[]" : sizes)\(suffix))"
    }
  }

  private var fillOne: Double {
    if case .values(let values) = contents, let first = values.first { first } else { 0 }
  }

  private func nested(_ axis: Int, _ values: [Double], _ next: inout Int) -> String {
    if axis == shape.count {
      defer { next += 1 }
      return Argument.number(next < values.count ? values[next] : 0, isFloat: dtype.isFloat)
    }
    let parts = (0..<shape[axis]).map { _ in nested(axis + 1, values, &next) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
