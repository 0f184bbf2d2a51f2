extension LibraryFile {
  /// What the reference says of a declaration.
  package struct Entry: Sendable {
    /// Its head, and the heads of what a type offers.
    package var outline: String
    package var documentation: String

    /// What it declares.
    package var name: Substring? {
      outline.firstMatch(of: /(?:func|class|struct|enum|protocol|typealias|let|var) (\w+)/)?.output
        .1
    }
  }

  /// Those of all files.
  package static let allEntries: [Entry] = all.flatMap(\.entries)

  /// Every public declaration at the top level that has a text, with it.
  package var entries: [Entry] {
    var entries: [Entry] = []
    var documentation: [Substring] = []
    var isOpen = false
    var head: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let begun = head {
        head = begun + " " + line.drop { $0 == " " }
      } else if line.hasPrefix("/// ") || line == "///" {
        documentation.append(line.dropFirst(4))
        continue
      } else if line.hasPrefix("public "), !documentation.isEmpty {
        entries.append(Entry(outline: "", documentation: documentation.joined(separator: "\n")))
        isOpen = true
        head = String(line.dropFirst("public ".count))
      } else if isOpen, line.hasPrefix("  public "), !line.contains("stateNames") {
        head = "  " + line.dropFirst("  public ".count)
      } else {
        if line.hasPrefix("}") { isOpen = false }
        documentation = []
        continue
      }
      // A head goes on until its brackets are closed.
      guard let whole = head, Self.isWhole(whole) else { continue }
      let shown = whole.prefix { $0 != "{" }
      let isType = !whole.hasPrefix(" ") && !whole.hasPrefix("func ")
      let end = shown.lastIndex { $0 != " " }.map { shown[...$0] } ?? shown
      let last = entries.count - 1
      let heading = end.replacing("( ", with: "(").replacing(" )", with: ")")
      entries[last].outline += (entries[last].outline.isEmpty ? "" : "\n") + heading
      if !isType, !whole.hasPrefix(" ") { isOpen = false }
      head = nil
      documentation = []
    }
    return entries
  }

  private static func isWhole(_ head: String) -> Bool {
    let opened = head.filter { $0 == "(" }.count
    return opened == head.filter { $0 == ")" }.count && !head.hasSuffix(",")
  }
}
