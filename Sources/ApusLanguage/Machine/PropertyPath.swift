import ApusTensor
import ApusValue

/// The way from an instance to one inside it, as a program would write it:
/// `encoder.blocks[0].attention`.
struct PropertyPath {
  /// An instance of a declared type, a struct or a class.
  struct Instance: @unchecked Sendable {
    let type: NominalType
    let object: AnyObject

    /// A class's instance has the type that it was made with.
    init?(_ type: Type, _ object: AnyObject?) {
      guard case .nominal(let nominal) = type, nominal.kind != .enum, let object else { return nil }
      self.object = object
      guard nominal.kind == .class else {
        self.type = nominal
        return
      }
      let record = held(object, as: Record.self)
      guard record.objects.first.map({ $0 != nil }) == true else { return nil }
      self.type = held(record.objects[0], as: ClassDescriptor.self).type ?? nominal
    }
  }

  private let target: Instance
  private let marks: [ObjectIdentifier]
  /// How many values may still be looked at; a model has far fewer.
  private var budget = 20_000

  private init(to target: Instance) {
    self.target = target
    marks = Self.marks(of: target)
  }

  /// Nil where the one does not lead to the other, or is it.
  static func between(_ root: Instance, _ target: Instance) -> String? {
    var search = PropertyPath(to: target)
    guard !search.isTarget(root), let path = search.search(root, depth: 0) else { return nil }
    return path.hasPrefix(".") ? String(path.dropFirst()) : path
  }

  private func isTarget(_ instance: Instance) -> Bool {
    if instance.object === target.object { return true }
    // A struct is another object in every copy, but its tensors are not.
    return instance.type === target.type && instance.type.kind == .struct && !marks.isEmpty
      && Self.marks(of: instance) == marks
  }

  /// The tensors and the instances of classes that a struct stores itself.
  private static func marks(of instance: Instance) -> [ObjectIdentifier] {
    instance.properties.compactMap { _, type, slot in
      switch type {
      case .tensor: slot.object.map { ObjectIdentifier($0) }
      case .nominal(let nominal) where nominal.kind == .class:
        slot.object.map { ObjectIdentifier($0) }
      default: nil
      }
    }
  }

  private mutating func search(_ instance: Instance, depth: Int) -> String? {
    for (name, type, slot) in instance.properties {
      if let rest = search(type, slot, depth: depth + 1) { return ".\(name)\(rest)" }
    }
    return nil
  }

  /// The rest of the way from a value; empty where it is what is looked for.
  private mutating func search(_ type: Type, _ slot: Slot, depth: Int) -> String? {
    budget -= 1
    guard budget > 0, depth < 40, let object = slot.object else { return nil }
    switch type {
    case .nominal:
      guard let instance = Instance(type, object) else { return nil }
      return isTarget(instance) ? "" : search(instance, depth: depth)
    case .existential, .any:
      let box = held(object, as: AnyObjectBox.self)
      return search(box.type, (box.word, box.object), depth: depth)
    case .optional(let wrapped):
      guard let payload = Elements(wrapped).payload(of: object) else { return nil }
      return search(wrapped, payload, depth: depth)
    case .array(let element) where !element.isWord && element != .tensor:
      let all = Elements(element, object)
      for index in 0..<all.count {
        if let rest = search(element, all[index], depth: depth + 1) { return "[\(index)]\(rest)" }
      }
    case .dictionary(let key, let value) where !value.isWord && value != .tensor:
      let table = held(object, as: DictionaryObject.self)
      for index in 0..<table.count {
        guard let rest = search(value, table.values[index], depth: depth + 1) else { continue }
        let (word, object) = table.keys[index]
        return "[\(ValueText.reflect(key, word, object))]\(rest)"
      }
    case .tuple(let elements):
      let record = held(object, as: Record.self)
      for (index, element) in elements.enumerated() {
        let slot = (record.words[index], record.objects[index])
        guard let rest = search(element.type, slot, depth: depth + 1) else { continue }
        return ".\(element.label ?? String(index))\(rest)"
      }
    default: break
    }
    return nil
  }
}

extension PropertyPath.Instance {
  /// What it stores, those of its superclass first.
  fileprivate var properties: [(name: String, type: Type, slot: Slot)] {
    let record = held(object, as: Record.self)
    return type.fields.enumerated().compactMap { index, field in
      let place = type.slot(of: index)
      guard field.reference == .strong, place < record.objects.count else { return nil }
      return (field.name, field.type, (record.words[place], record.objects[place]))
    }
  }
}

extension RuntimeErrors {
  /// Where in the outermost instance called something failed, and what that instance is.
  static func path(to points: [Point]) -> (path: String, root: String)? {
    let instances = points.compactMap(\.owner)
    guard let root = instances.last else { return nil }
    for instance in instances.dropLast() {
      if let path = PropertyPath.between(root, instance) { return (path, root.type.name) }
    }
    return nil
  }
}
