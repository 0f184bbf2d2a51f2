import ApusValue

/// One value of a type that the row's generics leave open: the type says which half counts.
package typealias Slot = (word: Int, object: AnyObject?)

/// Reads and makes arrays whatever their elements are.
package struct Elements {
  /// No array has more elements and no joined text more bytes, so that a doubling in a loop ends
  /// before the memory does.
  static let limit = 1 << 28

  let type: Type
  private var words: ContiguousArray<Int> = []
  var objects: ContiguousArray<AnyObject?> = []

  /// An empty array of a type.
  init(_ type: Type) {
    self.type = type
  }

  init(_ type: Type, _ object: AnyObject?) {
    self.type = type
    guard let object else { return }
    if type.isWord {
      words = unsafeDowncast(object, to: WordArray.self).elements
    } else {
      objects = unsafeDowncast(object, to: ObjectArray.self).elements
    }
  }

  var count: Int { type.isWord ? words.count : objects.count }

  subscript(index: Int) -> Slot {
    type.isWord ? (words[index], nil) : (0, objects[index])
  }

  /// An element that is a word.
  func word(_ index: Int) -> Int { words[index] }

  /// Whether an element is this very object.
  func isObject(_ object: AnyObject, at index: Int) -> Bool { objects[index] === object }

  mutating func append(_ slot: Slot) {
    if type.isWord { words.append(slot.word) } else { objects.append(slot.object) }
  }

  mutating func append(contentsOf other: Elements) {
    words += other.words
    objects += other.objects
  }

  mutating func replace(_ index: Int, _ slot: Slot) {
    if type.isWord { words[index] = slot.word } else { objects[index] = slot.object }
  }

  mutating func remove(_ index: Int) {
    if type.isWord { words.remove(at: index) } else { objects.remove(at: index) }
  }

  /// What is inside an optional of the elements' type.
  func payload(of object: AnyObject?) -> Slot? {
    guard let object else { return nil }
    if type.isWord { return (unsafeDowncast(object, to: WordBox.self).word, nil) }
    if type.wrapped != nil { return (0, unsafeDowncast(object, to: ObjectBox.self).object) }
    return (0, object)
  }

  /// The array as the machine holds it.
  var object: AnyObject { type.isWord ? WordArray(words) : ObjectArray(objects) }
}

extension BuiltinCall {
  /// The array argument at an index, whose elements have the type bound to a generic parameter.
  func elements(_ index: Int, of parameter: String = "Element") -> Elements {
    Elements(type(parameter), registers.objects[index])
  }

  func slot(_ index: Int) -> Slot { (registers.words[index], registers.objects[index]) }

  /// Puts a value of a generic type into the result.
  func set(_ slot: Slot, as type: Type) {
    if type.isWord { registers.set(slot.word) } else { registers.set(slot.object) }
  }

  /// Puts an optional of a generic type into the result.
  func set(optional slot: Slot?, as type: Type) {
    guard let slot else { return registers.set(nil as AnyObject?) }
    if type.isWord {
      registers.set(WordBox(slot.word))
    } else if type.wrapped != nil {
      registers.set(ObjectBox(slot.object))
    } else {
      registers.set(slot.object)
    }
  }

  /// Calls the function argument at an index; its result's half is told by its type.
  func call(_ index: Int, _ arguments: Slot...) throws -> Slot {
    let closure: ClosureObject = registers.object(index)
    return try call(closure, arguments)
  }

  func call(_ closure: ClosureObject, _ arguments: [Slot]) throws -> Slot {
    let window = try machine.call(closure) { registers in
      for (index, argument) in arguments.enumerated() {
        registers.words[index] = argument.word
        registers.objects[index] = argument.object
      }
    }
    let result = (window.words[0], window.objects[0])
    window.objects[0] = nil
    return result
  }

  /// A tuple as the machine holds it.
  static func record(_ slots: Slot...) -> Record {
    Record(
      words: ContiguousArray(slots.map(\.word)), objects: ContiguousArray(slots.map(\.object)))
  }
}
