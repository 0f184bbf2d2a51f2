import ApusLanguage
import ApusTensor
import ApusValue

/// One value as the machine holds it: its type says which half counts.
typealias Slot = (word: Int, object: AnyObject?)

/// What a row can be given.
protocol Argument {
  var slot: Slot { get }
}

/// What a row can return, and a closure be given.
protocol Result {
  init(slot: Slot)
}

/// A value that rows and programs exchange.
protocol Held: Argument, Result {
  /// Whether values are single words, or objects.
  static var isWord: Bool { get }
}

extension Held {
  static var isWord: Bool { false }
}

extension Int: Held {
  static var isWord: Bool { true }
  var slot: Slot { (self, nil) }
  init(slot: Slot) { self = slot.word }
}

extension Double: Held {
  static var isWord: Bool { true }
  var slot: Slot { (Int(Int64(bitPattern: bitPattern)), nil) }
  init(slot: Slot) { self.init(bitPattern: UInt64(bitPattern: Int64(slot.word))) }
}

extension Bool: Held {
  static var isWord: Bool { true }
  var slot: Slot { (self ? 1 : 0, nil) }
  init(slot: Slot) { self = slot.word != 0 }
}

extension String: Held {
  var slot: Slot { (0, StringObject(self)) }
  init(slot: Slot) { self = held(slot.object, as: StringObject.self).string }
}

extension Array: Argument, Result, Held where Element: Held {
  var slot: Slot {
    let slots = map(\.slot)
    return (
      0,
      Element.isWord
        ? WordArray(ContiguousArray(slots.map(\.word)))
        : ObjectArray(ContiguousArray(slots.map(\.object)))
    )
  }

  init(slot: Slot) {
    self =
      Element.isWord
      ? held(slot.object, as: WordArray.self).elements.map { Element(slot: ($0, nil)) }
      : held(slot.object, as: ObjectArray.self).elements.map { Element(slot: (0, $0)) }
  }
}

/// Whether an optional's payload is an optional too, which is held in a box.
private protocol Nesting {}

extension Optional: Nesting {}

extension Optional: Argument, Result, Held where Wrapped: Held {
  var slot: Slot {
    guard let slot = self?.slot else { return (0, nil) }
    if Wrapped.isWord { return (0, WordBox(slot.word)) }
    return (0, Wrapped.self is any Nesting.Type ? ObjectBox(slot.object) : slot.object)
  }

  init(slot: Slot) {
    guard let object = slot.object else {
      self = nil
      return
    }
    if Wrapped.isWord {
      self = Wrapped(slot: (held(object, as: WordBox.self).word, nil))
    } else if Wrapped.self is any Nesting.Type {
      self = Wrapped(slot: (0, held(object, as: ObjectBox.self).object))
    } else {
      self = Wrapped(slot: (0, object))
    }
  }
}

extension Range: Argument where Bound: Held {
  var slot: Slot {
    (0, Record(words: [lowerBound.slot.word, upperBound.slot.word], objects: [nil, nil]))
  }
}

/// A list of pairs, as a row wants it.
struct Pairs: Argument {
  private let pairs: [(Int, Int)]

  init(_ pairs: [(Int, Int)]) {
    self.pairs = pairs
  }

  var slot: Slot {
    let records = pairs.map { Record(words: [$0.0, $0.1], objects: [nil, nil]) }
    return (0, ObjectArray(ContiguousArray(records.map { $0 as AnyObject? })))
  }
}

/// Tensors by name.
extension Dictionary: Argument, Result where Key == String, Value == Tensor {
  var slot: Slot {
    let objects = compactMap { name, tensor in
      (tensor.slot.object as? TensorBody).map { (name, $0) }
    }
    return (0, DictionaryObject(named: objects))
  }

  init(slot: Slot) {
    let tensors = held(slot.object, as: DictionaryObject.self).named
    self.init(tensors.map { ($0.name, Tensor(slot: (0, $0.object))) }) { $1 }
  }
}

/// An enumeration whose case is the word of its position.
protocol Member: Held, CaseIterable, Equatable {}

extension Member {
  static var isWord: Bool { true }

  var slot: Slot {
    for (index, member) in Self.allCases.enumerated() where member == self { return (index, nil) }
    return (0, nil)
  }

  init(slot: Slot) {
    let cases = Array(Self.allCases)
    self = cases[slot.word]
  }
}

/// A value of a type that a row leaves open.
final class Boxed<Value>: Held {
  let value: Value

  init(_ value: Value) {
    self.value = value
  }

  var slot: Slot { (0, self) }

  // A row returns what its closure returned.
  convenience init(slot: Slot) { self.init(held(slot.object, as: Boxed<Value>.self).value) }
}

/// A tuple that a row returns.
struct Parts: Result {
  private let record: Record

  init(slot: Slot) { record = held(slot.object) }

  func element<Element: Result>(_ index: Int) -> Element {
    Element(slot: (record.words[index], record.objects[index]))
  }
}

/// What a row without a result returns.
struct Nothing: Result {
  init(slot: Slot) {}
}
