extension Command {
  static let install = Command(
    name: "install", summary: "Make the kernel known to Jupyter.",
    details: "Without an option, it is installed for this user.",
    options: KernelLocation.options,
    perform: { arguments, context throws(CommandError) in
      let location = try KernelLocation(arguments, context)
      let specification = Kernelspec(executable: context.executablePath())
      try specification.write(to: location)
      context.console.write(
        """
        Installed the kernel '\(location.name)' in \(location.folder).
        It starts \(specification.executable).

        """, to: .output)
      return .success
    })
}
