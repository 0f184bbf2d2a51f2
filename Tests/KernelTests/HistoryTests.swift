import ApusJSON
import Testing

@testable import ApusKernel
@testable import ApusWire

@Suite struct HistoryTests {
  private let history = History(log: Log { _ in }, date: Timekeeper.system.date)

  init() {
    for (index, input) in ["1 + 2", "let x = 3", "1 + 2", "x * 2"].enumerated() {
      history.append(line: index + 1, input: input)
    }
    history.setOutput("6", line: 4)
  }

  private func lines(_ entries: [History.Entry]) -> [Int] { entries.map(\.line) }

  @Test func `the tail is the last entries, oldest first`() {
    #expect(lines(history.tail(2)) == [3, 4])
    #expect(lines(history.tail(99)) == [1, 2, 3, 4])
    #expect(lines(history.tail(-1)) == [])
  }

  private static let ranges: [(session: Int, start: Int, stop: Int?, lines: [Int])] = [
    (0, 1, 3, [1, 2]), (1, 1, 3, [1, 2]), (0, 0, nil, [1, 2, 3, 4]), (0, 3, nil, [3, 4]),
    (0, -2, nil, [3, 4]), (0, 1, -1, [1, 2, 3]), (0, 2, 0, [2, 3, 4]), (0, 2, 99, [2, 3, 4]),
    (-1, 1, nil, []), (2, 1, nil, []), (0, .min, .max, [1, 2, 3, 4]), (.min, .max, .min, []),
  ]

  @Test(arguments: ranges)
  func `a range goes from its start to before its stop`(
    session: Int, start: Int, stop: Int?, expected: [Int]
  ) {
    #expect(lines(history.range(session: session, start: start, stop: stop)) == expected)
  }

  @Test func `a search finds what the pattern matches`() {
    #expect(lines(history.search("1 +*", count: nil, isUnique: false)) == [1, 3])
    #expect(lines(history.search("1 +*", count: nil, isUnique: true)) == [3])
    #expect(lines(history.search("*", count: 2, isUnique: false)) == [3, 4])
    #expect(lines(history.search("*", count: 2, isUnique: true)) == [3, 4])
    #expect(lines(history.search("X*", count: nil, isUnique: false)) == [])
  }

  @Test func `requests get rows of session, line and input`() throws {
    let front = FrontEnd(["a": { _ in ScriptedEvaluator.value("7") }])
    _ = try front.run("a")
    _ = try front.run("bad")
    func rows(_ content: JSONObject) throws -> JSON? {
      try front.reply(to: front.send("history_request", content)).content["history"]
    }
    #expect(
      try rows(["hist_access_type": "tail", "n": 2, "output": true, "raw": true])
        == [[1, 1, ["a", "7"]], [1, 2, ["bad", nil]]])
    #expect(
      try rows(["hist_access_type": "range", "session": 0, "start": 1, "stop": 2])
        == [[1, 1, "a"]])
    #expect(
      try rows(["hist_access_type": "search", "pattern": "b*", "unique": true, "n": 5])
        == [[1, 2, "bad"]])
  }
}
