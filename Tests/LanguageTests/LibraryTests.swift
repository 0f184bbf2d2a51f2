import Testing

@testable import ApusLanguage

@Suite struct LibraryTests {
  @Test func `every row in our own language was read, and its bodies hold for all types`() {
    let library = Library(checksBodies: true)
    #expect(library.faults.map { "\($0.span): \($0.headline)" } == [])
  }

  @Test(arguments: LibraryRow.all.indices)
  func `the example of a row runs`(index: Int) {
    let row = LibraryRow.all[index]
    #expect(Session.outcome(of: row.example).error == nil, "\(row.names + row.members)")
  }

  @Test(arguments: LibraryRow.all.map(\.summary))
  func `a summary is one sentence`(summary: String) {
    #expect(summary.hasSuffix(".") && !summary.dropLast().contains(". "))
  }

  @Test func `a name stands in one row`() {
    let names = LibraryRow.all.flatMap(\.names)
    #expect(Set(names).count == names.count)
  }
}
