import Testing

@testable import ApusLanguage

@Suite struct PreludeProtocolTests {
  @Test func `every row of the table of protocols was read`() {
    #expect(PreludeProtocol.faults.map(\.headline) == [])
    #expect(Set(PreludeProtocol.table.keys) == Set(PreludeProtocol.all.map(\.name)))
  }

  @Test func `a protocol stands in the table once`() {
    #expect(Set(PreludeProtocol.all.map(\.name)).count == PreludeProtocol.all.count)
  }

  @Test func `what is given stands behind what is asked for`() {
    let comparable = PreludeProtocol.table["Comparable"]
    #expect(comparable?.requirements.filter { !$0.isGiven }.map(\.function.name) == ["<"])
    #expect(comparable?.requirements.filter(\.isGiven).map(\.function.name) == [">", "<=", ">="])
  }

  @Test(arguments: PreludeProtocol.all.map(\.name))
  func `a type that conforms to a protocol conforms to those it inherits from`(name: String) throws
  {
    let target = try #require(PreludeProtocol.table[name])
    let types: [Type] = [.int, .double, .float, .bool, .string, .array(.int), .tensor]
    for type in types where target.row?.holds(type) ?? false {
      for parent in target.all {
        #expect(parent.row?.holds(type) ?? false, "\(type): \(parent.name)")
      }
    }
  }

  @Test(arguments: PreludeProtocol.all.map(\.summary))
  func `a summary is one sentence`(summary: String) {
    #expect(summary.hasSuffix(".") && !summary.dropLast().contains(". "))
  }
}
