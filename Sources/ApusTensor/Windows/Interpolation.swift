/// How values between the elements of an image are made.
package enum InterpolationMode: String, CaseIterable, Sendable {
  case nearest, bilinear, bicubic

  /// The elements of an axis that each place of a resized one is made of: as many lists as places
  /// go into one, with the positions and the weights.
  package func sources(
    of size: Int, to target: Int, alignCorners: Bool, single: Bool
  ) -> [(positions: [Int], weights: [Double])] {
    single
      ? sources(Float.self, of: size, to: target, alignCorners: alignCorners)
      : sources(Double.self, of: size, to: target, alignCorners: alignCorners)
  }

  /// Coordinates are computed in the element type, as PyTorch does, since a place at a half may
  /// round to either side.
  private func sources<T: BinaryFloatingPoint>(
    _: T.Type, of size: Int, to target: Int, alignCorners: Bool
  ) -> [(positions: [Int], weights: [Double])] {
    let last = size - 1
    func inside(_ position: Int) -> Int { Swift.min(Swift.max(position, 0), last) }
    if self == .nearest {
      let scale = Float(size) / Float(target)
      let positions = (0..<target).map { inside(Int((Float($0) * scale).rounded(.down))) }
      return [(positions, [Double](repeating: 1, count: target))]
    }
    let scale =
      alignCorners
      ? (target > 1 ? T(last) / T(target - 1) : 0) : T(size) / T(target)
    func coordinate(_ place: Int) -> T {
      alignCorners ? T(place) * scale : (T(place) + 0.5) * scale - 0.5
    }
    if self == .bilinear {
      let places = (0..<target).map { Swift.max(coordinate($0), 0) }
      let before = places.map { inside(Int($0)) }
      let shares = zip(places, before).map { Double($0 - T($1)) }
      return [
        (before, shares.map { 1 - $0 }), (before.map { inside($0 + 1) }, shares),
      ]
    }
    let places = (0..<target).map(coordinate)
    let before = places.map { Int($0.rounded(.down)) }
    let shares = zip(places, before).map { Double($0 - T($1)) }
    return (-1...2).map { offset in
      (
        before.map { inside($0 + offset) },
        shares.map { Self.cubic(($0 - Double(offset)).magnitude) }
      )
    }
  }

  /// Keys' kernel with a slope of -0.75 at distance 1.
  private static func cubic(_ distance: Double) -> Double {
    let a = -0.75
    return distance <= 1
      ? ((a + 2) * distance - (a + 3)) * distance * distance + 1
      : ((a * distance - 5 * a) * distance + 8 * a) * distance - 4 * a
  }
}

extension Shape {
  /// `[batch, channels]` and the sizes in the place of the others; with `needsBatch` false also
  /// `[channels]` and the sizes.
  package static func resized(
    _ shape: [Int], _ sizes: [Int], needsBatch: Bool = true
  ) throws(TensorError) -> [Int] {
    let front = shape.count - sizes.count
    guard !sizes.isEmpty, front == 2 || front == 1 && !needsBatch else {
      throw TensorError(
        "shape",
        "x is [batch, channels, sizes] with a size for each axis behind the channels, got "
          + "\(shape) and size \(sizes)")
    }
    guard sizes.allSatisfy({ $0 > 0 }), shape.dropFirst(front).allSatisfy({ $0 > 0 }) else {
      throw TensorError("shape", "sizes are positive, got \(shape) and size \(sizes)")
    }
    let result = Array(shape[..<front]) + sizes
    _ = try count(result)
    return result
  }
}
