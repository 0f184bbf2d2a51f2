/// An array whose elements are words; of a part of an array, `start` is the first one's index.
///
/// Many truth values are bytes until somebody asks for all elements as words. Only the machine's
/// thread looks at them.
package final class WordArray {
  @usableFromInline @exclusivity(unchecked) var words: ContiguousArray<Int>
  package let start: Int
  /// The elements, where they are truth values that are held as bytes.
  @usableFromInline @exclusivity(unchecked) var bytes: ContiguousArray<UInt8>?

  /// Fewer truth values are words from the start.
  private static let many = 1024

  @inlinable
  package init(_ elements: ContiguousArray<Int>, start: Int = 0) {
    words = elements
    self.start = start
  }

  /// The same with elements of its own.
  package init(copying other: WordArray) {
    (words, start, bytes) = (other.words, other.start, other.bytes)
  }

  /// One truth value several times.
  package init(repeating truth: Bool, count: Int) {
    start = 0
    guard count >= Self.many else {
      words = ContiguousArray(repeating: truth ? 1 : 0, count: count)
      return
    }
    words = []
    bytes = ContiguousArray(repeating: truth ? 1 : 0, count: count)
  }

  @inlinable package var elements: ContiguousArray<Int> {
    get {
      if bytes != nil { widen() }
      return words
    }
    _modify {
      if bytes != nil { widen() }
      yield &words
    }
  }

  @usableFromInline
  func widen() {
    if let bytes { words = ContiguousArray(bytes.lazy.map { Int($0) }) }
    bytes = nil
  }

  package var count: Int { bytes?.count ?? words.count }

  /// An element by its place, whatever the index of the first one is.
  package subscript(place: Int) -> Int {
    get {
      if let bytes { return Int(bytes[place]) }
      return words[place]
    }
    set {
      if bytes == nil {
        words[place] = newValue
      } else {
        bytes?[place] = UInt8(truncatingIfNeeded: newValue)
      }
    }
  }
}
