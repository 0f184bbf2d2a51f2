import ApusGrad
import ApusSyntax

/// Turns a written type into a `Type`; the names it knows are the language's own.
package struct TypeResolver {
  /// Generic parameters in scope.
  package var generics: Set<String> = []
  /// What names that the program declares mean.
  package var lookUp: (String) -> Type? = { _ in nil }

  /// Whether a generic type may stand without its parameters.
  package var allowsPartial = false

  /// A type that the program declares, over its own parameters.
  var pattern: (String) -> Type? = { _ in nil }
  /// A type that the program declares, over arguments.
  var apply: (String, [Type], TypeSyntax) -> Type? = { _, _, _ in nil }
  /// `S.Element`.
  var member: (Type, String) -> Type? = { _, _ in nil }
  /// A protocol, or several, as the type of values.
  var existential: (TypeSyntax) -> Type? = { _ in nil }

  package enum Failure: Error {
    case unknown(String, TypeSyntax)
    case unsupported(String, TypeSyntax)
    case leftOut(LeftOut, TypeSyntax)
    case arity(String, wanted: Int, TypeSyntax)
    case unhashable(Type, TypeSyntax)
    /// `throws(T)` with a type that is no error.
    case noError(Type, TypeSyntax)
  }

  /// Types without parameters, by name: the one list of them.
  package static let plain: [String: Type] = {
    var table: [String: Type] = [
      "Int": .int, "Double": .double, "Float": .float, "Bool": .bool, "String": .string,
      "Character": .character, "Substring": .substring, "TimeInterval": .double,
      "Tensor": .tensor, "Void": .void, "Never": .never, "Any": .any,
      "Error": .error,
    ]
    for name in [
      "Plot", "TensorIndex", "File", "Hasher", "Date", "ProcessInfo", "CharacterSet",
      "UnicodeScalar", "Thread", "FileManager", "Mirror", "CocoaError",
      "WidgetModel",
    ] { table[name] = .opaque(name) }
    for row in Enumeration.known { table[row.name] = .enumeration(row.name) }
    return table
  }()

  /// Types with parameters, which a call can leave to its arguments: `Array(0..<3)`.
  static let generic: [String: Type] = [
    "Array": .array(.parameter("Element")), "ArraySlice": .slice(.parameter("Element")),
    "Set": .set(.parameter("Element")), "Optional": .optional(.parameter("Wrapped")),
    "Dictionary": .dictionary(.parameter("Key"), .parameter("Value")),
  ]

  package init(
    generics: Set<String> = [], lookUp: @escaping (String) -> Type? = { _ in nil }
  ) {
    self.generics = generics
    self.lookUp = lookUp
  }

  package func resolve(_ syntax: TypeSyntax) throws(Failure) -> Type {
    switch syntax.kind {
    case .name(let name, let arguments): return try named(name, arguments, syntax)
    case .array(let element): return .array(try resolve(element))
    case .dictionary(let key, let value):
      return .dictionary(try resolve(key), try resolve(value))
    case .optional(let wrapped): return .optional(try resolve(wrapped))
    case .tuple(let elements):
      if elements.count == 1 { return try resolve(elements[0].type) }
      var result: [Type.Element] = []
      for element in elements {
        result.append(Type.Element(element.label, try resolve(element.type)))
      }
      return .tuple(result)
    case .function(let parameters, let result, let throwing):
      var types: [Type] = []
      for parameter in parameters {
        if case .inout(let inner) = parameter.type.kind {
          types.append(.inout(try resolve(inner)))
        } else {
          types.append(try resolve(parameter.type))
        }
      }
      return .function(
        parameters: types, result: try resolve(result), thrown: try thrown(throwing))
    case .any(let inner), .some(let inner):
      if let type = existential(syntax) { return type }
      return try resolve(inner)
    case .inout: throw .unsupported("'inout' outside of parameters", syntax)
    case .member(let base, "Index") where base.isName("String"): return .stringIndex
    case .member(let base, let name) where base.inner(name) != nil:
      return base.inner(name) ?? .invalid
    case .member(let base, "Type"):
      let type = try resolve(base)
      if case .existential = type { throw .leftOut(.typeValues, syntax) }
      return .metatype(type)
    case .member(let base, let name):
      guard let type = member(try resolve(base), name) else { throw .unknown(name, syntax) }
      return type
    case .composition:
      guard let type = existential(syntax) else {
        throw .unsupported("this composition of types", syntax)
      }
      return type
    case .invalid: return .invalid
    }
  }

  /// The type of the errors that `throws` announces; nil where it is not there, or says `Never`.
  package func thrown(_ throwing: TypeSyntax.Throwing?) throws(Failure) -> Type? {
    guard let throwing else { return nil }
    guard let syntax = throwing.type else { return .error }
    let type = try resolve(syntax)
    guard type.isError else { throw .noError(type, syntax) }
    return type == .never ? nil : type
  }

  private func named(
    _ name: String, _ arguments: [TypeSyntax], _ syntax: TypeSyntax
  ) throws(Failure) -> Type {
    if arguments.isEmpty {
      if generics.contains(name) { return .parameter(name) }
      if let type = lookUp(name) ?? Self.plain[name] { return type }
      if allowsPartial, let type = Self.generic[name] ?? pattern(name) { return type }
    }
    switch (name, arguments.count) {
    case ("Array", 1): return .array(try resolve(arguments[0]))
    case ("ArraySlice", 1): return .slice(try resolve(arguments[0]))
    case ("Set", 1):
      let element = try resolve(arguments[0])
      switch element {
      case .nominal, .archetype, .applied, .parameter: break
      default:
        guard element.isHashable || element.isGeneric else { throw .unhashable(element, syntax) }
      }
      return .set(element)
    case ("Sequence", 1): return .sequence(try resolve(arguments[0]))
    case ("Optional", 1): return .optional(try resolve(arguments[0]))
    case ("Dictionary", 2):
      return .dictionary(try resolve(arguments[0]), try resolve(arguments[1]))
    case ("Array", _), ("Set", _), ("ArraySlice", _), ("Sequence", _), ("Optional", _):
      throw .arity(name, wanted: 1, syntax)
    case ("Dictionary", _): throw .arity(name, wanted: 2, syntax)
    default: break
    }
    if arguments.count == 1, let kind = RangeKind(rawValue: name) {
      let bound = try resolve(arguments[0])
      guard bound.isGeneric || bound.conforms(to: "Comparable") else {
        throw .unsupported("a range of '\(bound)'", syntax)
      }
      return .range(kind, of: bound)
    }
    if let type = existential(syntax) { return type }
    if !arguments.isEmpty {
      var types: [Type] = []
      for argument in arguments { types.append(try resolve(argument)) }
      if let type = apply(name, types, syntax) { return type }
    }
    throw .unknown(name, syntax)
  }
}

extension TypeSyntax {
  fileprivate func isName(_ wanted: String) -> Bool {
    if case .name(wanted, let arguments) = kind { arguments.isEmpty } else { false }
  }

  /// The type of the standard library that a name means inside this one.
  fileprivate func inner(_ name: String) -> Type? {
    guard case .name(let owner, let arguments) = kind, arguments.isEmpty else { return nil }
    return TypeResolver.plain["\(owner).\(name)"]
  }
}
