import ApusText
import ApusValue

@testable import ApusLanguage

// Values whose types are known only when the cell runs.
extension Walker {
  /// An instance's own class, where the static type is only what is known of it.
  func ownType(of value: Value, _ type: Type) -> Type {
    guard case .nominal(let nominal) = type, nominal.kind == .class,
      case .instance(let record) = value,
      let descriptor = record.objects[0] as? ClassDescriptor, let own = descriptor.type
    else { return type }
    return .nominal(own)
  }

  /// What is in an Any, as a value of a type; nil where it is none.
  func cast(_ value: Value, to type: Type) -> Value? {
    guard case .any(let own, let inner) = value else { return nil }
    if case .existential(let protocols) = type,
      protocols.allSatisfy({ dynamic.conforms(own, to: $0) })
    {
      return value
    }
    if type == .any { return value }
    if type == .error { return own.isError ? value : nil }
    if type == own { return inner }
    if case .optional(let wrapped) = type {
      return cast(value, to: wrapped).map { .optional($0) }
    }
    if let elements = castElements(of: inner, own, to: type) { return elements }
    switch type {
    case .existential, .array, .set, .dictionary: break
    default: if type.accepts(own) { return inner }
    }
    guard case .optional(let wrapped) = own, case .optional(let payload?) = inner else {
      return nil
    }
    if case .any = payload { return cast(payload, to: type) }
    return cast(.any(ownType(of: payload, wrapped), payload), to: type)
  }

  /// A collection whose elements are all of other types.
  private func castElements(of value: Value, _ own: Type, to type: Type) -> Value? {
    func cast(_ value: Value, _ own: Type, to type: Type) -> Value? {
      if case .any = value { return self.cast(value, to: type) }
      return self.cast(.any(ownType(of: value, own), value), to: type)
    }
    func slot(_ slot: Slot, _ own: Type, to type: Type) -> Slot? {
      (try? Value(slot, own)).flatMap { cast($0, own, to: type) }.flatMap { try? $0.slot(type) }
    }
    switch (value, own, type) {
    case (.array(let elements), .array(let own), .array(let wanted)):
      let made = elements.compactMap { cast($0, own, to: wanted) }
      return made.count == elements.count ? .array(made) : nil
    case (.dictionary(let old), .set(let own), .set(let wanted)):
      let made = DictionaryObject(keys: wanted, values: .void)
      for index in 0..<old.count {
        guard let key = slot(old.keys[index], own, to: wanted) else { return nil }
        made.update(key, (0, nil))
      }
      return .dictionary(made)
    case (
      .dictionary(let old), .dictionary(let ownKey, let ownValue), .dictionary(let key, let item)
    ):
      let made = DictionaryObject(keys: key, values: item)
      for index in 0..<old.count {
        guard let first = slot(old.keys[index], ownKey, to: key),
          let second = slot(old.values[index], ownValue, to: item)
        else { return nil }
        made.update(first, second)
      }
      return .dictionary(made)
    default: return nil
    }
  }

  /// The function by which the first argument fulfils a requirement.
  func witness(_ function: UserFunction, of arguments: [Value]) throws -> Int {
    guard case .any(let own, _) = arguments.first, let requirement = function.requirement,
      let index = dynamic.witness(
        requirement, isSetter: function.isRequiredSetter, for: own)
    else { throw MachineError.earlyClosure }
    return index
  }

  /// A function of the session; one made from something generic is checked when it is called.
  func body(_ index: Int) throws -> FunctionBody? {
    try functions[index] ?? complete(index)
  }
}
