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

  /// How keys are compared.
  private enum Comparing {
    case words, texts, composites
  }

  private let comparing: Comparing
  /// Whether its values are words.
  let holdsWords: Bool
  private var table = KeyTable()
  private(set) var keys: Elements
  var values: Elements
  /// By place, the keys that are neither words nor strings.
  private var composites: [Key] = []

  init(keys: Type, values: Type) {
    self.keys = Elements(keys)
    self.values = Elements(values)
    holdsWords = values.isWord
    comparing =
      switch keys {
      case .int, .bool: .words
      case .string, .character, .substring: .texts
      default: .composites
      }
  }

  /// A copy that changes by itself.
  init(_ other: DictionaryObject) {
    table = other.table
    keys = other.keys
    values = other.values
    composites = other.composites
    comparing = other.comparing
    holdsWords = other.holdsWords
  }

  /// The keys of another as a set.
  init(keysOf other: DictionaryObject) {
    table = other.table
    keys = other.keys
    values = Elements(.void, words: ContiguousArray(repeating: 0, count: other.count))
    composites = other.composites
    comparing = other.comparing
    holdsWords = true
  }

  var count: Int { keys.count }

  /// Where a key stands, and what it is where it has to be made for comparing.
  private func find(_ key: Slot) -> (place: Int?, hash: Int, composite: Key?) {
    switch comparing {
    case .words:
      let hash = KeyTable.hash(key.word)
      return (table.find(hash) { keys.word($0) == key.word }, hash, nil)
    case .texts:
      guard let text = key.object.map({ unsafeDowncast($0, to: StringObject.self) }) else {
        return (nil, 0, nil)
      }
      let hash = text.hash
      let place = table.find(hash) { place in
        keys.isObject(text, at: place)
          || keys[place].object.map { unsafeDowncast($0, to: StringObject.self).string }
            == text.string
      }
      return (place, hash, nil)
    case .composites:
      let made = Self.key(keys.type, key)
      let hash = made.hashValue
      return (table.find(hash) { composites[$0] == made }, hash, made)
    }
  }

  /// Where among the values a key's stands.
  func place(of key: Slot) -> Int? { find(key).place }

  func contains(_ key: Slot) -> Bool { place(of: key) != nil }

  func value(for key: Slot) -> Slot? { place(of: key).map { values[$0] } }

  /// Sets or adds; what was there before.
  @discardableResult
  func update(_ key: Slot, _ value: Slot) -> Slot? {
    let (place, hash, composite) = find(key)
    if let place {
      let old = values[place]
      values.replace(place, value)
      return old
    }
    table.append(hash)
    keys.append(key)
    values.append(value)
    if let composite { composites.append(composite) }
    return nil
  }

  /// Takes a key out; what was there before.
  @discardableResult
  func remove(_ key: Slot) -> Slot? {
    guard let place = find(key).place else { return nil }
    let old = values[place]
    table.remove(place)
    keys.remove(place)
    values.remove(place)
    if !composites.isEmpty { composites.remove(at: place) }
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
