/// A file of the library: layers, optimisers, metrics, written in our own language.
///
/// Each file is Swift. The language reads a file when a cell first names something of it, and the
/// public module `Apus` has them all compiled; so what a layer does is written once.
package struct LibraryFile: Sendable {
  /// The folder it stands in, a chapter of the reference.
  package let chapter: String
  package let name: String
  /// What it declares, where that is known without reading it.
  private let known: [String]?
  private let read: @Sendable () -> String

  init(
    chapter: String, name: String, declares known: [String]? = nil,
    text: @autoclosure @escaping @Sendable () -> String
  ) {
    self.chapter = chapter
    self.name = name
    self.known = known
    read = text
  }

  package var text: String { read() }

  /// All files: those that are written, and those that follow from rows.
  package static let all: [LibraryFile] = written + widgets

  /// What it declares for programs, and what for the library's other files besides.
  package var exported: [String] { declarations.filter(\.isPublic).map(\.name) }

  /// A declaration starts a line, or stands in an extension; its name follows its kind.
  private var declarations: [(name: String, isPublic: Bool)] {
    if let known { return known.map { ($0, true) } }
    var isExtension = false
    return text.split(separator: "\n").compactMap { line in
      let isMember = isExtension && line.hasPrefix("  public ")
      if let first = line.first, first != " ", first != "}" {
        isExtension = line.hasPrefix("extension ")
      }
      guard isMember || line.first?.isLetter == true else { return nil }
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      guard let kind = words.firstIndex(where: { Self.kinds.contains(String($0)) }),
        let name = words.dropFirst(kind + 1).first
      else { return nil }
      return (String(name), words[0] == "public")
    }
  }

  private static let kinds: Set<String> = [
    "class", "struct", "enum", "protocol", "func", "let", "var", "typealias",
  ]

  /// The file that declares a name, and those of them that programs may use.
  package static let index = table { _ in true }
  package static let exported = table { $0 }

  private static func table(_ isWanted: (_ isPublic: Bool) -> Bool) -> [String: Int] {
    let pairs = all.enumerated().flatMap { index, file in
      file.declarations.filter { isWanted($0.isPublic) }.map { ($0.name, index) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
