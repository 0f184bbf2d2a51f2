import ApusText
import Testing

@testable import ApusLanguage

/// Every fix that a diagnostic offers makes it go away.
@Suite struct FixLawTests {
  /// A text with a fix made.
  private func applying(_ fix: Diagnostic.Fix, to code: String) -> String {
    let source = SourceText(code, name: "cell")
    return source.slice(Span(0, fix.span.start)) + fix.replacement
      + source.slice(Span(fix.span.end, source.bytes.count))
  }

  /// Why a fix is none; nil where its error is gone and no other has come into the text up to the
  /// end of what is put in.
  private func fault(
    of fix: Diagnostic.Fix, for diagnostic: Diagnostic, _ cell: ApusLanguage.Cell,
    _ found: [Diagnostic], _ session: Session
  ) -> String? {
    let fixed = applying(fix, to: cell.code)
    let left = session.diagnostics(in: ApusLanguage.Cell(code: fixed, number: cell.number))
    let end = fix.span.start + fix.replacement.utf8.count
    let isNew = { (other: Diagnostic) in
      !found.contains { $0.headline == other.headline && $0.id == other.id }
    }
    let isWrong = left.contains { other in
      other.headline == diagnostic.headline && other.span.start == diagnostic.span.start
        || isNew(other) && other.span.start < max(end, diagnostic.span.start)
          && other.phase == diagnostic.phase
        || diagnostic.phase != .syntax && other.phase == .syntax
    }
    return isWrong ? "\(fixed)\nstill has: \(left.map(\.headline))" : nil
  }

  @Test(arguments: TranscriptTests.files)
  func `every fix makes its error go away`(file: String) throws {
    let session = Session()
    for (index, cell) in Transcript(try TranscriptTests.read(file)).cells.enumerated() {
      let cell = ApusLanguage.Cell(code: cell.code.joined(separator: "\n"), number: index + 1)
      let found = session.diagnostics(in: cell)
      for diagnostic in found {
        guard let fix = diagnostic.fix else { continue }
        #expect(fault(of: fix, for: diagnostic, cell, found, session) == nil)
      }
      _ = session.run(cell, host: SilentHost())
    }
  }

  @Test(arguments: [("z", true), ("1 +", true), ("(1 + x)", true), ("1", false)])
  func `a fix that fixes nothing is caught`(replacement: String, isCaught: Bool) throws {
    let cell = ApusLanguage.Cell(code: "let x = y", number: 1)
    let session = Session()
    let found = session.diagnostics(in: cell)
    let fix = Diagnostic.Fix(Span(8, 9), replacement)
    let fault = fault(of: fix, for: try #require(found.first), cell, found, session)
    #expect((fault != nil) == isCaught)
  }
}
