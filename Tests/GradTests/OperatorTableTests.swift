import ApusTensor
import Foundation
import Testing

@testable import ApusGrad

/// Samples of PyTorch's own operator table, with the results and gradients that PyTorch has in double
/// precision; `Reference/opinfo/make.py` draws them.
@Suite struct OperatorTableTests {
  private static let folder = ReferenceCase.folder.appendingPathComponent("opinfo")

  private static func cases(_ file: String) throws -> [TableCase] {
    let data = try Data(contentsOf: folder.appendingPathComponent("\(file).json"))
    let list = try JSONSerialization.jsonObject(with: data) as? [[String: Any]]
    return (list ?? []).map(TableCase.init)
  }

  @Test(arguments: [false, true])
  func `rows give the values and gradients of PyTorch's table`(wide: Bool) throws {
    let cases = try Self.cases("samples")
    var (entries, rows, gradients): (Set<String>, Set<String>, Int) = ([], [], 0)
    for (index, sample) in cases.enumerated() {
      guard let row = sample.operation else {
        Issue.record("there is no row for sample \(index), \(sample.name)")
        continue
      }
      entries.insert(sample.name)
      rows.insert(row.forms[0])
      if sample.gradients != nil { gradients += 1 }
      let faults = sample.faults(row, wide: wide)
      #expect(faults == [], "sample \(index), \(sample.name)")
    }
    // A file that has shrunk shows less than it says.
    #expect(entries.count >= 215 && rows.count >= 180 && cases.count >= 2900 && gradients >= 1800)
  }

  @Test func `what PyTorch refuses is refused`() throws {
    let cases = try Self.cases("refused")
    var refused = 0
    for (index, sample) in cases.enumerated() where !sample.isWelcome {
      guard let row = sample.operation else { continue }
      #expect(throws: TensorError.self, "call \(index), \(sample.name)") {
        try withExtendedLifetime(SampleCall(row, sample.arguments)) { try row.apply($0.call) }
      }
      refused += 1
    }
    #expect(refused >= 60)
  }

  @Test func `a wrong value and a wrong gradient are found`() throws {
    let sample = try #require(
      try Self.cases("samples").first { $0.name == "exp" && $0.isTelling })
    let row = ApusGrad.Operation(
      "exp", ["func exp(_ x: Tensor) -> Tensor"], shape: "x -> x", "Grows.", example: "exp(x)",
      samples: [], pullback: .of(.results) { try $0.g * $0.y * 1.001 }
    ) { try Tensor.multiply($0.tensor(0).exp(), Tensor(weak: 1.001)) }
    #expect(sample.faults(row, wide: true).count == 2)
    #expect(sample.faults(row, wide: false).count == 2)
  }
}
