import Testing

@testable import ApusLanguage

@Suite struct RobustnessTests {
  /// Cells that end soon whatever is done to them: without loops by a condition and large numbers.
  static let cells: [String] = TranscriptTests.files.flatMap { file -> [String] in
    let text = (try? TranscriptTests.read(file)) ?? ""
    return Transcript(text).cells.map { $0.code.joined(separator: "\n") }.filter { code in
      let isEndless = [
        "while", "repeat", "forever", "<<", "**", "sequence(", "Iterator", "...)", "...,",
      ].contains { code.contains($0) }
      return !isEndless && !code.split { !$0.isNumber }.contains { $0.count > 3 }
    }
  }

  @Test(arguments: 0..<8) func `any cells run to an end, with what a front end asks`(seed: Int) {
    var soup = Soup(seed: UInt64(seed), cells: Self.cells)
    for _ in 0..<6 {
      let session = Session(stepLimit: BoundedRun.steps)
      for number in 1...8 { Self.use(session, soup.next(), number, &soup) }
      #expect(session.run(Cell(code: "1 + 1", number: 9), host: SilentHost()).result?.plain == "2")
    }
  }

  @Test func `a soup has cells that run, and cells that fail in every phase`() {
    // Over several seeds, so that one more transcript does not tip the balance.
    var ends: [String: Int] = [:]
    for seed in 1...4 {
      var soup = Soup(seed: UInt64(seed), cells: Self.cells)
      let session = Session(stepLimit: BoundedRun.steps)
      for number in 1...300 {
        let outcome = session.run(Cell(code: soup.next(), number: number), host: SilentHost())
        ends[outcome.error?.name ?? "value", default: 0] += 1
      }
    }
    for end in ["value", "SyntaxError", "TypeError", "RuntimeError"] {
      #expect(ends[end, default: 0] >= 4 * 5, "\(end) in \(ends)")
    }
  }

  @Test func `the same seed gives the same programs, another others`() {
    var (first, again) = (Soup(seed: 1, cells: Self.cells), Soup(seed: 1, cells: Self.cells))
    var other = Soup(seed: 2, cells: Self.cells)
    let programs = (0..<20).map { _ in first.next() }
    #expect(programs == (0..<20).map { _ in again.next() })
    #expect(programs != (0..<20).map { _ in other.next() })
  }

  /// Runs a cell, and asks of it what a front end may ask at any place.
  static func use(_ session: Session, _ code: String, _ number: Int, _ soup: inout Soup) {
    let length = code.utf8.count
    let at = soup.number(below: length + 1)
    let completion = session.completions(in: code, at: at)
    let replaced = completion.replacing
    if replaced.lowerBound < 0 || replaced.upperBound > length {
      Issue.record("completion replaces \(replaced) of \(code.debugDescription)")
    }
    _ = session.inspection(in: code, at: soup.number(below: length + 1), detail: 1)
    _ = session.completeness(of: code)
    let outcome = session.run(Cell(code: code, number: number), host: SilentHost())
    for diagnostic in outcome.error?.diagnostics ?? [] {
      let spans = [diagnostic.span] + diagnostic.labels.map(\.span)
      for span in spans {
        let isInside = span.start >= 0 && span.start <= span.end
        if !isInside || span.end > diagnostic.source.bytes.count {
          Issue.record("\(diagnostic.id) at \(span) of \(code.debugDescription)")
        }
      }
      if diagnostic.id == "internal" {
        Issue.record("\(diagnostic.headline) by \(code.debugDescription)")
      }
    }
  }
}
