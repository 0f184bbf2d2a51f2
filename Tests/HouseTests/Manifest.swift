/// What `Package.swift` says of the targets, read from its text.
///
/// SwiftPM builds an import that the manifest does not list, so the rules compare the two.
struct Manifest {
  struct Module {
    var name: String
    /// What it may import.
    var uses: [String]
    var isLibraryOfTheSystem: Bool
  }

  /// In the order of the manifest.
  private(set) var modules: [Module] = []
  /// What each test target depends on.
  private(set) var tests: [String: [String]] = [:]
  /// The folders beside a test target's sources that are not built.
  private(set) var excluded: [String: [String]] = [:]

  /// Reads `module("ApusText", uses: […], testing: […], data: […])`, which stands for a module and
  /// its tests, and SwiftPM's own forms with a name written out.
  init(_ text: String) {
    let start =
      /(module|loops|\.target|\.executableTarget|\.plugin|\.systemLibrary|\.testTarget)\(\s*(?:name:\s*)?"(\w+)"/
    let found = text.matches(of: start)
    for (index, match) in found.enumerated() {
      let end = index + 1 < found.count ? found[index + 1].range.lowerBound : text.endIndex
      let rest = text[match.range.upperBound..<end]
      let name = String(match.output.2)
      let uses = rest.firstMatch(of: /(?:uses|dependencies):\s*\[([^\]]*)\]/)?.output.1
      let testing = rest.firstMatch(of: /testing:\s*\[([^\]]*)\]/)?.output.1
      let data = rest.firstMatch(of: /(?:data|exclude):\s*\[([^\]]*)\]/)?.output.1
      let isTest = rest.firstMatch(of: /path:\s*"Tests\//) != nil
      if match.output.1 == ".testTarget" || isTest {
        tests[name] = Self.names(in: uses)
        excluded[name] = Self.names(in: data)
        continue
      }
      if match.output.1 == "module" {
        let test = name.replacing("Apus", with: "") + "Tests"
        tests[test] = [name] + Self.names(in: testing)
        excluded[test] = Self.names(in: data)
      }
      modules.append(
        Module(
          name: name, uses: match.output.1 == ".plugin" ? [] : Self.names(in: uses),
          isLibraryOfTheSystem: match.output.1 == ".systemLibrary"))
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
    (list ?? "").matches(of: /"([\w.]+)"/).map { String($0.output.1) }
  }
}
