import Glibc
import PackagePlugin

/// Puts the library's files, as text, into the module that holds them.
@main
struct LibraryPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let result = context.pluginWorkDirectoryURL.appending(path: "LibraryFiles.swift")
    let folder = target.directoryURL.appending(path: "Library")
    let files = Self.names(in: folder.path).flatMap { chapter in
      Self.names(in: folder.appending(path: chapter).path).map {
        folder.appending(path: chapter).appending(path: $0)
      }
    }
    return [
      .buildCommand(
        displayName: "Taking up the library of layers",
        executable: try context.tool(named: "LibraryWriter").url,
        arguments: [result.path] + files.map(\.path), inputFiles: files, outputFiles: [result])
    ]
  }

  /// What a folder holds, in the order of the names; nothing, if it is none.
  private static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
