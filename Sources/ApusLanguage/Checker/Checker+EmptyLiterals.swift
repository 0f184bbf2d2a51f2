import ApusSyntax

// What `[]` and `[:]` hold where nothing says it but how they are used.
extension Checker {
  /// The type of an empty literal, of which the first uses tell what it holds; nil where they do not.
  func learn(_ open: Type, by attempt: (Type) -> Void) -> Type? {
    var type = open
    while type.isLearning {
      _ = trial { attempt(type) }
      let next = type.withLearned
      if next == type { return nil }
      type = next
    }
    return type
  }

  /// `[]` where something is still to be learnt, which is an array of what is to be learnt then.
  func openLiteral(_ expression: Expression, wanted: Type?) -> TypedExpression? {
    guard case .archetype(let open) = wanted?.unwrapped, open.isLearning,
      let type = Type(emptyLiteral: expression)
    else { return nil }
    return TypedExpression(.array([]), type, expression.span)
  }
}

extension Type {
  /// An array or a dictionary of what is not known yet, or a tuple with one in it; nil where no empty
  /// literal is written.
  init?(emptyLiteral expression: Expression) {
    switch expression.kind {
    case .array(let elements) where elements.isEmpty: self = .array(.learning("Element"))
    case .dictionary(let entries) where entries.isEmpty:
      self = .dictionary(.learning("Key", ["Hashable"]), .learning("Value"))
    case .tuple(let parts):
      let elements = parts.map {
        Element($0.label, Type(emptyLiteral: $0.value) ?? .learning("Part"))
      }
      guard parts.contains(where: { Type(emptyLiteral: $0.value) != nil }) else { return nil }
      self = elements.count == 1 ? elements[0].type : .tuple(elements)
    default: return nil
    }
  }

  private static func learning(_ name: String, _ protocols: [String] = []) -> Type {
    .archetype(
      Archetype(
        name, protocols.compactMap { PreludeProtocol.table[$0] }, isLearning: true))
  }

  /// Whether something in it is still to be learnt.
  fileprivate var isLearning: Bool {
    switch self {
    case .archetype(let archetype): archetype.isLearning
    case .array(let element), .optional(let element), .set(let element): element.isLearning
    case .dictionary(let key, let value): key.isLearning || value.isLearning
    case .tuple(let elements): elements.contains { $0.type.isLearning }
    default: false
    }
  }

  /// The same with what has been learnt in its place.
  fileprivate var withLearned: Type {
    switch self {
    case .archetype(let archetype): archetype.learned ?? self
    case .array(let element): .array(element.withLearned)
    case .optional(let wrapped): .optional(wrapped.withLearned)
    case .set(let element): .set(element.withLearned)
    case .dictionary(let key, let value): .dictionary(key.withLearned, value.withLearned)
    case .tuple(let elements):
      .tuple(elements.map { Element($0.label, $0.type.withLearned) })
    default: self
    }
  }
}
