import ApusWire
import Glibc

/// Cells as files, whose names front ends make from their text.
struct CellFiles {
  static let hashMethod = "Murmur2"
  static let seed: UInt32 = 0xc70f_6907
  static let suffix = ".swift"

  /// What a file's name begins with.
  let prefix: String
  private let folder: String
  private var texts: [String: String] = [:]
  /// Cells that have run, and need no file.
  private var noted: [String: String] = [:]
  private var hasFolder = false

  /// Why a cell cannot be written.
  struct Failure: Error, CustomStringConvertible {
    let path: String
    let code: Int32

    var description: String { "\(path): \(String(cString: strerror(code)))" }
  }

  /// In a folder of its own among the temporary files, which is made when the first one is written.
  init() {
    let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let mark = UUID().description.prefix(8)
    folder = "\(temporary.hasPrefix("/") ? temporary : "/tmp")/apus_\(getpid())_\(mark)"
    prefix = folder + "/"
  }

  func path(of text: String) -> String {
    "\(prefix)\(Murmur2.hash(text.utf8, seed: Self.seed))\(Self.suffix)"
  }

  /// Writes a cell to its file, which only this user can read; where it is.
  mutating func write(_ text: String) throws(Failure) -> String {
    let path = path(of: text)
    if !hasFolder, mkdir(folder, 0o700) != 0 { throw Failure(path: folder, code: errno) }
    hasFolder = true
    texts[path] = text
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw Failure(path: path, code: errno) }
    defer { close(file) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withContiguousStorageIfAvailable {
        Glibc.write(file, $0.baseAddress, $0.count)
      }
      guard let count, count > 0 else { throw Failure(path: path, code: errno) }
      rest = rest.dropFirst(count)
    }
    return path
  }

  /// The text of a cell that was written, or noted.
  func text(at path: String) -> String? { texts[path] ?? noted[path] }

  /// Takes note of a cell that runs; what would be its file.
  mutating func note(_ text: String) -> String {
    let path = path(of: text)
    if texts[path] == nil { noted[path] = text }
    return path
  }

  /// The files there are, with their names.
  var paths: [(name: String, path: String)] {
    texts.keys.sorted().map { (String($0.dropFirst(prefix.count)), $0) }
  }

  /// Removes the files.
  func remove() {
    guard hasFolder else { return }
    for path in texts.keys { unlink(path) }
    rmdir(folder)
  }
}
