extension Type {
  /// The type with generic parameters replaced by what they are bound to.
  package func substituting(_ bindings: [String: Type]) -> Type {
    guard !bindings.isEmpty else { return self }
    return switch self {
    case .parameter(let name): bindings[name] ?? self
    case .array(let element): .array(element.substituting(bindings))
    case .slice(let element): .slice(element.substituting(bindings))
    case .set(let element): .set(element.substituting(bindings))
    case .sequence(let element): .sequence(element.substituting(bindings))
    case .inout(let inner): .inout(inner.substituting(bindings))
    case .range(let kind, let bound): .range(kind, of: bound.substituting(bindings))
    case .optional(let wrapped): .optional(wrapped.substituting(bindings))
    case .dictionary(let key, let value):
      .dictionary(key.substituting(bindings), value.substituting(bindings))
    case .tuple(let elements):
      .tuple(elements.map { Element($0.label, $0.type.substituting(bindings)) })
    case .function(let parameters, let result, let thrown):
      .function(
        parameters: parameters.map { $0.substituting(bindings) },
        result: result.substituting(bindings), thrown: thrown?.substituting(bindings))
    case .metatype(let type): .metatype(type.substituting(bindings))
    case .applied(let generic, let arguments):
      .applied(generic, arguments.map { $0.substituting(bindings) })
    case .int, .double, .float, .bool, .string, .character, .substring, .stringIndex, .tensor,
      .never, .any, .error, .enumeration, .opaque, .nominal, .archetype, .existential, .invalid:
      self
    }
  }

  /// The types that it is written with.
  var parts: [Type] {
    switch self {
    case .array(let element), .slice(let element), .set(let element), .sequence(let element),
      .inout(let element), .range(_, let element), .optional(let element), .metatype(let element):
      [element]
    case .dictionary(let key, let value): [key, value]
    case .tuple(let elements): elements.map(\.type)
    case .function(let parameters, let result, _): parameters + [result]
    case .applied(_, let arguments): arguments
    case .int, .double, .float, .bool, .string, .character, .substring, .stringIndex, .tensor,
      .never, .any, .error, .enumeration, .opaque, .nominal, .parameter, .archetype, .existential,
      .invalid:
      []
    }
  }

  /// Whether a generic parameter is left in it.
  package var isGeneric: Bool {
    switch self {
    case .parameter: true
    case .array(let element), .slice(let element), .set(let element), .sequence(let element),
      .inout(let element), .range(_, let element), .optional(let element), .metatype(let element):
      element.isGeneric
    case .dictionary(let key, let value): key.isGeneric || value.isGeneric
    case .tuple(let elements): elements.contains { $0.type.isGeneric }
    case .function(let parameters, let result, _):
      result.isGeneric || parameters.contains { $0.isGeneric }
    case .applied(_, let arguments): arguments.contains(where: \.isGeneric)
    case .int, .double, .float, .bool, .string, .character, .substring, .stringIndex, .tensor,
      .never, .any, .error, .enumeration, .opaque, .nominal, .archetype, .existential, .invalid:
      false
    }
  }

  /// Binds this type's generic parameters so that it becomes `other`; false where it cannot.
  package func bind(to other: Type, _ bindings: inout [String: Type]) -> Bool {
    switch (self, other) {
    case (_, .invalid): return true
    case (.parameter(let name), _):
      guard let bound = bindings[name] else {
        bindings[name] = other
        return true
      }
      return bound.accepts(other)
    case (.array(let mine), .array(let theirs)), (.slice(let mine), .slice(let theirs)),
      (.set(let mine), .set(let theirs)), (.optional(let mine), .optional(let theirs)),
      (.inout(let mine), .inout(let theirs)):
      return mine.bind(to: theirs, &bindings)
    case (.metatype(let mine), .metatype(let theirs)): return mine.bind(to: theirs, &bindings)
    case (.sequence(let mine), _):
      guard let element = other.element else { return false }
      return mine.bind(to: element, &bindings)
    case (.range(let kind, let mine), .range(let otherKind, let theirs)):
      return kind == otherKind && mine.bind(to: theirs, &bindings)
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      return key.bind(to: otherKey, &bindings) && value.bind(to: otherValue, &bindings)
    case (.applied(let generic, let arguments), .nominal(var nominal)):
      while nominal.origin !== generic {
        guard let parent = nominal.superclass else { return false }
        nominal = parent
      }
      for (own, their) in zip(arguments, nominal.arguments) where !own.bind(to: their, &bindings) {
        return false
      }
      return true
    case (.tuple(let mine), .tuple(let theirs)):
      guard mine.count == theirs.count else { return false }
      for (own, their) in zip(mine, theirs) where !own.type.bind(to: their.type, &bindings) {
        return false
      }
      return true
    case (
      .function(let mine, let result, let thrown), .function(let theirs, let otherResult, let other)
    ):
      guard mine.count == theirs.count, Type.accepts(thrown: other, where: thrown) else {
        return false
      }
      for (own, their) in zip(mine, theirs) where !own.bind(to: their, &bindings) {
        return false
      }
      return result.bind(to: otherResult, &bindings)
    default: return accepts(other)
    }
  }
}
