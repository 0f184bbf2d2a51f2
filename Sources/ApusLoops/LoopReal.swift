import Glibc

/// A floating-point type with what the loops' functions need to know of its bits.
///
/// Everything here is arithmetic and choices without branches, so that the loops become vector
/// instructions; and no product is fused with a sum, so that each processor gives the same digits.
protocol LoopReal: BinaryFloatingPoint, BitwiseCopyable, Sendable, SendableMetatype {
  associatedtype Bits: FixedWidthInteger & UnsignedInteger
  /// Added and taken away again, it rounds to a whole number: 1.5 times 2 to the significand's width.
  static var rounder: Self { get }
  /// What is added to the exponent in the bits.
  static var bias: Self { get }
  /// The natural logarithm of 2 in two parts, the first of so few bits that a whole number of it is exact.
  static var logarithmOf2: (high: Self, low: Self) { get }
  /// Where the exponential is zero, and where it is infinite.
  static var exponentialEnds: (low: Self, high: Self) { get }
  /// Above it, the hyperbolic tangent rounds to 1.
  static var tanhEnd: Self { get }
  var bits: Bits { get }
  init(bits: Bits)
  /// (exp(r) - 1 - r) / r^2 for no more than half the logarithm of 2: Taylor's series.
  static func exponentialTail(_ r: Self) -> Self
  /// log((1 + s) / (1 - s)) / s - 2 in z = s^2 below 0.03: Taylor's series.
  static func logarithmTail(_ z: Self) -> Self
  static func errorFunction(_ x: Self) -> Self
  /// How much of the standard normal distribution lies below x.
  static func normalDistribution(_ x: Self) -> Self
}

extension Float: LoopReal {
  static var rounder: Float { 0x1.8p23 }
  static var bias: Float { 127 }
  static var logarithmOf2: (high: Float, low: Float) { (0x1.63p-1, -2.12194440054690583e-4) }
  static var exponentialEnds: (low: Float, high: Float) { (-104, 89) }
  static var tanhEnd: Float { 10 }
  @inline(__always) var bits: UInt32 { bitPattern }
  @inline(__always) init(bits: UInt32) { self.init(bitPattern: bits) }

  @inline(__always)
  static func exponentialTail(_ r: Float) -> Float {
    let high: Float = (r * (1 / 5040) + 1 / 720) * r + 1 / 120
    return ((high * r + 1 / 24) * r + 1 / 6) * r + 1 / 2
  }

  @inline(__always)
  static func logarithmTail(_ z: Float) -> Float {
    (((2 / 9 as Float * z + 2 / 7) * z + 2 / 5) * z + 2 / 3) * z
  }

  /// Two polynomials: of erf itself near zero, and beyond of -log(1 - erf).
  ///
  /// `Tests/LoopsTests/Reference/polynomials.py` makes their coefficients.
  @inline(__always)
  static func errorFunction(_ x: Float) -> Float {
    let size = x.magnitude
    let u = x * x
    var near: Float = (8.52940132284e-5 * u - 0.000817963218089) * u + 0.00520422669375
    near = ((near * u - 0.0268606647911) * u + 0.112837180496) * u - 0.37612635194
    near = x + x * (near * u + 0.128379166789)
    let end: Float = 4
    let y = size > end ? end : size
    var far: Float = (-1.01184519029e-6 * y + 3.37652254882e-5) * y - 0.000494089608484
    far = ((far * y + 0.00428439239059) * y - 0.0250934345975) * y + 0.107792231554
    far = ((far * y + 0.634194741923) * y + 1.12888876736) * y
    far = 1 - exponential(-far)
    far = x < 0 ? -far : far
    return size > 0.9 ? far : near
  }

  /// Two polynomials: of the binary logarithm of what lies beyond |x|, with its sign changed, and of
  /// the power of 2.
  ///
  /// Beside 1 few of its digits count, so that there is no other one near zero.
  @inline(__always)
  static func normalDistribution(_ x: Float) -> Float {
    let size = x.magnitude
    let end: Float = 7
    let y = size > end ? end : size
    // In halves, neither of which waits for the other.
    let (y2, y4) = (y * y, (y * y) * (y * y))
    let low = (1.15110603 + 0.459198829 * y) + (0.052529104 - 0.0071124882 * y) * y2
    let high: Float =
      (0.00016915378 + 0.000180185479 * y) + (4.24703883e-6 * y - 4.2236803e-5) * y2
    let logarithm = (low + (high - 1.66870446e-7 * y4) * y4) * y
    let n = rounder - (logarithm + rounder)
    let r = -logarithm - n
    var power: Float = (0.000153458891 * r + 0.00133999287) * r + 0.00961848862
    power = ((power * r + 0.0555032878) * r + 0.240226469) * r + 0.693147206
    // At zero, half of it lies beyond.
    let half = Float(bits: (n + (rounder + bias - 1)).bits &<< 23)
    let beyond = size >= end ? 0 : (power * r + 1) * half
    return x < 0 ? beyond : 1 - beyond
  }
}

extension Double: LoopReal {
  static var rounder: Double { 0x1.8p52 }
  static var bias: Double { 1023 }
  static var logarithmOf2: (high: Double, low: Double) {
    (0x1.62e42feep-1, 1.90821492927058770002e-10)
  }
  static var exponentialEnds: (low: Double, high: Double) { (-746, 710) }
  static var tanhEnd: Double { 20 }
  @inline(__always) var bits: UInt64 { bitPattern }
  @inline(__always) init(bits: UInt64) { self.init(bitPattern: bits) }

  @inline(__always)
  static func exponentialTail(_ r: Double) -> Double {
    var sum: Double = r * (1 / 6_227_020_800) + 1 / 479_001_600
    sum = ((sum * r + 1 / 39_916_800) * r + 1 / 3_628_800) * r + 1 / 362_880
    sum = ((sum * r + 1 / 40_320) * r + 1 / 5040) * r + 1 / 720
    sum = ((sum * r + 1 / 120) * r + 1 / 24) * r + 1 / 6
    return sum * r + 1 / 2
  }

  @inline(__always)
  static func logarithmTail(_ z: Double) -> Double {
    var sum: Double = (2 / 21 as Double * z + 2 / 19) * z + 2 / 17
    sum = ((sum * z + 2 / 15) * z + 2 / 13) * z + 2 / 11
    sum = ((sum * z + 2 / 9) * z + 2 / 7) * z + 2 / 5
    return (sum * z + 2 / 3) * z
  }

  @inline(__always)
  static func errorFunction(_ x: Double) -> Double { Glibc.erf(x) }

  @inline(__always)
  static func normalDistribution(_ x: Double) -> Double {
    0.5 * (1 + Glibc.erf(x * 0.70710678118654752440))
  }
}
