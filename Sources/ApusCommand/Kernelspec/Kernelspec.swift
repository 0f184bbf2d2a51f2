import ApusJSON
import ApusLanguage
import ApusWire

/// The files by which Jupyter knows the kernel.
struct Kernelspec {
  /// The absolute path of the program to start.
  let executable: String

  private static let file = "kernel.json"
  private static let verb = "kernel"

  /// `kernel.json`.
  var json: JSON {
    [
      "argv": [.string(executable), .string(Self.verb), "--connection-file", "{connection_file}"],
      "display_name": LanguageInfo.kernelspec["display_name"] ?? nil,
      "language": LanguageInfo.kernelspec["language"] ?? nil,
      "interrupt_mode": "message",
      "kernel_protocol_version": .string(Author.protocolVersion),
      "env": ["SWIFT_BACKTRACE": "enable=no"],
      "metadata": ["debugger": true, "supported_encryption": ["curve"]],
    ]
  }

  /// Puts the files there, over those of an earlier installation.
  ///
  /// A kernel of the same name that is not ours is left alone, with an error.
  func write(to location: KernelLocation) throws(CommandError) {
    let file = "\(location.folder)/\(Self.file)"
    if File.exists(file) { try Self.checkIsOurs(location) }
    do throws(File.Failure) {
      try File.makeFolder(location.folder)
      for (name, content) in Logo.files {
        try File.write(Base64.decode(content), to: "\(location.folder)/\(name)")
      }
      // Last, since it is what makes the kernel visible.
      try File.write(json.bytes(.notebook), to: file)
    } catch {
      throw .file(error)
    }
  }

  static func remove(from location: KernelLocation) throws(CommandError) {
    guard File.exists("\(location.folder)/\(file)") else {
      throw .refused("there is no kernel '\(location.name)' in \(location.folder)")
    }
    try checkIsOurs(location)
    do throws(File.Failure) {
      for name in [file] + Logo.files.map(\.key) {
        try File.remove("\(location.folder)/\(name)")
      }
      try File.removeFolder(location.folder)
    } catch {
      throw .file(error)
    }
  }

  private static func checkIsOurs(_ location: KernelLocation) throws(CommandError) {
    let bytes: [UInt8]
    do { bytes = try File.read("\(location.folder)/\(file)") } catch { throw .file(error) }
    let json = try? JSON(parsing: bytes)
    let isOurs =
      json?["language"] == LanguageInfo.kernelspec["language"]
      && json?["argv"]?[1]?.string == verb
    guard isOurs else {
      throw .refused("the kernel '\(location.name)' in \(location.folder) is another one")
    }
  }
}
