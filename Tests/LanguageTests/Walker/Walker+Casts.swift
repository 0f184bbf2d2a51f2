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
    if case .existential = type {} else if type.accepts(own) { return inner }
    guard case .optional(let wrapped) = own, case .optional(let payload?) = inner else {
      return nil
    }
    return cast(.any(ownType(of: payload, wrapped), payload), to: type)
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
  func body(_ index: Int) -> FunctionBody? {
    functions[index] ?? complete(index)
  }
}
