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
  /// A key's mark is the word that it is, the address of a text, or the hash of another key.
  private var table: KeyTable
  private(set) var keys: Elements
  var values: Elements
  /// By place, the keys that are neither words nor strings.
  private var composites: [Key] = []
  /// Where the last key that was looked for stands, which often comes again.
  private var recent = 0

  init(keys: Type, values: Type) {
    self.keys = Elements(keys)
    self.values = Elements(values)
    table = KeyTable()
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
    table = KeyTable(copying: other.table)
    keys = other.keys
    values = other.values
    composites = other.composites
    comparing = other.comparing
    holdsWords = other.holdsWords
  }

  /// The keys of another as a set.
  init(keysOf other: DictionaryObject) {
    table = KeyTable(copying: other.table)
    keys = other.keys
    values = Elements(.void, words: ContiguousArray(repeating: 0, count: other.count))
    composites = other.composites
    comparing = other.comparing
    holdsWords = true
  }

  deinit { table.deallocate() }

  var count: Int { keys.count }

  /// Where a key stands; a word, or an object that stands somewhere.
  func place(_ word: Int, _ object: UnsafeMutablePointer<AnyObject?>) -> Int? {
    switch comparing {
    case .words: find(word)
    case .texts: borrowing(object, as: StringObject.self) { find($0) }
    case .composites: find(Self.key(keys.type, (word, object.pointee)))
    }
  }

  /// Where among the values a key's stands.
  func place(of key: Slot) -> Int? {
    var object = key.object
    return place(key.word, &object)
  }

  @inline(__always)
  private func find(_ word: Int) -> Int? {
    if recent < table.count, table.marks[recent] == word { return recent }
    let place = table.find(KeyTable.hash(word)) { table.marks[$0] == word }
    if let place { recent = place }
    return place
  }

  @inline(__always)
  private func find(_ text: StringObject) -> Int? {
    let mark = Self.mark(text)
    if recent < table.count, table.marks[recent] == mark { return recent }
    let place = table.find(text.hash) { place in
      table.marks[place] == mark || self.text(place) { $0.string == text.string }
    }
    if let place { recent = place }
    return place
  }

  private func find(_ key: Key) -> Int? { table.find(key.hashValue) { composites[$0] == key } }

  private static func mark(_ text: StringObject) -> Int {
    Int(bitPattern: Unmanaged.passUnretained(text).toOpaque())
  }

  /// Looks at a key that is a text.
  private func text<Result>(_ place: Int, _ body: (StringObject) -> Result) -> Result {
    body(held(keys.objects[place]))
  }

  private func hash(_ place: Int, _ mark: Int) -> Int {
    switch comparing {
    case .words: KeyTable.hash(mark)
    case .texts: text(place) { $0.hash }
    case .composites: mark
    }
  }

  func contains(_ key: Slot) -> Bool { place(of: key) != nil }

  func value(for key: Slot) -> Slot? { place(of: key).map { values[$0] } }

  /// Sets or adds; what was there before.
  @discardableResult
  func update(_ key: Slot, _ value: Slot) -> Slot? {
    let made = comparing == .composites ? Self.key(keys.type, key) : nil
    if let place = made.map({ find($0) }) ?? place(of: key) {
      let old = values[place]
      values.replace(place, value)
      return old
    }
    keys.append(key)
    values.append(value)
    if let made { composites.append(made) }
    recent = table.count
    switch comparing {
    case .words: table.append(key.word, hash)
    case .texts: table.append(text(recent) { Self.mark($0) }, hash)
    case .composites: table.append(made?.hashValue ?? 0, hash)
    }
    return nil
  }

  /// Takes a key out; what was there before.
  @discardableResult
  func remove(_ key: Slot) -> Slot? {
    guard let place = place(of: key) else { return nil }
    let old = values[place]
    keys.remove(place)
    values.remove(place)
    if !composites.isEmpty { composites.remove(at: place) }
    table.remove(place, hash)
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
