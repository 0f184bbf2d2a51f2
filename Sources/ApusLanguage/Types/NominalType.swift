import ApusSyntax
import ApusText

/// A `struct`, `class` or `enum` that a cell declares; every declaration makes a type of its own.
package final class NominalType: @unchecked Sendable {
  package enum Kind: String, Sendable {
    case `struct`, `class`, `enum`
  }

  package struct Field {
    package var name: String
    package var type: Type
    package var isConstant: Bool
    package var defaultValue: Expression?
    package var reference = Reference.strong

    /// The type of what is kept in the field.
    package var storedType: Type { reference == .strong ? type : .weakReference }
  }

  /// How a stored property refers to an instance.
  package enum Reference {
    case strong, weak, unowned
  }

  package struct Case {
    package var name: String
    package var payload: [Type.Element]
    var defaultValues: [Int: Expression] = [:]
    package var rawValue: Expression?
  }

  package let name: String
  package let kind: Kind
  package let documentation: String?
  package let superclass: NominalType?
  /// Of a generic type, what it was made from, and its arguments.
  package let origin: GenericType?
  package let arguments: [Type]
  /// Stored properties, those of the superclass first.
  package var fields: [Field] = []
  package private(set) var cases: [Case] = []
  /// Where the cases of a name are; more than one of them have different labels.
  private var casePlaces: [String: [Int]] = [:]
  /// Whether a case of it carries something.
  private var carries = false
  package var rawType: Type?
  /// The case that has a raw value, by the value's text.
  var rawValueOwners: [String: String] = [:]
  /// What it says it conforms to, and all that follows from it, by name.
  package var conformances: Set<String> = []
  package private(set) var protocols: [ProtocolType] = []
  package let members = MemberTable()
  /// A class's methods by full name, in the order of its table; overriding ones replace.
  package var table: [String: Int] = [:]
  package let descriptor: ClassDescriptor
  /// Methods that no subclass may override.
  var finalKeys: Set<String> = []
  package var isFinal = false
  /// Initialisers that every class inheriting from it has too, as they are written.
  var requiredInitializers: [Function] = []
  /// Stored properties that a subclass of the same cell overrides.
  var overridden: Set<String> = []
  /// The type that it is declared in.
  package var outer: NominalType?
  /// Blocks around its declaration.
  var scopes: [Names] = []
  /// What it does in its own way, known to the machine when a cell has been checked.
  var own = OwnFunctions()

  package init(
    name: String, kind: Kind, documentation: String?, superclass: NominalType?,
    origin: GenericType? = nil, arguments: [Type] = []
  ) {
    self.origin = origin
    self.arguments = arguments
    self.name = name
    self.kind = kind
    self.documentation = documentation
    self.superclass = superclass
    descriptor = ClassDescriptor(name: name, superclass: superclass?.descriptor)
    descriptor.type = self
  }

  func conform(to more: [ProtocolType]) {
    protocols += more
    conformances.formUnion(more.flatMap(\.all).map(\.name))
  }

  /// Takes over what the superclass stores, once that is known.
  func inheritFields() {
    fields = superclass?.fields ?? []
  }

  /// Takes over the superclass's methods, once they are known.
  func inheritMethods() {
    guard let superclass else { return }
    table = superclass.table
    finalKeys = superclass.finalKeys
    descriptor.functions = superclass.descriptor.functions
  }

  /// Whether it, or a class that it inherits from, has a `deinit`.
  package var isMortal: Bool {
    descriptor.deinitializer != nil || superclass?.isMortal ?? false
  }

  /// Its name with those of the types around it.
  package var fullName: String { outer.map { "\($0.fullName).\(name)" } ?? name }

  /// What a lazy property is kept in, by Swift's own name for it.
  static func lazyStorage(of name: String) -> String { "$__lazy_storage_$_\(name)" }

  /// Where stored property `index` stands in a record; a class has its descriptor first.
  package func slot(of index: Int) -> Int { kind == .class ? index + 1 : index }

  package var isWord: Bool { kind == .enum && !carries }

  func add(_ item: Case) {
    casePlaces[item.name, default: []].append(cases.count)
    cases.append(item)
    if !item.payload.isEmpty { carries = true }
  }

  /// Which case has the name; of one that carries something, or of one that does not, where that is
  /// wanted.
  func caseIndex(_ name: String, carrying: Bool? = nil) -> Int? {
    casePlaces[name]?.first { carrying == nil || cases[$0].payload.isEmpty != carrying }
  }

  /// The fields' indices in the order in which they get their first values: what a class has of its
  /// own comes before what it inherits.
  package var fieldsOwnFirst: [Int] {
    let inherited = superclass?.fieldsOwnFirst ?? []
    return Array(inherited.count..<fields.count) + inherited
  }

  package func isSubclass(of other: NominalType) -> Bool {
    self === other || (superclass?.isSubclass(of: other) ?? false)
  }

  /// Whether it, or a class it inherits from, says that it conforms.
  package func conforms(to name: String) -> Bool {
    conformances.contains(name) || (superclass?.conforms(to: name) ?? false)
  }

  package func method(_ name: String) -> [UserFunction] {
    let own = members.methods[name] ?? []
    guard name != "init", let inherited = superclass?.method(name) else { return own }
    return own
      + inherited.filter { old in !own.contains { $0.key == old.key } }
  }

  package func property(_ name: String) -> MemberTable.Property? {
    members.properties[name] ?? superclass?.property(name)
  }

  /// Whether it stores this property itself, and not for its superclass.
  func ownField(_ name: String) -> Bool {
    field(name).map { $0 >= superclass?.fields.count ?? 0 } ?? false
  }

  package func field(_ name: String) -> Int? { fields.firstIndex { $0.name == name } }

  /// Own initialisers, and those that it inherits: all of them unless it has a designated one of its
  /// own; then the convenience ones, if it replaces every designated one of the superclass.
  package var initializers: [UserFunction] {
    let own = members.methods["init"] ?? []
    guard let superclass else { return own }
    let inherited = superclass.initializers.filter { old in !own.contains { $0.key == old.key } }
    if own.allSatisfy({ $0.modifiers.contains("convenience") }) { return own + inherited }
    guard inherited.allSatisfy({ $0.modifiers.contains("convenience") }) else { return own }
    return own + inherited
  }

  /// Every name that may stand behind a value's dot.
  package var memberNames: [String] {
    fields.map(\.name).filter { !$0.hasPrefix("$") } + members.names
      + (rawType == nil ? [] : ["rawValue"])
      + (superclass?.memberNames ?? [])
  }

  package var staticNames: [String] {
    cases.map(\.name) + members.staticNames
      + (conformances.contains("CaseIterable") ? ["allCases"] : [])
  }

  /// Its head, as inspection shows it.
  package var outline: String {
    var lines = ["\(kind.rawValue) \(name)" + (superclass.map { ": \($0.name)" } ?? "") + " {"]
    for item in cases {
      let payload = item.payload.map { element in
        element.label.map { "\($0): \(element.type)" } ?? "\(element.type)"
      }
      lines.append(
        "  case \(item.name)" + (payload.isEmpty ? "" : "(\(payload.joined(separator: ", ")))"))
    }
    for field in fields {
      lines.append("  \(field.isConstant ? "let" : "var") \(field.name): \(field.type)")
    }
    for name in members.methods.keys.sorted() {
      lines += (members.methods[name] ?? []).map { "  " + $0.signature }
    }
    return (lines + ["}"]).joined(separator: "\n")
  }

  /// Whether `==` compares two values: every enumeration without payloads, and what says so; asked
  /// inside types whose values contain some of this.
  func isEquatable(inside outer: [NominalType]) -> Bool {
    if isWord || outer.contains(where: { $0 === self }) { return true }
    guard !conformances.isDisjoint(with: ["Equatable", "Hashable", "Comparable"]) else {
      return false
    }
    // Instances are compared by the class's own `==`.
    if kind == .class { return true }
    let inside = outer + [self]
    return fields.allSatisfy { $0.type.isEquatable(inside: inside) }
      && cases.allSatisfy { $0.payload.allSatisfy { $0.type.isEquatable(inside: inside) } }
  }
}

/// Members that are functions: of a declared type, or those an extension gives to another type.
package final class MemberTable: @unchecked Sendable {
  /// A property whose value is computed.
  package struct Property {
    package var type: Type
    package var getter: UserFunction
    package var setter: UserFunction?
    /// Whether its value is read where it is stored, and only a change goes through a function.
    package var isStored = false

    package init(type: Type, getter: UserFunction, setter: UserFunction?) {
      self.type = type
      self.getter = getter
      self.setter = setter
    }
  }

  package var properties: [String: Property] = [:]
  /// Methods by name; `self` is their first parameter, but for a struct's `init`.
  package var methods: [String: [UserFunction]] = [:]
  package var statics: [String: [UserFunction]] = [:]
  package var staticProperties: [String: Property] = [:]
  package var staticValues: [String: Binding] = [:]
  package var aliases: [String: Type] = [:]

  init() {}

  /// A table that starts with the members of another.
  init(_ other: MemberTable?) {
    guard let other else { return }
    properties = other.properties
    methods = other.methods
    statics = other.statics
    staticProperties = other.staticProperties
    staticValues = other.staticValues
    aliases = other.aliases
  }

  var names: [String] {
    Array(properties.keys) + methods.keys.filter { $0 != "init" && $0 != "subscript" }
  }

  var staticNames: [String] {
    statics.keys.filter { $0 != "subscript" } + Array(staticProperties.keys)
      + Array(staticValues.keys) + Array(aliases.keys)
  }
}

/// What an instance of a class carries: its class, and which functions its methods are.
package final class ClassDescriptor: @unchecked Sendable {
  package let name: String
  package let superclass: ClassDescriptor?
  package internal(set) weak var type: NominalType?
  /// Indices into the machine's functions, in the order of the class's table.
  package var functions: [Int] = []
  /// What runs when an instance goes.
  package var deinitializer: Int?
  /// The same with those of the classes it inherits from, its own first.
  package var deinitializers: [Int] {
    [deinitializer].compactMap { $0 } + (superclass?.deinitializers ?? [])
  }

  package init(name: String, superclass: ClassDescriptor?) {
    self.name = name
    self.superclass = superclass
  }
}

extension NominalType: Hashable {
  package static func == (left: NominalType, right: NominalType) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
