/// The loops over one row of neighbouring elements, of which there is at least one; sums are taken
/// in `Double`.
package enum RowLoop {
  /// exp(x) / sum(exp(x)).
  package static let softmax: RealLoops = (softmax, softmax)
  /// x - log(sum(exp(x))).
  package static let logSoftmax: RealLoops = (logSoftmax, logSoftmax)

  /// (x - mean) / sqrt(variance + epsilon).
  package static let standardised: (float: WideLoop<Float>, double: WideLoop<Double>) = (
    standardised, standardised
  )

  @inline(__always)
  @Sendable private static func softmax<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ count: Int
  ) {
    let top = largest(x, count)
    for i in 0..<count { y[i] = exponential(x[i] - top) }
    let scale = T(1 / sum(y, count))
    for i in 0..<count { y[i] *= scale }
  }

  @inline(__always)
  @Sendable private static func logSoftmax<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ count: Int
  ) {
    let top = largest(x, count)
    for i in 0..<count { y[i] = exponential(x[i] - top) }
    let shift = T(logarithm(sum(y, count)))
    for i in 0..<count { y[i] = (x[i] - top) - shift }
  }

  @inline(__always)
  @Sendable private static func standardised<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ count: Int, _ epsilon: Double
  ) {
    let mean = sum(x, count) / Double(count)
    let squares = folded(x, count) {
      (Double($0) - mean) * (Double($0) - mean)
    } combine: {
      $0 + $1
    }
    let scale = 1 / (squares / Double(count) + epsilon).squareRoot()
    for i in 0..<count { y[i] = T((Double(x[i]) - mean) * scale) }
  }

  /// Not a number where one is.
  @inline(__always)
  private static func largest<T: LoopReal>(_ x: UnsafePointer<T>, _ count: Int) -> T {
    folded(x, count) {
      $0
    } combine: {
      $0 > $1 || $0 != $0 ? $0 : $1
    }
  }

  @inline(__always)
  private static func sum<T: LoopReal>(_ x: UnsafePointer<T>, _ count: Int) -> Double {
    folded(x, count) {
      Double($0)
    } combine: {
      $0 + $1
    }
  }
}

/// A loop over neighbouring elements with a number besides: from, to, how many; both may be the same
/// memory.
package typealias WideLoop<T> =
  @Sendable (UnsafePointer<T>, UnsafeMutablePointer<T>, Int, Double) -> Void
