/// A window of the machine's two register banks: argument `i` of a call is `words[i]` or
/// `objects[i]`, and the result goes to index 0.
///
/// The static types of the call have been checked, so the typed readers below do not check again.
package struct Registers {
  package let words: UnsafeMutablePointer<Int>
  package let objects: UnsafeMutablePointer<AnyObject?>

  @inlinable
  package init(words: UnsafeMutablePointer<Int>, objects: UnsafeMutablePointer<AnyObject?>) {
    self.words = words
    self.objects = objects
  }

  @inlinable
  package func int(_ index: Int) -> Int { words[index] }

  @inlinable
  package func bool(_ index: Int) -> Bool { words[index] != 0 }

  @inlinable
  package func double(_ index: Int) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(words[index])))
  }

  /// The object in a register whose static type says that it is there.
  @inlinable @inline(__always)
  package func object<T: AnyObject>(_ index: Int, as type: T.Type = T.self) -> T {
    held(objects[index], as: type)
  }

  package func string(_ index: Int) -> String { object(index, as: StringObject.self).string }

  package func ints(_ index: Int) -> [Int] { Array(object(index, as: WordArray.self).elements) }

  package func doubles(_ index: Int) -> [Double] {
    object(index, as: WordArray.self).elements.map {
      Double(bitPattern: UInt64(bitPattern: Int64($0)))
    }
  }

  /// The payload of an `Int?`.
  package func optionalInt(_ index: Int) -> Int? {
    objects[index] == nil ? nil : object(index, as: WordBox.self).word
  }

  /// The payload of a `Double?`.
  package func optionalDouble(_ index: Int) -> Double? {
    optionalInt(index).map { Double(bitPattern: UInt64(bitPattern: Int64($0))) }
  }

  /// The payload of an `[Int]?`.
  package func optionalInts(_ index: Int) -> [Int]? {
    objects[index] == nil ? nil : ints(index)
  }

  @inlinable
  package func set(_ int: Int) { words[0] = int }

  @inlinable
  package func set(_ bool: Bool) { words[0] = bool ? 1 : 0 }

  @inlinable
  package func set(_ double: Double) { words[0] = Int(Int64(bitPattern: double.bitPattern)) }

  @inlinable
  package func set(_ object: AnyObject?) { objects[0] = object }

  package func set(_ string: String) { objects[0] = StringObject(string) }

  package func set(_ ints: [Int]) { objects[0] = WordArray(ContiguousArray(ints)) }

  package func set(_ doubles: [Double]) {
    objects[0] = WordArray(
      ContiguousArray(doubles.lazy.map { Int(Int64(bitPattern: $0.bitPattern)) }))
  }
}
