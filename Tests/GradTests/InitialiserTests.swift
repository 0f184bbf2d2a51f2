import ApusTensor
import Foundation
import Testing

@testable import ApusGrad

/// What is random about rows, beside PyTorch's formulas and beside what they promise.
@Suite struct InitialiserTests {
  private struct Spread: Decodable {
    let shape: [Int]
    let gain, slope, xavier, fanIn, fanOut: Double
  }

  private func spreads() throws -> [Spread] {
    let data = try Data(contentsOf: ReferenceCase.file("spreads"))
    return try #require(try JSONDecoder().decode([String: [Spread]].self, from: data)["cases"])
  }

  @Test func `the spreads are PyTorch's`() throws {
    for spread in try spreads() {
      #expect(isClose(try Fan.xavier(spread.shape, gain: spread.gain), spread.xavier))
      #expect(isClose(try Fan.fanIn.kaiming(spread.shape, slope: spread.slope), spread.fanIn))
      #expect(isClose(try Fan.fanOut.kaiming(spread.shape, slope: spread.slope), spread.fanOut))
    }
  }

  private func isClose(_ a: Double, _ b: Double) -> Bool { (a - b).magnitude <= 1e-14 * b }

  @Test func `rows draw with that spread, uniform ones within its bound`() throws {
    let spread = try #require(try spreads().first { $0.shape == [100, 200] })
    let cases: [(String, [Argument], Double)] = [
      ("xavier", [.ints(spread.shape), .double(spread.gain)], spread.xavier),
      (
        "kaiming", [.ints(spread.shape), .double(spread.slope), .member("fanOut")], spread.fanOut
      ),
    ]
    for (name, arguments, deviation) in cases {
      for kind in ["Uniform", "Normal"] {
        let row = try #require(Operation.all.first { $0.name == "Tensor.\(name)\(kind)" })
        let sample = try SampleCall(row, arguments)
        let x = try #require(try row.evaluate(sample.call) as? Tensor)
        #expect((try x.std().item() / deviation - 1).magnitude < 0.02)
        #expect(try x.mean().item().magnitude < 5 * deviation / 20_000.0.squareRoot())
        let largest = try x.magnitude().max().item() / deviation
        #expect(kind == "Uniform" ? largest <= 1.7320509 : largest > 3)
      }
    }
  }

  @Test func `dropout's gradient is the mask it drew`() throws {
    let row = try #require(Operation.all.first { $0.name == "dropout" })
    let x = Argument.tensor(
      SampleTensor(shape: [1000], dtype: .float64, contents: .noise(1...2), layout: .tracked))
    let sample = try SampleCall(row, [x, .double(0.75), .bool(true)])
    let argument = sample.call.tensor(0)
    let result = try #require(try row.evaluate(sample.call) as? Tensor)
    try Differentiation.backward(
      result, Tensor.full([1000], 1, dtype: .float64), retainGraph: false)
    let mask = try #require(Differentiation.gradient(of: argument)).doubles()
    #expect(Set(mask) == [0, 4])
    #expect((150...350).contains(mask.count { $0 == 4 }))
    #expect(zip(argument.doubles(), mask).map(*) == result.doubles())
  }
}
