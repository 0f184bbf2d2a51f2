import ApusTensor
import Testing

@testable import ApusGrad

@Suite struct CatalogueTests {
  @Test(arguments: Operation.all.map(\.name))
  func `a row obeys the laws`(name: String) {
    for operation in Operation.all where operation.name == name {
      #expect(CatalogueLaws(operation).faults == [])
    }
  }

  @Test func `no two rows have a form in common`() {
    var seen: Set<String> = []
    for form in Operation.all.flatMap(\.forms) {
      #expect(seen.insert(form).inserted, "\(form)")
    }
  }

  @Test func `a wrong shape rule is caught`() {
    let faults = CatalogueLaws(row(shape: "x -> reversed(x)")).faults
    #expect(faults == ["wrong: sample 0 has shape [2, 3], the rule says [3, 2]"] * 2)
  }

  @Test func `a rule that cannot be read is caught`() {
    #expect(CatalogueLaws(row(shape: "x -> nowhere(x)")).faults.contains { $0.contains("nowhere") })
    #expect(CatalogueLaws(row(shape: "(m) -> (n)")).faults.contains { $0.contains("no argument") })
  }

  @Test func `a refusal that does not happen is caught`() {
    let faults = CatalogueLaws(row(refusals: [Refusal(.zeros(2), says: "no")])).faults
    #expect(faults == ["wrong: wrong(Tensor.zeros(2)) is not refused"])
  }

  @Test func `a refusal with another sentence is caught`() {
    let refusal = Refusal(.zeros(2, 3), says: "no")
    let faults = CatalogueLaws(row(shape: "(n) -> (n)", refusals: [refusal])).faults
    #expect(faults.contains { $0.contains("answers: wrong needs x to have 1 axis") })
  }

  @Test func `a summary that is no sentence is caught`() {
    #expect(CatalogueLaws(row(summary: "copies")).faults.count == 1)
  }

  private func row(
    shape: String = "x -> x", summary: String = "Copies.", refusals: [Refusal] = []
  ) -> Operation {
    Operation(
      "wrong", ["func wrong(_ x: Tensor) -> Tensor"], shape: shape, summary, example: "wrong(x)",
      samples: [Sample(.of(2, 3)), Sample(.of(4, 4))], refusals: refusals
    ) { $0.tensor(0) }
  }
}

private func * (list: [String], count: Int) -> [String] {
  (0..<count).flatMap { _ in list }
}
