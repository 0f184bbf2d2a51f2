import Glibc

/// A thread of the system that no signal is delivered to.
///
/// Signals stay with the thread that asks for them, so that an interrupt never lands in the middle
/// of a socket's work.
package struct Thread: @unchecked Sendable {
  private let id: pthread_t

  /// Starts a thread, or gives nil where there is no room for its stack.
  ///
  /// Where there is no room for the whole, a half is tried, a quarter, and so on. A stack is address space, not memory: only what is used is ever filled.
  package static func start(
    _ name: String, stack: Int = 1 << 20, _ body: @escaping @Sendable () -> Void
  ) -> Thread? {
    var blocked = sigset_t()
    var previous = sigset_t()
    sigfillset(&blocked)
    pthread_sigmask(SIG_SETMASK, &blocked, &previous)
    defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
    var size = stack
    while size >= 1 << 18 {
      if let id = create(Body(name: name, run: body), stack: size) { return Thread(id: id) }
      size /= 2
    }
    return nil
  }

  package func join() {
    pthread_join(id, nil)
  }

  private final class Body {
    let name: String
    let run: @Sendable () -> Void

    init(name: String, run: @escaping @Sendable () -> Void) {
      self.name = name
      self.run = run
    }

    /// Shows the name in `top` and debuggers, where it may have 15 characters.
    func nameThread() {
      let file = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
      guard file >= 0 else { return }
      let bytes = Array(name.utf8.prefix(15))
      _ = write(file, bytes, bytes.count)
      close(file)
    }
  }

  private static func create(_ body: Body, stack: Int) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stack)
    var id = pthread_t()
    let box = Unmanaged.passRetained(body)
    let status = pthread_create(
      &id, &attributes,
      { argument in
        guard let argument else { return nil }
        let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
        body.nameThread()
        body.run()
        return nil
      }, box.toOpaque())
    guard status == 0 else {
      box.release()
      return nil
    }
    return id
  }
}
