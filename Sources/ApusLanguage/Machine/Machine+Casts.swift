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
    default:
      if type.accepts(box.type) { return (box.word, box.object) }
    }
    // What is in an optional counts, not the optional.
    guard case .optional(let inner) = box.type else { return nil }
    guard let payload = Elements(inner).payload(of: box.object) else { return nil }
    return cast(boxed(inner, payload.word, payload.object), to: type)
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
