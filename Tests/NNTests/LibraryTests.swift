import ApusNN
import ApusText
import Corpus
import Testing

@testable import ApusLanguage

/// The library as a text: every file is a program that the language accepts.
@Suite struct LibraryTests {
  @Test func `every file is read without a complaint`() {
    for file in LibraryFile.all {
      var program = Program()
      let source = SourceText(file.exported.joined(separator: " "), name: "names")
      program.readLibrary(for: source, prelude: .shared) { checker in
        #expect(
          checker.diagnostics.map { "\($0.source.name): \($0.headline)" } == [], "\(file.name)")
      }
      for name in file.exported where name.first?.isUppercase ?? false {
        #expect(program.names[name] != nil, "\(file.name) is said to declare \(name)")
      }
    }
  }

  @Test func `a file stands in one chapter and nothing is declared twice`() {
    let names = LibraryFile.all.flatMap { $0.exported.filter { $0.first?.isUppercase ?? false } }
    #expect(Set(names).count == names.count)
    #expect(Set(LibraryFile.all.map(\.name)).count == LibraryFile.all.count)
  }

  @Test func `files need one another in one direction`() {
    var finished: Set<Int> = []
    func visit(_ index: Int, _ path: [Int]) {
      if path.contains(index) {
        Issue.record("\((path + [index]).map { LibraryFile.all[$0].name })")
        return
      }
      guard finished.insert(index).inserted else { return }
      let text = SourceText(LibraryFile.all[index].text, name: "file", isLibrary: true)
      for other in Program.files(namedIn: text, by: LibraryFile.index) where other != index {
        visit(other, path + [index])
      }
    }
    for index in LibraryFile.all.indices {
      finished = []
      visit(index, [])
    }
  }

  @Test func `a name of the library can be declared anew, and the library keeps its own`() {
    let session = Session()
    let host = SilentHost()
    func run(_ code: String) -> CellOutcome { session.run(Cell(code: code, number: 1), host: host) }
    #expect(
      run("final class Linear { let name = \"mine\" }\nfunc gruStep() -> Int { 1 }").error == nil)
    #expect(run("Linear().name").result?.plain == "\"mine\"")
    #expect(run("Bilinear(2, 2, 1)(Tensor.ones(1, 2), Tensor.ones(1, 2)).shape").error == nil)
    let other = run(
      "TransformerEncoder(layers: 1, dim: 4, heads: 2, ff: 4)(Tensor.ones(1, 2, 4)).shape")
    #expect(other.result?.plain == "[1, 2, 4]")
    #expect(run("GRU(2, 3)(Tensor.ones(4, 2)).1.shape").result?.plain == "[1, 3]")
  }
}
