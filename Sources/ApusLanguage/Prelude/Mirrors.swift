import ApusGrad
import ApusValue

extension Builtin {
  /// Looking at the parts of a value whatever its type is.
  static let mirrors: [Builtin] = [
    member(
      of: "Mirror", "Mirror", "init(reflecting subject: Any)",
      summary: "The parts of a value: stored properties, elements, what an optional holds.",
      example: "Mirror(reflecting: [1, 2]).children.count"
    ) { _ in },
    member(
      of: "Mirror", "children", "var children: [(label: String?, value: Any)]",
      summary: "The parts, each with its name where it has one; not those of a superclass.",
      example: "for (label, value) in Mirror(reflecting: (x: 1, y: 2)).children { print(value) }"
    ) { call in
      let parts = call.mirrored.parts.map { part -> AnyObject? in
        Record(
          words: [0, 0],
          objects: [
            part.label.map { StringObject($0) },
            part.type.isBoxed
              ? part.value.object
              : call.machine.boxed(part.type, part.value.word, part.value.object),
          ])
      }
      call.registers.set(ObjectArray(ContiguousArray(parts)))
    },
    member(
      of: "Mirror", "superclassMirror", "var superclassMirror: Mirror?",
      summary: "The parts that an instance has from its superclass.",
      example: "Mirror(reflecting: 1).superclassMirror == nil"
    ) { call in
      let box = call.mirrored
      guard case .nominal(let type) = box.type, let superclass = type.superclass else {
        return call.registers.set(nil as AnyObject?)
      }
      call.registers.set(
        AnyObjectBox(type: .nominal(superclass), word: box.word, object: box.object))
    },
    member(
      of: "Mirror", "displayStyle", "var displayStyle: Mirror.DisplayStyle?",
      summary: "What kind of value it is; nil for numbers, strings and tensors.",
      example: "Mirror(reflecting: [1, 2]).displayStyle == .collection"
    ) { call in
      let style = call.mirrored.style
      let row = Enumeration.known.first { $0.name == "Mirror.DisplayStyle" }
      call.set(optional: style.flatMap { row?.cases.firstIndex(of: $0) })
    },
  ]
}

extension BuiltinCall {
  fileprivate var mirrored: AnyObjectBox { registers.object(0, as: AnyObjectBox.self) }
}

extension AnyObjectBox {
  fileprivate typealias Part = (label: String?, type: Type, value: Slot)

  fileprivate var style: String? {
    switch type {
    case .nominal(let nominal): nominal.kind.rawValue
    case .tuple: "tuple"
    case .optional: "optional"
    case .array, .slice: "collection"
    case .dictionary: "dictionary"
    case .set: "set"
    default: nil
    }
  }

  fileprivate var parts: [Part] {
    switch type {
    case .nominal(let nominal): return parts(of: nominal)
    case .tuple(let elements):
      return fields(
        elements.enumerated().map { ($1.label ?? ".\($0)", $1.type) }, from: 0)
    case .optional(let wrapped):
      return Elements(wrapped).payload(of: object).map { [("some", wrapped, $0)] } ?? []
    case .array(let element), .slice(let element):
      let all = Elements(element, object)
      return (0..<all.count).map { (nil, element, all[$0]) }
    case .set, .dictionary:
      let table = held(object, as: DictionaryObject.self)
      guard case .dictionary(let key, let value) = type else {
        return (0..<table.count).map { (nil, table.keys.type, table.keys[$0]) }
      }
      return (0..<table.count).map { index in
        (
          nil, .tuple([Type.Element("key", key), Type.Element("value", value)]),
          (0, BuiltinCall.record(table.keys[index], table.values[index]))
        )
      }
    default: return []
    }
  }

  private func parts(of nominal: NominalType) -> [Part] {
    switch nominal.kind {
    case .struct, .class:
      let inherited = nominal.superclass?.fields.count ?? 0
      return fields(
        nominal.fields.dropFirst(inherited).map { ($0.name, $0.storedType) },
        from: nominal.slot(of: inherited))
    case .enum:
      guard let object else { return [] }
      let item = nominal.cases[held(object, as: Record.self).words[0]]
      let types = item.payload.map { ($0.label, $0.type) }
      let values = fields(types, from: 1)
      guard types.count > 1 || types.first?.0 != nil else {
        return values.map { (item.name, $0.type, $0.value) }
      }
      let record = Record(
        words: ContiguousArray(values.map(\.value.word)),
        objects: ContiguousArray(values.map(\.value.object)))
      return values.isEmpty
        ? [] : [(item.name, .tuple(types.map { Type.Element($0, $1) }), (0, record))]
    }
  }

  private func fields(_ fields: [(String?, Type)], from first: Int) -> [Part] {
    guard !fields.isEmpty else { return [] }
    let record = held(object, as: Record.self)
    return fields.enumerated().map { index, field in
      (field.0, field.1, (record.words[first + index], record.objects[first + index]))
    }
  }
}
