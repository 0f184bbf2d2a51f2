import ApusText

@testable import ApusLanguage

/// The same cells on the machine and on the walker, and where these two do not agree.
struct Comparison {
  /// Errors that say that something is too much, of which each evaluator has its own measure.
  private static let limits: Set<String> = ["recursion", "memory", "steps", "too-large", "endless"]

  private(set) var faults: [String] = []
  /// How many cells have been compared, and how the machine ended them.
  private(set) var ends: [String: Int] = [:]

  /// Compares cells of which each may take so many turns and calls.
  init(
    _ cells: [String], planted: Walker.Planted? = nil, stepLimit: Int = Walker.stepLimit
  ) {
    let session = Session(checksShapes: false, stepLimit: stepLimit)
    let walked = WalkedSession(planted: planted, stepLimit: stepLimit)
    for (index, code) in cells.enumerated() {
      let cell = Cell(code: code, number: index + 1)
      let first = Transcript.shows(cell) { session.run($0, host: $1) }
      let second = Transcript.shows(cell) { walked.run($0, host: $1) }
      ends[first.end ?? "value", default: 0] += 1
      if let end = first.end, let other = second.end, Self.limits.contains(end),
        Self.limits.contains(other)
      {
        continue
      }
      // The walker makes a generic function anew when it is called, and finds the end of its calls.
      if first.end == "endless" { return }
      // What takes one of them too long says nothing, and after it the two may differ.
      if first.end == "steps" || second.end == "steps" { return }
      if first.shows == second.shows { continue }
      func text(_ shows: [Transcript.Showing: [String]]) -> String {
        Transcript.Showing.allCases.compactMap { showing in
          shows[showing].map { "\(showing): " + $0.joined(separator: "\n") }
        }.joined(separator: "\n")
      }
      faults.append(
        """
        cell \(index + 1):
        \(cells[...index].joined(separator: "\n---\n"))
        The machine shows:
        \(text(first.shows))
        The walker shows:
        \(text(second.shows))
        """)
    }
  }
}
