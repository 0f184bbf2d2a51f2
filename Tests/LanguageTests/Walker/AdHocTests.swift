import Foundation
import Testing

@testable import ApusLanguage

@Suite struct AdHocTests {
  @Test func `adhoc`() throws {
    let env = ProcessInfo.processInfo.environment
    let from = Int(env["FROM"] ?? "0")!, to = Int(env["TO"] ?? "0")!
    if env["TRICKY"] != nil {
    let text = try String(contentsOfFile: "/tmp/tricky.txt", encoding: .utf8)
    let cells = text.components(separatedBy: "=====\n")
    print("FAULTS")
    print(Comparison(cells).faults.map { $0.components(separatedBy: "\nThe machine")[0].components(separatedBy: "---").last! + "The machine" + $0.components(separatedBy: "The machine")[1] }.joined(separator: "\n@@@@\n"))
    }
    if env["SOUP"] != nil {
      for seed in from..<to {
        var soup = Soup(seed: UInt64(seed), cells: RobustnessTests.cells)
        let comparison = Comparison((0..<8).map { _ in soup.next() })
        if let f = comparison.faults.first { print("@@@@ SOUP \(seed)", f) }
      }
    }
    if env["PROGRAMS"] != nil {
      var ends: [String: Int] = [:]
      for seed in from..<to {
        var p = RandomProgram(seed: UInt64(seed))
        let cells = p.cells()
        if env["SHOW"] != nil { print(cells.joined(separator: "\n---\n")) }
        let comparison = Comparison(cells)
        ends.merge(comparison.ends) { $0 + $1 }
        if let f = comparison.faults.first { print("@@@@ RANDOM \(seed)", f.components(separatedBy: "code, return").last!) }
      }
      print(ends)
    }
  }
}
