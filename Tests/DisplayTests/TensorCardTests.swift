import Testing

@testable import ApusDisplay

@Suite struct TensorCardTests {
  private func floats(_ shape: [Int]) -> TensorCard {
    let count = shape.reduce(1, *)
    let values = (0..<count).map { Double(($0 * 37) % 101 - 50) / 8 }
    return TensorCard(type: "Float32", shape: shape, elements: .floats(values))
  }

  @Test(arguments: [[4], [2, 3], [40], [30, 20], [3, 2, 2], [2, 4, 3, 3], [0, 3]])
  func `a card looks as it did`(shape: [Int]) throws {
    let name = shape.map(String.init).joined(separator: "x")
    try expectGolden(floats(shape).html, "tensor-\(name).html")
  }

  @Test func `integers are written out in full`() {
    let card = TensorCard(type: "Int64", shape: [2], elements: .integers([.max, .min]))
    #expect(card.html.contains(">9223372036854775807<"))
    #expect(card.html.contains(">-9223372036854775808<"))
  }

  @Test func `truth values are words`() {
    let card = TensorCard(type: "Bool", shape: [2], elements: .bools([true, false]))
    #expect(card.html.contains(">true<"))
    #expect(card.html.contains(">false<"))
  }

  @Test func `values that are no numbers are counted`() {
    let values = [1, .nan, .infinity, 3]
    let card = TensorCard(type: "Float64", shape: [4], elements: .floats(values))
    #expect(card.html.contains("min 1.0, mean 2.0, max 3.0, 1 nan, 1 infinite"))
  }

  @Test(arguments: [[1000, 1000], [100, 100, 100], [1_000_000], [1, 1000, 1, 1000]])
  func `a card is small whatever the tensor`(shape: [Int]) {
    #expect(floats(shape).html.utf8.count < 64_000)
  }

  @Test func `a text in place of the values is escaped`() {
    let html = TensorCard.html(type: "Float32", shape: [1], text: "<b>")
    #expect(html.contains("<pre>&lt;b&gt;</pre>"))
  }
}
