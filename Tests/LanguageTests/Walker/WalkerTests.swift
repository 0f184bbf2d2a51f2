import Testing

@testable import ApusLanguage

@Suite struct WalkerTests {
  private static func cells(_ file: String) throws -> [String] {
    Transcript(try TranscriptTests.read(file)).cells.map { $0.code.joined(separator: "\n") }
  }

  @Test(arguments: TranscriptTests.files)
  func `the walker shows what the machine shows in every transcript`(file: String) throws {
    let comparison = Comparison(try Self.cells(file))
    #expect(comparison.faults.isEmpty, "\(file)\n\(comparison.faults.joined(separator: "\n"))")
    #expect(comparison.ends["steps"] == nil)
  }

  @Test(arguments: 0..<8)
  func `the walker shows what the machine shows in any programs`(seed: Int) {
    // Two sessions do not draw the same numbers.
    let cells = RobustnessTests.cells.filter { code in
      !["rand", "shuffle", "Linear(", "ropout"].contains { code.contains($0) }
    }
    var soup = Soup(seed: UInt64(1000 + seed), cells: cells)
    for _ in 0..<12 {
      let comparison = Comparison((0..<8).map { _ in soup.next() }, stepLimit: 5000)
      #expect(comparison.faults.isEmpty, "\(comparison.faults.joined(separator: "\n"))")
    }
  }

  @Test(arguments: 0..<8)
  func `the walker shows what the machine shows whatever is changed while it is read`(seed: Int) {
    var ends: [String: Int] = [:]
    for number in 0..<20 {
      var program = RandomProgram(seed: UInt64(seed * 1000 + number))
      let comparison = Comparison(program.cells())
      #expect(comparison.faults.isEmpty, "\(comparison.faults.joined(separator: "\n"))")
      ends.merge(comparison.ends) { $0 + $1 }
    }
    // Most of them have to run for this to say something.
    #expect(ends["value", default: 0] > 70, "\(ends)")
  }

  @Test(arguments: Walker.Planted.allCases)
  func `a wrong rule is found`(planted: Walker.Planted) {
    let cells = [
      "var total = 0\nlet add = { (x: Int) in total += x }\nadd(3)\ntotal",
      "func f() -> Int { var x = 1\n let g = { x }\n x = 2\n return g() }\nf()",
      "var x = [1, 2]\nx[0] = 9\nx",
      "func half(_ x: Int) -> Int { -7 / x }\nhalf(2)",
      "half(0)",
    ]
    #expect(Comparison(cells).faults.isEmpty)
    #expect(Comparison(cells, planted: planted).faults.count == 1)
  }
}
