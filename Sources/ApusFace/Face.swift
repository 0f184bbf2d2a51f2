import ApusLanguage
import Glibc

/// Writes the face of the public module to the file that its argument names.
@main
enum Face {
  static func main() {
    guard let path = CommandLine.arguments.dropFirst().first, let file = fopen(path, "w"),
      fputs(PublicFace.source, file) >= 0, fclose(file) == 0
    else { exit(1) }
  }
}
