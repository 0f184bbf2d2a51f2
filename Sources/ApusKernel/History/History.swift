import ApusWire

/// The cells that were run, for a front end's arrow keys and searches.
///
/// They are kept in one file per user, which all kernels share, and in which each shell of each
/// kernel is a session of its own. Where the file cannot be written they are kept in memory, which
/// the log says once. A thread of its own works on it, so that no cell waits for a disk.
final class History: Sendable {
  struct Entry: Equatable, Sendable {
    let session: Int
    /// The cell's execution count.
    let line: Int
    let input: String
    /// The plain text of the result.
    var output: String?
  }

  /// How many bytes of a result are kept.
  static let longestOutput = 64 << 10

  private let worker = Worker("apus-history", stack: 1 << 20)
  private let store: HistoryStore

  /// A history in a file, or in memory where none is named.
  ///
  /// The file is opened when it is needed first.
  init(path: String? = nil, log: Log, date: @escaping @Sendable () -> Timestamp) {
    store = HistoryStore(path: path ?? Database.memory, log: log, date: date)
  }

  /// Adds a cell of a shell's; the main shell is the one without a name.
  func append(line: Int, input: String, shell: String? = nil) {
    worker.add { [store] in store.append(line: line, input: input, shell: shell) }
  }

  /// Adds the result to the latest entry of a line.
  func setOutput(_ output: String, line: Int, shell: String? = nil) {
    var text = output
    if text.utf8.count > Self.longestOutput {
      text = String(decoding: text.utf8.prefix(Self.longestOutput), as: UTF8.self) + "…"
    }
    worker.add { [store, text] in store.setOutput(text, line: line, shell: shell) }
  }

  /// The last entries of all sessions, oldest first.
  func tail(_ count: Int) -> [Entry] {
    worker.perform { [store] in store.search(nil, count: count, isUnique: false) } ?? []
  }

  /// The lines from `start` to before `stop` of one session.
  ///
  /// Session 0 is the current one, and a negative number counts back from it. Negative lines count
  /// from the end; a stop of 0 or none means the end.
  func range(session: Int, start: Int, stop: Int?, shell: String? = nil) -> [Entry] {
    worker.perform { [store] in
      let number = session > 0 ? session : store.session(of: shell) &+ session
      let entries = store.entries(ofSession: number)
      let end = (entries.last?.line ?? 0) + 1
      let first = start < 0 ? start &+ end : start
      var last = stop ?? end
      if last == 0 || last > end { last = end }
      if last < 0 { last &+= end }
      return entries.filter { $0.line >= first && $0.line < last }
    } ?? []
  }

  /// The entries of all sessions that match a pattern of `*`, `?` and `[…]`, oldest first; with
  /// `isUnique` of equal inputs only the latest, with a count the last so many.
  func search(_ pattern: String, count: Int?, isUnique: Bool) -> [Entry] {
    worker.perform { [store] in
      store.search(Glob(pattern), count: count, isUnique: isUnique)
    } ?? []
  }

  /// Writes what is not written yet, as far as that takes no longer than a second.
  func close() {
    _ = worker.waitUntilIdle(nanoseconds: 1_000_000_000)
    worker.finish()
  }
}
