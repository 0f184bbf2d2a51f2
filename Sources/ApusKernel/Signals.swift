import ApusWire
import Glibc
import Synchronization

/// The system's ways to interrupt and to end a process, as calls on an ordinary thread.
enum Signals {
  /// Where the handler, which may do next to nothing, writes the signal's number.
  private static let pipe = Atomic<Int32>(-1)

  /// Calls a closure for each SIGINT and SIGTERM, on a thread of its own; only the first call does.
  static func watch(_ handle: @escaping @Sendable (Int32) -> Void) {
    var ends: [Int32] = [-1, -1]
    guard pipe.load(ordering: .acquiring) < 0, Glibc.pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipe.store(ends[1], ordering: .releasing)
    let reader = ends[0]
    _ = Thread.start("apus-signals") {
      var number: UInt8 = 0
      while true {
        let count = read(reader, &number, 1)
        if count == 1 { handle(Int32(number)) }
        if count == 0 || (count < 0 && errno != EINTR) { return }
      }
    }
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { number in
        let previous = errno
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Signals.pipe.load(ordering: .relaxed), &byte, 1)
        errno = previous
      }
      action.sa_flags = SA_RESTART
      sigaction(number, &action, nil)
    }
    // A reader that went away is an error of the write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
  }
}

extension Kernel {
  /// Interrupts at SIGINT and ends at SIGTERM; for a process that is a kernel and nothing else.
  package func handleSignals() {
    Signals.watch { [self] number in
      if number == SIGTERM {
        stop()
        transport.close()
      } else {
        interrupt()
      }
    }
  }
}
