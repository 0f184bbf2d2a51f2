import ApusValue

extension BuiltinCall {
  /// The argument at an index that is an array or some sequence, whose elements have the type that
  /// a generic parameter is bound to.
  func elements(_ index: Int, of parameter: String = "Element") -> Elements {
    Elements(type(parameter), registers.objects[index])
  }

  /// The elements of the collection that the row is a member of.
  func collection(first: Int = .max) throws -> Elements {
    try Elements(of: type("Self"), registers.objects[0], first: first)
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

  func set(optional word: Int?) {
    registers.set(word.map { WordBox($0) })
  }

  /// Puts the elements at some positions into the result, as a part of what they come from.
  func set(part range: Range<Int>, of all: Elements) {
    registers.set(partObject(range, of: all))
  }

  func partObject(_ range: Range<Int>, of all: Elements) -> AnyObject {
    var part = all[range]
    part.start = all.index(of: range.lowerBound, in: type("Self"))
    return part.object(as: type("Self").subSequence)
  }

  /// A tuple as the machine holds it.
  static func record(_ slots: Slot...) -> Record {
    Record(
      words: ContiguousArray(slots.map(\.word)), objects: ContiguousArray(slots.map(\.object)))
  }

  /// Changes the collection in the slot; an array that nothing else refers to is not copied.
  func change<Result>(_ body: (inout Elements) throws -> Result) throws -> Result? {
    guard let slot else { return nil }
    let (own, element) = (type("Self"), type("Element"))
    if own.isText {
      var all = try Elements(of: own, slot.pointee)
      let result = try body(&all)
      slot.pointee = all.object(as: own)
      return result
    }
    if element.isWord {
      let array = machine.uniqueWords(slot)
      var all = Elements(element, words: array.elements, start: array.start)
      array.elements = []
      defer { array.elements = all.words }
      return try body(&all)
    }
    let array = machine.uniqueObjects(slot)
    var all = Elements(element, objects: array.elements, start: array.start)
    array.elements = []
    defer { array.elements = all.objects }
    return try body(&all)
  }

  /// The position that an index argument means; `isEnd` says whether the end is one.
  func position(_ index: Int, in all: Elements, isEnd: Bool = false) throws -> Int {
    guard let position = all.position(of: index, in: type("Self")),
      isEnd || position < all.count
    else { throw MachineError.index(index, of: type("Self"), all) }
    return position
  }
}

/// A function argument of a row, ready to be called.
struct RowFunction {
  let closure: ClosureObject
  let machine: BuiltinContext

  func callAsFunction(_ argument: Slot) throws -> Slot {
    let window = try machine.call(closure) { registers in
      registers.words[0] = argument.word
      registers.objects[0] = argument.object
    }
    return take(window, 0)
  }

  func callAsFunction(_ first: Slot, _ second: Slot) throws -> Slot {
    let window = try machine.call(closure) { registers in
      registers.words[0] = first.word
      registers.objects[0] = first.object
      registers.words[1] = second.word
      registers.objects[1] = second.object
    }
    return take(window, 0)
  }

  func callAsFunction(_ arguments: [Slot]) throws -> Slot {
    let window = try machine.call(closure) { registers in
      for (index, argument) in arguments.enumerated() {
        registers.words[index] = argument.word
        registers.objects[index] = argument.object
      }
    }
    return take(window, 0)
  }

  /// Whether a condition holds.
  func holds(_ argument: Slot) throws -> Bool { try self(argument).word != 0 }

  func holds(_ first: Slot, _ second: Slot) throws -> Bool { try self(first, second).word != 0 }

  /// Lets the function change its first argument, which it has for itself while it runs.
  func change(_ value: inout Slot, _ argument: Slot) throws {
    let window = try machine.call(closure) { registers in
      registers.words[0] = value.word
      registers.objects[0] = value.object
      value.object = nil
      registers.words[1] = argument.word
      registers.objects[1] = argument.object
    }
    value = take(window, 0)
    window.objects[1] = nil
  }

  private func take(_ window: Registers, _ index: Int) -> Slot {
    let result = (window.words[index], window.objects[index])
    window.objects[index] = nil
    return result
  }
}

extension BuiltinCall {
  /// The function argument at an index.
  func function(_ index: Int) -> RowFunction {
    RowFunction(closure: registers.object(index), machine: machine)
  }
}
