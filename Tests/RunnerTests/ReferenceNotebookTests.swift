import ApusNotebook
import Foundation
import Testing

@testable import ApusRunner

@Suite struct ReferenceNotebookTests {
  private static let path = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "notebooks/reference.ipynb")

  private static func outline(_ notebook: Notebook) -> [String] {
    notebook.cells.map { "\($0.kind) \($0.id)\n\($0.source)" }
  }

  @Test func `the committed reference is what the rows give`() throws {
    let committed = try Notebook(parsing: [UInt8](Data(contentsOf: Self.path)))
    #expect(
      Self.outline(committed) == Self.outline(.reference),
      "make it anew: apus reference --notebook -o R && apus run R -o notebooks/reference.ipynb")
  }

  @Test func `a row that is not in the reference yet is seen`() {
    var stale = Notebook.reference
    stale.cells.remove(at: stale.cells.count / 2)
    #expect(Self.outline(stale) != Self.outline(.reference))
  }
}
