import ApusLanguage
import ApusWire
import Glibc
import Synchronization

/// Runs cells on a thread with a deep stack, while this one waits for Ctrl-C.
///
/// The first Ctrl-C interrupts the running cell, so that what is done so far can be kept; the second
/// ends the process.
enum CellThread {
  private static let stack = 512 << 20

  static func run<Value: Sendable>(
    interrupting evaluator: any Evaluator, _ body: @escaping @Sendable () -> Value
  ) throws(CommandError) -> Value {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    // By this the thread says that it is done.
    sigaddset(&signals, SIGUSR1)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let result = Slot<Value>()
    let waiting = pthread_self()
    let thread = Thread.start("apus-cells", stack: stack) {
      result.set(body())
      pthread_kill(waiting, SIGUSR1)
    }
    guard let thread else { throw .refused("there is no memory for another thread") }
    var isInterrupted = false
    while true {
      var number: Int32 = 0
      guard sigwait(&signals, &number) == 0, number != SIGUSR1 else { break }
      if isInterrupted { exit(128 + SIGINT) }
      isInterrupted = true
      evaluator.interrupt()
    }
    thread.join()
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    guard let value = result.value else { throw .refused("the cells' thread ended too soon") }
    return value
  }

  private final class Slot<Value: Sendable>: Sendable {
    private let content = Mutex<Value?>(nil)

    var value: Value? { content.withLock { $0 } }

    func set(_ value: Value) { content.withLock { $0 = value } }
  }
}
