/// Uses the object in a place without becoming one of its owners for the time; the static type says
/// that it is there.
@inlinable @inline(__always)
package func borrowing<T: AnyObject, Result>(
  _ place: UnsafeMutablePointer<AnyObject?>, as type: T.Type = T.self,
  _ body: (T) throws -> Result
) rethrows -> Result {
  try UnsafeRawPointer(place).load(as: Unmanaged<T>.self)._withUnsafeGuaranteedRef(body)
}

/// What the header of an object with one owner looks like: a look at it is much cheaper than the
/// runtime's answer.
///
/// It is learned from objects that have one owner and two. Where that teaches nothing, no header
/// looks so, and the runtime is asked each time.
package struct SoleOwner: Sendable {
  @usableFromInline let mark: Int

  /// Where an object's count of owners stands, and where that of an array's storage does, seen
  /// from its first element.
  @usableFromInline static var header: Int { 8 }
  @usableFromInline static var storageHeader: Int { -24 }

  package init() {
    var place: AnyObject? = WordArray([])
    mark = Self.learn(&place) ?? .min
  }

  @inline(never)
  private static func learn(_ place: inout AnyObject?) -> Int? {
    var numbers: ContiguousArray = [1, 2, 3]
    guard isKnownUniquelyReferenced(&place), let alone = mark(of: &place) else { return nil }
    let storage = numbers.withUnsafeMutableBufferPointer { storage in
      UnsafeRawPointer(storage.baseAddress)?.load(fromByteOffset: storageHeader, as: Int.self)
    }
    let other = place
    let shared = mark(of: &place)
    return withExtendedLifetime(other) { alone == storage && alone != shared ? alone : nil }
  }

  private static func mark(of place: UnsafeMutablePointer<AnyObject?>) -> Int? {
    UnsafeRawPointer(place).load(as: UnsafeRawPointer?.self)?
      .load(fromByteOffset: header, as: Int.self)
  }

  /// Sets an element of the array in a place, if nothing else refers to it and the index is one of
  /// its own; whether that was so.
  @inlinable @inline(__always)
  package func set(
    _ word: Int, at index: Int, in place: UnsafeMutablePointer<AnyObject?>
  ) -> Bool {
    let object = UnsafeRawPointer(place).load(as: UnsafeRawPointer.self)
    guard object.load(fromByteOffset: Self.header, as: Int.self) == mark else { return false }
    return borrowing(place, as: WordArray.self) { array in
      array.elements.withUnsafeBufferPointer { storage in
        guard UInt(bitPattern: index) < UInt(bitPattern: storage.count),
          let first = UnsafeMutablePointer(mutating: storage.baseAddress),
          UnsafeRawPointer(first).load(fromByteOffset: Self.storageHeader, as: Int.self) == mark
        else { return false }
        first[index] = word
        return true
      }
    }
  }
}
