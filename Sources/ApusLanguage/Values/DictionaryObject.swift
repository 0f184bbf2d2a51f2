import ApusValue

/// A dictionary: keys and values in the order in which the keys came; a set is one whose values are
/// nothing.
package final class DictionaryObject {
  /// A key as the machine can hash it.
  package indirect enum Key: Hashable {
    case word(Int)
    case string(String)
    case parts([Key])
    case unordered(Set<Key>)
    case none
    /// Of a type that compares in its own way: what it feeds into the hash, and the value.
    case own([Key], OwnKey)
  }

  private var places: [Key: Int] = [:]
  private(set) var keys: Elements
  private(set) var values: Elements

  init(keys: Type, values: Type) {
    self.keys = Elements(keys)
    self.values = Elements(values)
  }

  /// A copy that changes by itself.
  init(_ other: DictionaryObject) {
    places = other.places
    keys = other.keys
    values = other.values
  }

  /// The keys of another as a set.
  init(keysOf other: DictionaryObject) {
    places = other.places
    keys = other.keys
    values = Elements(.void, words: ContiguousArray(repeating: 0, count: other.count))
  }

  var count: Int { keys.count }

  func contains(_ key: Slot) -> Bool { places[Self.key(keys.type, key)] != nil }

  func value(for key: Slot) -> Slot? {
    places[Self.key(keys.type, key)].map { values[$0] }
  }

  /// Sets or adds; what was there before.
  @discardableResult
  func update(_ key: Slot, _ value: Slot) -> Slot? {
    let hashed = Self.key(keys.type, key)
    if let place = places[hashed] {
      let old = values[place]
      values.replace(place, value)
      return old
    }
    places[hashed] = count
    keys.append(key)
    values.append(value)
    return nil
  }

  /// Takes a key out; what was there before.
  @discardableResult
  func remove(_ key: Slot) -> Slot? {
    guard let place = places.removeValue(forKey: Self.key(keys.type, key)) else { return nil }
    let old = values[place]
    keys.remove(place)
    values.remove(place)
    guard place < count else { return old }
    for (other, index) in places where index > place { places[other] = index - 1 }
    return old
  }

  static func key(_ type: Type, _ slot: Slot) -> Key {
    switch type {
    case .double:
      let value = Double(bitPattern: UInt64(bitPattern: Int64(slot.word)))
      return .word(value == 0 ? 0 : slot.word)
    case .string, .character, .substring:
      return .string(slot.object.map { held($0, as: StringObject.self).string } ?? "")
    case .set(let element):
      let set = held(slot.object, as: DictionaryObject.self)
      return .unordered(Set((0..<set.count).map { key(element, set.keys[$0]) }))
    case .range(_, let bound):
      let range = held(slot.object, as: Record.self)
      return .parts(range.words.indices.map { key(bound, (range.words[$0], range.objects[$0])) })
    case .opaque: return .word(slot.object.map { held($0, as: WordBox.self).word } ?? 0)
    case .optional(let wrapped):
      guard let object = slot.object else { return .none }
      if wrapped.isWord {
        return .parts([key(wrapped, (unsafeDowncast(object, to: WordBox.self).word, nil))])
      }
      return .parts([key(wrapped, slot)])
    case .array(let element), .slice(let element):
      let all = Elements(element, slot.object)
      return .parts((0..<all.count).map { key(element, all[$0]) })
    case .nominal(let type):
      let parts = ownParts(type, slot) ?? parts(type, slot)
      return type.hasOwn("==") ? .own(parts, OwnKey(type: type, value: slot)) : .parts(parts)
    default: return .word(slot.word)
    }
  }

  /// What a type's own `hash(into:)` takes of a value.
  private static func ownParts(_ type: NominalType, _ slot: Slot) -> [Key]? {
    guard type.hasOwn("hash") else { return nil }
    let hasher = HasherObject()
    guard type.callOwn("hash", slot, (0, hasher)) != nil else { return [] }
    return hasher.parts
  }

  private static func parts(_ type: NominalType, _ slot: Slot) -> [Key] {
    if type.isWord { return [.word(slot.word)] }
    guard let object = slot.object else { return [.none] }
    let record = unsafeDowncast(object, to: Record.self)
    let types =
      type.kind == .enum
      ? [.int] + type.cases[record.words[0]].payload.map(\.type) : type.fields.map(\.type)
    return types.indices.map { key(types[$0], (record.words[$0], record.objects[$0])) }
  }
}
