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
  private static let first = 16
  private static let second = 24
  /// The property of an array of words that holds bytes instead, or nothing.
  private static let bytes = 32
  /// Of an array's storage; the room is counted in halves.
  private static let count = 16
  private static let room = 24
  private static let elements = 32

  init() {
    // The storage of an array that is written out is made once for all and counts no owners, so
    // these are filled as a program fills them. The box has several owners.
    var words: ContiguousArray<Int> = []
    for number in 0..<Self.samples { words.append(number + 7) }
    var objects: ContiguousArray<AnyObject?> = []
    let box = WordBox(1)
    for _ in 0..<Self.samples { objects.append(box) }
    var array: AnyObject? = WordArray(words)
    words[0] = 5
    var truths: AnyObject? = WordArray(repeating: true, count: Self.many)
    var record: AnyObject? = Record(words: words, objects: objects)
    objects[0] = nil
    var list: AnyObject? = ObjectArray(objects)
    words = []
    objects = []
    alone = Self.learn(&array, &record, &list, &truths) ?? .min
  }

  private static var samples: Int { 3 }
  private static var many: Int { 5000 }

  @inline(never)
  private static func learn(
    _ array: inout AnyObject?, _ record: inout AnyObject?, _ list: inout AnyObject?,
    _ truths: inout AnyObject?
  ) -> Int? {
    guard isKnownUniquelyReferenced(&array), isKnownUniquelyReferenced(&record) else { return nil }
    let alone = int(at: address(of: &array) + owners)
    let storage = address(at: address(of: &array) + first)
    let words = address(at: address(of: &record) + first)
    let objects = address(at: address(of: &record) + second)
    let list = address(at: address(of: &list) + first)
    let truths = address(at: address(of: &truths) + bytes)
    guard alone == int(at: storage + owners), int(at: storage + count) == samples,
      int(at: storage + room) / 2 == held(array, as: WordArray.self).elements.capacity,
      (0..<samples).allSatisfy({ int(at: storage + elements + 8 * $0) == 7 + $0 }),
      int(at: words + count) == samples, int(at: words + elements) == 5,
      int(at: objects + count) == samples, int(at: objects + elements) != 0,
      int(at: address(at: objects + elements) + owners) != alone,
      int(at: list + count) == samples, int(at: list + elements) == 0,
      int(at: list + elements + 8) == int(at: objects + elements + 8),
      int(at: address(of: &array) + bytes) == 0, alone == int(at: truths + owners),
      int(at: truths + count) == many, int(at: truths + elements) == 0x0101_0101_0101_0101
    else { return nil }
    return alone
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

  /// Where an element of the array that is a property of an object stands; nil where it has none
  /// there.
  @inline(__always)
  private func element<Element>(
    _ index: Int, of property: Int, in object: UnsafeRawPointer
  ) -> UnsafePointer<Element>? {
    let storage = Self.address(at: object + property)
    guard UInt(bitPattern: index) < UInt(bitPattern: Self.int(at: storage + Self.count)) else {
      return nil
    }
    return (storage + Self.elements).assumingMemoryBound(to: Element.self) + index
  }

  /// An element of the array of words in a place, or one of the words of a record.
  @inline(__always)
  func word(_ index: Int, in place: UnsafeMutablePointer<AnyObject?>) -> UnsafePointer<Int>? {
    isKnown ? element(index, of: Self.first, in: Self.address(of: place)) : nil
  }

  /// An element of an array of words that are held as bytes.
  @inline(__always)
  func byte(_ index: Int, in place: UnsafeMutablePointer<AnyObject?>) -> UnsafePointer<UInt8>? {
    guard isKnown, Self.int(at: Self.address(of: place) + Self.bytes) != 0 else { return nil }
    return element(index, of: Self.bytes, in: Self.address(of: place))
  }

  /// An element of the array of objects in a place.
  @inline(__always)
  func object(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafePointer<AnyObject?>? {
    isKnown ? element(index, of: Self.first, in: Self.address(of: place)) : nil
  }

  /// One of the objects of the record in a place.
  @inline(__always)
  func field(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafePointer<AnyObject?>? {
    isKnown ? element(index, of: Self.second, in: Self.address(of: place)) : nil
  }

  @inline(__always)
  private var isKnown: Bool { alone != .min }

  /// Whether nothing but a place refers to the object there.
  @inline(__always)
  func isAlone(_ place: UnsafeMutablePointer<AnyObject?>) -> Bool {
    Self.int(at: Self.address(of: place) + Self.owners) == alone
  }

  /// The storage of the array in a place that nothing else refers to.
  @inline(__always)
  private func ownStorage(_ place: UnsafeMutablePointer<AnyObject?>) -> UnsafeRawPointer? {
    guard isAlone(place) else { return nil }
    let storage = Self.address(at: Self.address(of: place) + Self.first)
    return Self.int(at: storage + Self.owners) == alone ? storage : nil
  }

  /// Where a word of an array or of a record stands that may be changed there: nil where something
  /// else refers to it, too.
  @inline(__always)
  func ownWord(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafeMutablePointer<Int>? {
    guard ownStorage(place) != nil else { return nil }
    return UnsafeMutablePointer(mutating: word(index, in: place))
  }

  /// The same of a word that is held as a byte.
  @inline(__always)
  func ownByte(
    _ index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> UnsafeMutablePointer<UInt8>? {
    guard isAlone(place), let byte = byte(index, in: place),
      Self.int(at: Self.address(at: Self.address(of: place) + Self.bytes) + Self.owners) == alone
    else { return nil }
    return UnsafeMutablePointer(mutating: byte)
  }

  /// Puts a word behind those of an array that has room for it and that nothing else refers to;
  /// whether it did.
  @inline(__always)
  func append(_ word: Int, to place: UnsafeMutablePointer<AnyObject?>) -> Bool {
    guard let storage = ownStorage(place).map(UnsafeMutableRawPointer.init(mutating:)) else {
      return false
    }
    let count = Self.int(at: storage + Self.count)
    guard count < Self.int(at: storage + Self.room) >> 1 else { return false }
    (storage + Self.elements).assumingMemoryBound(to: Int.self)[count] = word
    (storage + Self.count).assumingMemoryBound(to: Int.self).pointee = count + 1
    return true
  }
}
