extension HouseRule {
  /// What stands at the top besides dotfiles.
  private static let top: Set<String> = [
    "Package.swift", "Sources", "Tests", "kernelspec", "notebooks", "README.md", "LICENSE",
  ]

  /// What the README tells people to run.
  static let commands: Set<String> = ["Tests/run", "kernelspec/quickstart"]

  static let layoutRules = [
    HouseRule(
      sentence: "the top level holds the house and nothing else",
      planted: plant(["scratch/notes.md": ""])
    ) { tree in
      let names = Set(tree.paths.compactMap { $0.split(separator: "/").first.map(String.init) })
      return names.filter { !$0.hasPrefix(".") && !top.contains($0) }.sorted()
    },

    HouseRule(
      sentence: "the two commands can be run",
      planted: plant([:], executables: ["Tests/run"])
    ) { tree in
      commands.subtracting(tree.executables).sorted()
        .map { "\($0): has no run bit" }
    },

    HouseRule(
      sentence: "data beside a test is excluded from its target, or every build warns of it",
      planted: plant(["Tests/KernelTests/Reference/values.json": ""])
    ) { tree in
      let manifest = tree.manifest
      return tree.paths.filter { path in
        let parts = path.split(separator: "/").map(String.init)
        guard parts.count > 2, parts[0] == "Tests", manifest.tests[parts[1]] != nil else {
          return false
        }
        return !path.hasSuffix(".swift") && !(manifest.excluded[parts[1]] ?? []).contains(parts[2])
      }.sorted()
    },

    HouseRule(
      sentence: "a path that the README names exists",
      planted: plant(["README.md": "```sh\nkernelspec/quick\n```"])
    ) { tree in
      let readme = tree.texts["README.md"] ?? ""
      let folders = Set(tree.paths.flatMap(foldersAbove))
      return paths(in: readme).filter { !tree.paths.contains($0) && !folders.contains($0) }
        .map { "README.md: \($0)" }
    },
  ]

  /// The paths into the project in code spans, code blocks, links and pictures of a Markdown text.
  private static func paths(in text: String) -> [String] {
    let pattern = #/(?:^|[\s`("'])((?:Sources|Tests|kernelspec|notebooks)/[\w./+-]*\w)/#
    return text.matches(of: pattern.anchorsMatchLineEndings()).map { String($0.output.1) }
  }

  /// `Sources/ApusText/` has `Sources` and `Sources/ApusText` above each of its files.
  private static func foldersAbove(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (1..<max(parts.count, 1)).map { parts[..<$0].joined(separator: "/") }
  }
}
