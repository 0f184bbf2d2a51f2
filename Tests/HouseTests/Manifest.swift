/// What `Package.swift` says of the modules, read from its text.
///
/// SwiftPM builds an import that the manifest does not list, so the rules compare the two.
struct Manifest {
  struct Module {
    var name: String
    /// What it may import.
    var uses: [String]
    /// What its tests may import besides.
    var testing: [String]
    var isLibraryOfTheSystem: Bool
  }

  /// In the order of the manifest.
  let modules: [Module]

  init(_ text: String) {
    let start = /(module|\.target|\.executableTarget|\.systemLibrary)\(\s*(?:name:\s*)?"(\w+)"/
    let found = text.matches(of: start)
    modules = found.indices.map { index in
      let end = index + 1 < found.count ? found[index + 1].range.lowerBound : text.endIndex
      let rest = text[found[index].range.upperBound..<end]
      let uses = rest.firstMatch(of: /(?:uses|dependencies):\s*\[([^\]]*)\]/)?.output.1
      let testing = rest.firstMatch(of: /testing:\s*\[([^\]]*)\]/)?.output.1
      return Module(
        name: String(found[index].output.2), uses: Self.names(in: uses),
        testing: Self.names(in: testing),
        isLibraryOfTheSystem: found[index].output.1 == ".systemLibrary")
    }
  }

  func module(_ name: String) -> Module? { modules.first { $0.name == name } }

  /// The modules named and all that they use, directly or not.
  func closure(of names: [String]) -> Set<String> {
    var reached: Set<String> = []
    var open = names
    while let name = open.popLast() {
      guard reached.insert(name).inserted else { continue }
      open += module(name)?.uses ?? []
    }
    return reached
  }

  private static func names(in list: Substring?) -> [String] {
    (list ?? "").matches(of: /"(\w+)"/).map { String($0.output.1) }
  }
}
