extension Command {
  static let uninstall = Command(
    name: "uninstall", summary: "Remove the kernel from Jupyter.",
    details: "Give the same options as for 'apus install'.", options: KernelLocation.options,
    perform: { arguments, context throws(CommandError) in
      let location = try KernelLocation(arguments, context)
      try Kernelspec.remove(from: location)
      context.console.write(
        "Removed the kernel '\(location.name)' from \(location.folder).\n", to: .output)
      return .success
    })
}
