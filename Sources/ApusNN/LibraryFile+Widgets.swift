import ApusWidgets

extension LibraryFile {
  /// The classes of widgets, each a reading of its row.
  static let widgets: [LibraryFile] =
    WidgetClass.all.map { row in
      LibraryFile(
        chapter: "Widgets", name: "\(row.name).swift", declares: [row.name], text: row.source)
    } + [
      LibraryFile(
        chapter: "Widgets", name: "Interact.swift", declares: InteractSource.names,
        text: InteractSource.text)
    ]
}
