import ApusWire

/// The cells that were run, for a front end's arrow keys and searches.
///
/// One session, number 1, in memory.
final class History: Sendable {
  struct Entry: Equatable, Sendable {
    let session: Int
    /// The cell's execution count.
    let line: Int
    let input: String
    /// The plain text of the result.
    var output: String?
  }

  static let currentSession = 1

  private let entries = Monitor<[Entry]>([])

  func append(line: Int, input: String) {
    let entry = Entry(session: Self.currentSession, line: line, input: input)
    entries.withLock { $0.append(entry) }
  }

  /// Adds the result to the entry of a line.
  func setOutput(_ output: String, line: Int) {
    entries.withLock { entries in
      guard let index = entries.lastIndex(where: { $0.line == line }) else { return }
      entries[index].output = output
    }
  }

  /// The last entries, oldest first.
  func tail(_ count: Int) -> [Entry] {
    entries.withLock { Array($0.suffix(max(0, count))) }
  }

  /// The lines from `start` to before `stop` of one session.
  ///
  /// Session 0 is the current one, and a negative number counts back from it. Negative lines count
  /// from the end; a stop of 0 or none means the end.
  func range(session: Int, start: Int, stop: Int?) -> [Entry] {
    let number = session > 0 ? session : Self.currentSession &+ session
    return entries.withLock { entries in
      let end = (entries.last?.line ?? 0) + 1
      let first = start < 0 ? start &+ end : start
      var last = stop ?? end
      if last == 0 || last > end { last = end }
      if last < 0 { last &+= end }
      return entries.filter { $0.session == number && $0.line >= first && $0.line < last }
    }
  }

  /// The entries that match a pattern of `*`, `?` and `[…]`, oldest first; with `isUnique` of equal
  /// inputs only the latest, with a count the last so many.
  func search(_ pattern: String, count: Int?, isUnique: Bool) -> [Entry] {
    let glob = Glob(pattern)
    var found = entries.withLock { $0 }.filter { glob.matches($0.input) }
    if isUnique {
      var seen: Set<String> = []
      found = found.reversed().filter { seen.insert($0.input).inserted }.reversed()
    }
    return count.map { Array(found.suffix(max(0, $0))) } ?? found
  }
}
