/// A function of one real that has a loop: a row is its name here, and below the formula.
package enum RealLoop: Int, CaseIterable, Sendable {
  case exp, expm1, log, log1p, sqrt, rsqrt, reciprocal, erf
  case tanh, sigmoid, logSigmoid, relu, silu, gelu, geluTanh, selu, softplus, mish

  private var loops: RealLoops {
    switch self {
    case .exp: Exp.loops
    case .expm1: Expm1.loops
    case .log: Log.loops
    case .log1p: Log1p.loops
    case .sqrt: SquareRoot.loops
    case .rsqrt: ReciprocalSquareRoot.loops
    case .reciprocal: Reciprocal.loops
    case .erf: Erf.loops
    case .tanh: Tanh.loops
    case .sigmoid: Sigmoid.loops
    case .logSigmoid: LogSigmoid.loops
    case .relu: Relu.loops
    case .silu: Silu.loops
    case .gelu: Gelu.loops
    case .geluTanh: GeluTanh.loops
    case .selu: Selu.loops
    case .softplus: Softplus.loops
    case .mish: Mish.loops
    }
  }

  /// The loops of this module's instruction set, in the order of the rows.
  package static let loops: [RealLoops] = allCases.map { $0.loops }
}

/// A loop over neighbouring elements: from, to, how many; both may be the same memory.
package typealias Loop<T> = @Sendable (UnsafePointer<T>, UnsafeMutablePointer<T>, Int) -> Void

/// The loops of one function.
package typealias RealLoops = (float: Loop<Float>, double: Loop<Double>)

private protocol RealFormula: SendableMetatype {
  static func apply<T: LoopReal>(_ x: T) -> T
}

extension RealFormula {
  fileprivate static var loops: RealLoops { (run, run) }

  /// Inlined where it is named for a type, so that the formula is compiled into the loop.
  @inline(__always)
  @Sendable private static func run<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafeMutablePointer<T>, _ count: Int
  ) {
    for i in 0..<count { y[i] = apply(x[i]) }
  }
}

private enum Exp: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { exponential(x) }
}

private enum Expm1: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { exponentialLess1(x) }
}

private enum Log: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { logarithm(x) }
}

private enum Log1p: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { logarithmOf1Plus(x) }
}

private enum SquareRoot: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { x.squareRoot() }
}

private enum ReciprocalSquareRoot: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { 1 / x.squareRoot() }
}

private enum Reciprocal: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { 1 / x }
}

private enum Erf: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { T.errorFunction(x) }
}

private enum Tanh: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { hyperbolicTangent(x) }
}

private enum Sigmoid: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { logistic(x) }
}

private enum LogSigmoid: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T {
    (x < 0 ? x : 0) - logarithmOf1Plus(exponential(-x.magnitude))
  }
}

private enum Relu: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { x <= 0 ? 0 : x }
}

private enum Silu: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { x / (1 + exponential(-x)) }
}

private enum Gelu: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { x * T.normalDistribution(x) }
}

private enum GeluTanh: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T {
    let inner = T(0.79788456080286535588) * (x + T(0.044715) * x * x * x)
    return x * T(0.5) * (1 + hyperbolicTangent(inner))
  }
}

private enum Selu: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T {
    let below = T(1.6732632423543772848170429916717) * exponentialLess1(x)
    return T(1.0507009873554804934193349852946) * (x > 0 ? x : below)
  }
}

private enum Softplus: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T { softplus(x) }
}

private enum Mish: RealFormula {
  @inline(__always) static func apply<T: LoopReal>(_ x: T) -> T {
    x * hyperbolicTangent(softplus(x))
  }
}
