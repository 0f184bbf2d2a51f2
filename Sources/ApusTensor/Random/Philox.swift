/// The counter-based generator Philox4x32-10.
///
/// Four words of noise for each counter, from nothing but the counter and the key, so that any part
/// of the stream can be made at once and on any thread. J. K. Salmon, M. A. Moraes, R. O. Dror,
/// D. E. Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
struct Philox {
  private let key: (UInt32, UInt32)

  init(seed: UInt64) {
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
  }

  @inline(__always)
  func block(
    _ counter: (UInt32, UInt32, UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (a, b, c, d) = counter
    var (k, l) = key
    for _ in 0..<10 {
      let p = UInt64(0xD251_1F53) &* UInt64(a)
      let q = UInt64(0xCD9E_8D57) &* UInt64(c)
      (a, b, c, d) = (
        UInt32(truncatingIfNeeded: q >> 32) ^ b ^ k, UInt32(truncatingIfNeeded: q),
        UInt32(truncatingIfNeeded: p >> 32) ^ d ^ l, UInt32(truncatingIfNeeded: p)
      )
      k = k &+ 0x9E37_79B9
      l = l &+ 0xBB67_AE85
    }
    return (a, b, c, d)
  }

  /// Two 64-bit words of a block.
  @inline(__always)
  func words(_ position: UInt64) -> (UInt64, UInt64) {
    words(position, turn: 0)
  }

  /// The same of one of many blocks at a position, for what needs more words than it can foresee.
  @inline(__always)
  func words(_ position: UInt64, turn: UInt32) -> (UInt64, UInt64) {
    let (a, b, c, d) = block(
      (UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: position >> 32), turn, 0))
    return (UInt64(b) << 32 | UInt64(a), UInt64(d) << 32 | UInt64(c))
  }
}
