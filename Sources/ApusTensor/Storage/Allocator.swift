import ApusValue
import Glibc

/// Where storage gets its memory: the one place to put a cache of freed blocks.
enum Allocator {
  /// The alignment of every block, a cache line and the widest vector register.
  static let alignment = 64

  /// Memory for `byteCount` bytes, at least one block so that a pointer to it is always valid.
  ///
  /// Throws `memory` where the system has none, or Apus may not take so much.
  static func take(byteCount: Int) throws(TensorError) -> UnsafeMutableRawPointer {
    guard MemoryLimit.allows(byteCount) else { throw .memory(byteCount: byteCount) }
    var pointer: UnsafeMutableRawPointer?
    guard posix_memalign(&pointer, alignment, max(byteCount, alignment)) == 0, let pointer else {
      throw .memory(byteCount: byteCount)
    }
    return pointer
  }

  static func give(_ pointer: UnsafeMutableRawPointer, byteCount: Int) {
    free(pointer)
  }
}
