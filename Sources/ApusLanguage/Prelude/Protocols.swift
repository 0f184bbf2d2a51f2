// The protocols that are there without being declared; a new one is a new row.
extension PreludeProtocol {
  package static let all: [PreludeProtocol] = comparisons + descriptions + numbers + sequences

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
      "protocol Error { }", summary: "Values that can be thrown.", synthesis: .marker,
      holds: { $0 == .error }),
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
      "protocol ExpressibleByIntegerLiteral { }", summary: "Types that 3 can be written for.",
      synthesis: .refused, holds: \.isNumber),
    PreludeProtocol(
      "protocol ExpressibleByFloatLiteral { }", summary: "Types that 0.5 can be written for.",
      synthesis: .refused, holds: { $0 == .double || $0 == .float }),
    PreludeProtocol(
      "protocol ExpressibleByStringLiteral { }", summary: "Types that a text can be written for.",
      synthesis: .refused, holds: \.isText),
    PreludeProtocol(
      "protocol ExpressibleByArrayLiteral { }", summary: "Types that [1, 2] can be written for.",
      synthesis: .refused, holds: \.takesArrayLiteral),
    PreludeProtocol(
      """
      protocol AdditiveArithmetic: Equatable { static var zero: Self { get }; \
      static func + (a: Self, b: Self) -> Self; static func - (a: Self, b: Self) -> Self }
      """, summary: "Values that can be added and subtracted.", holds: \.isNumber),
    PreludeProtocol(
      """
      protocol Numeric: AdditiveArithmetic, ExpressibleByIntegerLiteral { \
      static func * (a: Self, b: Self) -> Self }
      """, summary: "Values that can be multiplied.", synthesis: .refused, holds: \.isNumber),
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
      protocol BinaryInteger: Numeric, Hashable, Comparable, CustomStringConvertible { \
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
      protocol Collection: Sequence { var startIndex: Int { get }; var endIndex: Int { get }; \
      func index(after i: Int) -> Int; subscript(_ position: Int) -> Element { get } }
      """, given: ["var count: Int { get }", "var isEmpty: Bool { get }"],
      summary: "Sequences whose elements have positions.", synthesis: .refused,
      holds: \.isCollection),
    PreludeProtocol(
      "protocol BidirectionalCollection: Collection { }",
      summary: "Collections that can be read backwards.", synthesis: .refused,
      holds: \.isCollection),
    PreludeProtocol(
      "protocol RandomAccessCollection: BidirectionalCollection { }",
      summary: "Collections in which every position is reached at once.", synthesis: .refused,
      holds: \.holdsArray),
    PreludeProtocol(
      "protocol MutableCollection: Collection { }",
      summary: "Collections whose elements can be changed.", synthesis: .refused,
      holds: \.holdsArray),
    PreludeProtocol(
      "protocol StringProtocol: BidirectionalCollection, Hashable, Comparable { }",
      summary: "Texts.", synthesis: .refused,
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
