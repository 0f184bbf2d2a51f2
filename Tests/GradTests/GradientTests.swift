import ApusTensor
import Testing

@testable import ApusGrad

@Suite struct GradientTests {
  /// Rows of real numbers that have no gradient, and why.
  private static let constant: Set = [
    // Which elements differ from the others does not change smoothly.
    "unique"
  ]

  /// Rows that are about a tensor which has something besides its elements.
  private static let onReferences: Set = ["retainGrad", "update", "setGrad", "convert"]

  private static let differentiable =
    Operation.all.filter(\.isDifferentiable)
    + [
      Catalogue.placing, Catalogue.assigning, Catalogue.same, Catalogue.unstacking,
      Catalogue.meetingRow, Catalogue.triangularRow, Catalogue.eigenRow, Catalogue.windowing,
      Catalogue.overlapping, Catalogue.standardising,
    ]

  @Test(arguments: Set(differentiable.map(\.name)).sorted())
  func `a row's gradients of first and second order are its differences`(name: String) throws {
    for operation in GradientTests.differentiable where operation.name == name {
      let laws = try GradientLaws(operation)
      #expect(laws.faults == [])
      #expect(laws.compared > 0, "every element of \(name) is at a kink")
      #expect(laws.leftOut < laws.compared)
    }
  }

  @Test func `a row without a gradient gives no real numbers that depend on real numbers`() throws {
    var found: Set<String> = []
    for operation in Operation.all where !operation.isDifferentiable {
      for sample in operation.samples {
        let sample = GradientSample(operation, sample)
        let arguments = try sample.arguments().map { $0.with(history: Variable()) }
        guard !arguments.isEmpty, !GradientTests.onReferences.contains(operation.name)
        else { continue }
        if try sample.results(arguments).contains(where: { $0.body.variable?.isLeaf == false }) {
          found.insert(operation.name)
        }
      }
    }
    #expect(found == GradientTests.constant)
  }

  @Test func `a wrong gradient is found in either order`() throws {
    func row(_ pullback: Pullback) -> Operation {
      Operation(
        "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: "x -> x", "Cubes.",
        example: "wrong(x)", samples: [Sample(.vector([1.25, -0.5]))], pullback: pullback
      ) { try Tensor.multiply($0.tensor(0), $0.tensor(0).square()) }
    }
    let right = row(.of(.arguments) { try $0.g * $0.x().square() * 3 })
    #expect(try GradientLaws(right).faults == [])
    let factor = row(.of(.arguments) { try $0.g * $0.x().square() * 3.001 })
    #expect(try GradientLaws(factor).faults.count == 2)
    let constant = row(
      .of(.arguments) { try $0.g * Recorded($0.x().tensor.with(history: nil)).square() * 3 })
    let faults = try GradientLaws(constant).faults
    #expect(faults.count == 2)
    #expect(faults.allSatisfy { $0.contains("order 2") })
  }

  @Test func `a gradient that needs what was not kept is found`() throws {
    let row = Operation(
      "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: "x -> x", "Squares.",
      example: "wrong(x)", samples: [Sample(.vector([1.25, -0.5]))],
      pullback: .of([]) { try $0.g * $0.x() * 2 }
    ) { try $0.tensor(0).square() }
    #expect(try !GradientLaws(row).faults.isEmpty)
  }
}
