import ApusGrad
import ApusTensor
import Testing

@testable import ApusLanguage

@Suite struct PreludeLawTests {
  static let rows: [Callable.Row] =
    Operation.all.map { .operation($0) } + Builtin.all.map { .builtin($0) }

  @Test(arguments: PreludeLaw.all)
  func `every row of the prelude obeys the laws`(law: PreludeLaw) async {
    let faults = await law.faults(in: Self.rows)
    #expect(faults.isEmpty, "\(faults.joined(separator: "\n"))")
  }

  @Test func `every form of the shared prelude was read`() {
    #expect(Prelude.shared.faults.map(\.form) == [])
    #expect(Prelude.shared.callables.count > Self.rows.count)
  }

  @Test func `a sound row has no faults`() async {
    for law in PreludeLaw.all {
      #expect(await law.faults(in: [.builtin(builtin()), .operation(operation())]) == [])
    }
  }

  @Test func `a form that does not read is caught`() async {
    let faults = await PreludeLaw.forms.faults(in: [.builtin(builtin("func (("))])
    #expect(faults.contains { $0.contains("func (( does not read") })
    #expect(faults.contains { $0.contains("is no form") })
  }

  @Test func `a form that prints in another way is caught`() async {
    let faults = await PreludeLaw.forms.faults(in: [.builtin(builtin("func abs(_ x:Int) -> Int"))])
    #expect(faults == ["planted: func abs(_ x:Int) -> Int prints as func abs(_ x: Int) -> Int"])
  }

  @Test func `a form with an unknown type is caught`() async {
    let faults = await PreludeLaw.forms.faults(in: [.builtin(builtin("func abs(_ x: Nat) -> Nat"))])
    #expect(faults.count == 1)
  }

  @Test func `an empty summary is caught`() async {
    let faults = await PreludeLaw.summary.faults(in: [.builtin(builtin(summary: ""))])
    #expect(faults == ["planted: the summary is empty"])
  }

  @Test(arguments: ["No full stop", "One. Two.", "Two\nlines."])
  func `a summary that is no sentence is caught`(summary: String) async {
    let faults = await PreludeLaw.summary.faults(in: [.builtin(builtin(summary: summary))])
    #expect(faults.count == 1)
  }

  @Test(arguments: ["[1, 2][5]", "let x = 3 +", "nowhere(1)", ""])
  func `an example that fails is caught`(example: String) async {
    let faults = await PreludeLaw.example.faults(in: [.builtin(builtin(example: example))])
    #expect(faults.count == 1)
  }

  @Test func `a sample that breaks its shape rule is caught`() async {
    let faults = await PreludeLaw.samples.faults(in: [
      .operation(operation(shape: "x -> reversed(x)"))
    ])
    #expect(faults == ["exp: exp(Tensor.zeros(2, 3)) gives [[2, 3]], the rule says [[3, 2]]"])
  }

  @Test func `a sample that the language refuses is caught`() async {
    let faults = await PreludeLaw.samples.faults(in: [.operation(operation("nowhere"))])
    #expect(faults.count == 1)
  }

  @Test func `a refusal with another sentence is caught`() async {
    let row = builtin(refusals: [("1 / 0", "something else")])
    let faults = await PreludeLaw.refusals.faults(in: [.builtin(row)])
    #expect(faults == ["planted: 1 / 0 answers: division by zero"])
  }

  @Test func `a refusal that does not happen is caught`() async {
    let row = builtin(refusals: [("1 + 1", "no")])
    let faults = await PreludeLaw.refusals.faults(in: [.builtin(row)])
    #expect(faults == ["planted: 1 + 1 is not refused"])
  }

  private func builtin(
    _ form: String = "func abs(_ x: Int) -> Int", summary: String = "The size of a number.",
    example: String = "abs(-3)",
    refusals: [(code: String, sentence: String)] = [("1 / 0", "division by zero")]
  ) -> Builtin {
    Builtin(
      "planted", form, summary: summary, example: example, refusals: refusals, evaluate: { _ in })
  }

  private func operation(_ name: String = "exp", shape: String = "x -> x") -> ApusGrad.Operation {
    Operation(
      name, ["func \(name)(_ x: Tensor) -> Tensor"], shape: shape, "Copies.",
      example: "exp(Tensor([1.0]))", samples: [Sample(.zeros(2, 3))]
    ) { $0.tensor(0) }
  }
}
