import Foundation

/// The files of the project, or of a made-up one, as far as the rules look at them.
struct SourceTree: Sendable {
  /// A Swift file.
  struct SwiftFile: Sendable {
    var path: String
    var text: String
    /// The text with comments and strings blanked out, so that a rule sees code alone.
    var code: String
    /// The module's name: `ApusText` of `Sources/ApusText/Span.swift`.
    var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
  }

  /// Every path from the root.
  private(set) var paths: Set<String> = []
  /// The files with a run bit.
  private(set) var executables: Set<String> = []
  private(set) var swift: [SwiftFile] = []
  private(set) var texts: [String: String] = [:]

  var manifest: Manifest { Manifest(texts["Package.swift"] ?? "") }

  /// This project's own tree.
  static let repository = SourceTree(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent())

  init(root: URL) {
    add("", at: root)
    swift.sort { $0.path < $1.path }
  }

  /// A made-up tree: path to text.
  init(_ files: [String: String], executables: Set<String> = []) {
    for (path, text) in files.sorted(by: { $0.key < $1.key }) { add(path, text) }
    self.executables = executables
  }

  func swiftFiles(in folder: String) -> [SwiftFile] {
    swift.filter { $0.path.hasPrefix(folder + "/") }
  }

  /// Of hidden folders and of what git ignores only the names at the top are seen, and a link to a
  /// folder is not followed.
  private mutating func add(_ folder: String, at root: URL) {
    let manager = FileManager.default
    let names = (try? manager.contentsOfDirectory(atPath: root.appending(path: folder).path)) ?? []
    for name in names {
      let path = folder.isEmpty ? name : folder + "/" + name
      let place = root.appending(path: path).path
      var isFolder: ObjCBool = false
      guard manager.fileExists(atPath: place, isDirectory: &isFolder) else { continue }
      let isLink = (try? manager.destinationOfSymbolicLink(atPath: place)) != nil
      if name.hasPrefix(".") || path == "notebooks/executed" || isLink && isFolder.boolValue {
        paths.insert(path)
      } else if isFolder.boolValue {
        add(path, at: root)
      } else {
        let isText = [".swift", ".md", ".py"].contains { name.hasSuffix($0) }
        add(path, isText ? (try? String(contentsOfFile: place, encoding: .utf8)) ?? "" : "")
        if manager.isExecutableFile(atPath: place) { executables.insert(path) }
      }
    }
  }

  private mutating func add(_ path: String, _ text: String) {
    paths.insert(path)
    texts[path] = text
    if path.hasSuffix(".swift") {
      swift.append(SwiftFile(path: path, text: text, code: codeAlone(text)))
    }
  }
}
