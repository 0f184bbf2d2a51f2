import ApusTensor
import ApusText
import ApusValue

@testable import ApusLanguage

// Rows take and give values as the machine holds them: these are the two ways across, by the static
// type. Both look at everything, so that a value of another type than the checker says is found.
extension Value {
  /// The value as the machine holds one of a type.
  func slot(_ type: Type) throws -> Slot {
    switch self {
    case .int(let word), .tag(let word): return (word, nil)
    case .bool(let value): return (value ? 1 : 0, nil)
    case .double(let value): return (Int(Int64(bitPattern: value.bitPattern)), nil)
    case .float(let value): return (Int(value.bitPattern), nil)
    case .string(let text): return (0, StringObject(text))
    case .tensor(let body): return (0, body)
    case .dictionary(let object): return (0, object)
    case .instance(let record): return (0, record)
    case .opaque(let object): return (0, object)
    case .missing: return (0, nil)
    case .function(let function): return (0, function.machineObject)
    case .array(let elements): return (0, try Self.array(elements, type))
    case .optional(let payload): return (0, try Self.optional(payload, type))
    case .any(let inner, let value):
      let slot = try value.slot(inner)
      return (0, AnyObjectBox(type: inner, word: slot.word, object: slot.object))
    case .record(let fields):
      if type.isWord { return (0, nil) }
      let types = try Self.fieldTypes(
        type, tag: { try fields.first?.integer() }, count: fields.count)
      guard types.count == fields.count else { throw WalkerFault(self, isNo: "\(type)") }
      let slots = try zip(fields, types).map { try $0.slot($1) }
      return (
        0,
        Record(
          words: ContiguousArray(slots.map(\.word)), objects: ContiguousArray(slots.map(\.object)))
      )
    }
  }

  private static func array(_ elements: [Value], _ type: Type) throws -> AnyObject {
    let element: Type
    switch type {
    case .array(let own), .slice(let own), .sequence(let own): element = own
    default: throw WalkerFault(.array(elements), isNo: "\(type)")
    }
    let slots = try elements.map { try $0.slot(element) }
    return element.isWord
      ? WordArray(ContiguousArray(slots.map(\.word)))
      : ObjectArray(ContiguousArray(slots.map(\.object)))
  }

  private static func optional(_ payload: Value?, _ type: Type) throws -> AnyObject? {
    guard case .optional(let wrapped) = type else {
      throw WalkerFault(.optional(payload), isNo: "\(type)")
    }
    guard let slot = try payload?.slot(wrapped) else { return nil }
    if wrapped.isWord { return WordBox(slot.word) }
    return wrapped.wrapped == nil ? slot.object : ObjectBox(slot.object)
  }

  /// The types of what a record of a type holds.
  private static func fieldTypes(
    _ type: Type, tag: () throws -> Int?, count: Int
  ) throws -> [Type] {
    switch type {
    case .tuple(let elements): return elements.map(\.type)
    case .range(_, let bound): return Array(repeating: bound, count: count)
    case .nominal(let nominal) where nominal.kind == .struct:
      return nominal.fields.map(\.storedType)
    case .nominal(let nominal) where nominal.kind == .enum:
      guard let tag = try tag(), nominal.cases.indices.contains(tag) else { break }
      return [.int] + nominal.cases[tag].payload.map(\.type)
    default: break
    }
    throw WalkerFault("a record for the type \(type)")
  }

  /// The value that the machine's form of one of a type says.
  init(_ slot: Slot, _ type: Type) throws {
    if type.isWord {
      self = try Value(word: slot.word, type)
      return
    }
    if case .optional(let wrapped) = type {
      self = .optional(try Self.payload(slot.object, wrapped))
      return
    }
    guard let object = slot.object else {
      self = .missing
      return
    }
    func cast<T: AnyObject>(_ wanted: T.Type) throws -> T {
      guard let found = object as? T else {
        throw WalkerFault("a \(Swift.type(of: object)) for the type \(type)")
      }
      return found
    }
    switch type {
    case .string, .character: self = .string(try cast(StringObject.self).string)
    // They know where they begin.
    case .substring: self = .opaque(try cast(StringObject.self))
    case .slice: self = .opaque(object)
    case .set: self = .dictionary(try cast(DictionaryObject.self))
    case .tensor: self = .tensor(try cast(TensorBody.self))
    case .dictionary: self = .dictionary(try cast(DictionaryObject.self))
    case .array(let element) where element.isWord, .sequence(let element) where element.isWord:
      self = .array(try cast(WordArray.self).elements.map { try Value(word: $0, element) })
    case .array(let element), .sequence(let element):
      self = .array(try cast(ObjectArray.self).elements.map { try Value((0, $0), element) })
    case .any, .error, .existential:
      let box = try cast(AnyObjectBox.self)
      self = .any(box.type, try Value((box.word, box.object), box.type))
    case .function: self = .function(try WalkedFunction.from(cast(ClosureObject.self)))
    case .nominal(let nominal) where nominal.kind == .class: self = .instance(try cast(Record.self))
    case .tuple, .range, .nominal:
      let record = try cast(Record.self)
      let types = try Self.fieldTypes(
        type, tag: { record.words.first }, count: record.words.count)
      guard types.count == record.words.count else {
        throw WalkerFault("a record of \(record.words.count) for the type \(type)")
      }
      self = .record(
        try types.indices.map { try Value((record.words[$0], record.objects[$0]), types[$0]) })
    case .opaque, .metatype: self = .opaque(object)
    case .int, .double, .float, .bool, .stringIndex, .enumeration, .never, .invalid, .optional,
      .inout, .parameter, .archetype, .applied:
      throw WalkerFault("an object for the type \(type)")
    }
  }

  private static func payload(_ object: AnyObject?, _ wrapped: Type) throws -> Value? {
    guard let object else { return nil }
    if wrapped.isWord {
      guard let box = object as? WordBox else { throw WalkerFault("no word in a \(wrapped)?") }
      return try Value(word: box.word, wrapped)
    }
    guard wrapped.wrapped != nil else { return try Value((0, object), wrapped) }
    guard let box = object as? ObjectBox else { throw WalkerFault("no box in a \(wrapped)?") }
    return try Value((0, box.object), wrapped)
  }
}

extension WalkedFunction {
  /// What rows are given: code that the machine never sees, and the function where it captures.
  fileprivate var machineObject: ClosureObject {
    ClosureObject(
      chunk: Chunk(name: body.name, source: body.source), words: [], objects: [self])
  }

  static func from(_ object: ClosureObject) throws -> WalkedFunction {
    guard let function = object.objects.first as? WalkedFunction else {
      throw WalkerFault("a function of the machine")
    }
    return function
  }
}
