import Glibc

/// What commands do with files, through the system alone.
enum File {
  /// An operation that the system refused, in its words.
  struct Failure: Error, CustomStringConvertible {
    /// `read`, `write to`, `make the folder`, `remove`.
    var verb: String
    var path: String
    var code: Int32

    var description: String {
      "cannot \(verb) '\(path)': \(String(cString: strerror(code)).lowercasingFirst)"
    }
  }

  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  static func read(_ path: String) throws(Failure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(verb: "read", path: path, code: errno) }
    defer { close(descriptor) }
    guard let bytes = read(descriptor) else {
      throw Failure(verb: "read", path: path, code: errno)
    }
    return bytes
  }

  /// All bytes up to the end of an open file; nil where `errno` says why not.
  static func read(_ descriptor: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &block, block.count)
      if count > 0 {
        bytes += block[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        return nil
      }
    }
  }

  /// Finds out before a long run whether its result could be written there.
  static func checkCanWrite(_ path: String) throws(Failure) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw Failure(verb: "write to", path: path, code: EISDIR)
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let folder = parts.dropLast().joined(separator: "/")
    let isAbsolute = path.hasPrefix("/")
    guard access(folder.isEmpty ? (isAbsolute ? "/" : ".") : folder, W_OK) == 0 else {
      throw Failure(verb: "write to", path: path, code: errno)
    }
  }

  /// Puts bytes into a file in one step: whoever reads sees the old ones or the new.
  ///
  /// What is no ordinary file, such as a pipe, is written to as it is.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    var status = stat()
    var target = path
    var mode: mode_t = 0o644
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        try overwrite(path, bytes, O_WRONLY, mode: mode)
        return
      }
      mode = status.st_mode & 0o7777
      // A link stays a link.
      if let real = realpath(path, nil) {
        target = String(cString: real)
        free(real)
      }
    }
    let draft = "\(target).\(getpid()).tmp"
    do {
      try overwrite(draft, bytes, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
    } catch {
      let code = error.code
      unlink(draft)
      throw Failure(verb: error.verb, path: path, code: code)
    }
    guard rename(draft, target) == 0 else {
      let code = errno
      unlink(draft)
      throw Failure(verb: "write to", path: path, code: code)
    }
  }

  /// Writes all bytes; false where `errno` says why not.
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let block = Array(rest.prefix(1 << 16))
      let count = Glibc.write(descriptor, block, block.count)
      if count < 0 && errno != EINTR { return false }
      rest = rest.dropFirst(max(0, count))
    }
    return true
  }

  private static func overwrite(
    _ path: String, _ bytes: [UInt8], _ flags: Int32, mode: mode_t
  ) throws(Failure) {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Failure(verb: "write to", path: path, code: errno) }
    let isWritten = write(bytes, to: descriptor)
    let code = errno
    guard close(descriptor) == 0, isWritten else {
      throw Failure(verb: "write to", path: path, code: isWritten ? errno : code)
    }
  }

  /// Makes a folder and those it lies in.
  static func makeFolder(_ path: String) throws(Failure) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
      guard mkdir(made, 0o755) == 0 || errno == EEXIST else {
        throw Failure(verb: "make the folder", path: path, code: errno)
      }
    }
  }

  static func remove(_ path: String) throws(Failure) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw Failure(verb: "remove", path: path, code: errno)
    }
  }

  /// Removes a folder that is empty; leaves one that is not.
  static func removeFolder(_ path: String) throws(Failure) {
    guard rmdir(path) == 0 || errno == ENOTEMPTY || errno == EEXIST else {
      throw Failure(verb: "remove", path: path, code: errno)
    }
  }
}

extension String {
  fileprivate var lowercasingFirst: String { prefix(1).lowercased() + dropFirst() }
}
