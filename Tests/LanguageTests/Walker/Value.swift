import ApusTensor
import ApusValue

@testable import ApusLanguage

/// A value as the walker has it: a copy of its own, but for instances and functions.
indirect enum Value {
  case int(Int)
  case double(Double)
  case float(Float)
  case bool(Bool)
  /// A case without payload.
  case tag(Int)
  case string(String)
  case tensor(TensorBody)
  case array([Value])
  /// Never changed; a change makes another one.
  case dictionary(DictionaryObject)
  case optional(Value?)
  case any(Type, Value)
  /// A tuple, a range, a structure, or a case with its number in front of what it carries.
  case record([Value])
  /// An instance of a class: it is shared, and rows may look at it, so it stands where they can.
  case instance(Record)
  case function(WalkedFunction)
  /// What only rows look into.
  case opaque(AnyObject)
  /// A stored property that has no value yet.
  case missing

  static var void: Value { .record([]) }
}

/// A function as a value: what to run, and the variables that it has captured.
final class WalkedFunction {
  let body: FunctionBody
  let captured: [ObjectIdentifier: Variable]

  init(_ body: FunctionBody, captured: [ObjectIdentifier: Variable] = [:]) {
    self.body = body
    self.captured = captured
  }
}

/// A variable, shared by all who have captured it.
final class Variable {
  enum Content {
    case unset
    case value(Value)
    /// A call that changes it has it for itself.
    case lent
  }

  var content: Content

  init(_ content: Content) {
    self.content = content
  }

  var isSet: Bool { if case .unset = content { false } else { true } }
}

/// A value is not what its static type says: a mistake of the checker, of a row or of the walker.
struct WalkerFault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  init(_ value: Value, isNo wanted: String) {
    self.init("\(value) is no \(wanted)")
  }
}

extension Value {
  /// A value known from its word, as the typed tree has it.
  init(word: Int, _ type: Type) throws {
    switch type {
    case .int, .stringIndex: self = .int(word)
    case .double: self = .double(Double(bitPattern: UInt64(bitPattern: Int64(word))))
    case .float: self = .float(Float(bitPattern: UInt32(truncatingIfNeeded: word)))
    case .bool: self = .bool(word != 0)
    case .enumeration, .metatype: self = .tag(word)
    case .never, .invalid: self = .void
    case .tuple(let elements) where elements.isEmpty: self = .void
    case .nominal(let type) where type.isWord: self = .tag(word)
    case .tuple, .nominal, .string, .character, .substring, .tensor, .any, .error, .archetype,
      .applied, .existential, .array, .slice, .set, .sequence, .dictionary, .optional, .function,
      .inout,
      .range, .opaque, .parameter:
      throw WalkerFault("a word for the type \(type)")
    }
  }

  /// A number of any kind that stands in a word.
  func integer() throws -> Int {
    switch self {
    case .int(let value), .tag(let value): return value
    case .bool(let value): return value ? 1 : 0
    default: throw WalkerFault(self, isNo: "Int")
    }
  }

  func double() throws -> Double {
    guard case .double(let value) = self else { throw WalkerFault(self, isNo: "Double") }
    return value
  }

  func float() throws -> Float {
    guard case .float(let value) = self else { throw WalkerFault(self, isNo: "Float") }
    return value
  }

  func bool() throws -> Bool {
    guard case .bool(let value) = self else { throw WalkerFault(self, isNo: "Bool") }
    return value
  }

  func string() throws -> String {
    guard case .string(let value) = self else { throw WalkerFault(self, isNo: "String") }
    return value
  }

  func tensor() throws -> Tensor {
    guard case .tensor(let body) = self else { throw WalkerFault(self, isNo: "Tensor") }
    return Tensor(body)
  }

  func array() throws -> [Value] {
    guard case .array(let elements) = self else { throw WalkerFault(self, isNo: "array") }
    return elements
  }

  func dictionary() throws -> DictionaryObject {
    guard case .dictionary(let object) = self else { throw WalkerFault(self, isNo: "dictionary") }
    return object
  }

  func optional() throws -> Value? {
    guard case .optional(let payload) = self else { throw WalkerFault(self, isNo: "optional") }
    return payload
  }

  func fields() throws -> [Value] {
    guard case .record(let fields) = self else { throw WalkerFault(self, isNo: "record") }
    return fields
  }

  func instance() throws -> Record {
    guard case .instance(let record) = self else { throw WalkerFault(self, isNo: "instance") }
    return record
  }

  /// The instance that it refers to, if it refers to one.
  func object() throws -> Record? {
    if case .optional(let payload) = self { return try payload?.instance() }
    return try instance()
  }

  func function() throws -> WalkedFunction {
    guard case .function(let function) = self else { throw WalkerFault(self, isNo: "function") }
    return function
  }

  func indices() throws -> IndexList {
    guard case .opaque(let object) = self, let list = object as? IndexList else {
      throw WalkerFault(self, isNo: "list of indices")
    }
    return list
  }
}
