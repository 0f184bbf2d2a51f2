// The functions that the loops over reals are made of, each right to a few units in the last place.

/// 2 to the power of a whole number within the exponents of the type.
@inline(__always)
private func power<T: LoopReal>(of2 n: T) -> T {
  // The sum's lowest bits are the exponent; the shift brings them to their place and drops the rest.
  T(bits: (n + (T.rounder + T.bias)).bits &<< T.Bits(T.significandBitCount))
}

/// The nearest multiple of log 2, as a whole number of them, and what is left.
@inline(__always)
private func reduced<T: LoopReal>(_ x: T) -> (n: T, rest: T) {
  let n = (x * T(1.442695040888963407359924681) + T.rounder) - T.rounder
  return (n, (x - n * T.logarithmOf2.high) - n * T.logarithmOf2.low)
}

@inline(__always)
func exponential<T: LoopReal>(_ x: T) -> T {
  let (low, high) = T.exponentialEnds
  let bounded = x > high ? high : x < low ? low : x
  let (n, r) = reduced(bounded)
  let p = 1 + (r + r * r * T.exponentialTail(r))
  // In two steps, as 2 to the power of n alone may be too large or too small.
  let half = (n * T(0.5) + T.rounder) - T.rounder
  return p * power(of2: half) * power(of2: n - half)
}

/// exp(x) - 1.
@inline(__always)
func exponentialLess1<T: LoopReal>(_ x: T) -> T {
  let high = T.exponentialEnds.high
  let bounded = x > high ? high : x < -40 ? -40 : x
  let (n, r) = reduced(bounded)
  let p = r + r * r * T.exponentialTail(r)
  let scale = power(of2: n - 1)
  let sum = (p * scale + (scale - T(0.5))) * 2
  let result = n == 0 ? p : sum
  return x == 0 ? x : x > high ? T.infinity : result
}

@inline(__always)
func logarithm<T: LoopReal>(_ x: T) -> T {
  let isSmall = x < T.leastNormalMagnitude
  let lift = T(sign: .plus, exponent: T.Exponent(T.significandBitCount + 1), significand: 1)
  let normal = isSmall ? x * lift : x
  // The exponent for which the significand is between the square roots of 1/2 and 2.
  let width = T.Bits(T.significandBitCount)
  let one = T(1).bits
  let shifted = normal.bits &- T(0.70710678118654752440).bits &+ one
  let exponent = shifted &>> width
  let f = T(bits: normal.bits &- (exponent &<< width) &+ one) - 1
  let whole = T(bits: T.rounder.bits | exponent) - (T.rounder + T.bias)
  let n = isSmall ? whole - T(T.significandBitCount + 1) : whole
  // log(1 + f) from s = f / (2 + f), with the largest term, f, added last.
  let s = f / (2 + f)
  let square = f * f * T(0.5)
  let inner = s * (square + T.logarithmTail(s * s)) + n * T.logarithmOf2.low
  let result = n * T.logarithmOf2.high - ((square - inner) - f)
  let positive = x < T.infinity ? result : x
  return x > 0 ? positive : x == 0 ? -T.infinity : T.nan
}

/// log(1 + x): what rounding 1 + x loses is made good by the ratio.
@inline(__always)
func logarithmOf1Plus<T: LoopReal>(_ x: T) -> T {
  let sum = 1 + x
  let kept = sum - 1
  let result = logarithm(sum) * (x / kept)
  return kept == 0 || x == T.infinity ? x : result
}

@inline(__always)
func hyperbolicTangent<T: LoopReal>(_ x: T) -> T {
  let size = x.magnitude
  let e = exponentialLess1((size > T.tanhEnd ? T.tanhEnd : size) * 2)
  let result = e / (e + 2)
  let signed = x < 0 ? -result : result
  return x == 0 ? x : signed
}

@inline(__always)
func logistic<T: LoopReal>(_ x: T) -> T { 1 / (1 + exponential(-x)) }

/// log(1 + exp(x)), x itself above 20.
@inline(__always)
func softplus<T: LoopReal>(_ x: T) -> T {
  let result = logarithmOf1Plus(exponential(x))
  return x > 20 ? x : result
}
