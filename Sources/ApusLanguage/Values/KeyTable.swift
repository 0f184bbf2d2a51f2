/// Where each key of a dictionary stands, found by its hash.
///
/// Open addressing with linear probing, at most half full; the keys themselves are elsewhere, in the
/// order in which they came. Its memory is the dictionary's, which gives it back.
struct KeyTable {
  /// One more than a key's place, below the upper half of its hash; 0 where there is none.
  private var entries: UnsafeMutablePointer<UInt>
  private var size = 0
  /// Of each key, by its place: what tells it from most others.
  private(set) var marks: UnsafeMutablePointer<Int>
  private var room = 0
  private(set) var count = 0

  init() {
    entries = .allocate(capacity: 0)
    marks = .allocate(capacity: 0)
  }

  /// The same in memory of its own.
  init(copying other: KeyTable) {
    (size, room, count) = (other.size, other.room, other.count)
    entries = .allocate(capacity: size)
    entries.initialize(from: other.entries, count: size)
    marks = .allocate(capacity: room)
    marks.initialize(from: other.marks, count: count)
  }

  func deallocate() {
    entries.deallocate()
    marks.deallocate()
  }

  /// The place of the key with a hash for which a test holds.
  @inline(__always)
  func find(_ hash: Int, _ isKey: (Int) -> Bool) -> Int? {
    guard size > 0 else { return nil }
    let (mask, upper) = (size &- 1, UInt(bitPattern: hash) >> 32)
    var index = hash & mask
    while true {
      let entry = entries[index]
      if entry == 0 { return nil }
      let place = Int(entry & 0xffff_ffff) &- 1
      if entry >> 32 == upper, isKey(place) { return place }
      index = (index &+ 1) & mask
    }
  }

  /// Notes a key that comes behind all others; a key's hash is made from its place and its mark.
  mutating func append(_ mark: Int, _ hash: (Int, Int) -> Int) {
    if count == room {
      let wider = UnsafeMutablePointer<Int>.allocate(capacity: max(8, 2 * room))
      wider.moveInitialize(from: marks, count: count)
      marks.deallocate()
      (marks, room) = (wider, max(8, 2 * room))
    }
    (marks + count).initialize(to: mark)
    count += 1
    if 2 * count > size { rebuild(hash) } else { note(count - 1, hash(count - 1, mark)) }
  }

  /// Forgets a key; those behind it move up.
  mutating func remove(_ place: Int, _ hash: (Int, Int) -> Int) {
    (marks + place).update(from: marks + place + 1, count: count - place - 1)
    count -= 1
    rebuild(hash)
  }

  private func note(_ place: Int, _ hash: Int) {
    let mask = size - 1
    var index = hash & mask
    while entries[index] != 0 { index = (index + 1) & mask }
    entries[index] = (UInt(bitPattern: hash) & ~0xffff_ffff) | UInt(place + 1)
  }

  private mutating func rebuild(_ hash: (Int, Int) -> Int) {
    var wanted = 16
    while wanted < 4 * count { wanted *= 2 }
    if wanted != size {
      entries.deallocate()
      entries = .allocate(capacity: wanted)
      size = wanted
    }
    entries.initialize(repeating: 0, count: size)
    for place in 0..<count { note(place, hash(place, marks[place])) }
  }

  /// Spreads a number over all bits.
  @inline(__always)
  static func hash(_ word: Int) -> Int {
    let product = UInt(bitPattern: word) &* 0x9e37_79b9_7f4a_7c15
    return Int(bitPattern: product ^ (product >> 32))
  }
}
