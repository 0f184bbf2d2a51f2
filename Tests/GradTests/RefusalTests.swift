import ApusTensor
import Testing

@testable import ApusGrad

@Suite struct RefusalTests {
  /// What these set holds for the tests that run beside.
  private static let global: Set = ["printOptions"]

  @Test(arguments: Set(Operation.all.map(\.name)).subtracting(global).sorted())
  func `a row computes or refuses whatever it is given`(name: String) throws {
    for operation in Operation.all where operation.name == name {
      let laws = RefusalLaws(operation)
      #expect(laws.faults.sorted() == [])
      #expect(laws.calls > 0 || operation.signature.parameters.isEmpty)
    }
  }

  @Test func `a refusal that says too little is found`() {
    let row = Operation(
      "wrong", ["func wrong(_ x: Tensor, axis: Int) -> Tensor"], shape: "x -> x", "Copies.",
      example: "wrong(x)", samples: [Sample(.of(2, 3), 1)]
    ) { call in
      guard call.int(1) == 1 else { throw TensorError("axis", "No.") }
      guard call.tensor(0).ndim == 2 else {
        throw TensorError("rank", "two axes are needed", operands: [0: "a tensor"])
      }
      struct Other: Error {}
      guard call.tensor(0).dtype.isFloat else { throw Other() }
      return call.tensor(0)
    }
    let laws = RefusalLaws(row)
    #expect(laws.refused > 0 && laws.refused < laws.calls)
    for part in ["answers: No.", "does not say what argument 0 is", "answers: Other()"] {
      #expect(laws.faults.contains { $0.contains(part) }, "\(part)")
    }
  }
}
