import ApusValue
import Glibc

extension Builtin {
  /// Text files.
  static let files: [Builtin] = [
    member(
      of: "String", "String",
      "init(contentsOfFile path: String, encoding: String.Encoding = .utf8) throws",
      summary: "The text in a file.",
      example: "let text = try String(contentsOfFile: \"/proc/version\", encoding: .utf8)",
      refusals: [
        (
          #"try String(contentsOfFile: "nowhere.txt", encoding: .utf8)"#,
          "the file 'nowhere.txt' cannot be read: no such file or directory"
        )
      ]
    ) { call in call.registers.set(try File.read(call.registers.string(0))) },
    member(
      of: "StringProtocol", "write",
      "func write(toFile path: String, atomically: Bool, encoding: String.Encoding) throws",
      summary: "Puts the text into a file, in place of what is there.",
      example: #"try "text".write(toFile: "/dev/null", atomically: false, encoding: .utf8)"#,
      refusals: [
        (
          #"try "a".write(toFile: "/nowhere/a", atomically: false, encoding: .utf8)"#,
          "the file '/nowhere/a' cannot be written: no such file or directory"
        )
      ]
    ) { call in
      try File.write(
        call.registers.string(0), to: call.registers.string(1),
        atomically: call.registers.bool(2))
    },
    member(
      of: "FileManager", "default", "static var `default`: FileManager",
      summary: "What knows of files.", example: #"FileManager.default.fileExists(atPath: "/")"#
    ) { call in call.registers.set(WordBox(0)) },
    member(
      of: "FileManager", "fileExists", "func fileExists(atPath path: String) -> Bool",
      summary: "Whether there is a file or a folder.",
      example: #"FileManager.default.fileExists(atPath: "/")"#
    ) { call in call.registers.set(access(call.registers.string(1), F_OK) == 0) },
    member(
      of: "FileManager", "removeItem", "func removeItem(atPath path: String) throws",
      summary: "Takes a file away.",
      example: """
        let name = "/tmp/apus-example-\\(Int.random(in: 0..<1_000_000))"
        try "text".write(toFile: name, atomically: true, encoding: .utf8)
        try FileManager.default.removeItem(atPath: name)
        """,
      refusals: [
        (
          #"try FileManager.default.removeItem(atPath: "/nowhere/a")"#,
          "the file '/nowhere/a' cannot be removed: no such file or directory"
        )
      ]
    ) { call in
      let path = call.registers.string(1)
      if remove(path) != 0 { throw File.failure(path, "removed") }
    },
    member(
      of: "FileManager", "currentDirectoryPath", "var currentDirectoryPath: String",
      summary: "The folder that the program runs in.",
      example: "FileManager.default.currentDirectoryPath.isEmpty"
    ) { call in
      let path = getcwd(nil, 0)
      defer { free(path) }
      call.registers.set(path.map { String(cString: $0) } ?? "/")
    },
  ]
}

/// Reading and writing whole files.
private enum File {
  static func failure(_ path: String, _ what: String) -> MachineError {
    let reason = String(cString: strerror(errno)).lowercased()
    return MachineError(MachineError.file, "the file '\(path)' cannot be \(what): \(reason)")
  }

  static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw failure(path, "read") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes += block[..<count]
      guard bytes.count <= Elements.limit else { throw MachineError.tooLarge("text") }
    }
    guard ferror(file) == 0 else { throw failure(path, "read") }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw MachineError(MachineError.file, "the file '\(path)' is no text in UTF-8")
    }
    return text
  }

  static func write(_ text: String, to path: String, atomically: Bool) throws {
    let target = atomically ? path + ".part" : path
    guard let file = fopen(target, "w") else { throw failure(path, "written") }
    let bytes = Array(text.utf8)
    let count = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, count == bytes.count else { throw failure(path, "written") }
    if atomically, rename(target, path) != 0 { throw failure(path, "written") }
  }
}
