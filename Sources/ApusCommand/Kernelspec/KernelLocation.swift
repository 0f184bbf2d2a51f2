import ApusJSON
import ApusLanguage

/// Where a kernel is installed: a folder of Jupyter's data directories and the kernel's name.
///
/// https://jupyter-client.readthedocs.io/en/stable/kernels.html#kernel-specs
struct KernelLocation {
  static let user = Option("user", "For this user, which is what happens without an option.")
  static let sysPrefix = Option(
    "sys-prefix", "For the active environment, $VIRTUAL_ENV or $CONDA_PREFIX.")
  static let prefix = Option("prefix", value: "P", "In P/share/jupyter.")
  static let name = Option("name", value: "N", "The kernel's name, 'apus' where none is given.")
  static let options = [user, sysPrefix, prefix, name]

  let name: String
  /// The folder of this kernel alone.
  let folder: String

  init(_ arguments: Arguments, _ context: Context) throws(CommandError) {
    let places = [Self.user, Self.sysPrefix, Self.prefix].filter { arguments.has($0) }
    if places.count > 1 { throw .exclusive(places) }
    name = arguments[Self.name] ?? LanguageInfo.kernelspec["name"]?.string ?? "apus"
    guard Self.isName(name) else {
      throw .badValue(
        Self.name, name, expected: "letters, digits, '-', '_' and '.', with no '.' in front")
    }
    let data: String
    if let prefix = arguments[Self.prefix] {
      data = "\(prefix)/share/jupyter"
    } else if arguments.has(Self.sysPrefix) {
      guard let prefix = context.variable("VIRTUAL_ENV") ?? context.variable("CONDA_PREFIX") else {
        throw .refused("no environment is active: neither $VIRTUAL_ENV nor $CONDA_PREFIX is set")
      }
      data = "\(prefix)/share/jupyter"
    } else if let folder = context.userData {
      data = folder
    } else {
      throw .refused("this user has no home: $HOME is not set")
    }
    folder = "\(data)/kernels/\(name)"
  }

  private static func isName(_ name: String) -> Bool {
    let letters = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
    return letters && !name.isEmpty && !name.hasPrefix(".")
  }
}

extension Context {
  /// Where Jupyter keeps what belongs to this user; nil for a user without a home.
  var userData: String? {
    if let folder = variable("JUPYTER_DATA_DIR") { return folder }
    if let folder = variable("XDG_DATA_HOME") { return "\(folder)/jupyter" }
    return variable("HOME").map { "\($0)/.local/share/jupyter" }
  }

  /// A variable of the environment that is set to something.
  fileprivate func variable(_ name: String) -> String? {
    guard let value = environment(name), !value.isEmpty else { return nil }
    return value
  }
}
