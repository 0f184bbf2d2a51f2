import Foundation
import Testing

/// The fuzz target's inputs, without the fuzzer: each ends, and the process lives.
@Suite struct FuzzCorpusTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fuzz/corpus")

  static let files: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test func `the corpus runs to its end, and fails in every phase`() throws {
    #expect(Self.files.count > 20)
    var ids: Set<String> = []
    for file in Self.files {
      ids.formUnion(
        BoundedRun.run(try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)))
    }
    for id in ["unknown-name", "index-out-of-range"] {
      #expect(ids.contains(id), "\(ids.sorted())")
    }
  }

  @Test func `a run that does not end is stopped after its steps`() {
    #expect(BoundedRun.run("var i = 0\nwhile true { i += 1 }\n----\ni > 10") == ["steps"])
    #expect(BoundedRun.run("func f(_ n: Int) -> Int { n < 1 ? 0 : f(n - 1) }\nf(100)") == [])
  }
}
