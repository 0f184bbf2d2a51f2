import Glibc

extension Session {
  /// Room for deeply nested programs: reading, checking and compiling go as deep as the text does.
  private static let stackSize = 512 << 20

  /// Runs a body on a thread with a big stack, and waits for it.
  static func onDeepStack<Result>(_ body: () -> Result) -> Result {
    withoutActuallyEscaping(body) { body in
      let task = DeepTask(body)
      var attributes = pthread_attr_t()
      pthread_attr_init(&attributes)
      pthread_attr_setstacksize(&attributes, stackSize)
      defer { pthread_attr_destroy(&attributes) }
      var thread = pthread_t()
      let failed = pthread_create(
        &thread, &attributes,
        { context in
          context.map { Unmanaged<AnyTask>.fromOpaque($0).takeUnretainedValue().run() }
          return nil
        }, Unmanaged<AnyTask>.passUnretained(task).toOpaque())
      if failed == 0 { pthread_join(thread, nil) }
      // Without a thread to be had, the caller's own stack has to do.
      return task.result ?? body()
    }
  }
}

private class AnyTask {
  func run() {}
}

private final class DeepTask<Result>: AnyTask {
  private let body: () -> Result
  private(set) var result: Result?

  init(_ body: @escaping () -> Result) {
    self.body = body
  }

  override func run() {
    result = body()
  }
}
