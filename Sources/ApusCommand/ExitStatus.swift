/// How the process ends.
enum ExitStatus: Int32 {
  case success = 0
  case cellFailed = 1
  /// A wrong command line, or a file that cannot be read or written.
  case badUsage = 2
}
