import ApusWire

/// The tables behind the history; used by one thread.
final class HistoryStore: @unchecked Sendable {
  /// The layout of the tables; a file with another number is left alone.
  private static let layout = 1

  private let path: String
  private let log: Log
  private let date: @Sendable () -> Timestamp
  private var opened: Database?
  /// The sessions of this kernel's shells.
  private var sessions: [String?: Int] = [:]
  /// Where each shell's last cell stands, to which its output is added.
  private var lastRows: [String?: (line: Int, row: Int)] = [:]

  init(path: String, log: Log, date: @escaping @Sendable () -> Timestamp) {
    self.path = path
    self.log = log
    self.date = date
  }

  /// The number of a shell's session, which begins when it is asked for first.
  func session(of shell: String?) -> Int {
    if let known = sessions[shell] { return known }
    let number =
      use { (database) throws(Database.Failure) -> Int in
        try database.run(
          "INSERT INTO sessions (start) VALUES (?)", [.text(date().description)])
        return database.lastRow
      } ?? 1
    sessions[shell] = number
    return number
  }

  func append(line: Int, input: String, shell: String?) {
    _ = session(of: shell)
    lastRows[shell] = nil
    use { (database) throws(Database.Failure) in
      // Asked for again, since a file that cannot be written has given way to another.
      try database.run(
        "INSERT INTO cells (session, line, input) VALUES (?, ?, ?)",
        [.int(session(of: shell)), .int(line), .text(input)])
      lastRows[shell] = (line, database.lastRow)
    }
  }

  func setOutput(_ output: String, line: Int, shell: String?) {
    guard let last = lastRows[shell], last.line == line else { return }
    use { (database) throws(Database.Failure) in
      try database.run(
        "UPDATE cells SET output = ? WHERE id = ?", [.text(output), .int(last.row)])
    }
  }

  /// A session's cells in order.
  func entries(ofSession number: Int) -> [History.Entry] {
    var entries: [History.Entry] = []
    use { (database) throws(Database.Failure) in
      entries = []
      try database.run(
        "SELECT session, line, input, output FROM cells WHERE session = ? ORDER BY line, id",
        [.int(number)]
      ) { row in
        entries.append(History.Entry(row))
        return true
      }
    }
    return entries
  }

  /// The last cells that match, oldest first.
  func search(_ pattern: Glob?, count: Int?, isUnique: Bool) -> [History.Entry] {
    let wanted = max(0, count ?? .max)
    guard wanted > 0 else { return [] }
    var found: [History.Entry] = []
    var seen: Set<String> = []
    use { (database) throws(Database.Failure) in
      (found, seen) = ([], [])
      try database.run("SELECT session, line, input, output FROM cells ORDER BY id DESC") { row in
        let entry = History.Entry(row)
        guard pattern?.matches(entry.input) != false else { return true }
        guard !isUnique || seen.insert(entry.input).inserted else { return true }
        found.append(entry)
        return found.count < wanted
      }
    }
    return found.reversed()
  }

  /// Does something with the file; where that fails, with tables in memory from then on.
  @discardableResult
  private func use<Result>(
    _ body: (Database) throws(Database.Failure) -> Result
  ) -> Result? {
    let isFile = opened == nil && path != Database.memory || opened.map { $0 !== memory } == true
    do {
      let database = try opened ?? Self.prepared(path)
      opened = database
      return try body(database)
    } catch {
      guard isFile else { return nil }
      log.write("the history is kept in memory, since \(path) cannot be used: \(error)")
    }
    memory = try? Self.prepared(Database.memory)
    opened = memory
    sessions = [:]
    return memory.flatMap { try? body($0) }
  }

  /// The tables in memory, where the file gave way to them.
  private var memory: Database?

  private static func prepared(_ path: String) throws(Database.Failure) -> Database {
    let database = try Database(path)
    var version = 0
    try database.run("PRAGMA user_version") { row in
      version = row.first?.int ?? 0
      return false
    }
    guard version == layout || version == 0 else {
      throw Database.Failure(description: "it is of a newer version")
    }
    // With a log, readers and one writer do not wait for each other, and nothing for the disk.
    try database.run("PRAGMA journal_mode = WAL")
    try database.run("PRAGMA synchronous = NORMAL")
    guard version == 0 else { return database }
    for statement in [
      "BEGIN IMMEDIATE",
      "CREATE TABLE IF NOT EXISTS sessions (id INTEGER PRIMARY KEY AUTOINCREMENT, start TEXT)",
      """
      CREATE TABLE IF NOT EXISTS cells (
        id INTEGER PRIMARY KEY, session INTEGER NOT NULL, line INTEGER NOT NULL,
        input TEXT NOT NULL, output TEXT)
      """,
      "CREATE INDEX IF NOT EXISTS cells_of_sessions ON cells (session, line)",
      "PRAGMA user_version = \(layout)", "COMMIT",
    ] { try database.run(statement) }
    return database
  }
}

extension History.Entry {
  fileprivate init(_ row: [Database.Value]) {
    self.init(
      session: row[0].int ?? 0, line: row[1].int ?? 0, input: row[2].text ?? "",
      output: row[3].text)
  }
}
