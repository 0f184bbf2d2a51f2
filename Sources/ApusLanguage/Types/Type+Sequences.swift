extension Type {
  /// What a loop over a value sees; nil where there is nothing to go over.
  package var element: Type? {
    switch self {
    case .array(let element), .slice(let element), .set(let element), .sequence(let element):
      element
    case .dictionary(let key, let value): .tuple([Element("key", key), Element("value", value)])
    case .string, .substring: .character
    case .range(let kind, let bound):
      kind.isFinite && (bound == .int || kind == .strideTo || kind == .strideThrough)
        ? bound : nil
    case .tensor: .tensor
    default: nil
    }
  }

  /// The type of a part of a collection.
  package var subSequence: Type {
    switch self {
    case .array(let element): .slice(element)
    case .string: .substring
    case .slice, .substring, .range(.range, _): self
    case .range(.closed, let bound): .range(.range, of: bound)
    default: element.map { .sequence($0) } ?? .invalid
    }
  }

  /// The type of the places in a collection.
  package var index: Type {
    switch self {
    case .string, .substring: .stringIndex
    case .set, .dictionary: .opaque("Index")
    default: .int
    }
  }

  /// Whether it is held as a string is.
  package var isText: Bool { self == .string || self == .character || self == .substring }

  /// Types and protocols whose rows are members of a type, its own first.
  package var owners: [String] {
    switch self {
    case .array:
      ["Array", "RangeReplaceableCollection", "MutableCollection", "Collection", "Sequence"]
    case .slice:
      ["ArraySlice", "RangeReplaceableCollection", "MutableCollection", "Collection", "Sequence"]
    case .set: ["Set", "Collection", "Sequence"]
    case .sequence: ["Sequence"]
    case .dictionary: ["Dictionary", "Collection", "Sequence"]
    case .string:
      ["String", "StringProtocol", "RangeReplaceableCollection", "Collection", "Sequence"]
    case .substring:
      ["Substring", "StringProtocol", "RangeReplaceableCollection", "Collection", "Sequence"]
    case .range(let kind, _):
      switch kind {
      case .range, .closed:
        [kind.rawValue, "RangeExpression"] + (element == nil ? [] : ["Collection", "Sequence"])
      case .from, .upTo, .through: [kind.rawValue, "RangeExpression"]
      case .strideTo, .strideThrough: [kind.rawValue, "Sequence"]
      }
    case .int: ["Int", "Numeric"]
    case .double: ["Double", "FloatingPoint", "Numeric"]
    case .float: ["Float", "FloatingPoint", "Numeric"]
    case .optional: ["Optional"]
    case .tensor: ["Tensor", "Sequence"]
    default: [description]
    }
  }

  /// Protocols of the standard library that own rows.
  static let protocols: Set<String> = [
    "Sequence", "Collection", "MutableCollection", "RangeReplaceableCollection", "StringProtocol",
    "RangeExpression", "FloatingPoint", "Numeric",
  ]
}
