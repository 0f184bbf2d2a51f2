import Foundation
import Testing

@testable import ApusSyntax

@Suite struct GoldenTests {
  @Test(arguments: Golden.all) func `every case reads as its file says`(_ golden: Golden) {
    #expect(golden.actual == golden.expected)
  }

  @Test(arguments: Golden.files) func `every case has an expectation`(_ file: String) {
    if ProcessInfo.processInfo.environment["APUS_RECORD"] != nil { Golden.record(file) }
    #expect(Golden.read(file).count >= 3)
    #expect(Golden.all.filter { $0.file == file }.allSatisfy { $0.expected != nil })
  }

  @Test func `no two cases of a file share a name`() {
    let names = Golden.all.map(\.testDescription)
    #expect(names.count == Set(names).count)
  }
}
