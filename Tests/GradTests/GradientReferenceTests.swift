import ApusTensor
import Foundation
import Testing

@testable import ApusGrad

/// Every row's gradients for a fixed cotangent against PyTorch's, stored beside the results.
@Suite struct GradientReferenceTests {
  @Test(arguments: Catalogue.families.map(\.name).filter { !ReferenceTests.ours.contains($0) })
  func `a family has the gradients that PyTorch has`(name: String) throws {
    let rows = Catalogue.families.first { $0.name == name }?.rows ?? []
    let data = try Data(contentsOf: ReferenceCase.file(name))
    let stored = try #require(try JSONSerialization.jsonObject(with: data) as? [[String: Any]])
    var cases = stored.makeIterator()
    for row in rows {
      for (index, sample) in row.samples.enumerated() {
        for wide in [false, true] {
          let next = cases.next()
          let expected = try #require(next)["gradients"] as? [[String: Any]]
          let label = "\(row.name), sample \(index)\(wide ? ", wide" : "")"
          guard let expected else { continue }
          let faults = try compare(
            GradientSample(row, sample, wide: wide), expected, slack: ReferenceTests.slack(name))
          #expect(faults == [], "\(label)")
        }
      }
    }
  }

  @Test func `a wrong gradient is found`() throws {
    let row = ApusGrad.Operation(
      "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: "x -> x", "Doubles.",
      example: "wrong(x)", samples: [Sample(.vector([1, 2]))],
      pullback: .of([]) { try $0.g * 2.00001 }
    ) { try Tensor.multiply($0.tensor(0), Tensor(weak: 2.0)) }
    // The cotangent is -0.125, 0.75.
    let stored: [[String: Any]] = [["dtype": "float64", "shape": [2], "values": [-0.25, 1.5]]]
    #expect(try compare(GradientSample(row, row.samples[0]), stored).count == 2)
  }

  private func compare(
    _ sample: GradientSample, _ expected: [[String: Any]], slack: Double = 1
  ) throws -> [String] {
    let variables = try sample.arguments().map { $0.with(history: Variable()) }
    let gradients = try GradientSample.gradients(
      of: sample.value(variables), variables, records: false)
    guard gradients.count == expected.count else {
      return ["\(gradients.count) gradients, expected \(expected.count)"]
    }
    var faults: [String] = []
    for (position, (gradient, expected)) in zip(gradients, expected).enumerated() {
      let made = ReferenceCase.encoded(gradient.tensor)
      if made["dtype"] as? String != expected["dtype"] as? String
        || made["shape"] as? [Int] != expected["shape"] as? [Int]
      {
        faults.append("gradient \(position) is \(gradient.tensor.describe)")
        continue
      }
      let tolerance = slack * (gradient.tensor.dtype == .float32 ? 4e-6 : 1e-12)
      let wanted = (expected["values"] as? [Any] ?? []).map(ReferenceCase.decoded)
      for (element, (a, b)) in zip(gradient.tensor.doubles(), wanted).enumerated() {
        let isClose =
          a == b || a.isNaN && b.isNaN
          || (a - b).magnitude <= tolerance * Swift.max(1, b.magnitude)
        if !isClose { faults.append("gradient \(position), element \(element): \(a), not \(b)") }
      }
    }
    return faults
  }
}
