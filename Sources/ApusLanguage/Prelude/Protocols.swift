// The protocols that are there without being declared; a new one is a new row.
extension PreludeProtocol {
  package static let all: [PreludeProtocol] =
    comparisons + descriptions + literals + numbers + sequences

  private static func literal(
    _ name: String, _ label: String, _ type: String, written: String, isVariadic: Bool = false,
    holds: @escaping @Sendable (Type) -> Bool
  ) -> PreludeProtocol {
    let associated = type.contains("Type") || isVariadic && !type.contains("(") ? [type] : []
    let types = type.contains("(Key") ? ["Key", "Value"] : associated
    return PreludeProtocol(
      "protocol \(name) { " + types.map { "associatedtype \($0); " }.joined()
        + "init(\(label) value: \(type)\(isVariadic ? "..." : "")) }",
      summary: "Types that \(written) can be written for.", holds: holds)
  }

  private static let literals = [
    literal(
      "ExpressibleByIntegerLiteral", "integerLiteral", "IntegerLiteralType", written: "3",
      holds: \.isNumber),
    literal(
      "ExpressibleByFloatLiteral", "floatLiteral", "FloatLiteralType", written: "0.5",
      holds: { $0 == .double || $0 == .float }),
    literal(
      "ExpressibleByBooleanLiteral", "booleanLiteral", "BooleanLiteralType", written: "true",
      holds: { $0 == .bool }),
    literal(
      "ExpressibleByNilLiteral", "nilLiteral", "()", written: "nil", holds: { $0.wrapped != nil }),
    literal(
      "ExpressibleByStringLiteral", "stringLiteral", "StringLiteralType", written: "a text",
      holds: \.isText),
    PreludeProtocol(
      "protocol ExpressibleByStringInterpolation: ExpressibleByStringLiteral { }",
      summary: "Types that a text with values in it can be written for.",
      holds: { $0 == .string }),
    literal(
      "ExpressibleByArrayLiteral", "arrayLiteral", "ArrayLiteralElement", written: "[1, 2]",
      isVariadic: true, holds: \.takesArrayLiteral),
    literal(
      "ExpressibleByDictionaryLiteral", "dictionaryLiteral", "(Key, Value)", written: "[1: 2]",
      isVariadic: true, holds: { if case .dictionary = $0 { true } else { false } }),
  ]

  private static let comparisons = [
    PreludeProtocol(
      "protocol Equatable { static func == (a: Self, b: Self) -> Bool }",
      given: ["static func != (a: Self, b: Self) -> Bool"],
      summary: "Values that can be compared with ==.", synthesis: .members, holds: \.isEquatable),
    PreludeProtocol(
      "protocol Hashable: Equatable { func hash(into hasher: inout Hasher) }",
      given: ["var hashValue: Int { get }"],
      summary: "Values that can be keys of a dictionary.", synthesis: .members, holds: \.isHashable),
    PreludeProtocol(
      "protocol Comparable: Equatable { static func < (a: Self, b: Self) -> Bool }",
      given: [
        "static func > (a: Self, b: Self) -> Bool", "static func <= (a: Self, b: Self) -> Bool",
        "static func >= (a: Self, b: Self) -> Bool",
      ],
      summary: "Values that have an order.", synthesis: .cases,
      holds: { $0.conforms(to: "Comparable") }),
    PreludeProtocol(
      "protocol Identifiable { associatedtype ID: Hashable; var id: ID { get } }",
      summary: "Values with an identity of their own."),
    PreludeProtocol(
      "protocol CaseIterable { static var allCases: [Self] { get } }",
      summary: "Enumerations that list their cases.", synthesis: .cases),
    PreludeProtocol(
      "protocol RawRepresentable { associatedtype RawValue; var rawValue: RawValue { get } }",
      summary: "Values that stand for a raw value."),
  ]

  private static let descriptions = [
    PreludeProtocol(
      "protocol CustomStringConvertible { var description: String { get } }",
      summary: "Values that say how they are printed.", holds: \.describesItself),
    PreludeProtocol(
      "protocol CustomDebugStringConvertible { var debugDescription: String { get } }",
      summary: "Values that say how they are printed for whoever looks for a fault.",
      holds: \.describesItself),
    PreludeProtocol(
      "protocol LosslessStringConvertible: CustomStringConvertible { init?(_ description: String) }",
      summary: "Values that a text can be made of, and that can be made of it.",
      holds: { $0.isNumber || $0 == .bool || $0.isText || $0 == .character }),
    PreludeProtocol(
      "protocol Error { }", summary: "Values that can be thrown.", synthesis: .marker,
      holds: { $0 == .error || $0 == .fileError }),
    PreludeProtocol(
      "protocol LocalizedError: Error { }",
      given: [
        "var errorDescription: String? { get }", "var failureReason: String? { get }",
        "var recoverySuggestion: String? { get }",
      ], summary: "Errors that say in words what went wrong."),
    PreludeProtocol(
      "protocol TextOutputStream { mutating func write(_ string: String) }",
      summary: "What texts can be printed into.", holds: { $0 == .string }),
    PreludeProtocol(
      "protocol Sendable { }", summary: "Values that may go to another thread.",
      synthesis: .marker, holds: { _ in true }),
    PreludeProtocol(
      "protocol Codable { }", summary: "Values that can be written and read.",
      synthesis: .marker, holds: \.describesItself),
    PreludeProtocol(
      "protocol AnyObject { }", summary: "Instances of classes.", synthesis: .refused),
  ]

  private static let numbers = [
    PreludeProtocol(
      """
      protocol AdditiveArithmetic: Equatable { static var zero: Self { get }; \
      static func + (a: Self, b: Self) -> Self; static func - (a: Self, b: Self) -> Self }
      """, summary: "Values that can be added and subtracted.", holds: \.isNumber),
    PreludeProtocol(
      """
      protocol Numeric: AdditiveArithmetic, ExpressibleByIntegerLiteral { \
      associatedtype Magnitude; var magnitude: Magnitude { get }; \
      init?<T: BinaryInteger>(exactly source: T); \
      static func * (a: Self, b: Self) -> Self; static func *= (a: inout Self, b: Self) }
      """, summary: "Values that can be multiplied.", holds: \.isNumber),
    PreludeProtocol(
      "protocol SignedNumeric: Numeric { prefix static func - (a: Self) -> Self }",
      summary: "Numbers with a sign.", synthesis: .refused, holds: \.isNumber),
    PreludeProtocol(
      """
      protocol Strideable: Comparable { func advanced(by n: Int) -> Self }
      """, summary: "Values with a distance between them.", synthesis: .refused,
      holds: \.isNumber),
    PreludeProtocol(
      """
      protocol BinaryInteger: Numeric, Hashable, Comparable, LosslessStringConvertible { \
      static func / (a: Self, b: Self) -> Self; static func % (a: Self, b: Self) -> Self; \
      static func & (a: Self, b: Self) -> Self; static func | (a: Self, b: Self) -> Self; \
      static func ^ (a: Self, b: Self) -> Self; static func << (a: Self, b: Self) -> Self; \
      static func >> (a: Self, b: Self) -> Self; prefix static func - (a: Self) -> Self; \
      func isMultiple(of other: Self) -> Bool; func signum() -> Self; init(_ value: Int); \
      init(_ value: Double) }
      """, summary: "Whole numbers.", synthesis: .refused, holds: { $0 == .int }),
    PreludeProtocol(
      "protocol SignedInteger: BinaryInteger, SignedNumeric { }",
      summary: "Whole numbers with a sign.", synthesis: .refused, holds: { $0 == .int }),
    PreludeProtocol(
      """
      protocol FixedWidthInteger: BinaryInteger { static var max: Self { get }; \
      static var min: Self { get } }
      """, summary: "Whole numbers of a fixed size.", synthesis: .refused, holds: { $0 == .int }),
    PreludeProtocol(
      """
      protocol FloatingPoint: SignedNumeric, Hashable, Comparable { \
      static func / (a: Self, b: Self) -> Self; func squareRoot() -> Self; \
      func rounded() -> Self; static var pi: Self { get }; static var infinity: Self { get }; \
      static var nan: Self { get }; var isNaN: Bool { get }; var isFinite: Bool { get }; \
      var isInfinite: Bool { get }; var magnitude: Self { get }; init(_ value: Int) }
      """, summary: "Numbers with a fraction.", synthesis: .refused,
      holds: { $0 == .double || $0 == .float }),
    PreludeProtocol(
      """
      protocol BinaryFloatingPoint: FloatingPoint, ExpressibleByFloatLiteral, \
      CustomStringConvertible { init(_ value: Double); init(_ value: Float) }
      """, summary: "Double and Float.", synthesis: .refused,
      holds: { $0 == .double || $0 == .float }),
  ]

  private static let sequences = [
    PreludeProtocol(
      "protocol IteratorProtocol { associatedtype Element; mutating func next() -> Element? }",
      summary: "Values that give elements one after the other, until nil."),
    PreludeProtocol(
      """
      protocol Sequence where Iterator.Element == Element { associatedtype Element; \
      associatedtype Iterator: IteratorProtocol; func makeIterator() -> Iterator }
      """, summary: "Values that 'for' can go over.", holds: { Checker.elements(of: $0) != nil }),
    PreludeProtocol(
      """
      protocol Collection: Sequence { associatedtype Index: Comparable; \
      var startIndex: Index { get }; var endIndex: Index { get }; \
      func index(after i: Index) -> Index; subscript(_ position: Index) -> Element { get } }
      """,
      given: [
        "var count: Int { get }", "var isEmpty: Bool { get }", "var first: Element? { get }",
      ],
      summary: "Sequences whose elements have positions.", holds: \.isCollection),
    PreludeProtocol(
      "protocol BidirectionalCollection: Collection { func index(before i: Index) -> Index }",
      given: ["var last: Element? { get }"],
      summary: "Collections that can be read backwards.", holds: \.isCollection),
    PreludeProtocol(
      "protocol RandomAccessCollection: BidirectionalCollection { }",
      summary: "Collections in which every position is reached at once.", holds: \.holdsArray),
    PreludeProtocol(
      """
      protocol MutableCollection: Collection { \
      subscript(_ position: Index) -> Element { get set } }
      """, summary: "Collections whose elements can be changed.", holds: \.holdsArray),
    PreludeProtocol(
      """
      protocol StringProtocol: BidirectionalCollection, Hashable, Comparable, \
      LosslessStringConvertible { }
      """, summary: "Texts.", synthesis: .refused,
      holds: { $0.conforms(to: "StringProtocol") }),
  ]
}

extension Type {
  fileprivate var holdsArray: Bool {
    switch self {
    case .array, .slice: true
    default: false
    }
  }

  fileprivate var takesArrayLiteral: Bool {
    switch self {
    case .array, .slice, .set: true
    default: false
    }
  }

  var isArray: Bool {
    if case .array = self { true } else { false }
  }

  fileprivate var isCollection: Bool {
    switch self {
    case .array, .slice, .set, .string, .substring, .dictionary, .range(.range, of: .int),
      .range(.closed, of: .int):
      true
    default: false
    }
  }

  /// Whether Swift's own type says how it is printed.
  fileprivate var describesItself: Bool {
    switch self {
    case .int, .double, .float, .bool, .string, .character, .substring, .array, .slice, .set,
      .dictionary, .range, .tensor:
      true
    default: false
    }
  }
}
