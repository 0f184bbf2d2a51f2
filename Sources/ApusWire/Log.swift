import Glibc

/// One line for whatever a person might want to know afterwards; a flood is cut short.
package final class Log: Sendable {
  /// What was written since when.
  private struct Window {
    var start: UInt64 = 0
    var lines = 0
    var dropped = 0
  }

  private static let span: UInt64 = 10_000_000_000
  private static let longest = 300

  private let sink: @Sendable (String) -> Void
  private let uptime: @Sendable () -> UInt64
  private let limit: Int
  private let window = Monitor(Window())

  /// Passes on at most `limit` lines in ten seconds and then says how many there were more.
  package init(
    limit: Int = 50, uptime: @escaping @Sendable () -> UInt64 = Timekeeper.system.uptime,
    sink: @escaping @Sendable (String) -> Void
  ) {
    self.limit = limit
    self.uptime = uptime
    self.sink = sink
  }

  /// Writes to the standard error, which Jupyter keeps with its own log.
  ///
  /// It stays there when the process puts something else in the place of its standard error.
  package static func standardError() -> Log {
    let copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    let file = copy >= 0 ? copy : STDERR_FILENO
    return Log { line in
      let bytes = Array("[apus] \(line)\n".utf8)
      _ = Glibc.write(file, bytes, bytes.count)
    }
  }

  package func write(_ line: String) {
    let now = uptime()
    let lines: [String] = window.withLock { window in
      var lines: [String] = []
      if now &- window.start >= Self.span {
        if window.dropped > 0 { lines.append("\(window.dropped) more lines were not logged") }
        window = Window(start: now)
      }
      if window.lines < limit {
        window.lines += 1
        lines.append(Self.singleLine(line))
      } else {
        window.dropped += 1
      }
      return lines
    }
    for line in lines { sink(line) }
  }

  /// What others sent must not look like lines of ours, nor move a terminal's cursor.
  private static func singleLine(_ text: String) -> String {
    let scalars = text.unicodeScalars
    var line = ""
    for scalar in scalars.prefix(longest) {
      line.unicodeScalars.append(scalar.properties.generalCategory == .control ? "?" : scalar)
    }
    return scalars.count > longest ? line + "…" : line
  }
}
