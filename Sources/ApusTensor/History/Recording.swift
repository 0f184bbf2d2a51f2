import Glibc

/// Whether this thread records what it computes from tensors with a history.
package enum Recording {
  /// Not nil in a thread where recording is paused.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    _ = pthread_key_create(&key, nil)
    return key
  }()

  package static var isOn: Bool { pthread_getspecific(key) == nil }

  /// Does the work with recording on or off in this thread, and then as it was before.
  package static func with<R>(_ isOn: Bool, _ work: () throws -> R) rethrows -> R {
    let before = pthread_getspecific(key)
    pthread_setspecific(key, isOn ? nil : UnsafeRawPointer(bitPattern: 1))
    defer { pthread_setspecific(key, before) }
    return try work()
  }
}
