import Glibc

/// The standard input, where a person may sit.
package enum TerminalInput {
  /// A line; a person is told what for, and does not see what is typed for a password.
  package static func line(prompt: String, isPassword: Bool) -> String? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return readLine() }
    say(prompt)
    guard isPassword else { return readLine() }
    let before = settings
    settings.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
    defer {
      var settings = before
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
      say("\n")
    }
    return readLine()
  }

  private static func say(_ text: String) {
    _ = write(STDERR_FILENO, text, text.utf8.count)
  }
}
