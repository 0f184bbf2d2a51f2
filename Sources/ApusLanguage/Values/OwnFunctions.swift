import ApusValue

/// What a declared type does in its own way where the machine would do it in general: how it is
/// printed, compared, ordered and hashed.
package struct OwnFunctions {
  /// The functions' indices, by the requirement that they fulfil.
  var indices: [String: Int] = [:]
  weak var machine: BuiltinContext?
}

extension NominalType {
  /// Calls a function of the type's own; nil where it has none, or where the call has failed, which
  /// the machine then reports.
  func callOwn(_ name: String, _ arguments: Slot...) -> Slot? {
    guard let index = own.indices[name], let machine = own.machine else { return nil }
    return machine.callOwn(index, arguments)
  }

  /// The text by which it describes itself.
  func ownDescription(_ value: Slot) -> String? {
    callOwn("description", value).map { ValueText.describe(.string, 0, $0.object) }
  }

  /// The class that an instance was made with; other values have the type itself.
  func dynamic(_ object: AnyObject?) -> NominalType {
    guard kind == .class, let object,
      let descriptor = held(object, as: Record.self).objects[0]
    else { return self }
    return held(descriptor, as: ClassDescriptor.self).type ?? self
  }

  /// Whether a name of `indices` is there.
  func hasOwn(_ name: String) -> Bool { own.indices[name] != nil && own.machine != nil }
}

extension BuiltinContext {
  /// Takes over what a checked cell knows of types whose values are looked at when it runs.
  package func learn(_ types: DynamicTypes) {
    dynamic = types
    for (key, index) in types.own {
      guard case .nominal(let type) = key.type else { continue }
      type.own.indices[key.requirement.function.name] = index
      type.own.machine = self
    }
  }

  fileprivate func callOwn(_ index: Int, _ arguments: [Slot]) -> Slot? {
    guard pendingError == nil else { return nil }
    do {
      return try call(function: index, arguments)
    } catch {
      pendingError = error
      return nil
    }
  }

  /// Reports what went wrong in a function that was called on the way.
  func throwPending() throws {
    guard let error = pendingError else { return }
    pendingError = nil
    throw error
  }
}

/// What a value feeds into a hash.
package final class HasherObject {
  var parts: [DictionaryObject.Key] = []
}

/// A key whose type compares in its own way.
package struct OwnKey: Hashable {
  let type: NominalType
  let value: Slot

  package static func == (left: OwnKey, right: OwnKey) -> Bool {
    left.type === right.type
      && Equality.holds(.nominal(left.type), left.value, right.value)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(type)
  }
}
