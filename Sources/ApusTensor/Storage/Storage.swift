/// A block of memory that tensors share.
package final class Storage: @unchecked Sendable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  /// Memory for so many bytes, not initialised.
  init(byteCount: Int) throws(TensorError) {
    base = try Allocator.take(byteCount: byteCount)
    self.byteCount = byteCount
  }

  deinit {
    Allocator.give(base, byteCount: byteCount)
  }
}
