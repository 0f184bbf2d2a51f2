/// A function of two numbers that has loops over floating-point operands: a row is its name here,
/// and below the formula.
package enum ArithmeticLoop: Int, CaseIterable, Sendable {
  case plus, minus, times, quotient, maximum, minimum

  private var loops: ArithmeticLoops {
    switch self {
    case .plus: Plus.loops
    case .minus: Minus.loops
    case .times: Times.loops
    case .quotient: Quotient.loops
    case .maximum: Maximum.loops
    case .minimum: Minimum.loops
    }
  }

  /// The loops of this module's instruction set, in the order of the rows.
  package static let loops: [ArithmeticLoops] = allCases.map { $0.loops }
}

/// A loop over two operands: from both, to, how many.
package typealias OperandLoop<T> =
  @Sendable (UnsafePointer<T>, UnsafePointer<T>, UnsafeMutablePointer<T>, Int) -> Void

/// The loops over two operands, of which the left or the right one may be one number for all.
package typealias Loop2<T> = (
  both: OperandLoop<T>, left: OperandLoop<T>, right: OperandLoop<T>
)

/// The loops of one function.
package typealias ArithmeticLoops = (float: Loop2<Float>, double: Loop2<Double>)

private protocol ArithmeticFormula: SendableMetatype {
  static func apply<T: LoopReal>(_ a: T, _ b: T) -> T
}

extension ArithmeticFormula {
  fileprivate static var loops: ArithmeticLoops { ((both, left, right), (both, left, right)) }

  @inline(__always)
  @Sendable private static func both<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ z: UnsafeMutablePointer<T>, _ count: Int
  ) {
    for i in 0..<count { z[i] = apply(x[i], y[i]) }
  }

  @inline(__always)
  @Sendable private static func left<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ z: UnsafeMutablePointer<T>, _ count: Int
  ) {
    let number = x.pointee
    for i in 0..<count { z[i] = apply(number, y[i]) }
  }

  @inline(__always)
  @Sendable private static func right<T: LoopReal>(
    _ x: UnsafePointer<T>, _ y: UnsafePointer<T>, _ z: UnsafeMutablePointer<T>, _ count: Int
  ) {
    let number = y.pointee
    for i in 0..<count { z[i] = apply(x[i], number) }
  }
}

private enum Plus: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T { a + b }
}

private enum Minus: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T { a - b }
}

private enum Times: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T { a * b }
}

private enum Quotient: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T { a / b }
}

/// Not a number where either is.
private enum Maximum: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T {
    a > b || a != a ? a : b
  }
}

/// Not a number where either is.
private enum Minimum: ArithmeticFormula {
  @inline(__always) static func apply<T: LoopReal>(_ a: T, _ b: T) -> T {
    a < b || a != a ? a : b
  }
}
