/// The signatures seen last, so that a recorded message cannot be sent again.
struct ReplayHistory {
  /// Half of a SHA-256: enough, since whoever could find two alike would have the key.
  private struct Fingerprint: Hashable {
    let high: UInt64
    let low: UInt64

    init(_ signature: [UInt8]) {
      func number(_ digits: some Sequence<UInt8>) -> UInt64 {
        digits.reduce(0) { $0 << 4 | UInt64($1 & 15 &+ ($1 >> 6) &* 9) }
      }
      high = number(signature.prefix(16))
      low = number(signature.dropFirst(16).prefix(16))
    }
  }

  private let capacity: Int
  private var seen: Set<Fingerprint> = []
  /// In the order of arrival, the oldest at `next` once it is full.
  private var order: [Fingerprint] = []
  private var next = 0

  init(capacity: Int) { self.capacity = max(1, capacity) }

  /// Remembers a signature; false where it is among the remembered ones.
  mutating func insert(_ signature: [UInt8]) -> Bool {
    let fingerprint = Fingerprint(signature)
    guard seen.insert(fingerprint).inserted else { return false }
    if order.count < capacity {
      order.append(fingerprint)
    } else {
      seen.remove(order[next])
      order[next] = fingerprint
      next = (next + 1) % capacity
    }
    return true
  }
}
