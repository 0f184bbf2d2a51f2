import ApusText
import Foundation
import Testing

@testable import ApusSyntax

/// One case of a data file: `=== a sentence`, the source, `---`, and what comes of it.
///
/// What comes of it is the tree, or the rendered errors when there are any. With
/// `APUS_RECORD=missing` (or `all`) expectations are written; the test still fails once.
struct Golden: CustomTestStringConvertible {
  var file: String
  var name: String
  var source: String
  var expected: String?

  var testDescription: String { "\(file): \(name)" }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  static let all: [Golden] = files.flatMap(read)

  static var files: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { $0.hasSuffix(".txt") }.sorted()
  }

  static func read(_ file: String) -> [Golden] {
    let text = try? String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
    return (text ?? "").components(separatedBy: "\n=== ").dropFirst().map { part in
      let lines = part.components(separatedBy: "\n")
      let rest = Array(lines.dropFirst())
      let divider = rest.firstIndex(of: "---")
      let source = rest[..<(divider ?? rest.count)].joined(separator: "\n")
      let expected = divider.map { rest[($0 + 1)...].joined(separator: "\n") }
      return Golden(
        file: file, name: lines[0], source: trimmed(source), expected: expected.map(trimmed))
    }
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0 == "\n" }.reversed())
  }

  var actual: String {
    let tree = Parser.parse(SourceText(source, name: "cell 1"))
    guard !tree.diagnostics.isEmpty else { return Golden.trimmed(TreeDump.dump(tree)) }
    let renderer = DiagnosticRenderer(style: .plain)
    return Golden.trimmed(tree.diagnostics.map(renderer.render).joined(separator: "\n"))
  }

  static func record(_ file: String) {
    let cases = read(file)
    let mode = ProcessInfo.processInfo.environment["APUS_RECORD"]
    let url = folder.appendingPathComponent(file)
    let text = try? String(contentsOf: url, encoding: .utf8)
    var result = (text ?? "").components(separatedBy: "\n=== ")[0]
    for item in cases {
      let keeps = mode == "missing" && item.expected != nil
      let expectation = keeps ? item.expected ?? "" : item.actual
      result += "\n=== \(item.name)\n\(item.source)\n---\n\(expectation)\n"
    }
    try? result.write(to: url, atomically: true, encoding: .utf8)
  }
}
