import Synchronization

/// The request to stop what runs, set from any thread and seen between blocks of a long kernel.
package enum Interruption {
  private static let flag = Atomic<Bool>(false)

  /// How many elements a kernel does between two looks at the flag.
  static let block = 65_536

  package static var isRequested: Bool { flag.load(ordering: .relaxed) }

  package static func request() { flag.store(true, ordering: .relaxed) }

  package static func clear() { flag.store(false, ordering: .relaxed) }

  /// Throws `interrupted` where a request is pending.
  @inline(__always)
  package static func check() throws(TensorError) {
    if isRequested { throw .interrupted }
  }
}
