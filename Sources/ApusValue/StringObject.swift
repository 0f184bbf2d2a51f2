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
  @exclusivity(unchecked) private var waiting: UnsafeMutablePointer<UInt8>?
  @usableFromInline @exclusivity(unchecked) var waitingCount = 0

  /// How many bytes may wait behind a text that has as many itself; longer ones do not.
  private static let room = 1024
  private static let short = 64

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

  /// Puts another text behind this one.
  package func append(_ other: StringObject) {
    knownHash = 0
    let other = other.string
    let count = other.utf8.count
    guard count < Self.short, text.utf8.count >= Self.room else {
      if waitingCount > 0 { takeIn() }
      text += other
      return
    }
    if waitingCount + count > Self.room { takeIn() }
    let room = waiting ?? .allocate(capacity: Self.room)
    waiting = room
    let copied: Void? = other.utf8.withContiguousStorageIfAvailable { bytes in
      for index in 0..<count { room[waitingCount + index] = bytes[index] }
      waitingCount += count
    }
    if copied == nil {
      takeIn()
      text += other
    }
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
