import ApusValue

/// What `as?`, `as!` and `is` find out about a value that has its type with it.
enum Casting {
  /// The value as one of another type, or nil where it is none.
  static func cast(_ box: AnyObjectBox, to type: Type) -> Slot? {
    if let inner = box.object, box.type == .any || box.type == .error {
      return cast(unsafeDowncast(inner, to: AnyObjectBox.self), to: type)
    }
    switch (type, box.type) {
    case (.any, _): return (0, box)
    case (.error, _): return box.type.isError ? (0, box) : nil
    case (.optional(let wanted), .optional(let wrapped)):
      guard let payload = payload(box, wrapped) else { return (0, nil) }
      return cast(payload, to: wanted).map { (0, Self.wrapped($0, wanted)) }
    case (.optional(let wanted), _):
      return cast(box, to: wanted).map { (0, Self.wrapped($0, wanted)) }
    case (_, .optional(let wrapped)):
      return payload(box, wrapped).flatMap { cast($0, to: type) }
    case (.nominal(let wanted), .nominal(let own)) where own.kind == .class:
      return isInstance(box.object, of: wanted) ? (box.word, box.object) : nil
    case (.array(let wanted), .array(let element)) where wanted != element:
      return array(Elements(element, box.object), of: wanted)
    default: return type.accepts(box.type) ? (box.word, box.object) : nil
    }
  }

  /// A value as an optional of its type.
  static func wrapped(_ slot: Slot, _ type: Type) -> AnyObject? {
    if type.isWord { return WordBox(slot.word) }
    return type.wrapped == nil ? slot.object : ObjectBox(slot.object)
  }

  private static func payload(_ box: AnyObjectBox, _ type: Type) -> AnyObjectBox? {
    Elements(type).payload(of: box.object).map {
      AnyObjectBox(type: type, word: $0.word, object: $0.object)
    }
  }

  /// The type that a value has in the end; an instance's class has only a name.
  static func type(of box: AnyObjectBox) -> Type {
    if let inner = box.object, box.type == .any || box.type == .error {
      return type(of: unsafeDowncast(inner, to: AnyObjectBox.self))
    }
    guard case .nominal(let type) = box.type, type.kind == .class, let object = box.object else {
      return box.type
    }
    let descriptor = unsafeDowncast(object, to: Record.self).objects[0]
    return descriptor.map { .opaque(unsafeDowncast($0, to: ClassDescriptor.self).name) } ?? box.type
  }

  private static func isInstance(_ object: AnyObject?, of type: NominalType) -> Bool {
    guard let object else { return false }
    let record = unsafeDowncast(object, to: Record.self)
    var descriptor = record.objects[0].map { unsafeDowncast($0, to: ClassDescriptor.self) }
    while let current = descriptor {
      if current === type.descriptor { return true }
      descriptor = current.superclass
    }
    return false
  }

  private static func array(_ elements: Elements, of type: Type) -> Slot? {
    var result = Elements(type)
    for index in 0..<elements.count {
      let slot = elements[index]
      let box = AnyObjectBox(type: elements.type, word: slot.word, object: slot.object)
      guard let element = cast(box, to: type) else { return nil }
      result.append(element)
    }
    return (0, result.object)
  }
}
