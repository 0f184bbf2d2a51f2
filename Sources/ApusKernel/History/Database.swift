import CSQLite
import Glibc

/// A file of SQLite's, or one in memory; used by one thread.
///
/// Several processes may have the same file open: who finds it locked waits for a while.
final class Database {
  /// What SQLite says of a failure.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What goes into a statement, and what comes out of one.
  enum Value: Equatable, Sendable {
    case null
    case int(Int)
    case text(String)

    var int: Int? { if case .int(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
  }

  static let memory = ":memory:"
  /// How long another process may keep the file locked, in milliseconds.
  private static let patience: Int32 = 2000

  private let handle: OpaquePointer

  /// Opens a file, which is made where there is none, and which nobody but its owner may read.
  init(_ path: String) throws(Failure) {
    if path != Self.memory { try Self.makePrivate(path) }
    var handle: OpaquePointer?
    let status = sqlite3_open_v2(
      path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard status == SQLITE_OK, let handle else {
      sqlite3_close_v2(handle)
      throw Failure(description: String(cString: sqlite3_errstr(status)))
    }
    self.handle = handle
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit { sqlite3_close_v2(handle) }

  /// The number of the row that was put in last.
  var lastRow: Int { Int(sqlite3_last_insert_rowid(handle)) }

  /// Carries out one statement, and hands over each row until one is enough.
  func run(
    _ statement: String, _ values: [Value] = [], row: (([Value]) -> Bool)? = nil
  ) throws(Failure) {
    var prepared: OpaquePointer?
    guard sqlite3_prepare_v2(handle, statement, -1, &prepared, nil) == SQLITE_OK else {
      throw failure()
    }
    defer { sqlite3_finalize(prepared) }
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      switch value {
      case .null: sqlite3_bind_null(prepared, place)
      case .int(let number): sqlite3_bind_int64(prepared, place, Int64(number))
      case .text(let text):
        // The text is copied (SQLITE_TRANSIENT), since it does not live as long as the statement.
        let copy = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        let bytes = text.utf8CString
        bytes.withUnsafeBufferPointer {
          _ = sqlite3_bind_text(prepared, place, $0.baseAddress, Int32(bytes.count - 1), copy)
        }
      }
    }
    while true {
      switch sqlite3_step(prepared) {
      case SQLITE_ROW:
        let columns = (0..<sqlite3_column_count(prepared)).map { Self.value(prepared, $0) }
        if row?(columns) == false { return }
      case SQLITE_DONE: return
      default: throw failure()
      }
    }
  }

  private static func value(_ row: OpaquePointer?, _ column: Int32) -> Value {
    switch sqlite3_column_type(row, column) {
    case SQLITE_INTEGER: return .int(Int(sqlite3_column_int64(row, column)))
    case SQLITE_NULL: return .null
    default:
      let bytes = sqlite3_column_text(row, column)
      let count = Int(sqlite3_column_bytes(row, column))
      return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    }
  }

  private func failure() -> Failure {
    Failure(description: String(cString: sqlite3_errmsg(handle)))
  }

  /// Makes the file and its folder, for the user alone; SQLite's own files beside it follow suit.
  private static func makePrivate(_ path: String) throws(Failure) {
    let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    var parent = ""
    for part in folder {
      parent += part + "/"
      mkdir(parent, 0o700)
    }
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure(description: String(cString: strerror(errno))) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(description: "it is no file")
    }
    if status.st_mode & 0o077 != 0 { fchmod(file, 0o600) }
  }
}
