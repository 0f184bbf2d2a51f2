/// The loops over one row of neighbouring elements; sums are taken in `Double`.
package enum RowLoop {
  /// exp(x) / sum(exp(x)).
  package static let softmax: RealLoops = (softmax, softmax)
  /// x - log(sum(exp(x))).
  package static let logSoftmax: RealLoops = (logSoftmax, logSoftmax)

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

  /// Not a number where one is.
  @inline(__always)
  private static func largest<T: LoopReal>(_ x: UnsafePointer<T>, _ count: Int) -> T {
    folded(x, count, start: -T.infinity) {
      $0
    } combine: {
      $0 > $1 || $0 != $0 ? $0 : $1
    }
  }

  @inline(__always)
  private static func sum<T: LoopReal>(_ x: UnsafePointer<T>, _ count: Int) -> Double {
    folded(x, count, start: 0) {
      Double($0)
    } combine: {
      $0 + $1
    }
  }

  /// In eight parts, which become vectors; how they are put together does not depend on the
  /// instruction set.
  @inline(__always)
  private static func folded<T: LoopReal, U>(
    _ x: UnsafePointer<T>, _ count: Int, start: U, value: (T) -> U, combine: (U, U) -> U
  ) -> U {
    var (a, b, c, d, e, f, g, h) = (start, start, start, start, start, start, start, start)
    var i = 0
    while i &+ 8 <= count {
      a = combine(a, value(x[i]))
      b = combine(b, value(x[i &+ 1]))
      c = combine(c, value(x[i &+ 2]))
      d = combine(d, value(x[i &+ 3]))
      e = combine(e, value(x[i &+ 4]))
      f = combine(f, value(x[i &+ 5]))
      g = combine(g, value(x[i &+ 6]))
      h = combine(h, value(x[i &+ 7]))
      i &+= 8
    }
    a = combine(combine(combine(a, e), combine(c, g)), combine(combine(b, f), combine(d, h)))
    while i < count {
      a = combine(a, value(x[i]))
      i &+= 1
    }
    return a
  }
}
