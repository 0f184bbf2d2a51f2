import Testing

@testable import ApusText

@Suite struct SpellingTests {
  let names = ["softmax", "relu", "zeroGrad", "reshaped", "sum", "mean", "x", "count"]

  @Test(arguments: [
    ("sofmax", "softmax"), ("softmxa", "softmax"), ("zero_grad", "zeroGrad"),
    ("ReLU", "relu"), ("reshape", "reshaped"), ("cuont", "count"),
  ])
  func `a slip finds its name`(_ slip: String, _ meant: String) {
    #expect(Spelling.suggest(slip, among: names) == meant)
  }

  @Test(arguments: ["tensor", "y", "banana", "", "softmax"])
  func `what is far from every name finds none`(_ name: String) {
    #expect(Spelling.suggest(name, among: names.filter { $0 != name }) == nil)
  }

  @Test func `of equally near names the first in the alphabet is taken`() {
    #expect(Spelling.suggest("cat", among: ["cut", "bat", "car"]) == "bat")
  }

  @Test func `an exchange of neighbours is one change`() {
    #expect(Spelling.distance(Array("ab"), Array("ba")) == 1)
    #expect(Spelling.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(Spelling.distance([], Array("abc")) == 3)
  }
}
