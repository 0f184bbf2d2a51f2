import ApusText
import Testing

@testable import ApusLanguage

/// What the check of shapes says before the run is what the run would have said.
@Suite struct ShapeLawTests {
  /// An error as both sides say it; the element types that the check does not know are left out.
  private func outline(_ diagnostic: Diagnostic) -> [String] {
    let labels = diagnostic.labels.map { label in
      "\(label.span) " + label.text.replacing(/Tensor|Float32|Float64|Int64|Bool/, with: "")
    }
    return [
      diagnostic.source.name, "\(diagnostic.span)", diagnostic.headline, diagnostic.help ?? "",
    ] + labels + diagnostic.trace.map { "\($0.function) \($0.source.name) \($0.span)" }
  }

  @Test(arguments: TranscriptTests.files)
  func `a mismatch found before the run happens in it`(file: String) throws {
    let cells = Transcript(try TranscriptTests.read(file)).cells
    let session = Session(checksShapes: false)
    for (index, cell) in cells.enumerated() {
      let cell = ApusLanguage.Cell(code: cell.code.joined(separator: "\n"), number: index + 1)
      let foreseen = session.diagnostics(in: cell).first {
        $0.phase != .syntax && $0.phase != .type
      }
      let outcome = session.run(cell, host: SilentHost())
      guard let foreseen else { continue }
      #expect(outcome.error?.diagnostics.map(outline) == [outline(foreseen)])
    }
  }
}
