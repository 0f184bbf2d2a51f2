import ApusLoops
import ApusLoopsV3
import ApusLoopsV4
import CProcessor

/// The loops of `ApusLoops` for the processor at hand.
///
/// The same sources are compiled for three levels of the x86-64 instruction set, as three modules;
/// all of them give the same digits.
enum Loops {
  // Structures, as a function that is read from a list of tuples is wrapped anew each time.

  struct OfOne {
    let float: Loop<Float>
    let double: Loop<Double>
  }

  struct OfTwo {
    let float: Loop2<Float>
    let double: Loop2<Double>
  }

  struct OfMany {
    let float: Reduction<Float>
    let double: Reduction<Double>
  }

  static let real = chosen(
    ApusLoops.RealLoop.loops, ApusLoopsV3.RealLoop.loops, ApusLoopsV4.RealLoop.loops
  ).map { OfOne(float: $0.float, double: $0.double) }

  static let arithmetic = chosen(
    ApusLoops.ArithmeticLoop.loops, ApusLoopsV3.ArithmeticLoop.loops,
    ApusLoopsV4.ArithmeticLoop.loops
  ).map { OfTwo(float: $0.float, double: $0.double) }

  static let reduction = chosen(
    ApusLoops.ReductionLoop.loops, ApusLoopsV3.ReductionLoop.loops,
    ApusLoopsV4.ReductionLoop.loops
  ).map { OfMany(float: $0.float, double: $0.double) }

  static let softmax = chosen(
    ApusLoops.RowLoop.softmax, ApusLoopsV3.RowLoop.softmax, ApusLoopsV4.RowLoop.softmax)

  static let logSoftmax = chosen(
    ApusLoops.RowLoop.logSoftmax, ApusLoopsV3.RowLoop.logSoftmax, ApusLoopsV4.RowLoop.logSoftmax)

  static let standardised = chosen(
    ApusLoops.RowLoop.standardised, ApusLoopsV3.RowLoop.standardised,
    ApusLoopsV4.RowLoop.standardised)

  private static func chosen<T>(_ plain: T, _ v3: T, _ v4: T) -> T {
    switch apus_processor_level() {
    case 4: v4
    case 3: v3
    default: plain
    }
  }
}
