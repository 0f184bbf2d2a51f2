import ApusValue
import Glibc
import Synchronization

/// Where storage gets its memory; blocks that were given back are kept for the next who wants one.
///
/// A training loop asks for the same sizes again and again, and pages that are there already need
/// neither be asked for nor cleared.
enum Allocator {
  /// The alignment of a block that is not small: a cache line and the widest vector register.
  static let alignment = 64

  /// A smaller block is not kept: the system's allocator keeps those for each thread, at the
  /// alignment that it has for all.
  static let smallest = 1 << 12

  /// How many bytes the blocks that are kept hold at most, together.
  static var most: Int { Swift.min(1 << 28, MemoryLimit.bytes / 16) }

  private static let kept = Mutex(KeptBlocks())

  /// Memory for `byteCount` bytes, at least one block so that a pointer to it is always valid.
  ///
  /// Throws `memory` where the system has none, or Apus may not take so much.
  static func take(byteCount: Int) throws(TensorError) -> UnsafeMutableRawPointer {
    if byteCount < smallest, let block = malloc(Swift.max(byteCount, 1)) { return block }
    let size = rounded(byteCount)
    if let block = kept.withLock({ $0.take(size)?.pointer }) { return block }
    if let block = ask(for: size) { return block }
    // What is kept for later counts as taken.
    release()
    guard let block = ask(for: size) else { throw .memory(byteCount: byteCount) }
    return block
  }

  static func give(_ pointer: UnsafeMutableRawPointer, byteCount: Int) {
    if byteCount < smallest { return free(pointer) }
    let size = rounded(byteCount)
    let block = Block(pointer: pointer)
    if !kept.withLock({ $0.keep(block, size) }) { free(pointer) }
  }

  /// Gives all that is kept back to the system.
  static func release() {
    for block in kept.withLock({ $0.takeAll() }) { free(block.pointer) }
  }

  /// The size of the block for so many bytes: one of eight to each power of two, so that at most an
  /// eighth of it is unused.
  static func rounded(_ byteCount: Int) -> Int {
    if byteCount < smallest { return Swift.max(byteCount, alignment) }
    let step = 1 << (Int.bitWidth - 1 - byteCount.leadingZeroBitCount - 3)
    let (sum, overflow) = byteCount.addingReportingOverflow(step - 1)
    return overflow ? byteCount : sum & ~(step - 1)
  }

  private static func ask(for size: Int) -> UnsafeMutableRawPointer? {
    guard MemoryLimit.allows(size) else { return nil }
    var pointer: UnsafeMutableRawPointer?
    guard posix_memalign(&pointer, alignment, size) == 0 else { return nil }
    return pointer
  }
}

/// A block that no storage has.
private struct Block: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer
}

/// The blocks that are kept, by their size.
private struct KeptBlocks {
  private var blocks: [Int: [Block]] = [:]
  private var byteCount = 0

  mutating func take(_ size: Int) -> Block? {
    guard let block = blocks[size]?.popLast() else { return nil }
    byteCount -= size
    return block
  }

  /// Whether there was room for it.
  mutating func keep(_ block: Block, _ size: Int) -> Bool {
    guard byteCount + size <= Allocator.most else { return false }
    byteCount += size
    blocks[size, default: []].append(block)
    return true
  }

  mutating func takeAll() -> [Block] {
    defer { self = KeptBlocks() }
    return blocks.values.flatMap { $0 }
  }
}
