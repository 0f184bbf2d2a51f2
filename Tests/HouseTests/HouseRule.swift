import Testing

/// One rule of the house: what it says, how a tree is held to it, and a tree that breaks it.
struct HouseRule: Sendable, CustomTestStringConvertible {
  /// The rule as a sentence.
  let sentence: String
  /// A tree with one fault that this rule must find.
  let planted: SourceTree
  /// One line for each fault, beginning with its place.
  let faults: @Sendable (SourceTree) -> [String]

  var testDescription: String { sentence }
}

extension HouseRule {
  static let all =
    importRules + safetyRules + shapeRules + layoutRules

  /// Made-up files around a manifest with three modules and their tests.
  static func plant(
    _ files: [String: String], executables: Set<String> = commands
  ) -> SourceTree {
    SourceTree(sound.merging(files) { $1 }, executables: executables)
  }

  /// A tree without a fault.
  static let sound = [
    "Package.swift": """
    [.systemLibrary(name: "CLib")],
    module("ApusText", data: ["Reference"]),
    module("ApusTensor", uses: ["ApusText", "CLib"]),
    module("ApusKernel", uses: ["ApusTensor"], testing: ["ApusText"]),
    .testTarget(name: "HouseTests"),
    .testTarget(name: "CommandTests", dependencies: ["ApusKernel"]),
    """,
    "Sources/ApusText/Span.swift": "import Glibc\n",
    "Sources/ApusTensor/Tensor.swift": "import ApusText\nimport CLib\nimport Synchronization\n",
    "Sources/ApusKernel/Kernel.swift": "import ApusTensor\n",
    "Tests/KernelTests/KernelTests.swift": "import Foundation\n@testable import ApusKernel\n",
    "Tests/CommandTests/CommandTests.swift": "import ApusText\nimport Testing\n",
    "Tests/TextTests/Reference/values.json": "",
    "Tests/HouseTests/HouseTests.swift": "import Testing\n",
    "Tests/run": "",
    "kernelspec/quickstart": "",
    "notebooks/one.ipynb": "",
    "README.md": "```sh\nkernelspec/quickstart\nTests/run\n```\n",
  ]
}

/// The lines of a file's code that hold a pattern, each with its place.
func lines(
  of file: SourceTree.SwiftFile, holding pattern: some RegexComponent
) -> [(place: String, match: String)] {
  file.code.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap {
    number, line in
    line.firstMatch(of: pattern).map {
      ("\(file.path):\(number + 1)", String(line[$0.range]))
    }
  }
}
