import Synchronization
import Testing

@testable import ApusLanguage

/// What holds of every program: that it is stopped at, and looked at, changes nothing.
@Suite struct DebuggerLawTests {
  /// After so many stops in one cell it runs on, so that long loops end.
  private static let limit = 400

  /// Runs a transcript that stops at each statement, where every value in sight is read.
  private func stepped(
    _ transcript: Transcript
  ) -> (shown: [[Transcript.Showing: [String]]], stops: Int) {
    let session = Session()
    let count = Mutex((cell: 0, all: 0))
    session.debugger?.attach { [weak session] event in
      guard case .stopped = event, let session, let debugger = session.debugger else { return }
      let machine = session.running.machine
      let calls = debugger.stops.last?.calls ?? []
      debugger.quietly(machine) { _ in
        for call in calls.prefix(3) where !call.chunk.source.isLibrary {
          for variable in debugger.locals(call.depth, machine) where variable.reference > 0 {
            guard case .value(let root, let steps)? = debugger.references[variable.reference] else {
              continue
            }
            _ = debugger.parts(root, steps, machine)
          }
        }
      }
      let isEnough = count.withLock { count in
        count.cell += 1
        count.all += 1
        return count.cell > Self.limit
      }
      _ = debugger.resume(isEnough ? .run : .stepIn)
    }
    let shown = transcript.cells.enumerated().map { index, cell in
      let code = cell.code.joined(separator: "\n")
      let cell = ApusLanguage.Cell(code: code, number: index + 1)
      count.withLock { $0.cell = 0 }
      session.debugger?.pause()
      return Transcript.shows(cell) { session.run($0, host: $1) }.shows
    }
    return (shown, count.withLock { $0.all })
  }

  @Test(arguments: TranscriptTests.files)
  func `a transcript shows the same when it is stopped at each statement`(file: String) throws {
    let transcript = Transcript(try TranscriptTests.read(file))
    let (shown, stops) = stepped(transcript)
    let faults = transcript.faults(shown)
    #expect(faults.isEmpty, "\(file)\n\(faults.joined(separator: "\n"))")
    // Some cells are refused before they run, or do nothing.
    #expect(stops > 0 || transcript.cells.contains { $0.shows[.output] == nil })
  }

  @Test func `a loop whose turns are done at once is stopped at each of them`() {
    let code = """
      func sum(_ words: [Int]) -> Int {
        var sum = 0
        for i in 0..<words.count {
          sum += words[i]
        }
        return sum
      }
      sum([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
      """
    let transcript = Transcript("```apus\n\(code)\n```\n\n```value\n78\n```\n")
    let (shown, stops) = stepped(transcript)
    #expect(transcript.faults(shown).isEmpty)
    // The call, three statements, and of each of 12 turns the loop's line and the body's; twice the
    // loop's line at its beginning counts once.
    #expect(stops == 1 + 3 + 2 * 12)
  }
}

@Suite struct CodeLinesTests {
  private static let code = """
    // a comment
    struct Point {
      var x = 1
      func twice() -> Int {
        x * 2
      }
    }

    var late: Int
    let text = [
      1,
      2,
    ].map { n in
      n + 1
    }
    if text.isEmpty {
      print("none")
    } else if text.count > 1 {
      print("some")
    }
    late = 4
    // the end
    """

  @Test(arguments: [
    (1, 5), (2, 5), (3, 5), (5, 5), (7, 10), (9, 10), (10, 10), (11, 14), (14, 14), (15, 16),
    (16, 16), (17, 17), (18, 18), (20, 21), (21, 21), (22, 21), (99, 21),
  ])
  func `a breakpoint moves to a line with code`(wanted: Int, line: Int) throws {
    #expect(Session().codeLines(in: Self.code).line(for: wanted) == line)
  }

  @Test func `a breakpoint inside of a statement stands on its first line`() {
    let lines = Session().codeLines(in: "let x = [\n1,\n2,\n]\nprint(x)")
    #expect(lines.line(for: 3) == 1)
  }

  @Test func `text without code has no place for a breakpoint`() {
    #expect(Session().codeLines(in: "// nothing\nimport Foundation").line(for: 1) == nil)
  }

  /// Every line that takes a breakpoint is one that the machine stops at.
  @Test func `the machine stops at each line that takes a breakpoint`() {
    let session = Session()
    let lines = Set((1...25).compactMap { session.codeLines(in: Self.code).line(for: $0) })
    _ = session.debugger?.setBreakpoints(lines.map { Debugger.Breakpoint(line: $0) }, in: Self.code)
    let met = Mutex<Set<Int>>([])
    session.debugger?.attach { [weak session] event in
      guard case .stopped = event, let debugger = session?.debugger else { return }
      if let call = debugger.stops.last?.calls.first, let index = call.index {
        let number = call.chunk.landmarks.index(at: index)
        let offset = number.map { call.chunk.landmarks.statements[$0].offset } ?? 0
        _ = met.withLock { $0.insert(call.chunk.source.lineNumber(of: offset)) }
      }
      _ = debugger.resume(.run)
    }
    _ = session.run(Cell(code: Self.code, number: 1), host: SilentHost())
    _ = session.run(Cell(code: "Point().twice()", number: 2), host: SilentHost())
    // `print("none")` is not reached.
    #expect(met.withLock { $0 } == lines.subtracting([17]))
  }
}

@Suite struct HitRuleTests {
  @Test(arguments: [
    ("3", [3]), ("== 3", [3]), (">= 4", [4, 5, 6]), ("> 4", [5, 6]), ("< 3", [1, 2]),
    ("<=2", [1, 2]), ("% 2", [2, 4, 6]), ("% 0", []),
  ])
  func `a breakpoint stops at some of the times it is reached`(rule: String, times: [Int]) throws {
    let rule = try #require(HitRule(rule))
    #expect((1...6).filter(rule.holds) == times)
  }

  @Test(arguments: ["", "x", "3 times", "> "]) func `what is no rule is none`(text: String) {
    #expect(HitRule(text) == nil)
  }
}
