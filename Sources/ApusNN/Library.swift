/// A file of the library: layers, optimisers, metrics, written in our own language.
///
/// Each file is Swift. The language reads a file when a cell first names something of it, and the
/// public module `Apus` has them all compiled; so what a layer does is written once.
package struct Library: Sendable {
  /// The folder it stands in, a chapter of the reference.
  package let chapter: String
  package let name: String
  package let text: String

  /// The names that it declares for others: every line that starts with `public` declares one.
  package var declared: [String] {
    text.split(separator: "\n").compactMap { line in
      guard line.hasPrefix("public ") else { return nil }
      let words = line.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
      guard let kind = words.firstIndex(where: { Self.kinds.contains(String($0)) }) else {
        return nil
      }
      return words.dropFirst(kind + 1).first.map(String.init)
    }
  }

  private static let kinds: Set<String> = [
    "class", "struct", "enum", "protocol", "func", "let", "var", "typealias",
  ]

  /// The file that declares a name.
  package static let index: [String: Int] = Dictionary(
    files.enumerated().flatMap { index, file in file.declared.map { ($0, index) } },
    uniquingKeysWith: { first, _ in first })
}
