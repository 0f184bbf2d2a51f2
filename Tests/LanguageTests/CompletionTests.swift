import Testing

@testable import ApusLanguage

@Suite struct CompletionTests {
  /// What is offered behind a text, after a cell with a tensor, a function and a layer.
  private func offered(_ code: String) -> [String] {
    let session = Session()
    let cell = """
      let x = Tensor([[1.0, 2.0]])
      func scaled(_ a: Int, by factor: Int) -> Int { a * factor }
      """
    _ = session.run(ApusLanguage.Cell(code: cell, number: 1), host: SilentHost())
    return session.completions(in: code, at: code.utf8.count).items.map(\.text)
  }

  @Test(arguments: [
    ("scaled(1, ", "by:"), ("scaled(1, b", "by:"), ("softmax(x, a", "axis:"),
    ("x.mean(a", "axis:"), ("Tensor.zeros(2, d", "dtype:"), ("x.split(s", "sizes:"),
    ("for i in 0..<3 { print(scaled(i, ", "by:"),
  ]) func `a call offers the labels that it lacks`(code: String, label: String) {
    let offered = offered(code)
    #expect(offered.contains(label))
    #expect(offered.first?.hasSuffix(":") == true)
  }

  @Test func `a label that is there already is not offered again`() {
    #expect(!offered("scaled(by: 2, ").contains("by:"))
  }

  @Test(arguments: [
    ("if x.sh", "shape"), ("while x.nd", "ndim"), ("guard x.sh", "shape"),
    ("for i in x.sh", "shape"),
    ("switch x.sh", "shape"), ("func f() { if x.nd", "ndim"),
    ("enum E { case one, two }\nlet e = E.one\nswitch e { case .o", "one"),
  ]) func `a header that is still typed has its completions`(code: String, name: String) {
    #expect(offered(code).contains(name))
  }

  @Test(arguments: [
    "Linear", "Adam", "IntSlider", "interact", "Result", "sequence", "Array", "Dictionary",
    "Hashable", "Sequence",
  ]) func `what was never used is offered by its beginning`(name: String) {
    #expect(offered(String(name.prefix(3))).contains(name))
  }

  @Test(arguments: [
    ("[2, 1].en", "enumerated"), ("\"b\".co", "compare"),
    ("3.ha", "hashValue"),
  ]) func `members of the library are offered`(code: String, name: String) {
    #expect(offered(code).contains(name))
  }
}
