import ApusValue

/// Where an object's parts stand in memory, so that the innermost loops read and change arrays and
/// records without becoming one of their owners.
///
/// It is tried on objects whose parts are known. Where they stand elsewhere nothing is read in this
/// way, and the loop goes the long way round.
struct Layout {
  /// What the count of owners of an object with one owner looks like; `.min` where nothing is known.
  private let alone: Int

  private static let owners = 8
  /// The first and the second property of an object, which are arrays.
  private static let (first, second) = (16, 24)
  /// Of an array's storage.
  private static let (count, elements) = (16, 32)

  init() {
    var array: AnyObject? = WordArray([7, 8, 9])
    var record: AnyObject? = Record(words: [5, 6], objects: [nil, nil])
    alone = Self.learn(&array, &record) ?? .min
  }

  @inline(never)
  private static func learn(_ array: inout AnyObject?, _ record: inout AnyObject?) -> Int? {
    guard isKnownUniquelyReferenced(&array), isKnownUniquelyReferenced(&record) else { return nil }
    let alone = int(at: address(of: &array) + owners)
    let storage = address(at: address(of: &array) + first)
    let words = address(at: address(of: &record) + first)
    let objects = address(at: address(of: &record) + second)
    guard alone == int(at: storage + owners), int(at: storage + count) == 3,
      (0..<3).allSatisfy({ int(at: storage + elements + 8 * $0) == 7 + $0 }),
      int(at: words + count) == 2, int(at: words + elements) == 5,
      int(at: objects + count) == 2, int(at: objects + elements) == 0
    else { return nil }
    let other = array
    let shared = int(at: address(of: &array) + owners)
    return withExtendedLifetime(other) { shared == alone ? nil : alone }
  }

  @inline(__always)
  private static func address(of place: UnsafeMutablePointer<AnyObject?>) -> UnsafeRawPointer {
    UnsafeRawPointer(place).load(as: UnsafeRawPointer.self)
  }

  @inline(__always)
  private static func address(at place: UnsafeRawPointer) -> UnsafeRawPointer {
    place.load(as: UnsafeRawPointer.self)
  }

  @inline(__always)
  private static func int(at place: UnsafeRawPointer) -> Int { place.load(as: Int.self) }

  /// Where element `index` of the array of words in a place stands, or of the words of a record;
  /// nil where it has none there.
  @inline(__always)
  func word(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafePointer<Int>? {
    guard alone != .min else { return nil }
    let storage = Self.address(at: Self.address(of: place) + Self.first)
    guard UInt(bitPattern: index) < UInt(bitPattern: Self.int(at: storage + Self.count)) else {
      return nil
    }
    return (storage + Self.elements).assumingMemoryBound(to: Int.self) + index
  }

  /// The same for changing it: nil where something else refers to the array, too.
  @inline(__always)
  func ownWord(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafeMutablePointer<Int>? {
    let object = Self.address(of: place)
    guard Self.int(at: object + Self.owners) == alone else { return nil }
    let storage = Self.address(at: object + Self.first)
    guard Self.int(at: storage + Self.owners) == alone,
      UInt(bitPattern: index) < UInt(bitPattern: Self.int(at: storage + Self.count))
    else { return nil }
    return UnsafeMutablePointer(
      mutating: (storage + Self.elements).assumingMemoryBound(to: Int.self) + index)
  }
}
