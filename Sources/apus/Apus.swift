import Glibc

/// The process: its arguments in, its exit status out.
@main enum Apus {
  static func main() {
    let status = CommandLineTool(context: .process).run(
      Array(Swift.CommandLine.arguments.dropFirst()))
    exit(status.rawValue)
  }
}
