import Synchronization

/// A place for an object that is made when it is first needed, and stays.
///
/// The library's `AtomicLazyReference` does the same; this one is compiled for its type, which
/// counts where it is looked at in every call.
package final class Once<Object: AnyObject & Sendable>: @unchecked Sendable {
  /// The object, which is owned here; nil before it is needed.
  @usableFromInline let place = Atomic<UnsafeRawPointer?>(nil)

  @inlinable
  package init() {}

  deinit {
    guard let found = place.load(ordering: .acquiring) else { return }
    Unmanaged<Object>.fromOpaque(found).release()
  }

  /// The object; of several threads that make one at once, all get the first one's.
  @inlinable @inline(__always)
  package func object(_ make: () -> Object) -> Object {
    guard let found = place.load(ordering: .acquiring) else { return keep(make()) }
    return Unmanaged<Object>.fromOpaque(found).takeUnretainedValue()
  }

  @usableFromInline
  func keep(_ object: Object) -> Object {
    let own = Unmanaged.passRetained(object)
    let first = place.compareExchange(
      expected: nil, desired: UnsafeRawPointer(own.toOpaque()), ordering: .acquiringAndReleasing
    ).original
    guard let first else { return object }
    own.release()
    return Unmanaged<Object>.fromOpaque(first).takeUnretainedValue()
  }
}
