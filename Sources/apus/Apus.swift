import ApusCommand
import Glibc

/// The process: its arguments in, its exit status out.
@main enum Apus {
  static func main() {
    exit(CommandLineTool.process(Array(CommandLine.arguments.dropFirst())))
  }
}
