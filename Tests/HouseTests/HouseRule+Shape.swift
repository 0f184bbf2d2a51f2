extension HouseRule {
  /// What a file may hold, so that it is read in one go.
  static let maximumLines = 450
  static let maximumBytes = 24 * 1024

  static let shapeRules = [
    HouseRule(
      sentence: "a file has at most \(maximumLines) lines",
      planted: plant(["Tests/Big.swift": String(repeating: "\n", count: maximumLines + 1)])
    ) { tree in
      tree.swift.map { (path: $0.path, lines: $0.text.utf8.count { $0 == UInt8(ascii: "\n") }) }
        .filter { $0.lines > maximumLines }
        .map { "\($0.path): \($0.lines) lines" }
    },

    HouseRule(
      sentence: "a file has at most \(maximumBytes) bytes",
      planted: plant(["Tests/Big.swift": String(repeating: "x", count: maximumBytes + 1)])
    ) { tree in
      tree.swift.filter { $0.text.utf8.count > maximumBytes }
        .map { "\($0.path): \($0.text.utf8.count) bytes" }
    },

    HouseRule(
      sentence: "a file's name says what is in it",
      planted: plant(["Sources/ApusText/StringHelpers.swift": ""])
    ) { tree in
      tree.swift.filter { $0.path.contains(/(Util|Utilities|Helper|Helpers|Misc|Common)\.swift$/) }
        .map { "\($0.path): names no thing" }
    },

    HouseRule(
      sentence: "but for Apus a module's face is for the package, not public",
      planted: plant(["Sources/ApusText/Other.swift": "public struct Other {}"])
    ) { tree in
      let face =
        #/\b(?:public|open)\s+(?:let|var|func|init|struct|enum|protocol|(?:final\s+)?class|static)\b/#
      return tree.swiftFiles(in: "Sources")
        .filter { $0.target != "Apus" && !$0.path.hasPrefix("Sources/ApusNN/Library/") }
        .flatMap { lines(of: $0, holding: face) }
        .map { "\($0.place): \($0.match)" }
    },

    HouseRule(
      sentence: "nothing is left for later",
      planted: plant(["Sources/ApusText/Other.swift": "// TO" + "DO: the other half"])
    ) { tree in
      let words = ["TO" + "DO", "FIX" + "ME", "not imple" + "mented"]
      return tree.swift.flatMap { file in
        words.filter(file.text.contains).map { "\(file.path): \($0)" }
      }
    },

    HouseRule(
      sentence: "no test is skipped",
      planted: plant(["Tests/KernelTests/Other.swift": "@Test(.disabled()) func other() {}"])
    ) { tree in
      let ways = #/\.disabled\(|with[K]nownIssue|XCT[S]kip/#
      let swift = tree.swiftFiles(in: "Tests").flatMap { lines(of: $0, holding: ways) }
        .map { "\($0.place): \($0.match)" }
      let marks = ["skip", "skipif", "xfail"].map { "pytest." + $0 } + ["mark.skip", "mark.xfail"]
      let python = tree.texts.filter { $0.key.hasSuffix(".py") }.flatMap { path, text in
        marks.filter(text.contains).map { "\(path): \($0)" }
      }
      return swift + python
    },
  ]
}
