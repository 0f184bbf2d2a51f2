import ApusValue

/// One value of a type that the row's generics leave open: the type says which half counts.
package typealias Slot = (word: Int, object: AnyObject?)

/// Values of one type, one after the other, whatever the type is.
package struct Elements {
  /// No array has more elements and no joined text more bytes, so that a doubling in a loop ends
  /// before the memory does.
  static let limit = 1 << 28

  let type: Type
  private(set) var words: ContiguousArray<Int> = []
  var objects: ContiguousArray<AnyObject?> = []
  /// The index of the first one, in the collection that they come from.
  var start = 0

  /// None of a type.
  init(_ type: Type) {
    self.type = type
  }

  /// Those of an array.
  init(_ type: Type, _ object: AnyObject?) {
    self.type = type
    guard let object else { return }
    if type.isWord {
      let array = unsafeDowncast(object, to: WordArray.self)
      (words, start) = (array.elements, array.start)
    } else {
      let array = unsafeDowncast(object, to: ObjectArray.self)
      (objects, start) = (array.elements, array.start)
    }
  }

  init(_ type: Type, words: ContiguousArray<Int>, start: Int = 0) {
    (self.type, self.words, self.start) = (type, words, start)
  }

  init(_ type: Type, objects: ContiguousArray<AnyObject?>, start: Int = 0) {
    (self.type, self.objects, self.start) = (type, objects, start)
  }

  var count: Int { type.isWord ? words.count : objects.count }

  subscript(index: Int) -> Slot {
    type.isWord ? (words[index], nil) : (0, objects[index])
  }

  /// An element that is a word.
  func word(_ index: Int) -> Int { words[index] }

  /// Changes an element that is a word.
  mutating func set(_ index: Int, _ word: Int) { words[index] = word }

  /// Those at some positions.
  subscript(range: Range<Int>) -> Elements {
    type.isWord
      ? Elements(type, words: ContiguousArray(words[range]), start: start + range.lowerBound)
      : Elements(type, objects: ContiguousArray(objects[range]), start: start + range.lowerBound)
  }

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

  /// Puts others in the place of those at some positions.
  mutating func replace(_ range: Range<Int>, with others: Elements) {
    if type.isWord {
      words.replaceSubrange(range, with: others.words)
    } else {
      objects.replaceSubrange(range, with: others.objects)
    }
  }

  @discardableResult
  mutating func remove(_ index: Int) -> Slot {
    type.isWord ? (words.remove(at: index), nil) : (0, objects.remove(at: index))
  }

  @discardableResult
  mutating func removeLast() -> Slot {
    type.isWord ? (words.removeLast(), nil) : (0, objects.removeLast())
  }

  mutating func swap(_ first: Int, _ second: Int) {
    if type.isWord { words.swapAt(first, second) } else { objects.swapAt(first, second) }
  }

  mutating func reverse() {
    words.reverse()
    objects.reverse()
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

  /// The part of an array that they are, as the machine holds it.
  var slice: AnyObject {
    type.isWord ? WordArray(words, start: start) : ObjectArray(objects, start: start)
  }
}
