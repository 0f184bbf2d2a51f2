/// Austin Appleby's hash in its form for x86 with 32 bits, by which front ends name cells.
///
/// https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp
enum Murmur2 {
  private static let factor: UInt32 = 0x5bd1_e995

  static func hash(_ bytes: some Collection<UInt8>, seed: UInt32) -> UInt32 {
    var hash = seed ^ UInt32(truncatingIfNeeded: bytes.count)
    var word: UInt32 = 0
    var shift: UInt32 = 0
    for byte in bytes {
      word |= UInt32(byte) << shift
      shift += 8
      guard shift == 32 else { continue }
      word &*= factor
      word ^= word >> 24
      word &*= factor
      hash = (hash &* factor) ^ word
      (word, shift) = (0, 0)
    }
    if shift > 0 { hash = (hash ^ word) &* factor }
    hash ^= hash >> 13
    hash &*= factor
    return hash ^ hash >> 15
  }
}
