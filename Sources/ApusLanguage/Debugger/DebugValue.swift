import ApusTensor
import ApusValue

/// A value that a debugger shows, with its name and what it is called in an expression.
struct DebugValue {
  let name: String
  let type: Type
  /// nil where there is no value yet.
  let slot: Slot?
  /// What stands for it in an expression; nil where nothing does.
  let path: String?

  /// Longer texts are cut.
  private static let limit = 200
  /// Of so many elements a text is made, however many there are.
  private static let elements = 40

  /// The value in one short line.
  var summary: String {
    guard let slot else { return "has no value yet" }
    var text = Self.text(type, slot)
    if text.contains(where: \.isNewline) {
      text = text.split(whereSeparator: \.isNewline).map { $0.trimmed }.joined(separator: " ")
    }
    return text.count > Self.limit ? text.prefix(Self.limit) + "…" : text
  }

  /// The type as it is at run time.
  var typeName: String {
    if type.isDynamic, case .nominal(let nominal) = type {
      return nominal.dynamic(slot?.object).fullName
    }
    return "\(type)"
  }

  private static func text(_ type: Type, _ slot: Slot) -> String {
    switch type {
    case .tensor:
      guard let body = slot.object as? TensorBody else { return "" }
      let tensor = Tensor(body)
      let isShort = tensor.count <= 8 && tensor.ndim < 2
      return isShort ? "\(tensor.description) · \(tensor.describe)" : tensor.describe
    case .array(let element), .sequence(let element), .slice(let element):
      let all = Elements(element, slot.object)
      guard all.count > Self.elements else { break }
      let some = ValueText.reflect(.array(element), 0, all[0..<Self.elements].object)
      return "\(some.dropLast()), … \(all.count) elements]"
    case .set, .dictionary:
      guard let table = slot.object as? DictionaryObject, table.count > Self.elements else { break }
      return "\(table.count) \(type.isSet ? "elements" : "entries")"
    case .function: return "\(type)"
    default: break
    }
    return ValueText.reflect(type, slot.word, slot.object)
  }

  /// What it consists of.
  var parts: DebugParts {
    guard let slot else { return .none }
    let object = slot.object
    switch type {
    case .any, .error, .existential:
      guard let box = object as? AnyObjectBox else { return .none }
      return with(box.type, (box.word, box.object), path: nil).parts
    case .optional(let wrapped):
      guard let payload = Elements(wrapped).payload(of: object) else { return .none }
      return with(wrapped, payload, path: path.map { "\($0)!" }).parts
    case .array(let element), .slice(let element), .sequence(let element):
      let all = Elements(element, object)
      let isIndexed = if case .sequence = type { false } else { true }
      return DebugParts(count: all.count) { index in
        part("[\(index)]", element, all[index], isIndexed ? "[\(index + all.start)]" : nil)
      }
    case .set, .dictionary: return keyedParts(object as? DictionaryObject)
    case .tuple(let elements):
      return fields(elements.enumerated().map { ($1.label ?? "\($0)", $1.type) }, from: 0)
    case .nominal(let nominal): return parts(of: nominal.dynamic(object))
    case .tensor: return (object as? TensorBody).map { tensorParts(Tensor($0)) } ?? .none
    default: return .none
    }
  }

  private func with(_ type: Type, _ slot: Slot, path: String?) -> DebugValue {
    DebugValue(name: name, type: type, slot: slot, path: path)
  }

  private func part(_ name: String, _ type: Type, _ slot: Slot?, _ suffix: String?) -> DebugValue {
    var path: String?
    if let own = self.path, let suffix { path = own + suffix }
    return DebugValue(name: name, type: type, slot: slot, path: path)
  }

  private func keyedParts(_ table: DictionaryObject?) -> DebugParts {
    guard let table else { return .none }
    guard case .dictionary(let key, let value) = type else {
      return DebugParts(count: table.count) {
        part("[\($0)]", table.keys.type, table.keys[$0], nil)
      }
    }
    return DebugParts(count: table.count) { index in
      let text = ValueText.reflect(key, table.keys[index].word, table.keys[index].object)
      let isLiteral = key == .string || key == .int || key == .bool
      return part(text, value, table.values[index], isLiteral ? "[\(text)]!" : nil)
    }
  }

  private func parts(of nominal: NominalType) -> DebugParts {
    switch nominal.kind {
    case .struct, .class:
      return fields(nominal.fields.map { ($0.name, $0.storedType) }, from: nominal.slot(of: 0))
    case .enum:
      guard let record = slot?.object as? Record,
        nominal.cases.indices.contains(record.words[0])
      else { return .none }
      let item = nominal.cases[record.words[0]]
      return fields(
        item.payload.enumerated().map { ($1.label ?? "\($0)", $1.type) }, from: 1, areNamed: false)
    }
  }

  private func fields(
    _ fields: [(name: String, type: Type)], from first: Int, areNamed: Bool = true
  ) -> DebugParts {
    guard let record = slot?.object as? Record, record.words.count >= first + fields.count else {
      return .none
    }
    return DebugParts(count: fields.count, isIndexed: false) { index in
      let (name, type) = fields[index]
      let slot = (record.words[first + index], record.objects[first + index])
      let isThere = type.isWord || type.wrapped != nil || slot.1 != nil
      return part(name, type, isThere ? slot : nil, areNamed ? ".\(name)" : nil)
    }
  }
}

/// The parts of a value, made when they are asked for.
struct DebugParts {
  /// Parts beyond so many stand in groups.
  static let groupSize = 100

  let count: Int
  /// Whether they have numbers, not names.
  let isIndexed: Bool
  let part: (Int) -> DebugValue

  static var none: DebugParts {
    DebugParts(count: 0) { _ in DebugValue(name: "", type: .void, slot: nil, path: nil) }
  }

  init(count: Int, isIndexed: Bool = true, _ part: @escaping (Int) -> DebugValue) {
    (self.count, self.isIndexed, self.part) = (count, isIndexed, part)
  }
}

extension Type {
  fileprivate var isSet: Bool { if case .set = self { true } else { false } }
}

extension Substring {
  fileprivate var trimmed: Substring {
    var text = drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
