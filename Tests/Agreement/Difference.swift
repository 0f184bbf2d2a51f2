import Foundation

/// A difference from Swift that is intended: an entry of `differences.md`.
struct Difference {
  var name: String
  /// Errors of ours, by their ids, where Swift sees none.
  var errors: Set<String> = []
  /// What swiftc says where it refuses a cell that with us runs.
  var says: [String] = []

  /// What a cell has in its code where it shows something else.
  var writes: [String] = []

  /// Reads `## name`, a reason, and lines `errors: id, id`, `says: words` and `writes: code`.
  static func all(in text: String) -> [Difference] {
    var found: [Difference] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") {
        found.append(Difference(name: String(line.dropFirst(3))))
      } else if line.hasPrefix("errors: "), !found.isEmpty {
        found[found.count - 1].errors = Set(
          line.dropFirst(8).split(separator: ", ").map(String.init))
      } else if line.hasPrefix("writes: "), !found.isEmpty {
        found[found.count - 1].writes.append(String(line.dropFirst(8)))
      } else if line.hasPrefix("says: "), !found.isEmpty {
        found[found.count - 1].says.append(String(line.dropFirst(6)))
      }
    }
    return found
  }

  /// Whether it is the rule for a cell whatever the cell is about.
  func covers(_ cell: Case.Cell, _ native: NativeConduct) -> Bool {
    switch (cell.expected, native) {
    case (.isRefused, .shows), (.isRefused, .stops):
      // What follows the first error may be its consequence.
      cell.diagnostics.first.map { errors.contains($0.id) } ?? false
    case (.stops, .isRefused(let message)), (.shows, .isRefused(let message)):
      says.contains { message.contains($0) }
    case (.shows, .shows):
      writes.contains { cell.code.contains($0) }
    default: false
    }
  }
}

extension Difference {
  /// The entry for shapes that are known before the run.
  static let early = "shapes-before-the-run"
  /// The entry for types that are printed without their module.
  static let modules = "names-without-module"
}

extension [Difference] {
  /// Whether we report before the run what Swift meets when it runs.
  func isKnownEarly(_ cell: Case.Cell) -> Bool {
    guard cell.expected == .isRefused, let diagnostic = cell.diagnostics.first,
      let entry = first(where: { $0.name == Difference.early })
    else { return false }
    return entry.errors.contains(diagnostic.id)
  }
}
