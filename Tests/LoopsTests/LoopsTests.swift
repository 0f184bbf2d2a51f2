import CProcessor
import Foundation
import Testing

@testable import ApusLoops
@testable import ApusLoopsV3
@testable import ApusLoopsV4

/// The loops beside the C library's functions in `Double`, and one instruction set beside the others.
@Suite struct LoopsTests {
  typealias RealLoop = ApusLoops.RealLoop

  /// What is computed elsewhere, where the C library has it.
  static let exact: [RealLoop: @Sendable (Double) -> Double] = [
    RealLoop.exp: { (x: Double) -> Double in exp(x) },
    RealLoop.expm1: { (x: Double) -> Double in expm1(x) },
    RealLoop.log: { (x: Double) -> Double in log(x) },
    RealLoop.log1p: { (x: Double) -> Double in log1p(x) },
    RealLoop.sqrt: { (x: Double) -> Double in x.squareRoot() },
    RealLoop.erf: { (x: Double) -> Double in erf(x) },
    RealLoop.tanh: { (x: Double) -> Double in tanh(x) },
  ]

  /// Numbers of all sizes and signs, those at the ends of the type among them.
  static let arguments: [Float] = {
    var numbers: [Float] = [0, -0.0, .infinity, -.infinity, .nan, .leastNonzeroMagnitude]
    numbers += [
      .leastNormalMagnitude, .greatestFiniteMagnitude, 88.72, 88.73, -87.4, -103.9, -104.1,
    ]
    var size = Float.leastNonzeroMagnitude * 64
    while size < 1e38 {
      numbers += [size, -size]
      size *= 1.37
    }
    for step in -8000...8000 { numbers.append(Float(step) / 400) }
    return numbers
  }()

  private func results<T>(_ loop: ApusLoops.Loop<T>, _ arguments: [T]) -> [T] {
    var results = arguments
    loop(arguments, &results, arguments.count)
    return results
  }

  @Test(arguments: exact.keys.sorted { $0.rawValue < $1.rawValue })
  func `a function is right to three units in the last place`(_ row: RealLoop) throws {
    let exact = try #require(Self.exact[row])
    let loops = RealLoop.loops[row.rawValue]
    let singles = results(loops.float, Self.arguments)
    let doubles = results(loops.double, Self.arguments.map(Double.init))
    var wrong: [String] = []
    for (index, x) in Self.arguments.enumerated() {
      let value = exact(Double(x))
      let isRight =
        value.isNaN
        ? singles[index].isNaN && doubles[index].isNaN
        : isNear(
          Double(singles[index]), value, unit: Double(Float(value).ulp), Float(value).isFinite)
          && isNear(doubles[index], value, unit: value.ulp, value.isFinite)
      if !isRight {
        wrong.append("\(row)(\(x)) = \(singles[index]), \(doubles[index]) not \(value)")
      }
    }
    #expect(wrong.prefix(5) == [])
  }

  private func isNear(_ found: Double, _ value: Double, unit: Double, _ isFinite: Bool) -> Bool {
    isFinite ? abs(found - value) <= 3 * unit : found == (value < 0 ? -.infinity : .infinity)
  }

  @Test func `each instruction set gives the same digits`() {
    let level = apus_processor_level()
    let doubles = Self.arguments.map(Double.init)
    for row in RealLoop.allCases.map(\.rawValue) {
      let plain = RealLoop.loops[row]
      let single = bits(results(plain.float, Self.arguments))
      let double = bits(results(plain.double, doubles))
      if level >= 3 {
        let other = ApusLoopsV3.RealLoop.loops[row]
        #expect(bits(results(other.float, Self.arguments)) == single)
        #expect(bits(results(other.double, doubles)) == double)
      }
      if level >= 4 {
        let other = ApusLoopsV4.RealLoop.loops[row]
        #expect(bits(results(other.float, Self.arguments)) == single)
        #expect(bits(results(other.double, doubles)) == double)
      }
    }
    let finite = Self.arguments.filter(\.isFinite)
    let softmax = bits(results(ApusLoops.RowLoop.softmax.float, finite))
    if level >= 3 { #expect(bits(results(ApusLoopsV3.RowLoop.softmax.float, finite)) == softmax) }
    if level >= 4 { #expect(bits(results(ApusLoopsV4.RowLoop.softmax.float, finite)) == softmax) }
  }

  @Test func `reductions are those of each element in turn, on each instruction set`() {
    let level = apus_processor_level()
    // Halves, whose sums are exact in any order.
    let x = (0..<Self.width * 9).map { Float(($0 * 7919) % 1001 - 500) / 2 }
    for row in ApusLoops.ReductionLoop.allCases {
      let index = row.rawValue
      let plain = ApusLoops.ReductionLoop.loops[index]
      for count in [1, 2, 15, 16, 17, 100, x.count] {
        let doubles = x.map(Double.init)
        let wanted = doubles[1..<count].reduce(doubles[0]) { Self.combined(row, $0, $1) }
        #expect(plain.float.run(x, count) == wanted)
        #expect(plain.double.run(doubles, count) == wanted)
        if level >= 3 {
          #expect(ApusLoopsV3.ReductionLoop.loops[index].float.run(x, count) == wanted)
        }
        if level >= 4 {
          #expect(ApusLoopsV4.ReductionLoop.loops[index].float.run(x, count) == wanted)
        }
      }
      for rows in [0, 1, 4, 7, 8] {
        var wanted = x.prefix(Self.width).map(Double.init)
        for row2 in 0..<rows {
          for i in 0..<Self.width {
            wanted[i] = Self.combined(row, wanted[i], Double(x[(row2 + 1) * Self.width + i]))
          }
        }
        #expect(totals(plain.float, x, rows) == wanted)
        if level >= 3 {
          #expect(totals(ApusLoopsV3.ReductionLoop.loops[index].float, x, rows) == wanted)
        }
        if level >= 4 {
          #expect(totals(ApusLoopsV4.ReductionLoop.loops[index].float, x, rows) == wanted)
        }
      }
    }
    #expect(ApusLoops.ReductionLoop.loops[1].float.run([1, .nan, 2], 3).isNaN)
    #expect(ApusLoops.ReductionLoop.loops[2].double.run([.nan, 1], 2).isNaN)
  }

  private static let width = 37

  private static func combined(
    _ row: ApusLoops.ReductionLoop, _ a: Double, _ b: Double
  ) -> Double {
    switch row {
    case .sum: a + b
    case .largest: max(a, b)
    case .smallest: min(a, b)
    }
  }

  /// The first row with so many of the following ones joined to it.
  private func totals(_ loops: ApusLoops.Reduction<Float>, _ x: [Float], _ rows: Int) -> [Double] {
    var totals = x.prefix(Self.width).map(Double.init)
    loops.rows(Array(x.dropFirst(Self.width)), Self.width, rows, &totals, Self.width)
    return totals
  }

  /// A number that is none has more than one form, which do not matter.
  private func bits<T: BinaryFloatingPoint>(_ values: [T]) -> [Double] {
    values.map { $0.isNaN ? 12345.678 : Double($0) }
  }

  @Test func `gelu is right to two units in the last place of its argument`() {
    let found = results(RealLoop.loops[RealLoop.gelu.rawValue].float, Self.arguments)
    var wrong: [String] = []
    for (x, y) in zip(Self.arguments, found) where x.isFinite {
      let value = Double(x) * 0.5 * erfc(-Double(x) / 2.0.squareRoot())
      if abs(Double(y) - value) > 2 * Double(x.ulp) { wrong.append("gelu(\(x)) = \(y)") }
    }
    #expect(wrong.prefix(5) == [])
    #expect(results(RealLoop.loops[RealLoop.gelu.rawValue].float, [.infinity]) == [.infinity])
  }

  @Test func `a row is brought to mean 0 and variance 1, on each instruction set`() {
    let x = (0..<1001).map { Float(($0 * 7919) % 1001 - 300) / 8 }
    var plain = x
    ApusLoops.RowLoop.standardised.float(x, &plain, x.count, 0.5)
    let mean = x.reduce(0) { $0 + Double($1) } / Double(x.count)
    let variance = x.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(x.count)
    for (before, after) in zip(x, plain) {
      let wanted = (Double(before) - mean) / (variance + 0.5).squareRoot()
      #expect(abs(Double(after) - wanted) <= 1e-7 * max(1, abs(wanted)))
    }
    var other = x
    if apus_processor_level() >= 3 {
      ApusLoopsV3.RowLoop.standardised.float(x, &other, x.count, 0.5)
      #expect(other == plain)
    }
    if apus_processor_level() >= 4 {
      ApusLoopsV4.RowLoop.standardised.float(x, &other, x.count, 0.5)
      #expect(other == plain)
    }
  }

  @Test func `a loop may write where it reads`() {
    var values = Self.arguments
    let expected = results(RealLoop.loops[RealLoop.tanh.rawValue].float, values)
    values.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      RealLoop.loops[RealLoop.tanh.rawValue].float(base, base, buffer.count)
    }
    #expect(bits(values) == bits(expected))
  }
}
