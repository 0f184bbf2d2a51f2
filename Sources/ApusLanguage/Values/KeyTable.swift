/// Where each key of a dictionary stands, found by its hash.
///
/// Open addressing with linear probing, at most half full; the keys themselves are elsewhere, in the
/// order in which they came.
struct KeyTable {
  /// One more than a key's place; 0 where there is none.
  private var places: ContiguousArray<Int32> = []
  /// Of each key, by its place.
  private var hashes: ContiguousArray<Int> = []

  /// The place of the key with a hash for which a test holds.
  @inline(__always)
  func find(_ hash: Int, _ isKey: (Int) -> Bool) -> Int? {
    let mask = places.count &- 1
    guard mask > 0 else { return nil }
    var index = hash & mask
    while true {
      let place = Int(places[index]) &- 1
      if place < 0 { return nil }
      if hashes[place] == hash, isKey(place) { return place }
      index = (index &+ 1) & mask
    }
  }

  /// Notes a key that comes behind all others.
  mutating func append(_ hash: Int) {
    hashes.append(hash)
    if 2 * hashes.count > places.count { return rebuild() }
    note(hashes.count - 1)
  }

  /// Forgets a key; those behind it move up.
  mutating func remove(_ place: Int) {
    hashes.remove(at: place)
    rebuild()
  }

  private mutating func note(_ place: Int) {
    let mask = places.count - 1
    var index = hashes[place] & mask
    while places[index] != 0 { index = (index + 1) & mask }
    places[index] = Int32(truncatingIfNeeded: place + 1)
  }

  private mutating func rebuild() {
    var size = 16
    while size < 4 * hashes.count { size *= 2 }
    places = ContiguousArray(repeating: 0, count: size)
    for place in hashes.indices { note(place) }
  }

  /// Spreads a number over all bits.
  @inline(__always)
  static func hash(_ word: Int) -> Int {
    let product = UInt(bitPattern: word) &* 0x9e37_79b9_7f4a_7c15
    return Int(bitPattern: product ^ (product >> 32))
  }
}
