import Glibc

/// Writes files as a table of texts: the first argument names the result, the others the files.
@main
enum LibraryWriter {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard let result = arguments.first else { exit(1) }
    var table = "extension LibraryFile {\n  static let written: [LibraryFile] = [\n"
    for path in arguments.dropFirst() {
      guard let text = text(of: path) else { fail(path) }
      let parts = path.split(separator: "/").suffix(2)
      table += """
            LibraryFile(
              chapter: "\(parts.first ?? "")", name: "\(parts.last ?? "")",
              text: ####\"\"\"

        """
      table += text + "\n\"\"\"####),\n"
    }
    table += "  ]\n}\n"
    guard let file = fopen(result, "w"), fputs(table, file) >= 0, fclose(file) == 0 else {
      fail(result)
    }
  }

  private static func text(of path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func fail(_ path: String) -> Never {
    perror(path)
    exit(1)
  }
}
