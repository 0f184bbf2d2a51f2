import Synchronization

/// A stream of random numbers: a seed and how much of it has been used.
package final class RandomStream: Sendable {
  /// The one that programs draw from.
  package static let shared = RandomStream()

  /// The one for single numbers, apart so that tensors do not depend on it.
  package static let scalars = RandomStream()

  private let state = Mutex<(seed: UInt64, position: UInt64)>((0, 0))

  package init() {}

  /// Starts the stream of a seed from its beginning.
  package func seed(_ value: Int) {
    state.withLock { $0 = (UInt64(bitPattern: Int64(value)), 0) }
  }

  /// 64 random bits.
  package func next() -> UInt64 {
    let (generator, position) = take(blocks: 1)
    return generator.words(position).0
  }

  /// The generator and where the next so many blocks are, which no one else gets.
  func take(blocks: Int) -> (generator: Philox, position: UInt64) {
    state.withLock { state in
      defer { state.position &+= UInt64(blocks) }
      return (Philox(seed: state.seed), state.position)
    }
  }
}
