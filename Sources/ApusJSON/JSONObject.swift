/// The members of a JSON object, in the order in which they were written.
///
/// Two keys are the same where their code points are, as JSON has it; Swift's own `==` on strings
/// would take `é` written in one code point and in two for one key. Two objects are equal where
/// they have the same members in whatever order.
///
/// Lookup is linear up to `indexedFrom` members and constant from there on.
package struct JSONObject: Sendable {
  package typealias Element = (key: String, value: JSON)

  private static let indexedFrom = 16

  private var members: [Element] = []
  /// Where each key stands; empty while the object is small.
  private var places: [JSONKey: Int] = [:]

  package init() {}

  /// Takes members whose keys are known to differ, as a parser that has checked them gives.
  init(distinct members: [Element]) {
    self.members = members
    reindex()
  }

  package init(_ members: some Sequence<Element>) {
    for (key, value) in members { self[key] = value }
  }

  package var count: Int { members.count }

  package var isEmpty: Bool { members.isEmpty }

  package var keys: [String] { members.map(\.key) }

  package var values: [JSON] { members.map(\.value) }

  /// The member of that name; setting a new name puts it last, setting nil removes the member.
  package subscript(key: String) -> JSON? {
    get { place(of: key).map { members[$0].value } }
    set {
      guard let newValue else {
        removeValue(forKey: key)
        return
      }
      if let place = place(of: key) {
        members[place].value = newValue
      } else {
        append(key, newValue)
      }
    }
  }

  /// Removes a member and gives its value; the others keep their order.
  @discardableResult
  package mutating func removeValue(forKey key: String) -> JSON? {
    guard let place = place(of: key) else { return nil }
    let value = members.remove(at: place).value
    reindex()
    return value
  }

  /// The members in ascending order of their keys' code points.
  package func sorted() -> [Element] {
    // UTF-8 bytes sort as code points do.
    members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
  }

  private func place(of key: String) -> Int? {
    guard places.isEmpty else { return places[JSONKey(text: key)] }
    let key = JSONKey(text: key)
    return members.firstIndex { JSONKey(text: $0.key) == key }
  }

  private mutating func append(_ key: String, _ value: JSON) {
    members.append((key, value))
    if !places.isEmpty {
      places[JSONKey(text: key)] = members.count - 1
    } else if members.count >= Self.indexedFrom {
      reindex()
    }
  }

  private mutating func reindex() {
    places = [:]
    guard members.count >= Self.indexedFrom else { return }
    places.reserveCapacity(members.count)
    for (place, member) in members.enumerated() { places[JSONKey(text: member.key)] = place }
  }
}

extension JSONObject: Sequence {
  package func makeIterator() -> IndexingIterator<[Element]> { members.makeIterator() }

  package var underestimatedCount: Int { members.count }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// Where a key stands twice, the last value holds.
  package init(dictionaryLiteral elements: (String, JSON)...) {
    for (key, value) in elements { self[key] = value }
  }
}

extension JSONObject: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
  }

  package func hash(into hasher: inout Hasher) {
    // A sum, because the order of members is no part of an object's value.
    var sum = 0
    for (key, value) in members {
      var member = Hasher()
      member.combine(JSONKey(text: key))
      member.combine(value)
      sum &+= member.finalize()
    }
    hasher.combine(sum)
  }
}
