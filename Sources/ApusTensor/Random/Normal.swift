/// Normally distributed numbers from uniform ones, the same to the last bit on every machine.
///
/// The Box-Muller transform, r = sqrt(-2 log u), (r cos 2 pi v, r sin 2 pi v), with a logarithm, a
/// sine and a cosine made of operations that IEEE 754 rounds exactly: C libraries differ in theirs.
enum Normal {
  /// Two independent numbers from two words.
  static func pair(_ a: UInt64, _ b: UInt64) -> (Double, Double) {
    // In (0, 1], so that the logarithm is finite.
    let u = Double((a >> 11) &+ 1) * 0x1p-53
    let v = Double(b >> 11) * 0x1p-53
    let radius = (-2 * log(u)).squareRoot()
    let (cosine, sine) = circle(v)
    return (radius * cosine, radius * sine)
  }

  /// The logarithm of a positive normal number: of its exponent, and of its significand m near 1 by
  /// the series of 2 artanh((m - 1) / (m + 1)).
  static func log(_ x: Double) -> Double {
    var exponent = Double(x.exponent)
    var m = x.significand
    if m > 1.4142135623730951 {
      m /= 2
      exponent += 1
    }
    let s = (m - 1) / (m + 1)
    let square = s * s
    var series = 0.0
    for n in stride(from: 23, through: 1, by: -2) { series = series * square + 1 / Double(n) }
    return exponent * 0.6931471805599453 + 2 * s * series
  }

  /// Cosine and sine of a part of a turn in [0, 1), by Taylor's series within an eighth of a turn.
  private static func circle(_ turn: Double) -> (Double, Double) {
    let quarter = (turn * 4).rounded()
    let x = (turn - quarter / 4) * 6.283185307179586
    let square = x * x
    var (cosine, sine) = (1.0, 1.0)
    for n in stride(from: 18, through: 2, by: -2) {
      let n = Double(n)
      cosine = 1 - cosine * square / (n * (n - 1))
      sine = 1 - sine * square / (n * (n + 1))
    }
    sine *= x
    switch Int(quarter) & 3 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }
}
