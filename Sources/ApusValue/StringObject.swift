/// A string, a character, or a part of a string, which begins `start` bytes behind the start of the
/// whole.
///
/// Short texts that are put behind a long one wait in a room of their own until somebody reads the
/// whole or the room is full. Only the machine's thread changes a text, one change at a time.
package final class StringObject {
  @usableFromInline @exclusivity(unchecked) var text: String
  package let start: Int
  /// 0 until it is asked for.
  @usableFromInline @exclusivity(unchecked) var knownHash = 0
  @usableFromInline @exclusivity(unchecked) var waiting: UnsafeMutablePointer<UInt8>?
  @usableFromInline @exclusivity(unchecked) var waitingCount = 0

  /// How many bytes may wait behind a text that has as many itself; longer ones do not.
  @inlinable static var room: Int { 1024 }
  @inlinable static var short: Int { 64 }

  package init(_ string: String, start: Int = 0) {
    text = string
    self.start = start
  }

  deinit { waiting?.deallocate() }

  @inlinable package var string: String {
    if waitingCount > 0 { takeIn() }
    return text
  }

  @inlinable package var byteCount: Int { text.utf8.count + waitingCount }

  @usableFromInline @inline(never)
  func takeIn() {
    let bytes = UnsafeBufferPointer(start: waiting, count: waitingCount)
    text += String(decoding: bytes, as: UTF8.self)
    waitingCount = 0
  }

  /// Lets a short text wait behind this one where there is room; whether it does.
  @inlinable @inline(__always)
  package func wait(for other: StringObject) -> Bool {
    guard let room = waiting, other.waitingCount == 0 else { return false }
    let count = other.text.utf8.count
    guard count < Self.short, waitingCount &+ count <= Self.room else { return false }
    let copied: Void? = other.text.utf8.withContiguousStorageIfAvailable { bytes in
      for index in 0..<count { room[waitingCount &+ index] = bytes[index] }
      waitingCount &+= count
      knownHash = 0
    }
    return copied != nil
  }

  /// Puts another text behind this one.
  package func append(_ other: StringObject) {
    if wait(for: other) { return }
    knownHash = 0
    let other = other.string
    if waitingCount > 0 { takeIn() }
    text += other
    // From now on short ones may wait.
    if waiting == nil, text.utf8.count >= Self.room { waiting = .allocate(capacity: Self.room) }
  }

  /// The text's hash, made once.
  @inlinable package var hash: Int {
    if knownHash == 0 { knownHash = string.hashValue }
    return knownHash
  }

  /// How many characters the text has; of plain letters there are as many as bytes.
  package var characterCount: Int {
    let string = string
    let isPlain = string.utf8.withContiguousStorageIfAvailable { bytes in
      var (bits, returns): (UInt8, UInt8) = (0, 0)
      for byte in bytes {
        bits |= byte
        returns |= byte == 13 ? 1 : 0
      }
      return bits < 128 && returns == 0
    }
    return isPlain == true ? string.utf8.count : string.count
  }
}
