extension LibraryFile {
  /// What the reference says of a declaration.
  package struct Entry: Sendable {
    /// Its head, and the heads of what a type offers.
    package var outline: String
    package var documentation: String
  }

  /// Those of all files.
  package static let allEntries: [Entry] = all.flatMap(\.entries)

  /// Those that declare a name, with it.
  package static let named: [(name: String, entry: Entry)] = allEntries.compactMap { entry in
    declaredName(in: entry.outline).map { ($0, entry) }
  }

  private static let introducers: Set<Substring> = [
    "func", "class", "struct", "enum", "protocol", "typealias", "let", "var",
  ]

  /// The name behind the first word that introduces one.
  package static func declaredName(in head: some StringProtocol) -> String? {
    let words = String(head).split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    let place = words.firstIndex { introducers.contains($0) }
    return place.flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
  }

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
