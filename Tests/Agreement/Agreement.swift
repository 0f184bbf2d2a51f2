import ApusLanguage
import Foundation

/// Compares every transcript and every notebook with what swiftc makes of the same cells.
///
/// `Agreement [--junit FILE] [--explain] [PART …]`; with parts of names only the cases that have one.
@main
struct Agreement {
  static func main() {
    do {
      exit(try compare() ? 0 : 1)
    } catch {
      print("the comparison cannot be made: \("\(error)".prefix(3000))")
      exit(2)
    }
  }

  /// Whether all is as it should be.
  private static func compare() throws -> Bool {
    var words = Array(CommandLine.arguments.dropFirst())
    var report: String?
    if let index = words.firstIndex(of: "--junit"), index + 1 < words.count {
      report = words[index + 1]
      words.removeSubrange(index...(index + 1))
    }
    let explains = words.contains("--explain")
    words.removeAll { $0 == "--explain" }

    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    let build = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent()
    let began = Date()
    let differences = Difference.all(
      in: try String(contentsOf: folder.appending(path: "differences.md"), encoding: .utf8))
    let planted = try Case.transcripts(in: folder.appending(path: "Planted"), prefix: "planted/")
    let cases = try Case.transcripts(
      in: root.appending(path: "Tests/LanguageTests/Transcripts"))
    let notebooks = try Case.notebooks(in: root.appending(path: "notebooks"))
    let wanted = (planted + cases + notebooks).filter { testCase in
      words.isEmpty || words.contains { testCase.name.contains($0) }
    }
    let toolchain = try Toolchain(root: root, build: build, face: PublicFace.source)
    let comparison = Comparison(cases: wanted, differences: differences, toolchain: toolchain)
    var verdicts = zip(wanted, try comparison.run()).map { testCase, verdict in
      testCase.faults.isEmpty && !testCase.name.hasPrefix("planted/")
        ? verdict : verdict.checkingPlanted(testCase.faults)
    }
    if words.isEmpty {
      let used = Set(verdicts.flatMap(\.used))
      let unused = differences.filter { !used.contains($0.name) }
      verdicts.append(
        Comparison.Verdict(
          name: "every difference in the list is shown by a case",
          faults: unused.map { "no case shows '\($0.name)'" }))
    }
    for verdict in verdicts where !verdict.faults.isEmpty {
      print("✘ \(verdict.name)")
      for fault in verdict.faults { print("    \(fault)") }
    }
    if explains {
      for line in verdicts.flatMap(\.refusals) { print(line) }
    }
    if let report {
      try JUnit.text(of: verdicts).write(toFile: report, atomically: true, encoding: .utf8)
    }
    let bad = verdicts.count { !$0.faults.isEmpty }
    let cellCount = verdicts.reduce(0) { $0 + $1.cellCount }
    let seconds = Date().timeIntervalSince(began).formatted(.number.precision(.fractionLength(1)))
    print(
      "\(verdicts.count - bad) of \(verdicts.count) cases agree, \(cellCount) cells, \(seconds) s")
    return bad == 0
  }
}

extension Case {
  /// The transcripts in a folder and below it.
  static func transcripts(in folder: URL, prefix: String = "") throws -> [Case] {
    try files(in: folder, ending: ".md").map { path in
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      return Case(transcript: text, name: prefix + path.dropLast(3))
    }
  }

  /// The notebooks in a folder and below it, but for those that are made by the tests.
  static func notebooks(in folder: URL) throws -> [Case] {
    try files(in: folder, ending: ".ipynb").filter { !$0.hasPrefix("executed/") }.map { path in
      try Case(
        notebook: try Data(contentsOf: folder.appending(path: path)),
        name: "notebooks/" + path.dropLast(6))
    }
  }

  private static func files(in folder: URL, ending: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(ending) }.sorted()
  }
}

extension Comparison.Verdict {
  /// For a case that is planted to be wrong: the faults are wanted, in order, each by its beginning.
  func checkingPlanted(_ wanted: [String]) -> Comparison.Verdict {
    var verdict = self
    let isFound =
      faults.count == wanted.count && zip(faults, wanted).allSatisfy { $0.hasPrefix($1) }
    verdict.faults =
      isFound && !wanted.isEmpty
      ? []
      : ["the comparison was to find:"] + wanted.map { "  \($0)" } + ["it found:"]
        + faults.map { "  \($0)" }
    return verdict
  }
}
