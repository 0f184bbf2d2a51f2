/// Finds the name that was probably meant.
package enum Spelling {
  /// The nearest of some names, or nil when none is near enough to be a slip.
  ///
  /// A name in another case or with underscores (`zero_grad` for `zeroGrad`) always counts as near;
  /// otherwise a third of the characters may differ. Of equally near names the first in
  /// alphabetical order is taken.
  package static func suggest(_ name: String, among names: some Sequence<String>) -> String? {
    let wanted = Array(name)
    guard !wanted.isEmpty else { return nil }
    let folded = fold(name)
    let limit = max(1, (wanted.count + 1) / 3)
    var best: (name: String, distance: Int)?
    for candidate in names where candidate != name {
      let distance: Int
      if fold(candidate) == folded {
        distance = 0
      } else {
        let letters = Array(candidate)
        guard abs(letters.count - wanted.count) <= limit else { continue }
        distance = self.distance(wanted, letters)
        // A name of two letters has nothing in common with another after one change.
        guard distance <= limit, distance < wanted.count else { continue }
      }
      if let best, (best.distance, best.name) <= (distance, candidate) { continue }
      best = (candidate, distance)
    }
    return best?.name
  }

  /// Without case and underscores.
  private static func fold(_ name: String) -> String {
    name.filter { $0 != "_" }.lowercased()
  }

  /// The number of insertions, deletions, replacements and exchanges of neighbours that lead from
  /// one text to the other (Damerau-Levenshtein, optimal string alignment).
  static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var current = beforeLast
    for row in 1...left.count {
      current[0] = row
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        current[column] = min(
          last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          current[column] = min(current[column], beforeLast[column - 2] + 1)
        }
      }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[right.count]
  }
}
