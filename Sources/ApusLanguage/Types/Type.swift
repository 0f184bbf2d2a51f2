/// A type of the language.
package indirect enum Type: Hashable, Sendable {
  package struct Element: Hashable, Sendable {
    package var label: String?
    package var type: Type

    package init(_ label: String? = nil, _ type: Type) {
      self.label = label
      self.type = type
    }
  }

  case int, double, float, bool, string, tensor
  /// One character, and a part of a string; both are held as strings are.
  case character, substring
  /// A place in a string, held as the number of bytes of UTF-8 in front of it.
  case stringIndex
  /// The type of what never returns, such as `fatalError()`.
  case never
  /// Any value together with its type, as `print` takes it.
  case any
  case array(Type)
  /// A part of an array, which keeps the array's indices.
  case slice(Type)
  case set(Type)
  /// Values one after the other, such as what `zip` gives; held as an array is.
  case sequence(Type)
  case dictionary(Type, Type)
  case optional(Type)
  /// `()` is `Void`; there is no tuple of one element.
  case tuple([Element])
  /// A function, and the type of the errors it throws: nil where it throws none.
  case function(parameters: [Type], result: Type, thrown: Type? = nil)
  /// A parameter that the function changes, inside the type of a row's function parameter.
  case `inout`(Type)
  /// `any Error`: a value together with its type, which conforms to `Error`; held as `Any` is.
  case error
  /// A range or a stride, and the type of its bounds.
  case range(RangeKind, of: Type)
  /// A type whose values are the named cases of an `Enumeration` row, such as `DType`.
  case enumeration(String)
  /// A type of the prelude without structure of its own, such as `Plot` or `TensorIndex`.
  case opaque(String)
  /// A type that a cell declares.
  case nominal(NominalType)
  /// A generic parameter of a signature, replaced at each call; `S.Element` is one too.
  case parameter(String)
  /// A generic parameter inside the body that it belongs to.
  case archetype(Archetype)
  /// A generic type over arguments among which parameters are left.
  case applied(GenericType, [Type])
  /// `any P & Q`: a value with its type, of which only the protocols are known.
  case existential([ProtocolType])
  /// What an expression naming a type has: `Tensor` in `Tensor.zeros(2)`.
  case metatype(Type)
  /// Stands where an error was reported, and agrees with everything.
  case invalid

  package static let void = Type.tuple([])
  /// What goes wrong with a file, as Foundation calls it; held as its text is.
  static let fileError = Type.opaque("CocoaError")
  /// What a `weak` or `unowned` variable keeps.
  package static let weakReference = Type.opaque("WeakReference")
}

/// Swift's range and stride types; the raw value is the type's name.
package enum RangeKind: String, Hashable, Sendable {
  case range = "Range"
  case closed = "ClosedRange"
  case from = "PartialRangeFrom"
  case upTo = "PartialRangeUpTo"
  case through = "PartialRangeThrough"
  case strideTo = "StrideTo"
  case strideThrough = "StrideThrough"

  /// Whether it has an end, so that a loop can go over it.
  package var isFinite: Bool { self != .from && self != .upTo && self != .through }
}

extension Type {
  /// Whether values are single words, or objects.
  package var isWord: Bool {
    switch self {
    case .int, .double, .float, .bool, .stringIndex, .enumeration, .never, .invalid: true
    case .metatype(let type): !type.isDynamic
    case .tuple(let elements): elements.isEmpty
    case .nominal(let type): type.isWord
    case .inout(let inner): inner.isWord
    case .string, .character, .substring, .slice, .set, .sequence, .tensor, .any, .error, .array,
      .dictionary, .optional, .function, .range, .opaque, .parameter, .archetype, .applied,
      .existential:
      false
    }
  }

  /// Whether only a value itself tells its type.
  package var isDynamic: Bool {
    switch self {
    case .any, .error, .existential: true
    case .nominal(let type): type.kind == .class
    default: false
    }
  }

  /// Whether it is a generic type that the program declares, over parameters.
  var isApplied: Bool {
    if case .applied = self { true } else { false }
  }

  package var isInvalid: Bool { self == .invalid }
  /// Whether an error was reported in it, or in the body of the function that it is.
  package var isMistaken: Bool {
    if case .function(_, let result, _) = self { return result.isInvalid }
    return isInvalid
  }

  package var isVoid: Bool { self == .void }

  /// Whether its values are instances that are shared.
  package var isClass: Bool {
    if case .nominal(let type) = self { type.kind == .class } else { false }
  }

  /// Whether its values are surely instances of classes, which change where they are.
  var isReference: Bool {
    let protocols: [ProtocolType]
    switch self {
    case .existential(let known): protocols = known
    case .archetype(let archetype): protocols = archetype.protocols
    case .applied(let generic, _): return generic.syntax.kind == .class
    default: return isClass
    }
    return protocols.flatMap(\.all).contains { $0.name == "AnyObject" && $0.row != nil }
  }

  package var isNumber: Bool { self == .int || self == .double || self == .float }

  /// The payload's type where this is an optional.
  package var wrapped: Type? {
    if case .optional(let wrapped) = self { wrapped } else { nil }
  }

  /// Whether `==` compares two values of this type.
  package var isEquatable: Bool { isEquatable(inside: []) }

  /// The same inside declared types that are asked about, which values of theirs may contain.
  func isEquatable(inside outer: [NominalType]) -> Bool {
    switch self {
    case .int, .double, .float, .bool, .string, .character, .substring, .stringIndex,
      .enumeration, .range, .invalid:
      true
    case .opaque(let name): Self.orderedOpaques.contains(name)
    case .array(let element), .slice(let element), .set(let element), .optional(let element):
      element.isEquatable(inside: outer)
    case .dictionary(let key, let value):
      key.isEquatable(inside: outer) && value.isEquatable(inside: outer)
    case .tuple(let elements): elements.allSatisfy { $0.type.isEquatable(inside: outer) }
    case .nominal(let type): type.isEquatable(inside: outer)
    case .archetype(let archetype): archetype.conforms(toPrelude: "Equatable")
    case .sequence, .tensor, .never, .any, .error, .function, .inout, .parameter, .applied,
      .existential, .metatype:
      false
    }
  }

  /// Whether values can be keys of a dictionary.
  package var isHashable: Bool {
    switch self {
    case .tuple: false
    default: isEquatable
    }
  }

  /// Whether what throws `thrown` may stand where `wanted` may be thrown.
  package static func accepts(thrown: Type?, where wanted: Type?) -> Bool {
    guard let thrown else { return true }
    return wanted == .error || wanted == .invalid || wanted == thrown
  }

  /// Whether values can be thrown.
  package var isError: Bool {
    switch self {
    case .error, .invalid, .never, .parameter, .fileError: true
    case .nominal(let type): type.conforms(to: "Error")
    case .existential(let protocols):
      protocols.contains { $0.all.contains { $0.name == "Error" } }
    case .archetype(let archetype): archetype.conforms(toPrelude: "Error")
    default: false
    }
  }

  /// Whether a value of `other` may stand where this is wanted without any conversion; labels of
  /// tuples may be left out.
  package func accepts(_ other: Type) -> Bool {
    switch (self, other) {
    case (.invalid, _), (_, .invalid), (_, .never): true
    case (.tuple(let mine), .tuple(let theirs)):
      mine.count == theirs.count
        && zip(mine, theirs).allSatisfy { own, their in
          own.type.accepts(their.type)
            && (own.label == their.label || own.label == nil || their.label == nil)
        }
    case (.any, .error): true
    case (.error, .existential): other.isError
    case (.array(let mine), .array(let theirs)), (.slice(let mine), .slice(let theirs)),
      (.set(let mine), .set(let theirs)), (.sequence(let mine), .sequence(let theirs)):
      mine.accepts(theirs)
    case (.nominal(let mine), .nominal(let theirs)): theirs.isSubclass(of: mine)
    case (.archetype(let mine), _) where mine.isLearning: mine.meets(other)
    case (_, .archetype(let theirs)) where theirs.isLearning && self != .any: theirs.meets(self)
    case (.any, .existential): true
    case (.existential(let mine), .existential(let theirs)):
      mine.allSatisfy { wanted in theirs.contains { $0.inherits(from: wanted) } }
    case (.optional(let mine), .optional(let theirs)): mine.accepts(theirs)
    case (.dictionary(let key, let value), .dictionary(let otherKey, let otherValue)):
      key.accepts(otherKey) && value.accepts(otherValue)
    case (.function(let mine, let result, let own), .function(let theirs, let others, let their)):
      mine.count == theirs.count && zip(mine, theirs).allSatisfy { $0.accepts($1) }
        && result.accepts(others) && Self.accepts(thrown: their, where: own)
    default: self == other
    }
  }
}
