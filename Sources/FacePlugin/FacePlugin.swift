import PackagePlugin

/// Puts the face of the public module beside its support when it is built.
@main
struct FacePlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let face = context.pluginWorkDirectoryURL.appending(path: "Face.swift")
    return [
      .buildCommand(
        displayName: "Writing the face of Apus",
        executable: try context.tool(named: "ApusFace").url,
        arguments: [face.path], outputFiles: [face])
    ]
  }
}
