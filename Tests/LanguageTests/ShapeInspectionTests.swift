import ApusText
import Testing

@testable import ApusLanguage

@Suite struct ShapeInspectionTests {
  private func session(_ cells: String...) -> Session {
    let session = Session()
    for (index, code) in cells.enumerated() {
      _ = session.run(ApusLanguage.Cell(code: code, number: index + 1), host: SilentHost())
    }
    return session
  }

  /// What inspection says of the name at the last occurrence of a word.
  private func inspected(_ word: String, in code: String, _ session: Session) -> String? {
    guard let place = code.ranges(of: word).last else { return nil }
    let offset = code[..<place.lowerBound].utf8.count
    return session.inspection(in: code, at: offset, detail: 0)?.plain
  }

  @Test func `a tensor of an earlier cell has its shape and element type`() {
    let session = session("var w = Tensor.zeros(4, 3)", "w = w.T.to(.float64)")
    #expect(
      inspected("w", in: "print(w)", session) == "var w: Tensor\n\nTensor, shape [3, 4], float64")
  }

  @Test func `a tensor of the cell at hand has the shape it will have`() {
    let session = session("let w = Tensor.zeros(4, 3)")
    let code = "let x = Tensor.ones(2, 4)\nlet scores = x • w"
    #expect(
      inspected("scores", in: code, session)
        == "let scores: Tensor\n\nTensor, shape [2, 3], float32")
  }

  @Test func `what is not known is not said`() {
    let session = session()
    let code = "let x = Tensor([1, 2])\nlet some = x[x > 1]"
    #expect(inspected("some", in: code, session) == "let some: Tensor")
  }

  @Test func `completion says the shape beside the name`() {
    let session = session("let weights = Tensor.zeros(4, 3)")
    let items = session.completions(in: "weig", at: 4).items
    #expect(items.map(\.signature) == ["weights: Tensor, shape [4, 3], float32"])
  }
}
