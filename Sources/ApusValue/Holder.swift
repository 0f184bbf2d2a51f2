/// An object that holds others, of which it may be the only owner.
///
/// Long chains of such objects, a linked list or a degenerate tree, are let go link by link: each
/// one's own release would need the stack for all behind it.
package class Holder {
  init() {}

  /// Hands over the holders that nothing else owns.
  func surrender(to rest: inout [Holder]) {}

  /// Whether it does something when it goes, which is not to be done before its turn.
  var hasFarewell: Bool { false }

  /// Lets go of what this one is the last to hold; for a subclass's `deinit`.
  final func letGo() {
    var rest: [Holder] = []
    surrender(to: &rest)
    rest.reverse()
    while let next = rest.popLast() {
      let mark = rest.count
      next.surrender(to: &rest)
      rest[mark...].reverse()
    }
  }

  /// Moves the holders in some places that nothing else owns into a list.
  static func surrender(
    _ places: inout ContiguousArray<AnyObject?>, to rest: inout [Holder]
  ) {
    guard !places.isEmpty, isUnique(&places) else { return }
    for index in places.indices { surrender(&places[index], to: &rest) }
  }

  /// The same of one place.
  static func surrender(_ place: inout AnyObject?, to rest: inout [Holder]) {
    guard place != nil, isKnownUniquelyReferenced(&place), let holder = place as? Holder,
      !holder.hasFarewell
    else { return }
    place = nil
    rest.append(holder)
  }

  /// Whether the storage is no other array's as well: then its elements stay.
  private static func isUnique(_ array: inout ContiguousArray<AnyObject?>) -> Bool {
    withUnsafeMutablePointer(to: &array) { pointer in
      pointer.withMemoryRebound(to: AnyObject.self, capacity: 1) {
        isKnownUniquelyReferenced(&$0.pointee)
      }
    }
  }
}
