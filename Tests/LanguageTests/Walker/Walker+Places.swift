import ApusTensor
import ApusText
import ApusValue

@testable import ApusLanguage

extension Walker {
  /// A place whose indices are known: from a variable or an instance to a part of what is there.
  indirect enum Path {
    case variable(Variable, Binding)
    case field(Path, Int)
    case element(Path, Int)
    /// Of a part of an array, whose elements have this type.
    case partElement(Path, Int, Type)
    case key(Path, Value, default: TypedExpression?, Type)
    case instance(Record, Int, Type)
    case slice(Path, IndexList)
    case payload(Path)
  }

  /// Evaluates what a place needs, from the outside in.
  func resolve(_ place: Place) throws -> Path {
    switch place {
    case .binding(let binding): return .variable(try variable(binding), binding)
    case .element(let base, let index, _): return .field(try resolve(base), index)
    case .elementAt(let base, let index, let type):
      let path = try resolve(base)
      if case .slice = base.type { return .partElement(path, try evaluate(index).integer(), type) }
      return .element(path, try evaluate(index).integer())
    case .valueForKey(let base, let key, let fallback, _):
      let path = try resolve(base)
      let value = try evaluate(key)
      return .key(path, value, default: fallback, base.type)
    case .instance(let base, let index, let type):
      return .instance(try evaluate(base).instance(), index, type)
    case .tensorSlice(let base, let indices, _):
      let path = try resolve(base)
      return .slice(path, try evaluate(indices).indices())
    case .presentValue(let base, let key, _):
      let path = try resolve(base)
      return .payload(.key(path, try evaluate(key), default: nil, base.type))
    case .payload(let base, _, _): return .payload(try resolve(base))
    case .computed, .accessed, .reference, .property:
      throw WalkerFault("what has functions of its own is set by a call")
    }
  }

  /// What stands at a place; errors have no place yet.
  func read(_ path: Path) throws -> Value {
    switch path {
    case .variable(let variable, let binding): return try read(variable, binding)
    case .field(let base, let index): return try read(base).fields()[index]
    case .element(let base, let index):
      let elements = try read(base).array()
      try check(index, elements.count)
      return elements[index]
    case .partElement(let base, let index, let type):
      let part = try Elements(of: .slice(type), read(base).slot(.slice(type)).object)
      return try Value(part[position(index, in: part)], type)
    case .instance(let record, let index, let type):
      let value = try Value((record.words[index], record.objects[index]), type)
      if case .missing = value { throw MachineError.emptyField }
      return value
    case .key(let base, let key, let fallback, let type):
      guard case .dictionary(let keyType, let valueType) = type else {
        throw WalkerFault("\(type) has no keys")
      }
      let found = try read(base).dictionary().value(for: key.slot(keyType))
      let value = try found.map { try Value($0, valueType) }
      // Only where there is no such key the default is needed.
      return try fallback.map { try value ?? evaluate($0) } ?? .optional(value)
    case .payload(let base):
      guard let payload = try read(base).optional() else { throw MachineError.unwrappedNil }
      return payload
    case .slice: throw WalkerFault("a part of a tensor is read by a row")
    }
  }

  func write(_ value: Value, to path: Path) throws {
    switch path {
    case .variable(let variable, _): variable.content = .value(value)
    case .field(let base, let index):
      var fields = try read(base).fields()
      if planted != .parts { fields[index] = value }
      try write(.record(fields), to: base)
    case .element(let base, let index):
      var elements = try read(base).array()
      try check(index, elements.count)
      if planted != .parts { elements[index] = value }
      try write(.array(elements), to: base)
    case .partElement(let base, let index, let type):
      var part = try Elements(of: .slice(type), read(base).slot(.slice(type)).object)
      part.replace(try position(index, in: part), try value.slot(type))
      try write(.opaque(part.slice), to: base)
    case .instance(let record, let index, let type):
      let slot = try value.slot(type)
      record.words[index] = slot.word
      record.objects[index] = slot.object
    case .key(let base, let key, let fallback, let type):
      guard case .dictionary(let keyType, let valueType) = type else {
        throw WalkerFault("\(type) has no keys")
      }
      let changed = DictionaryObject(try read(base).dictionary())
      let payload = fallback == nil ? try value.optional() : value
      if let payload {
        changed.update(try key.slot(keyType), try payload.slot(valueType))
      } else {
        changed.remove(try key.slot(keyType))
      }
      try write(.dictionary(changed), to: base)
    case .payload(let base): try write(.optional(value), to: base)
    case .slice(let base, let indices):
      let old = try read(base)
      // With the old one still held, the change goes into a copy.
      var object = try old.slot(.tensor).object
      try Tensor.assign(to: &object, indices: indices, value: value.tensor())
      try write(Value((0, object), .tensor), to: base)
      withExtendedLifetime(old) {}
    }
  }

  private func position(_ index: Int, in part: Elements) throws -> Int {
    guard let position = part.position(of: index, in: .slice(part.type)), position < part.count
    else { throw MachineError.index(index, count: part.count, from: part.start) }
    return position
  }

  func check(_ index: Int, _ count: Int) throws {
    guard index >= 0, index < count else { throw MachineError.index(index, count: count) }
  }
}
