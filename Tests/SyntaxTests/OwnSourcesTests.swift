import ApusText
import Foundation
import Testing

@testable import ApusSyntax

/// The sources of this module are Swift that swiftc accepts, and plenty of it.
@Suite struct OwnSourcesTests {
  static let sources: [String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/ApusSyntax").standardizedFileURL
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]
    // One file uses a macro, which this language leaves out.
    return (names ?? []).filter { $0.hasSuffix(".swift") && !$0.hasSuffix("SyntaxErrors.swift") }
      .sorted().map { folder.path + "/" + $0 }
  }()

  @Test func `there are sources to read`() {
    #expect(Self.sources.count > 20)
  }

  @Test(arguments: sources) func `a source that swiftc accepts reads without an error`(
    _ path: String
  ) throws {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let tree = Parser.parse(SourceText(text, name: path))
    let renderer = DiagnosticRenderer(style: .plain)
    let errors = tree.diagnostics.map(renderer.render).joined()
    #expect(errors == "")
    #expect(!tree.statements.isEmpty)
  }
}
