import Foundation
import Testing

@testable import ApusLanguage

@Suite struct TranscriptTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Transcripts")

  static let files: [String] = {
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
    return paths.filter { $0.hasSuffix(".md") }.sorted()
  }()

  static func read(_ file: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
  }

  /// With `APUS_RECORD=missing` or `all` what the cells show is written, and the test still fails.
  @Test(arguments: files) func `the cells show what the transcript says`(file: String) throws {
    let text = try Self.read(file)
    let transcript = Transcript(text)
    let shown = transcript.run()
    let faults = transcript.faults(shown)
    #expect(faults.isEmpty, "\(file)\n\(faults.joined(separator: "\n"))")
    let mode = ProcessInfo.processInfo.environment["APUS_RECORD"]
    guard let recording = mode.flatMap(Transcript.Recording.init) else { return }
    let written = transcript.recorded(shown, recording)
    try written.write(
      to: Self.folder.appendingPathComponent(file), atomically: true, encoding: .utf8)
    if written != text { Issue.record("\(file) was written") }
  }

  @Test(arguments: files) func `a transcript stands as it would be written`(file: String) throws {
    let text = try Self.read(file)
    let transcript = Transcript(text)
    let said = transcript.cells.map(\.shows)
    #expect(transcript.recorded(said, .all) == text)
    #expect(!transcript.cells.isEmpty)
  }

  @Test func `there are transcripts`() {
    #expect(Self.files.count >= 120)
  }

  @Test(arguments: [
    ("1 + 1", "value", "3"), ("print(1)", "output", "2"), ("1 / 0", "error", "no error"),
    ("let x = 1", "value", "1"), ("let y = 1", "output", "1"), ("2", "error", "some"),
  ])
  func `a wrong expectation is caught`(code: String, showing: String, text: String) {
    let transcript = Transcript("```apus\n\(code)\n```\n\n```\(showing)\n\(text)\n```\n")
    let faults = transcript.faults(transcript.run())
    #expect(faults.contains { $0.contains("cell 1 has another \(showing)") && $0.contains(text) })
  }

  @Test(arguments: ["1 + 1", "print(1)", "1 / 0"])
  func `a missing expectation is caught`(code: String) {
    let transcript = Transcript("```apus\n\(code)\n```\n")
    #expect(transcript.faults(transcript.run()).count == 1)
  }

  @Test func `a line end that is missing is told from one that is there`() {
    let text = "```apus\nprint(1, terminator: \"\")\n```\n\n```output\n1\n```\n"
    let transcript = Transcript(text)
    #expect(transcript.faults(transcript.run()).count == 1)
  }

  @Test func `the missing ones are recorded and the others kept`() {
    let transcript = Transcript(
      "Two cells.\n\n```apus\nlet x = 4\nx\n```\n\n```value\n5\n```\n\nMore.\n\n```apus\nx + 1\n```\n"
    )
    let shown = transcript.run()
    #expect(
      transcript.recorded(shown, .missing)
        == "Two cells.\n\n```apus\nlet x = 4\nx\n```\n\n```value\n5\n```\n\nMore.\n\n"
        + "```apus\nx + 1\n```\n\n```value\n5\n```\n")
    #expect(transcript.recorded(shown, .all).contains("```value\n4\n```"))
  }
}
