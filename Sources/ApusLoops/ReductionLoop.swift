/// A way of bringing many reals into one that has loops: a row is its name here, and below the
/// formula.
///
/// The numbers are brought together in `Double`, in an order that depends on nothing but how many
/// there are.
package enum ReductionLoop: Int, CaseIterable, Sendable {
  case sum, largest, smallest

  private var loops: ReductionLoops {
    switch self {
    case .sum: Sum.loops
    case .largest: Largest.loops
    case .smallest: Smallest.loops
    }
  }

  /// The loops of this module's instruction set, in the order of the rows.
  package static let loops: [ReductionLoops] = allCases.map { $0.loops }
}

/// The loops over neighbouring elements, of which there is at least one, and over rows that lie
/// behind each other, each element of which joins the total above it.
package typealias Reduction<T> = (
  run: @Sendable (UnsafePointer<T>, Int) -> Double,
  rows:
    @Sendable (
      _ first: UnsafePointer<T>, _ step: Int, _ rows: Int, _ totals: UnsafeMutablePointer<Double>,
      _ count: Int
    ) -> Void
)

/// The loops of one way.
package typealias ReductionLoops = (float: Reduction<Float>, double: Reduction<Double>)

private protocol ReductionFormula: SendableMetatype {
  static func apply(_ a: Double, _ b: Double) -> Double
}

extension ReductionFormula {
  fileprivate static var loops: ReductionLoops { ((run, rows), (run, rows)) }

  @inline(__always)
  @Sendable private static func run<T: LoopReal>(_ x: UnsafePointer<T>, _ count: Int) -> Double {
    folded(x, count) {
      Double($0)
    } combine: {
      apply($0, $1)
    }
  }

  @inline(__always)
  @Sendable private static func rows<T: LoopReal>(
    _ first: UnsafePointer<T>, _ step: Int, _ rows: Int, _ totals: UnsafeMutablePointer<Double>,
    _ count: Int
  ) {
    foldRows(first, step, rows, into: totals, count) {
      Double($0)
    } combine: {
      apply($0, $1)
    }
  }
}

private enum Sum: ReductionFormula {
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double { a + b }
}

/// Not a number where either is.
private enum Largest: ReductionFormula {
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double {
    a > b || a != a ? a : b
  }
}

/// Not a number where either is.
private enum Smallest: ReductionFormula {
  @inline(__always) static func apply(_ a: Double, _ b: Double) -> Double {
    a < b || a != a ? a : b
  }
}
