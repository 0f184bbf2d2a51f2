extension Archetype {
  /// Whether what is asked of it includes a protocol of the standard library.
  func conforms(toPrelude name: String) -> Bool {
    protocols.contains { $0.all.contains { $0.row?.name == name } }
  }
}
