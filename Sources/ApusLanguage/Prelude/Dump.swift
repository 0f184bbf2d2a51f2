import ApusValue

extension Builtin {
  /// What shows the parts of a value.
  static let dumps: [Builtin] = [
    Builtin(
      "dump", "func dump<T>(_ value: T)",
      summary: "Prints a value with all its parts, each on a line of its own.",
      example: #"dump(["a": [1, 2]])"#,
      evaluate: { call in
        let (value, type) = (call.slot(0), call.type("T"))
        var dump = Dump()
        dump.append(type, value, name: nil, indent: 0)
        guard call.machine.pendingError == nil else { return }
        call.machine.host?.write(dump.text, to: .stdout)
      })
  ]
}

/// A value and its parts, line by line, as Swift's `dump` writes them.
private struct Dump {
  var text = ""
  private var instances: [ObjectIdentifier: Int] = [:]

  private static let limit = 1_000_000

  private typealias Part = (name: String?, type: Type, value: Slot)

  mutating func append(_ type: Type, _ value: Slot, name: String?, indent: Int) {
    guard indent < 200, text.utf8.count < Self.limit else {
      if !text.hasSuffix("…\n") { text += "…\n" }
      return
    }
    switch type {
    case .any, .error, .existential:
      guard let object = value.object else { break }
      let box = held(object, as: AnyObjectBox.self)
      return append(box.type, (box.word, box.object), name: name, indent: indent)
    default: break
    }
    let parts = parts(type, value)
    text += String(repeating: " ", count: indent) + (parts.isEmpty ? "- " : "▿ ")
    if let name { text += name + ": " }
    text += head(type, value, parts.count)
    if type.isClass, let object = value.object {
      let known = instances[ObjectIdentifier(object)]
      let number = known ?? instances.count
      instances[ObjectIdentifier(object)] = number
      text += " #\(number)\n"
      if known != nil { return }
    } else {
      text += "\n"
    }
    for part in parts { append(part.type, part.value, name: part.name, indent: indent + 2) }
  }

  /// What the line says of the value itself.
  private func head(_ type: Type, _ value: Slot, _ count: Int) -> String {
    func counted(_ one: String, _ several: String) -> String {
      "\(count) " + (count == 1 ? one : several)
    }
    switch type {
    case .tuple: return "(" + counted("element", "elements") + ")"
    case .array, .slice, .sequence: return counted("element", "elements")
    case .dictionary: return counted("key/value pair", "key/value pairs")
    case .set: return counted("member", "members")
    case .nominal(let own) where !own.dynamic(value.object).hasOwn("description"):
      let own = own.dynamic(value.object)
      guard own.kind == .enum else { return own.fullName }
      let index = value.object.map { held($0, as: Record.self).words[0] } ?? value.word
      return own.fullName + (own.cases.indices.contains(index) ? ".\(own.cases[index].name)" : "")
    default: return ValueText.reflect(type, value.word, value.object)
    }
  }

  private func parts(_ type: Type, _ value: Slot) -> [Part] {
    func part(_ record: Record, _ index: Int, _ name: String?, _ type: Type) -> Part {
      (name, type, (record.words[index], record.objects[index]))
    }
    guard let object = value.object else { return [] }
    switch type {
    case .array(let element), .slice(let element), .sequence(let element):
      let all = Elements(element, object)
      return (0..<all.count).map { (nil, element, all[$0]) }
    case .set(let element):
      let keys = held(object, as: DictionaryObject.self).keys
      return (0..<keys.count).map { (nil, element, keys[$0]) }
    case .dictionary(let key, let value):
      let all = held(object, as: DictionaryObject.self)
      let pair = Type.tuple([Type.Element("key", key), Type.Element("value", value)])
      return (0..<all.count).map {
        (nil, pair, (0, BuiltinCall.record(all.keys[$0], all.values[$0])))
      }
    case .optional(let wrapped):
      return Elements(wrapped).payload(of: object).map { [("some", wrapped, $0)] } ?? []
    case .tuple(let elements):
      let record = held(object, as: Record.self)
      return elements.enumerated().map {
        part(record, $0, $1.label ?? ".\($0)", $1.type)
      }
    case .nominal(let type): return parts(of: type.dynamic(object), held(object, as: Record.self))
    default: return []
    }
  }

  private func parts(of type: NominalType, _ record: Record) -> [Part] {
    switch type.kind {
    case .enum:
      let item = type.cases[record.words[0]]
      let payload = item.payload.enumerated().map { index, element in
        Type.Element(element.label, element.type)
      }
      guard let first = payload.first else { return [] }
      if payload.count == 1, first.label == nil {
        return [(item.name, first.type, (record.words[1], record.objects[1]))]
      }
      let values = Record(
        words: ContiguousArray(record.words.dropFirst()),
        objects: ContiguousArray(record.objects.dropFirst()))
      return [(item.name, .tuple(payload), (0, values))]
    case .struct, .class:
      return type.fields.enumerated().map { index, field in
        let slot = type.slot(of: index)
        return (field.name, field.storedType, (record.words[slot], record.objects[slot]))
      }
    }
  }
}
