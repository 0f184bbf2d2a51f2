/// Puts a program together cell by cell.
///
/// A cell may declare again what an earlier one has declared, which Swift allows in an inner scope
/// only: from there on the program stands in a block.
struct Writer {
  private var lines = ["import Foundation", "import Apus", "import Cells"]
  private var depth = 0
  private var declared: Set<DeclaredName> = []

  mutating func line(_ text: String) {
    lines.append("#sourceLocation(file: \"harness\", line: \(lines.count))")
    lines.append(text)
  }

  /// The text of a cell, whose positions are reported as its own.
  mutating func cell(_ number: Int, _ text: String) {
    lines.append("#sourceLocation(file: \"cell-\(number)\", line: 1)")
    lines.append(text)
  }

  func declares(_ names: [DeclaredName]) -> Bool {
    names.contains { name in declared.contains { $0.conflicts(with: name) } }
  }

  /// Opens a block where names are declared again.
  mutating func open(for names: [DeclaredName]) {
    if declares(names) {
      line("do {")
      depth += 1
      declared = []
    }
    declared.formUnion(names)
  }

  var finished: String {
    (lines + Array(repeating: "}", count: depth)).joined(separator: "\n")
      + "\n"
  }
}
