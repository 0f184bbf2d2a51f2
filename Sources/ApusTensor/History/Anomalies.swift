import Glibc
import Synchronization

/// Whether this thread looks for the first operation that makes a NaN or an infinity.
package enum Anomalies {
  /// Where a call stands in the program; only the language knows what that is.
  package struct Origin: Equatable, @unchecked Sendable {
    package let place: AnyObject

    package static func == (a: Origin, b: Origin) -> Bool { a.place === b.place }
  }

  private final class Watch {
    let place: () -> AnyObject?

    init(_ place: @escaping () -> AnyObject?) {
      self.place = place
    }
  }

  /// How many threads look, so that the others need not ask.
  private static let count = Atomic(0)

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    _ = pthread_key_create(&key, nil)
    return key
  }()

  @inline(__always)
  package static var isOn: Bool { count.load(ordering: .relaxed) > 0 && watch != nil }

  private static var watch: Watch? {
    pthread_getspecific(key).map { Unmanaged<Watch>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Where the running call stands.
  package static var origin: Origin? { watch?.place().map { Origin(place: $0) } }

  /// Does the work while this thread looks; `place` says where the running call stands.
  package static func with<R>(
    place: @escaping () -> AnyObject?, _ work: () throws -> R
  ) rethrows -> R {
    let watch = Watch(place)
    let before = pthread_getspecific(key)
    count.add(1, ordering: .relaxed)
    pthread_setspecific(key, Unmanaged.passUnretained(watch).toOpaque())
    defer {
      pthread_setspecific(key, before)
      count.subtract(1, ordering: .relaxed)
    }
    return try withExtendedLifetime(watch) { try work() }
  }
}
