extension HouseRule {
  /// What any module may import besides its own list; the last is there for SwiftPM's plugins only.
  private static let platform: Set<String> = [
    "Glibc", "Synchronization", "Dispatch", "PackagePlugin",
  ]

  /// What any test may import besides what it tests.
  private static let testing: Set<String> = ["Testing", "Foundation"]

  /// Modules that may import Foundation: none, since it takes 5 ms of the kernel's start.
  private static let usersOfFoundation: Set<String> = []

  static let importRules = [
    HouseRule(
      sentence: "a module imports what its row in Package.swift names",
      planted: plant(["Sources/ApusKernel/Other.swift": "@preconcurrency import struct CLib.Socket"]
      )
    ) { tree in
      let manifest = tree.manifest
      return tree.swiftFiles(in: "Sources").flatMap { file -> [String] in
        guard let module = manifest.module(file.target) else {
          return ["\(file.path): \(file.target) is no module of Package.swift"]
        }
        let allowed = platform.union(module.uses).union(
          usersOfFoundation.contains(module.name) ? ["Foundation"] : [])
        return imports(in: file).filter { !allowed.contains($0.name) && $0.name != "Foundation" }
          .map { "\($0.place): \(module.name) imports \($0.name)" }
      }
    },

    HouseRule(
      sentence: "a module's row in Package.swift names only what it imports",
      planted: plant(["Sources/ApusKernel/Kernel.swift": "// import ApusTensor"])
    ) { tree in
      tree.manifest.modules.filter { !$0.isLibraryOfTheSystem }.flatMap { module in
        let used = Set(
          tree.swiftFiles(in: "Sources/\(module.name)").flatMap { imports(in: $0).map(\.name) })
        return module.uses.filter { !used.contains($0) }
          .map { "Package.swift: \(module.name) does not import \($0)" }
      }
    },

    HouseRule(
      sentence: "a module uses only modules above it in Package.swift",
      planted: plant([
        "Package.swift": """
        module("ApusText", uses: ["ApusKernel"]),
        module("ApusTensor"),
        module("ApusKernel", testing: ["ApusText", "ApusTensor"]),
        """
      ])
    ) { tree in
      var above: Set<String> = []
      var faults: [String] = []
      for module in tree.manifest.modules {
        faults += module.uses.filter { !above.contains($0) }
          .map { "Package.swift: \(module.name) stands above \($0)" }
        above.insert(module.name)
      }
      return faults
    },

    HouseRule(
      sentence: "a test imports only what its target depends on",
      planted: plant(["Tests/TextTests/SpanTests.swift": "import ApusKernel"])
    ) { tree in
      let manifest = tree.manifest
      return tree.swiftFiles(in: "Tests").flatMap { file -> [String] in
        let allowed = manifest.closure(of: manifest.tests[file.target] ?? [])
          .union(platform).union(testing)
        return imports(in: file).filter { !allowed.contains($0.name) }
          .map { "\($0.place): \(file.target) imports \($0.name)" }
      }
    },

    HouseRule(
      sentence: "Foundation stays out of the kernel",
      planted: plant(["Sources/ApusText/Other.swift": "import FoundationEssentials"])
    ) { tree in
      tree.swiftFiles(in: "Sources").filter { !usersOfFoundation.contains($0.target) }
        .flatMap { imports(in: $0).filter { $0.name.hasPrefix("Foundation") } }
        .map { "\($0.place): imports \($0.name)" }
    },
  ]

  /// The modules that a file's code imports, whatever stands around the word.
  private static func imports(in file: SourceTree.SwiftFile) -> [(place: String, name: String)] {
    let pattern = /^\s*(?:@\w+(?:\(\w+\))?\s+|\w+\s+)*import\s+(?:[a-z]+\s+)?(\w+)/
    return lines(of: file, holding: pattern).compactMap { place, match in
      match.firstMatch(of: pattern).map { (place, String($0.output.1)) }
    }
  }
}
