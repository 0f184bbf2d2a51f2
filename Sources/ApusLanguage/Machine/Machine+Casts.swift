import ApusValue

// Values whose types are known only when the cell runs.
extension Machine {
  /// What is in a value as a value of a type; nil where its own type is none of that.
  func cast(_ box: AnyObjectBox, to type: Type) -> Slot? {
    switch type {
    case .any: return (0, box)
    case .error:
      if box.type.isError { return (0, box) }
    case .existential(let protocols):
      if protocols.allSatisfy({ dynamic.conforms(box.type, to: $0) }) { return (0, box) }
    case .optional(let wrapped):
      if box.type == type { return (box.word, box.object) }
      guard let slot = cast(box, to: wrapped) else { return nil }
      if wrapped.isWord { return (0, WordBox(slot.word)) }
      return wrapped.wrapped == nil ? slot : (0, ObjectBox(slot.object))
    case .array, .set, .dictionary:
      if type == box.type { return (box.word, box.object) }
      if let slot = castElements(of: box, to: type) { return slot }
    default:
      if type.accepts(box.type) { return (box.word, box.object) }
    }
    // What is in an optional counts, not the optional.
    guard case .optional(let inner) = box.type else { return nil }
    guard let payload = Elements(inner).payload(of: box.object) else { return nil }
    return cast(boxed(inner, payload.word, payload.object), to: type)
  }

  /// A collection whose elements are all of other types: `[1, 2] as [Any]` as `[Int]`.
  private func castElements(of box: AnyObjectBox, to type: Type) -> Slot? {
    func cast(_ slot: Slot, _ own: Type, to type: Type) -> Slot? {
      self.cast(boxed(own, slot.word, slot.object), to: type)
    }
    switch (box.type, type) {
    case (.array(let own), .array(let wanted)):
      let elements = Elements(own, box.object)
      var made = Elements(wanted)
      for index in 0..<elements.count {
        guard let slot = cast(elements[index], own, to: wanted) else { return nil }
        made.append(slot)
      }
      return (0, made.object)
    case (.set(let own), .set(let wanted)):
      let set = held(box.object, as: DictionaryObject.self)
      let made = DictionaryObject(keys: wanted, values: .void)
      for index in 0..<set.count {
        guard let key = cast(set.keys[index], own, to: wanted) else { return nil }
        made.update(key, (0, nil))
      }
      return (0, made)
    case (.dictionary(let ownKey, let ownValue), .dictionary(let key, let value)):
      let dictionary = held(box.object, as: DictionaryObject.self)
      let made = DictionaryObject(keys: key, values: value)
      for index in 0..<dictionary.count {
        guard let first = cast(dictionary.keys[index], ownKey, to: key),
          let second = cast(dictionary.values[index], ownValue, to: value)
        else { return nil }
        made.update(first, second)
      }
      return (0, made)
    default: return nil
    }
  }

  func cast(_ box: AnyObjectBox, orFail type: Type) throws -> Slot {
    guard let slot = cast(box, to: type) else { throw MachineError.cast(box.type, to: type) }
    return slot
  }

  /// The function by which a value fulfils a requirement.
  func witness(_ site: WitnessSite, _ box: AnyObjectBox) throws -> Chunk {
    if let last = site.last, last.type == box.type { return last.chunk }
    guard
      let index = dynamic.witness(site.requirement, isSetter: site.isSetter, for: box.type),
      functions.indices.contains(index), let chunk = functions[index]
    else { throw MachineError.earlyClosure }
    site.last = (box.type, chunk)
    return chunk
  }
}

extension BuiltinContext {
  /// A value with its type; an instance of a class has the type that it was made with.
  func boxed(_ type: Type, _ word: Int, _ object: AnyObject?) -> AnyObjectBox {
    if case .nominal(let nominal) = type, nominal.kind == .class, let object {
      let descriptor = held(held(object, as: Record.self).objects[0], as: ClassDescriptor.self)
      return AnyObjectBox(
        type: descriptor.type.map { .nominal($0) } ?? type, word: 0, object: object)
    }
    // What has its type with it is in a box already.
    if type.isBoxed, let object { return held(object, as: AnyObjectBox.self) }
    return AnyObjectBox(type: type, word: word, object: type.isWord ? nil : object)
  }
}

/// A call of a requirement on a value of protocol type, and what it last led to.
package final class WitnessSite {
  let requirement: ProtocolType.Requirement
  let isSetter: Bool
  var last: (type: Type, chunk: Chunk)?

  init(_ requirement: ProtocolType.Requirement, isSetter: Bool) {
    self.requirement = requirement
    self.isSetter = isSetter
  }
}
